//! Values that the suite itself has sent, and whose return says nothing new about the operation that returns them: no document
//! decides whether they are valid, or the case that sent them has told already that they were accepted.

use crate::stages::prepare::PreparedRequest;
use ringback_contract::{operation::PayloadLocator, pointer::tokens};
use ringback_suite::{judge::Mismatch, lock::lock_ignoring_poison};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Mutex};

/// The values sent so far: the name of the property that had one, and the value in JSON.
#[derive(Debug, Default)]
pub struct ExplainedValues(Mutex<BTreeSet<(String, String)>>);

impl ExplainedValues {
    /// Notes every value of a payload.
    pub fn note(&self, prepared: &PreparedRequest) {
        let Some(payload) = &prepared.request.payload else { return };
        let mut known = lock_ignoring_poison(&self.0);
        let mut waiting = vec![("", payload)];
        while let Some((name, value)) = waiting.pop() {
            if !name.is_empty() {
                known.insert((name.to_owned(), value.to_string()));
            }
            match value {
                Value::Object(object) => waiting.extend(object.iter().map(|(name, value)| (name.as_str(), value))),
                Value::Array(list) => waiting.extend(list.iter().map(|value| (name, value))),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    /// Whether the value in a body that breaks a rule is one that was sent under the same name.
    pub fn explains(&self, body: &Value, mismatch: &Mismatch) -> bool {
        let Ok(place) = mismatch.at.parse::<PayloadLocator>() else { return false };
        let is_name = |token: &str| !token.bytes().all(|byte| byte.is_ascii_digit());
        let Some(name) = tokens(&mismatch.at).filter(|token| is_name(token)).last() else { return false };
        let known = lock_ignoring_poison(&self.0);
        place.values(body).iter().any(|(_, value)| known.contains(&(name.clone().into_owned(), value.to_string())))
    }
}
