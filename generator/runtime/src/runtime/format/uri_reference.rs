//! References of RFC 3986: URIs, and references relative to a URI.

use super::uri::Script;

super::formatted! {
    /// A URI, or a reference relative to one, RFC 3986.
    UriReference "uri-reference"
}

/// A complete URI, or the part of one after the scheme.
pub(super) fn matches(text: &str) -> bool {
    Script::Ascii.is_reference(text)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "/a?b=c",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("blank", "/a b"),
        BrokenText::new("other-script", "/é"),
        BrokenText::new("half-an-escape", "/%4"),
    ],
    otherwise: None,
    language: Language::Between { lower: &["(?:https?://[a-z]+)?(?:/[a-z]+)+"], upper: &["[!-~]*"] },
    within: &[Format::IriReference],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
