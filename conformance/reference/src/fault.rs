//! A fault of the reference: when it occurs, and what it does.

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
    /// The requests that trigger it.
    pub trigger: Trigger,
    /// What it does to them.
    pub effect: Effect,
}

/// The condition under which a fault occurs.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// Every request.
    Always,
    /// Every accepted payload.
    Accepted,
    /// Every rejected payload.
    Refused,
    /// Payloads that break exactly these rules; if given, with such a value at this pointer.
    Breaks(Signature, Option<(String, ValuePattern)>),
    /// Valid payloads with such a value at this pointer.
    Holds(String, ValuePattern),
    /// This malformed body.
    Body {
        /// The `Content-Type`, verbatim.
        content_type: String,
        /// The whole body, verbatim.
        text: String,
    },
}

/// The wrong behaviour of a fault.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Accepts a payload that must be rejected.
    Accept,
    /// Rejects a payload that must be accepted.
    Refuse,
    /// Responds with another status.
    Status(u16),
    /// Responds with another `Content-Type`.
    ContentType(&'static str),
    /// Cuts the body off in the middle.
    Truncate,
    /// Delays the response beyond any timeout.
    Delay,
    /// Closes the connection within the response.
    Close,
    /// Returns another value at a place of the documented type, or leaves it out.
    Return {
        /// The place in the documented response type.
        place: Vec<Step>,
        /// The other value; `None` leaves the place out.
        with: Option<Value>,
    },
    /// Does not store the payload.
    Forget,
    /// Changes every value that it stores.
    Alter,
    /// Drops the first entry of every map that it stores.
    DropEntry,
}

/// What a fault can depend on in a request.
pub struct Seen<'a> {
    /// The content type, empty if there is none.
    pub content_type: &'a str,
    /// The whole body.
    pub body: &'a [u8],
    /// The payload; `None` if the body contains none.
    pub payload: Option<&'a Value>,
    /// The rules that the payload breaks.
    pub signature: &'a Signature,
    /// Whether a correct receiver accepts it.
    pub accepted: bool,
}

impl Trigger {
    /// Whether a request triggers the fault.
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
    /// The payload as the fault stores it; `None` if it is not stored.
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

    /// The response value as the fault returns it.
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
