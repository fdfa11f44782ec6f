//! References of RFC 3987: IRIs, and references relative to an IRI.

use super::uri::Script;

super::formatted! {
    /// A URI in any script, or a reference relative to one, RFC 3987.
    IriReference "iri-reference"
}

/// A complete IRI, or the part of one after the scheme.
pub(super) fn matches(text: &str) -> bool {
    Script::Any.is_reference(text)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "/a?b=c",
    more_samples: &[],
    boundaries: &[],
    broken: &[BrokenText::new("blank", "/é b"), BrokenText::new("half-an-escape", "/%4")],
    otherwise: None,
    language: Language::Between { lower: &["(?:https?://[a-z]+)?(?:/[a-z]+)+"], upper: &["(?s:.)*"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
