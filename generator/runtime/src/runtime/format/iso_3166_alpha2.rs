//! Country codes of ISO 3166-1 with two letters.

super::formatted! {
    /// A country code of two letters, ISO 3166-1 alpha-2.
    CountryAlpha2 "iso-3166-alpha2"
}

/// Two letters. Which of them are assigned changes, so that no list is kept.
pub(super) fn matches(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "DE",
    more_samples: &["SE", "FR"],
    boundaries: &[],
    broken: &[
        BrokenText::new("three-letters", "DEU"),
        BrokenText::new("name", "Germany"),
        BrokenText::new("one-letter", "D"),
        BrokenText::new("digits", "49"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{2}"]),
    within: &[Format::Country],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\biso[- ]?3166(?:[- ]?1)?[\s,:(-]*(?:alpha[- ]?2|a-?2|(?:two|2)[- ](?:letter|character|char|digit|alpha))\b|\b(?:two|2)[- ](?:letter|character|char|digit)[\s,(]+(?:country\s+code\s*)?[(,]*\s*(?:in\s+)?iso(?:[- ]?3166(?:[- ]?1)?)?(?:[\s-]+(?:alpha[- ]?2|standard))?(?:\s+(?:country|code|codes)\b|\s*[).,;]|\s*$)|\biso\s+(?:(?:two|2)[- ](?:letter|character)|alpha[- ]?2)\s+(?:country\s+)?codes?\b|\balpha-?2\s+(?:iso\s+)?(?:country\s+)?codes?\b|\bcountry(?:\s+codes?)?\s+(?:in\s+)?\(?alpha-?2\b)",
            unless: Some(r"(?:3166-2|alpha[- ]?3|(?:three|3)[- ](?:letter|character)|\b(?:language|currency|locale)\b|639|4217)"),
            example: "A country code (ISO 3166-1 alpha-2).",
        }),
    },
};
