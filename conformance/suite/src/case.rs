//! A case: one payload, what is expected of the receiver, and the sentences that decide it.

use ringback_contract::provenance::Source;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One payload and what is expected of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// A path of coordinates: `VENDOR/OPERATION/PLACE/RULE/WAY`. It is stable.
    pub name: String,
    /// The vendor whose documents decide the case.
    pub vendor: String,
    /// The operation that is called.
    pub operation: String,
    /// The type of the payload, `VENDOR/TYPE`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether a document decides it.
    pub level: Level,
    /// What is expected of the receiver.
    pub expect: Expect,
    /// What the request carries.
    pub payload: Payload,
    /// The rule that it breaks; none for what must be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Breaks>,
    /// Classes of strictness it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The words that decide it.
    pub because: Vec<Source>,
}

impl Case {
    /// Whether something is sent that may be taken, so that it can come back and be found again.
    pub fn may_be_taken(&self) -> bool {
        self.expect != Expect::Reject && self.payload != Payload::None
    }
}

/// Whether a document decides a case. Only documented cases can fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A stated sentence, cell or keyword decides it.
    Documented,
    /// No document decides it; the outcome is only noted.
    Observed,
}

/// What is expected of the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// The payload is taken.
    Accept,
    /// The payload is refused.
    Reject,
    /// What comes back conforms to its type.
    Conform,
}

/// What the request of a case carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Payload {
    /// A JSON value, put where the operation has its payload.
    Json(Value),
    /// A body that is not what it should be.
    Body {
        /// The content type that is claimed for it.
        content_type: String,
        /// The whole body, perhaps empty.
        text: String,
    },
    /// Nothing: the operation only reads.
    None,
}

/// The rule that a payload breaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breaks {
    /// JSON Pointer to the value that breaks it, as far as it is there.
    pub at: String,
    /// The kind of constraint.
    pub rule: String,
    /// How it is broken.
    pub way: String,
}
