//! Bytes in the Base64 of RFC 4648, section 5.

super::formatted! {
    /// Bytes in Base64 with the alphabet for URLs, RFC 4648.
    Base64Url "base64url"
}

/// Groups of four characters; the padding at the end may be missing.
pub(super) fn matches(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let padded = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    padded && body.len() % 4 != 1 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "YQ==",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("other-alphabet", "a+b/"),
        BrokenText::new("one-digit", "Y"),
        BrokenText::new("wrong-padding", "YQ="),
    ],
    otherwise: None,
    language: Language::Between { lower: &["(?:[A-Za-z0-9]{4})*"], upper: &["[A-Za-z0-9_-]*={0,2}"] },
    within: &[],
    registry: Registry::OpenApi,
    type_names: &[],
    prose: Prose::NEVER,
};
