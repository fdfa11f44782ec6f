//! Bytes in the Base64 of RFC 4648, section 4.

super::formatted! {
    /// Bytes in Base64, RFC 4648.
    Byte "byte" | "base64"
}

/// Groups of four characters, the last one padded with `=`.
pub(super) fn matches(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry, Said};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "YQ==",
    more_samples: &[],
    boundaries: &[],
    broken: &[BrokenText::new("no-alphabet", "*"), BrokenText::new("wrong-padding", "YQ=")],
    otherwise: None,
    language: Language::Between { lower: &["(?:[A-Za-z0-9+/]{4})*"], upper: &["[A-Za-z0-9+/]*={0,2}"] },
    within: &[],
    registry: Registry::OpenApi,
    type_names: &[],
    prose: Prose {
        is_noted: false,
        said: Some(Said {
            phrase: r"(?:\bbase[- ]?64[- ]encoded\b|\bencoded\s+(?:in|as|with|using|to|into)\s+(?:an?\s+)?base[- ]?64\b|\bin\s+base[- ]?64\b|\bbase[- ]?64\s+(?:string|representation|format|encoding)\b)",
            unless: Some(r"(?:url|\bdata object\b|\b(?:not|without|decoded?|header|mime|data uri|username|credentials)\b)"),
            example: "Must be base64 encoded.",
        }),
    },
};
