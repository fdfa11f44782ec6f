//! Turns the errors of the validator into deviations of single values.

use super::{
    deviation::{Deviation, RecordedPayload},
    observed::TypeObservations,
};
use jsonschema::{ValidationError, error::ValidationErrorKind};
use ringback_constraints::constraint::Constraint;
use ringback_contract::{keyword::SOURCE, validator::intended_alternatives};
use serde_json::Value;

/// Alternatives within alternatives that are looked into for the rule that was meant.
const DEPTH_LIMIT: usize = 8;
/// Characters of an example in a message.
const EXAMPLE_LIMIT: usize = 60;

/// Notes the deviation behind a validation error.
pub fn note(observations: &mut TypeObservations, error: &ValidationError, recorded: RecordedPayload) {
    note_within(observations, error, recorded, DEPTH_LIMIT);
}

fn note_within(observations: &mut TypeObservations, error: &ValidationError, recorded: RecordedPayload, depth: usize) {
    let at = observations.locate(recorded.payload, error.instance_path());
    let value: &Value = error.instance();
    let no_text = |_: &Value| String::new();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let missing = observations.named(at, property.as_str().unwrap_or_default());
            observations.note(missing, Deviation::MissingProperty, &Value::Null, recorded, true, no_text);
        }
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                let unknown = observations.named(at, name);
                let value = value.get(name).unwrap_or(&Value::Null);
                observations.note(unknown, Deviation::UndocumentedProperty, value, recorded, true, no_text);
            }
        }
        ValidationErrorKind::Type { .. } => note_type(observations, at, value, recorded),
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            let site = observations.subjects.get(at).and_then(|subject| subject.site);
            let listed = site.map(|site| observations.documented.values(site)).unwrap_or_default();
            if listed.iter().any(|listed| json_type(listed) == json_type(value)) {
                let deviation = observations.value_deviation(at, value);
                observations.note(at, deviation, value, recorded, true, no_text);
            } else {
                note_type(observations, at, value, recorded);
            }
        }
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
            let keyword = error.kind().keyword();
            let combined_rule = combined(observations, at, keyword);
            match intended_alternatives(error).as_slice() {
                _ if combined_rule.is_some() => note_rule(observations, at, error, recorded),
                [] => note_type(observations, at, value, recorded),
                // Alternatives that only list values are one list.
                all if all.iter().all(|errors| errors.iter().all(|inner| is_listing(inner, error))) => {
                    let listing = all.iter().flat_map(|errors| errors.iter()).next();
                    listing.into_iter().for_each(|inner| note_within(observations, inner, recorded, 0));
                }
                [one] if depth > 0 => {
                    one.iter().for_each(|inner| note_within(observations, inner, recorded, depth - 1))
                }
                _ => note_rule(observations, at, error, recorded),
            }
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => {
            observations.note(at, Deviation::SeveralAlternatives, value, recorded, true, no_text)
        }
        _ => note_rule(observations, at, error, recorded),
    }
}

/// Whether an error says that the same value is not among the listed ones.
fn is_listing(error: &ValidationError, other: &ValidationError) -> bool {
    matches!(error.kind(), ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. })
        && error.instance_path() == other.instance_path()
}

fn note_type(observations: &mut TypeObservations, at: usize, value: &Value, recorded: RecordedPayload) {
    let deviation = if value.is_null() { Deviation::Null } else { Deviation::Type(json_type(value)) };
    observations.note(at, deviation, value, recorded, true, |_| String::new());
}

fn note_rule(observations: &mut TypeObservations, at: usize, error: &ValidationError, recorded: RecordedPayload) {
    let keyword = error.kind().keyword();
    let part = combined(observations, at, keyword);
    let describe = |example: &Value| {
        let meaning = part.as_ref().and_then(|part| Constraint::explain(part.as_object()?, keyword, example));
        meaning.unwrap_or_else(|| match error.kind() {
            ValidationErrorKind::FalseSchema => {
                format!("{} is present although no value is allowed", abbreviated(example))
            }
            ValidationErrorKind::PropertyNames { .. } => "a property has a name that is not allowed".into(),
            ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
                format!("{} matches none of the documented alternatives", abbreviated(example))
            }
            ValidationErrorKind::Not { .. } => format!("{} is excluded", abbreviated(example)),
            _ => error.masked_with(abbreviated(example)).to_string(),
        })
    };
    observations.note(at, Deviation::Rule(keyword.into()), error.instance(), recorded, true, describe);
}

/// The schema of a location in which a keyword combines others to one rule, such as "at least one of a, b is required".
fn combined(observations: &TypeObservations, at: usize, keyword: &str) -> Option<Value> {
    let site = observations.subjects.get(at)?.site?;
    let parts = observations.documented.parts(site).iter().filter(|part| part.contains_key(keyword));
    let meaning = parts.copied().find(|part| Constraint::explain(part, keyword, &Value::Null).is_some())?;
    let plain = meaning.iter().filter(|(keyword, _)| *keyword != SOURCE && *keyword != "properties");
    Some(Value::Object(plain.map(|(keyword, value)| (keyword.clone(), value.clone())).collect()))
}

/// The JSON type of a value; `integer` for numbers without a fractional part.
pub fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() && number.as_f64().is_none_or(|number| number.fract() != 0.0) => {
            "number"
        }
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A value as JSON, cut to 60 characters.
pub fn abbreviated(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(EXAMPLE_LIMIT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
