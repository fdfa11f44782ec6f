//! JSON Pointers of RFC 6901.

super::formatted! {
    /// A place in a JSON document, RFC 6901: `/a/0`.
    JsonPointer "json-pointer"
}

/// Whether a text is empty, or consists of escaped tokens that each begin with `/`.
pub(super) fn matches(text: &str) -> bool {
    super::super::pointer::is_pointer(text)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "/a/0",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("without-slash", "a/0"),
        BrokenText::new("lone-tilde", "/a~2"),
        BrokenText::new("fragment", "#/a/0"),
    ],
    otherwise: None,
    language: Language::Exactly(&["(?:/(?:[^~/]|~[01])*)*"]),
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
