//! The Rust that is checked in for the fixtures of `generate/`, put before their payloads.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

#[path = "../generate/fixtures.rs"]
#[allow(dead_code, reason = "the parts that generate are not needed here")]
mod fixtures;
#[allow(dead_code, unused_imports, clippy::module_inception, reason = "nobody uses all that is generated")]
#[path = "../generate/rust/mod.rs"]
mod rust;

use fixtures::{Fixture, all};
use jsonschema::Registry;
use rust::cases::CASES;
use serde_json::Value;

#[test]
fn exactly_the_valid_payloads_are_accepted_and_written_back_as_they_were() {
    let mut wrong = Vec::new();
    for fixture in all() {
        let (_, judge) = CASES.iter().find(|(name, _)| *name == fixture.name).unwrap();
        for (payload, fits) in fixture.payloads() {
            let name = &fixture.name;
            match judge.check(payload.to_string().as_bytes()) {
                Ok(written) if fits && text(&written) == text(payload) => {}
                Ok(written) if fits => wrong.push(format!("{name}: {payload} was written back as {written}")),
                Ok(_) => wrong.push(format!("{name}: {payload} was accepted")),
                Err(violations) if fits => wrong.push(format!("{name}: {payload} was refused: {violations:?}")),
                Err(violations) => {
                    for violation in violations {
                        let source = violation.source;
                        if source.quote.is_empty() || !source.document.ends_with(".json") {
                            wrong.push(format!("{name}: nobody says so: {violation:?}"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_jsonschema_crate_gives_the_same_verdicts_on_the_schema_and_on_what_the_types_say_of_themselves() {
    let mut wrong = Vec::new();
    for fixture in all().iter().filter(|fixture| fixture.differs.is_none()) {
        let (_, judge) = CASES.iter().find(|(name, _)| *name == fixture.name).unwrap();
        let described = judge.describe();
        for (whose, schema) in [("the schema", &fixture.schema), ("the type's own schema", &described)] {
            let registry = registry(fixture);
            let validator = jsonschema::options()
                .with_registry(&registry)
                .with_base_uri(format!("file:///{}.json", fixture.name))
                .should_validate_formats(true)
                .build(schema);
            match validator {
                Ok(validator) => {
                    for (payload, fits) in fixture.payloads() {
                        if validator.is_valid(payload) != fits {
                            wrong.push(format!("{}: by {whose}, {payload} is {}", fixture.name, !fits));
                        }
                    }
                }
                Err(error) => wrong.push(format!("{}: {whose}: {error}", fixture.name)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// JSON text: the same for the same values in the same order, written in the same way.
fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

fn registry(fixture: &Fixture) -> Registry<'_> {
    let others = fixture.files.iter().map(|(path, schema)| (format!("file:///{path}"), schema));
    Registry::new().extend(others).unwrap().prepare().unwrap()
}

/// What a case knows of its type.
pub struct Judge {
    /// Reads and writes back.
    pub check: fn(&[u8]) -> Result<Value, Vec<rust::Violation>>,
    /// The type's own schema.
    pub describe: fn() -> Value,
}

impl Judge {
    /// The judge of a type.
    pub const fn of<T>() -> Self
    where
        T: rust::Conform + serde::de::DeserializeOwned + serde::Serialize + schemars::JsonSchema,
    {
        Self { check: check::<T>, describe: || schemars::schema_for!(T).to_value() }
    }

    fn check(&self, payload: &[u8]) -> Result<Value, Vec<rust::Violation>> {
        (self.check)(payload)
    }

    fn describe(&self) -> Value {
        (self.describe)()
    }
}

fn check<T: rust::Conform + serde::de::DeserializeOwned + serde::Serialize>(
    payload: &[u8],
) -> Result<Value, Vec<rust::Violation>> {
    let value = rust::check::<T>(payload)?;
    assert_eq!(value.violations(), [], "{}", String::from_utf8_lossy(payload));
    let again: T = serde_json::from_slice(payload).unwrap_or_else(|error| panic!("accepted, but not read: {error}"));
    assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::to_value(&value).unwrap());
    Ok(serde_json::to_value(&value).unwrap())
}

#[test]
fn a_value_that_fits_no_alternative_is_told_what_it_breaks_of_the_one_that_was_meant() {
    let (_, judge) = CASES.iter().find(|(name, _)| *name == "one_of_tagged").unwrap();
    let violations = judge.check(br#"{"kind": "cat", "lives": "nine"}"#).unwrap_err();
    let messages: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(messages.iter().any(|message| message.contains("/lives: expected integer")), "{messages:?}");
}
