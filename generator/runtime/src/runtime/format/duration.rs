//! Spans of time: the durations of ISO 8601 that RFC 3339, appendix A, has.

super::formatted! {
    /// A span of time, ISO 8601: `PT30M`.
    Duration "duration"
}

/// Weeks, or years to seconds without a gap.
pub(super) fn matches(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    if let Some(weeks) = date.strip_suffix('W') {
        return time.is_none() && !weeks.is_empty() && weeks.bytes().all(|b| b.is_ascii_digit());
    }
    let date = designators(date, "YMD");
    match time {
        Some(time) => date.is_some() && designators(time, "HMS").is_some_and(|count| count > 0),
        None => date.is_some_and(|count| count > 0),
    }
}

/// How many `digits letter` groups there are, the letters in order and without a gap (`Y`, `YM`, `MD`, not `YD`).
fn designators(text: &str, letters: &str) -> Option<usize> {
    let groups: Vec<&str> = text.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect();
    let found: String = groups.iter().filter_map(|group| group.chars().last()).collect();
    let digits = groups.iter().all(|group| {
        let (number, _) = group.split_at(group.len().saturating_sub(1));
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    (digits && letters.contains(&found)).then_some(groups.len())
}

// What follows is for the generator and the suite. It is not embedded into generated code.

use super::{BrokenText, Denotes, Language, Profile, Prose, Registry};

/// Years, months and days, without a gap.
const DATE: &str = "(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)";
/// Hours, minutes and seconds, without a gap.
const TIME: &str = "(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)";

pub(super) const PROFILE: Profile = Profile {
    denotes: Denotes::Other,
    sample: "PT30M",
    more_samples: &[],
    boundaries: &[],
    broken: &[
        BrokenText::new("words", "30 minutes"),
        BrokenText::new("p-alone", "P"),
        BrokenText::new("pt-alone", "PT"),
        BrokenText::new("empty", ""),
    ],
    language: Language::Exactly(&["P(?:[0-9]+W|", DATE, "(?:T", TIME, ")?|T", TIME, ")"]),
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NOTED,
};
