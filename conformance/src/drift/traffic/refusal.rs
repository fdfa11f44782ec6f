//! Why documents refuse a payload: what the validator says, as what was seen at a subject.

use super::observed::{Kind, Observed, Seen};
use jsonschema::{ValidationError, error::ValidationErrorKind};
use ringback_contract::keyword::SOURCE;
use ringback_suite::judge;
use serde_json::Value;

/// Alternatives lie in alternatives so far.
const DEEPEST: usize = 8;
/// An example is shown up to so many characters.
const SHOWN: usize = 60;

/// Notes a rule that a payload breaks.
pub fn note(observed: &mut Observed, error: &ValidationError, seen: Seen) {
    deeper(observed, error, seen, DEEPEST);
}

fn deeper(observed: &mut Observed, error: &ValidationError, seen: Seen, depth: usize) {
    let at = observed.locate(seen.payload, error.instance_path());
    let value: &Value = error.instance();
    let silent = |_: &Value| String::new();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let missing = observed.named(at, property.as_str().unwrap_or_default());
            observed.note(missing, Kind::Missing, &Value::Null, seen, true, silent);
        }
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                let unknown = observed.named(at, name);
                let value = value.get(name).unwrap_or(&Value::Null);
                observed.note(unknown, Kind::Unknown, value, seen, true, silent);
            }
        }
        ValidationErrorKind::Type { .. } => of_type(observed, at, value, seen),
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            let spot = observed.subjects.get(at).and_then(|subject| subject.spot);
            let listed = spot.map(|spot| observed.documented.values(spot)).unwrap_or_default();
            if listed.iter().any(|listed| kind(listed) == kind(value)) {
                let kind = observed.value_kind(at, value);
                observed.note(at, kind, value, seen, true, silent);
            } else {
                of_type(observed, at, value, seen);
            }
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let keyword = error.kind().keyword();
            let meant = combined(observed, at, keyword);
            // An alternative for values of another type is not what was meant.
            let misses = |errors: &&Vec<ValidationError>| {
                errors.iter().any(|inner| {
                    matches!(inner.kind(), ValidationErrorKind::Type { .. })
                        && inner.instance_path() == error.instance_path()
                })
            };
            let near: Vec<&Vec<ValidationError>> = context.iter().filter(|errors| !misses(errors)).collect();
            match near.as_slice() {
                _ if meant.is_some() => rule(observed, at, error, seen),
                [] => of_type(observed, at, value, seen),
                // Alternatives that are lists of values are one list.
                all if all.iter().all(|errors| errors.iter().all(|inner| is_listing(inner, error))) => {
                    let listing = all.iter().flat_map(|errors| errors.iter()).next();
                    listing.into_iter().for_each(|inner| deeper(observed, inner, seen, 0));
                }
                [one] if depth > 0 => one.iter().for_each(|inner| deeper(observed, inner, seen, depth - 1)),
                _ => rule(observed, at, error, seen),
            }
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => observed.note(at, Kind::Several, value, seen, true, silent),
        _ => rule(observed, at, error, seen),
    }
}

/// Whether a value is refused because it is not among those listed, right where another refusal is.
fn is_listing(error: &ValidationError, other: &ValidationError) -> bool {
    matches!(error.kind(), ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. })
        && error.instance_path() == other.instance_path()
}

fn of_type(observed: &mut Observed, at: usize, value: &Value, seen: Seen) {
    let kind = if value.is_null() { Kind::Null } else { Kind::Type(kind(value)) };
    observed.note(at, kind, value, seen, true, |_| String::new());
}

fn rule(observed: &mut Observed, at: usize, error: &ValidationError, seen: Seen) {
    let keyword = error.kind().keyword();
    let part = combined(observed, at, keyword);
    let said = |example: &Value| {
        let meaning = part.as_ref().and_then(|part| judge::message(part.as_object()?, keyword, example));
        meaning.unwrap_or_else(|| match error.kind() {
            ValidationErrorKind::FalseSchema => format!("{} is given where nothing may be", shown(example)),
            ValidationErrorKind::PropertyNames { .. } => "a property is called as none may be".into(),
            ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
                format!("{} fits none of the documented alternatives", shown(example))
            }
            ValidationErrorKind::Not { .. } => format!("{} is what is ruled out", shown(example)),
            _ => error.masked_with(shown(example)).to_string(),
        })
    };
    observed.note(at, Kind::Rule(keyword.into()), error.instance(), seen, true, said);
}

/// The schema of a place in which a combination of keywords means more than the sum of its parts.
fn combined(observed: &Observed, at: usize, keyword: &str) -> Option<Value> {
    let spot = observed.subjects.get(at)?.spot?;
    let parts = observed.documented.parts(spot).iter().filter(|part| part.contains_key(keyword));
    let meaning = parts.copied().find(|part| judge::message(part, keyword, &Value::Null).is_some())?;
    let plain = meaning.iter().filter(|(keyword, _)| *keyword != SOURCE && *keyword != "properties");
    Some(Value::Object(plain.map(|(keyword, value)| (keyword.clone(), value.clone())).collect()))
}

/// What JSON calls a value.
pub fn kind(value: &Value) -> &'static str {
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

/// A value in short.
pub fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
