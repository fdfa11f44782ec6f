//! Regular expressions of ECMA-262.

use super::super::pattern::compile;

super::formatted! {
    /// A regular expression, ECMA-262.
    Regex "regex"
}

/// An expression that compiles, in Unicode mode or without.
pub(super) fn matches(text: &str) -> bool {
    compile(text).is_some()
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "^[a-z]+$",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("open-bracket", "[a-z"),
        BrokenText::new("open-parenthesis", "(a"),
        BrokenText::new("nothing-to-repeat", "*a"),
    ],
    otherwise: None,
    language: Language::Between { lower: &["[a-z]*"], upper: &["(?s:.)*"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
