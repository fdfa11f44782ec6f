//! One fault: when it strikes and what it does.

use super::value_class::{Signature, ValuePattern};
use ringback_contract::subject::Step;
use ringback_suite::place;
use serde_json::Value;

/// A fault of one operation.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The vendor whose operation is faulty.
    pub vendor: String,
    /// The faulty operation.
    pub operation: String,
    /// The requests at which it strikes.
    pub trigger: Trigger,
    /// What it does then.
    pub effect: Effect,
}

/// When a fault strikes.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// At every request, whatever is sent.
    Always,
    /// When the payload is taken.
    Accepted,
    /// When it is refused.
    Refused,
    /// When the payload breaks these rules and no others, and the value there is of this sort.
    Breaks(Signature, Option<(String, ValuePattern)>),
    /// When the payload is valid and the value there is of this sort.
    Holds(String, ValuePattern),
    /// When the body is this one.
    Body {
        /// The content type of the request, to the letter.
        content_type: String,
        /// The whole body, to the letter.
        text: String,
    },
}

/// What a fault does.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Takes what must be refused.
    Accept,
    /// Refuses what must be taken.
    Refuse,
    /// Answers with another status.
    Status(u16),
    /// Calls the body something else.
    ContentType(&'static str),
    /// Ends the body in the middle.
    Truncate,
    /// Lets the caller wait.
    Delay,
    /// Closes the connection in the middle of the answer.
    Close,
    /// Returns another value at a place of the documented type, or none.
    Return {
        /// The place in the documented response type.
        place: Vec<Step>,
        /// The other value; none leaves the place out.
        with: Option<Value>,
    },
    /// Does not keep what it takes.
    Forget,
    /// Changes every value that it keeps.
    Alter,
    /// Loses the first entry of every map that it keeps.
    DropEntry,
}

/// What a fault sees of a request.
pub struct Seen<'a> {
    /// The content type, empty if there is none.
    pub content_type: &'a str,
    /// The whole body.
    pub body: &'a [u8],
    /// The payload, when the body holds one.
    pub payload: Option<&'a Value>,
    /// The rules that it breaks.
    pub signature: &'a Signature,
    /// Whether an honest receiver takes it.
    pub accepted: bool,
}

impl Trigger {
    /// Whether a request is one at which the fault strikes.
    pub fn strikes(&self, seen: &Seen) -> bool {
        let holds = |at: &str, sort: &ValuePattern| {
            let value = seen.payload.and_then(|payload| payload.pointer(at));
            value.is_some_and(|value| sort.has(value))
        };
        match self {
            Self::Always => true,
            Self::Accepted => seen.accepted,
            Self::Refused => !seen.accepted,
            Self::Breaks(signature, at) => {
                seen.payload.is_some()
                    && signature == seen.signature
                    && at.as_ref().is_none_or(|(at, sort)| holds(at, sort))
            }
            Self::Holds(at, sort) => seen.accepted && holds(at, sort),
            Self::Body { content_type, text } => {
                content_type.as_str() == seen.content_type && text.as_bytes() == seen.body
            }
        }
    }
}

impl Effect {
    /// What is kept of what was sent; `None` when nothing is.
    pub fn kept(&self, payload: Value) -> Option<Value> {
        match self {
            Self::Forget => None,
            Self::Alter => Some(altered(payload)),
            Self::DropEntry => Some(match payload {
                Value::Object(object) => object.into_iter().map(|(name, value)| (name, without_first(value))).collect(),
                other => other,
            }),
            _ => Some(payload),
        }
    }

    /// What is returned of a value of the documented type.
    pub fn returned(&self, value: Value) -> Value {
        let Self::Return { place, with } = self else { return value };
        match with {
            Some(with) => place::put(&value, place, with.clone()).unwrap_or(value),
            None => without(value, place),
        }
    }
}

fn without(mut value: Value, place: &[Step]) -> Value {
    let Some((Step::Property(name), within)) = place.split_last() else { return value };
    if let Some(Value::Object(object)) = place::pointer(&value, within).resolve_mut(&mut value) {
        object.shift_remove(name);
    }
    value
}

fn altered(value: Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Bool(!value),
        Value::Number(number) => number.as_i64().map_or(Value::Null, |number| number.wrapping_add(1).into()),
        Value::String(text) => Value::String(format!("{text}~")),
        Value::Array(list) => list.into_iter().map(altered).collect(),
        Value::Object(object) => object.into_iter().map(|(name, value)| (name, altered(value))).collect(),
    }
}

fn without_first(value: Value) -> Value {
    match value {
        Value::Object(object) => object.into_iter().skip(1).map(|(name, value)| (name, without_first(value))).collect(),
        other => other,
    }
}
