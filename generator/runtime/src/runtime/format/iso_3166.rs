//! Country codes of ISO 3166-1 with two or three letters.

super::formatted! {
    /// A country code, ISO 3166-1.
    Country "iso-3166"
}

/// Two or three letters: a document that names no more than the standard allows both.
pub(super) fn matches(text: &str) -> bool {
    matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_alphabetic())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "DE",
    more_samples: &["SE", "FRA"],
    boundaries: &[],
    broken: &[
        BrokenText::new("four-letters", "DEUT"),
        BrokenText::new("name", "Germany"),
        BrokenText::new("one-letter", "D"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{2,3}"]),
    within: &[],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\biso[- ]?3166(?:-1)?(?:\s+(?:country|standard|format|code|codes|(?:two|2)[- ](?:letter|character)\s+or)\b|\s*(?:$|[.,;)]))|\biso\s+country\s+codes?\b)",
            unless: Some(r"(?:3166-[23]|3166-1[- ]+alpha|alpha-?[23]|numeric|subdivision|\bregions?\b)"),
            example: "The country as an ISO 3166 code.",
        }),
    },
};
