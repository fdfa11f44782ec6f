//! Host names of RFC 1123.

super::formatted! {
    /// A host name, RFC 1123.
    Hostname "hostname"
}

/// Labels of ASCII letters, digits and hyphens, separated by dots.
pub(super) fn matches(text: &str) -> bool {
    text.is_ascii() && is_of_any_script(text)
}

/// Whether a text is a host name, without checking the characters of scripts other than ASCII.
pub(super) fn is_of_any_script(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-')
    };
    text.chars().count() <= 253 && text.split('.').all(label)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "example.com",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("leading-hyphen", "-a.example"),
        BrokenText::new("underscore", "a_b"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Between { lower: &[r"[a-z]{1,20}(?:\.[a-z]{2,20}){0,3}"], upper: &["[A-Za-z0-9.-]{1,253}"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose {
        is_noted: true,
        said: Some(Said {
            phrase: r"(?:\b(?:must|should)\s+be\s+(?:an?\s+)?|^(?:an?\s+)?)valid\s+host\s?name\s*(?:$|[.,;(]|(?:of|for|that|and)\b)",
            unless: None,
            example: "Must be a valid hostname.",
        }),
    },
};
