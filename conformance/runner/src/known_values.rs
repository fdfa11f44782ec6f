//! Puts the values that a target knows into the payloads of cases: wherever the property is sent validly.

use crate::config::{Config, KnownValue};
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, operation::PayloadLocator, pointer::tokens};
use ringback_suite::{
    case::{Case, Expect, Payload},
    judge::Judge,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Checks `[values]`: each is for a type of the models, and breaks none of its documented rules.
///
/// # Errors
///
/// If the vendor or type does not exist, or a value is not valid; the message names the line.
pub fn check(config: &Config, models: &[Model]) -> Result<(), Error> {
    for known in &config.values {
        let error = |message: String| Error::input(&config.path, known.line, message);
        let found = models.iter().find_map(|model| {
            let name = known.type_name.strip_prefix(&model.vendor.name)?.strip_prefix('/')?;
            model.types.get(name).map(|kind| (model, kind))
        });
        let Some((model, kind)) = found else {
            let types = models
                .iter()
                .flat_map(|model| model.types.keys().map(move |name| format!("{}/{name}", model.vendor.name)));
            let types = types.collect::<Vec<_>>().join(", ");
            return Err(error(format!("[values]: unknown type {:?} (one of {types})", known.type_name)));
        };
        let judge = Judge::new(model, &kind.name)?;
        for value in &known.values {
            let mut payload = Value::Object(serde_json::Map::new());
            put(&mut payload, known, value);
            let broken =
                judge.judge(&payload).into_iter().find(|mismatch| mismatch.at.starts_with(&known.at.to_string()));
            if let Some(broken) = broken {
                return Err(error(format!(
                    "[values]: {value} breaks a documented rule at {}: {}",
                    broken.at, broken.message
                )));
            }
        }
    }
    Ok(())
}

/// The case with the values that the target knows of `sent`, the type of the payload. What the case breaks on purpose stays
/// broken. A property that is not `declared` by any type is added.
pub fn with_known_values(case: &Case, sent: &str, values: &[KnownValue], declared: &BTreeSet<String>) -> Case {
    let Payload::Json(payload) = &case.payload else { return case.clone() };
    let mut payload = payload.clone();
    for known in values.iter().filter(|known| known.type_name == sent) {
        // What is broken is the property, a part of it, or something that it is a part of.
        let breaks_it =
            case.breaks.as_ref().is_some_and(|breaks| known.at.tokens().zip(tokens(&breaks.at)).all(|(a, b)| a == b));
        let is_broken = case.expect == Expect::Reject && breaks_it;
        let is_sent = known.at.resolve(&payload).is_some_and(|value| !value.is_null());
        let is_undocumented = known.at.tokens().next().is_some_and(|name| !declared.contains(&*name));
        let turn = case.name.bytes().map(usize::from).sum::<usize>() % known.values.len().max(1);
        if let Some(value) = known.values.get(turn).filter(|_| !is_broken && (is_sent || is_undocumented)) {
            put(&mut payload, known, value);
        }
    }
    Case { payload: Payload::Json(payload), ..case.clone() }
}

/// Puts a value where it is known. Where another value is in the way, there is no such place in this payload.
fn put(payload: &mut Value, known: &KnownValue, value: &Value) {
    _ = PayloadLocator::from(&known.at).insert(payload, value.clone());
}
