//! Durations of ISO 8601, as RFC 3339, appendix A, restricts them.

super::formatted! {
    /// A span of time, ISO 8601: `PT30M`.
    Duration "duration"
}

/// Weeks alone, or consecutive units from years to seconds.
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

/// The number of `digits letter` groups, whose letters are consecutive and in order (`Y`, `YM`, `MD`, not `YD`).
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

/// Matches consecutive units of years, months and days.
const DATE: &str = "(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)";
/// Matches consecutive units of hours, minutes and seconds.
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
    otherwise: None,
    language: Language::Exactly(&["P(?:[0-9]+W|", DATE, "(?:T", TIME, ")?|T", TIME, ")"]),
    within: &[],
    registry: Registry::JsonSchema,
    type_names: &[],
    prose: Prose::NOTED,
};
