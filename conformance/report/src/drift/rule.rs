//! SARIF rules for drift: one for each pair of side and movement, with its description.

use ringback_drift::change::{Movement, Side};

/// The identifier of a rule, such as `request/narrowed`.
pub(super) fn id(side: Side, movement: Movement) -> String {
    format!("{side}/{movement}")
}

/// The name of a rule, such as `RequestNarrowed`.
pub(super) fn name(side: Side, movement: Movement) -> String {
    [side.name(), movement.name()].map(capitalized).concat()
}

/// A word with its first letter in upper case.
pub(super) fn capitalized(word: &str) -> String {
    let mut rest = word.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// One sentence: what changed.
pub(super) fn meaning(side: Side, movement: Movement) -> String {
    let place = match side {
        Side::Request => "a request",
        Side::Response => "a response",
        Side::Event => "an event",
    };
    match movement {
        Movement::Added => format!("A property, type or operation was added to {place}."),
        Movement::Removed => format!("A property, type or operation was removed from {place}."),
        Movement::Same => format!("The same values are allowed in {place} as before."),
        Movement::Widened => format!("More values are allowed in {place} than before."),
        Movement::Narrowed => format!("Fewer values are allowed in {place} than before."),
        Movement::Replaced => {
            format!("Some values are no longer allowed in {place}, and others newly are.")
        }
        Movement::Undecided => {
            format!("The allowed values in {place} changed, and it is undecided whether any are no longer allowed.")
        }
    }
}

/// One sentence: which party breaks, and when.
pub(super) fn consequence(side: Side, movement: Movement) -> &'static str {
    match (side, movement) {
        (_, Movement::Same) => "This breaks no client.",
        (_, Movement::Undecided) => {
            "Neither a payload that breaks nor a proof that there is none was found: compare the two documents."
        }
        (Side::Request, Movement::Added) => {
            "Existing clients do not send it, which breaks them only if it is required."
        }
        (Side::Request, Movement::Removed) => {
            "Existing clients may still send it, which breaks them if the server rejects unknown properties."
        }
        (Side::Request, Movement::Widened) => "Existing clients send values that are still allowed.",
        (Side::Request, Movement::Narrowed | Movement::Replaced) => {
            "Existing clients that send a value that is no longer allowed are rejected."
        }
        (_, Movement::Added) => "Existing readers receive it, which breaks those that reject unknown properties.",
        (_, Movement::Removed) => "Existing readers that rely on it no longer receive it.",
        (_, Movement::Narrowed) => "Existing readers receive only values that were allowed before.",
        (_, Movement::Widened | Movement::Replaced) => {
            "Existing readers may receive values that were not allowed before, which breaks them unless the documents said that more values may follow."
        }
    }
}
