//! Language codes of ISO 639.

super::formatted! {
    /// A language code, ISO 639.
    LanguageCode "iso-639"
}

/// Two or three letters: a document that names no more than the standard allows both.
pub(super) fn matches(text: &str) -> bool {
    matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_alphabetic())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "en",
    more_samples: &["sv", "deu"],
    boundaries: &[],
    broken: &[
        BrokenText::new("four-letters", "engl"),
        BrokenText::new("name", "English"),
        BrokenText::new("one-letter", "e"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{2,3}"]),
    within: &[Format::LanguageTag],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\biso[- ]?639(?:\s|$|[.,;)])|\biso\s+language\s+codes?\b)",
            unless: Some(r"(?:639-[1235]|bcp|3166|ietf|\b(?:two|2|three|3)[- ]letter|\blocale)"),
            example: "The language as an ISO 639 code.",
        }),
    },
};
