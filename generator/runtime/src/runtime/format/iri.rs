//! IRIs of RFC 3987: URIs in any script.

use super::uri::Script;

super::formatted! {
    /// A URI in any script, with a scheme, RFC 3987.
    Iri "iri"
}

/// A scheme, a colon, and the rest of the IRI.
pub(super) fn matches(text: &str) -> bool {
    Script::Any.is_absolute(text)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Format, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "https://example.com/é",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("without-scheme", "no scheme"),
        BrokenText::new("relative", "/é"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Between {
        lower: &["(?:https?|urn|a)://[a-z]+(?:/[a-z]*)*"],
        upper: &["[A-Za-z][A-Za-z0-9+.-]*:(?s:.)*"],
    },
    within: &[Format::IriReference],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
