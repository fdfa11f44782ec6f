//! A case: one payload, the outcome that is expected of the receiver, and the sentences that decide it.

use ringback_contract::provenance::Source;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

/// One payload and the outcome that is expected of the receiver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The name, a stable path of coordinates: `VENDOR/OPERATION/PLACE/RULE/WAY`.
    pub name: String,
    /// The vendor whose documents decide the case.
    pub vendor: String,
    /// The operation that is called.
    pub operation: String,
    /// The type of the payload, `VENDOR/TYPE`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether a document decides the outcome.
    pub level: Level,
    /// What is expected of the receiver.
    pub expect: Expect,
    /// The body of the request.
    pub payload: Payload,
    /// The rule that the payload breaks; `None` if it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Breaks>,
    /// The case that sends the valid payload from which this one differs in one place: unless that is accepted in the
    /// same run, a refusal proves nothing. None for what must be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The cases that send the unusual values of this one alone. Where one of them is not accepted, that case tells so, and
    /// nothing is concluded from this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Whether it is sent without the credentials that the document asks for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
    /// Classes of strictness it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The sentences that decide the outcome.
    pub because: Vec<Source>,
}

impl Case {
    /// Whether its verdict needs no other case that must be accepted.
    pub fn stands_alone(&self) -> bool {
        self.base.is_none() && self.parts.is_empty()
    }

    /// Whether the request may be accepted, so that its values can be echoed and read back.
    pub fn may_be_taken(&self) -> bool {
        self.expect != Expect::Reject && self.payload != Payload::None
    }
}

/// Whether a document decides the outcome of a case. Only documented cases can fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A stated sentence, table cell or schema keyword decides it.
    Documented,
    /// No document decides it: the outcome is reported, but cannot fail the run.
    Observed,
}

/// The expected outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// The receiver accepts the payload.
    Accept,
    /// The receiver rejects the payload.
    Reject,
    /// The response conforms to its documented type.
    Conform,
}

/// The body of a case's request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Payload {
    /// A JSON value, put where the operation expects its payload.
    Json(Value),
    /// A malformed body, sent as it is.
    Body {
        /// The `Content-Type` that is sent.
        content_type: String,
        /// The whole body; may be empty.
        text: String,
    },
    /// No body: the operation only reads.
    None,
}

impl Payload {
    /// What is sent: the value, or a malformed body as a text; `None` if there is no body.
    pub fn value(&self) -> Option<Cow<'_, Value>> {
        match self {
            Self::Json(value) => Some(Cow::Borrowed(value)),
            Self::Body { text, .. } => Some(Cow::Owned(Value::from(text.as_str()))),
            Self::None => None,
        }
    }
}

/// The rule that a payload breaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breaks {
    /// JSON pointer to the value that breaks it; for a missing property, to the closest value that exists.
    pub at: String,
    /// The kind of constraint.
    pub rule: String,
    /// The way in which it is broken, such as `too-long`.
    pub way: String,
}
