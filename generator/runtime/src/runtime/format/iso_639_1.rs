//! Language codes of ISO 639-1.

super::formatted! {
    /// A language code of two letters, ISO 639-1.
    LanguageAlpha2 "iso-639-1"
}

/// Two letters. Which of them are assigned changes, so that no list is kept.
pub(super) fn matches(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "en",
    more_samples: &["sv", "fr"],
    boundaries: &[],
    broken: &[
        BrokenText::new("three-letters", "eng"),
        BrokenText::new("with-region", "en-GB"),
        BrokenText::new("name", "English"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{2}"]),
    within: &[Format::LanguageCode, Format::LanguageTag],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\biso[- ]?639-1\b|\biso[- ]?639[\s,(-]+(?:two|2)[- ](?:letter|character)\b|\b(?:two|2)[- ](?:letter|character)\s+iso[- ]?639(?:\s|$)|\b(?:two|2)[- ](?:letter|character)\s+iso\s+language\s+codes?\b|\biso\s+(?:two|2)[- ](?:letter|character)\s+language\s+codes?\b)",
            unless: Some(r"(?:639-[235]|bcp|3166|ietf|(?:three|3)[- ]letter|\blocale)"),
            example: "The language as an ISO 639-1 code.",
        }),
    },
};
