//! The lines between Ringback and an adapter: questions and answers.
//!
//! | who writes | line |
//! |---|---|
//! | Ringback, first | `{"ringback":1,"hello":{"name":"ringback","version":"0.1.0","types":["acme/Callback",…]}}` |
//! | adapter | `{"hello":{"name":"acme","version":"2.1","can":["judge","produce"]}}` |
//! | Ringback | `{"ringback":1,"case":"…","type":"acme/CallbackRequest","payload":{…}}` |
//! | adapter | `{"case":"…","verdict":"accept"}`, or `"reject"` with `message`, or `"skip"` with `reason` |
//! | Ringback | `{"ringback":1,"case":"…","produce":"acme/Callback"}` |
//! | adapter | `{"case":"…","payload":{…}}`, or `"verdict":"skip"` with `reason` |

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The version of the protocol, the value of `ringback` in every line of Ringback.
pub const VERSION: u8 = 1;

/// A line that Ringback writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Question {
    /// The version of the protocol.
    pub ringback: u8,
    /// What it is about.
    #[serde(flatten)]
    pub says: Asks,
}

/// What a line of Ringback says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Asks {
    /// The first line.
    Hello {
        /// Who writes.
        hello: Asker,
    },
    /// Asks whether a payload is accepted.
    Judge {
        /// The name of the case, to be repeated in the answer.
        case: String,
        /// The type of the payload, `VENDOR/TYPE`.
        #[serde(rename = "type")]
        type_name: String,
        /// The payload, valid or not.
        payload: Value,
    },
    /// Asks for a payload.
    Produce {
        /// The name of the case, to be repeated in the answer.
        case: String,
        /// The type of the payload, `VENDOR/TYPE`.
        produce: String,
    },
}

/// Who asks.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Asker {
    /// Always `ringback`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The types of the payloads that this run judges or asks for.
    pub types: Vec<String>,
}

impl Question {
    /// The first line of a run.
    pub fn hello(types: Vec<String>) -> Self {
        let hello = Asker { name: "ringback".into(), version: env!("CARGO_PKG_VERSION").into(), types };
        Self { ringback: VERSION, says: Asks::Hello { hello } }
    }

    /// Asks whether a payload is accepted.
    pub fn judge(case: &str, type_name: &str, payload: Value) -> Self {
        let says = Asks::Judge { case: case.into(), type_name: type_name.into(), payload };
        Self { ringback: VERSION, says }
    }

    /// Asks for a payload of a type.
    pub fn produce(case: &str, type_name: &str) -> Self {
        Self { ringback: VERSION, says: Asks::Produce { case: case.into(), produce: type_name.into() } }
    }

    /// The line, without its end.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A line that an adapter writes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Answer {
    /// The answer to the first line.
    Hello {
        /// Who answers.
        hello: Answerer,
    },
    /// The answer to a payload; to a request for one, only `skip`.
    Verdict {
        /// The name of the case.
        case: String,
        /// What became of the payload.
        verdict: Verdict,
        /// Why it was rejected.
        #[serde(default)]
        message: Option<String>,
        /// Why it was skipped.
        #[serde(default)]
        reason: Option<String>,
    },
    /// The answer to a request for a payload.
    Payload {
        /// The name of the case.
        case: String,
        /// The payload.
        payload: Value,
    },
}

/// Who answers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct Answerer {
    /// The name of the implementation.
    #[serde(default)]
    pub name: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
    /// What it can do; everything, if it does not say.
    #[serde(default)]
    pub can: Option<Vec<Skill>>,
    /// The types that it knows; all, if it does not say.
    #[serde(default)]
    pub types: Option<Vec<String>>,
}

/// What an adapter can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Skill {
    /// It says whether it accepts a payload.
    Judge,
    /// It produces payloads.
    Produce,
}

/// What became of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The implementation takes it.
    Accept,
    /// The implementation refuses it.
    Reject,
    /// The adapter did not try it.
    Skip,
}

/// Reads a line of an adapter.
///
/// # Errors
///
/// If it is no such line; the message says what is wrong, and what was expected.
pub fn parse(line: &str) -> Result<Answer, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("it is no JSON: {error}"))?;
    let Value::Object(object) = value else { return Err("it is JSON, but no object".into()) };
    if let Some(hello) = object.get("hello") {
        let hello = Answerer::deserialize(hello).map_err(|error| format!("`hello`: {error}"))?;
        return Ok(Answer::Hello { hello });
    }
    let text = |name: &str| match object.get(name) {
        Some(Value::String(text)) => Ok(Some(text.clone())),
        None | Some(Value::Null) => Ok(None),
        Some(other) => Err(format!("`{name}` is {other}, and has to be a text")),
    };
    let case = text("case")?.ok_or("it has no `case`: an answer repeats the name of its case")?;
    answer(&object, case, text("message")?, text("reason")?)
}

fn answer(
    object: &Map<String, Value>,
    case: String,
    message: Option<String>,
    reason: Option<String>,
) -> Result<Answer, String> {
    match (object.get("verdict"), object.get("payload")) {
        (Some(verdict), None) => {
            let verdict = Verdict::deserialize(verdict)
                .map_err(|_| format!("`verdict` is {verdict}, and has to be accept, reject or skip"))?;
            Ok(Answer::Verdict { case, verdict, message, reason })
        }
        (None, Some(payload)) => Ok(Answer::Payload { case, payload: payload.clone() }),
        (Some(_), Some(_)) => Err("it has a `verdict` and a `payload`: one answer has one of both".into()),
        (None, None) => Err("it has neither `verdict` nor `payload`".into()),
    }
}

/// The JSON Schemas of the lines: of what Ringback writes, and of what an adapter writes.
pub fn schemas() -> (Value, Value) {
    (schema_for!(Question).into(), schema_for!(Answer).into())
}
