//! Currency codes of ISO 4217.

super::formatted! {
    /// A currency code of three letters, ISO 4217.
    Currency "iso-4217"
}

/// Three letters. Which of them are assigned changes, so that no list is kept.
pub(super) fn matches(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "EUR",
    more_samples: &["SEK", "USD"],
    boundaries: &[],
    broken: &[
        BrokenText::new("two-letters", "EU"),
        BrokenText::new("symbol", "€"),
        BrokenText::new("name", "euro"),
        BrokenText::new("digits", "978"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{3}"]),
    within: &[],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\biso[- ]?4217\b|\biso\s+(?:(?:three|3)[- ](?:letter|character)\s+)?currency\s+codes?\b|\b(?:three|3)[- ](?:letter|character)\s+iso\s+(?:currency\s+)?codes?\b[^.]*\bcurrenc)",
            unless: Some(r"(?:\bnumeric\b|3166|639|\bminor units?\b|\bsmallest\b|\bamounts?\b)"),
            example: "The currency as an ISO 4217 code.",
        }),
    },
};
