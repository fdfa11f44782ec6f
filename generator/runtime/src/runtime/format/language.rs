//! Language tags of BCP 47, RFC 5646.

super::formatted! {
    /// A language tag, BCP 47.
    LanguageTag "language"
}

/// Subtags of one to eight letters or digits, joined by hyphens; the first is of letters.
pub(super) fn matches(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.next().is_some_and(|first| is_part(first) && first.bytes().all(|b| b.is_ascii_alphabetic())) && parts.all(is_part)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "en-GB",
    more_samples: &["sv", "zh-Hans-CN"],
    boundaries: &[],
    broken: &[
        BrokenText::new("with-underscore", "en_GB"),
        BrokenText::new("trailing-hyphen", "en-"),
        BrokenText::new("too-long", "englishes-GB"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Exactly(&["[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"]),
    within: &[],
    registry: Registry::Nobody,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\bbcp[- ]?47\b|\bietf\s+(?:bcp\s+47\s+)?language\s+(?:tag|code)s?\b|\brfc ?5646\b)",
            unless: Some(r"(?:iso[- ]?639|iso[- ]?3166)"),
            example: "The language as a BCP 47 tag.",
        }),
    },
};
