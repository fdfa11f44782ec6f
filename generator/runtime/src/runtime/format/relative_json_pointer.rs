//! Relative JSON pointers, as defined by their Internet-Draft.

super::formatted! {
    /// A place in a JSON document as seen from another: `1/a`.
    RelativeJsonPointer "relative-json-pointer"
}

/// The number of levels up, optionally an index offset, then `#` or a JSON pointer.
pub(super) fn matches(text: &str) -> bool {
    let Some(rest) = after_number(text) else { return false };
    let rest = match rest.strip_prefix(['+', '-']) {
        Some(along) => after_number(along),
        None => Some(rest),
    };
    rest.is_some_and(|rest| rest == "#" || super::json_pointer::matches(rest))
}

/// The text after a number without leading zeros; `None` if there is no such number.
fn after_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (digits == 1 || (digits > 1 && !text.starts_with('0'))).then_some(rest)
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "1/a",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("without-number", "/a"),
        BrokenText::new("leading-zero", "01/a"),
        BrokenText::new("empty", ""),
    ],
    otherwise: None,
    language: Language::Between { lower: &["(?:0|[1-9])(?:#|(?:/[a-z]*)*)"], upper: &["[0-9]+(?s:.)*"] },
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NEVER,
};
