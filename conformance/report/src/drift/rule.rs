//! Rules, as tools for findings in code know them: a movement on a side, and what it means there.

use ringback_drift::change::{Movement, Side};

/// The identifier of a rule: `request/narrowed`.
pub(super) fn id(side: Side, movement: Movement) -> String {
    format!("{side}/{movement}")
}

/// The name of a rule: `RequestNarrowed`.
pub(super) fn name(side: Side, movement: Movement) -> String {
    [side.name(), movement.name()].map(capitalized).concat()
}

/// A word with a capital at its beginning.
pub(super) fn capitalized(word: &str) -> String {
    let mut rest = word.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A sentence on what moved.
pub(super) fn meaning(side: Side, movement: Movement) -> String {
    let place = match side {
        Side::Request => "a request",
        Side::Response => "a response",
        Side::Event => "an event",
    };
    match movement {
        Movement::Added => format!("Something is new in {place}."),
        Movement::Removed => format!("Something is gone from {place}."),
        Movement::Same => format!("The same is allowed in {place} as before."),
        Movement::Widened => format!("More is allowed in {place} than before."),
        Movement::Narrowed => format!("Less is allowed in {place} than before."),
        Movement::Replaced => {
            format!("Some of what {place} could hold is allowed no more, and other things newly are.")
        }
        Movement::Undecided => format!("What is allowed in {place} changed, and nobody knows which way."),
    }
}

/// A sentence on whom that breaks.
pub(super) fn consequence(side: Side, movement: Movement) -> &'static str {
    match (side, movement) {
        (_, Movement::Same) => "Nobody breaks.",
        (_, Movement::Undecided) => {
            "Neither a payload that is refused now was found nor the proof that there is none: compare both sentences."
        }
        (Side::Request, Movement::Added) => {
            "Clients that go on as before do not send it, which breaks them only where it is required."
        }
        (Side::Request, Movement::Removed) => {
            "Clients that go on sending it break where the server refuses what it does not know."
        }
        (Side::Request, Movement::Widened) => "Clients go on sending what was allowed before, which still is.",
        (Side::Request, Movement::Narrowed | Movement::Replaced) => {
            "Clients that go on sending what is allowed no more are refused."
        }
        (_, Movement::Added) => {
            "Readers that go on as before meet it, which breaks those that refuse what they do not know."
        }
        (_, Movement::Removed) => "Readers that rely on it do not find it any more.",
        (_, Movement::Narrowed) => "Readers go on as before with what is left of what they know.",
        (_, Movement::Widened | Movement::Replaced) => {
            "Readers may meet what no document allowed before, which breaks them unless it was said to be open."
        }
    }
}
