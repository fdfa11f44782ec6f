//! Country codes of ISO 3166-1 with three letters.

super::formatted! {
    /// A country code of three letters, ISO 3166-1 alpha-3.
    CountryAlpha3 "iso-3166-alpha3"
}

/// Three letters. Which of them are assigned changes, so that no list is kept.
pub(super) fn matches(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "DEU",
    more_samples: &["SWE", "FRA"],
    boundaries: &[],
    broken: &[
        BrokenText::new("two-letters", "DE"),
        BrokenText::new("name", "Germany"),
        BrokenText::new("digits", "276"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{3}"]),
    within: &[Format::Country],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\biso[- ]?3166(?:[- ]?1)?[\s,:(-]*(?:alpha[- ]?3|a-?3|(?:three|3)[- ](?:letter|character|char|alpha))\b|\b(?:three|3)[- ](?:letter|character|char)[\s,(]+(?:country\s+code\s*)?[(,]*\s*(?:in\s+)?iso[- ]?3166|\b(?:three|3)[- ](?:letter|character)\s+iso\s+country\b|\biso\s+(?:(?:three|3)[- ](?:letter|character)\s+country|alpha[- ]?3)\s+codes?\b|\balpha-?3\s+(?:iso\s+)?(?:country\s+)?codes?\b)",
            unless: Some(r"(?:3166-2|alpha[- ]?2|(?:two|2)[- ](?:letter|character)|\b(?:language|currency|locale)\b|639|4217)"),
            example: "A country code (ISO 3166-1 alpha-3).",
        }),
    },
};
