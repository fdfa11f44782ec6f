//! The code of the agreement test: judges payloads by the canonical schema and by the Rust type.

use super::FORMATS;
use jsonschema::{Registry, Validator, canonical::Containment};
use ringback_types::{Conform, check};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Debug, fs, path::PathBuf};

/// Compares both judges on every payload of a type.
pub fn agree<T: Conform + DeserializeOwned + Serialize + JsonSchema + Debug>(vendor: &str, name: &str) {
    let schemas = canonical_schemas(vendor);
    let schema = &schemas[name];
    let registry = registry(&schemas);
    let validator = validator(schema, &registry);
    let cases: Vec<Value> = serde_json::from_str(&read(&format!("tests/agreement/{vendor}/{name}.json"))).unwrap();
    let mut caught: BTreeMap<String, bool> = BTreeMap::new();
    for case in &cases {
        let (name, payload) = (case["name"].as_str().unwrap(), &case["payload"]);
        let by_schema = validator.is_valid(payload);
        let by_type = check::<T>(payload.to_string().as_bytes());
        assert_eq!(by_schema, by_type.is_ok(), "{name}: the schema says {by_schema}, the type {by_type:?}, of {payload}");
        if name.starts_with("valid/") {
            assert!(by_schema, "{name} is refused: {payload}");
        } else if let (false, Some((constraint, _))) = (name.starts_with("null/"), name.rsplit_once('/')) {
            *caught.entry(constraint.into()).or_default() |= !by_schema;
        }
        if let Ok(value) = by_type {
            let written = serde_json::to_value(&value).unwrap();
            assert!(equal(&written, payload), "{name}: read {payload}, but wrote {written}");
            assert_eq!(value.violations(), [], "{name}");
        }
    }
    let missed: Vec<_> = caught.iter().filter(|(_, caught)| !**caught).map(|(name, _)| name).collect();
    assert!(missed.is_empty(), "no case breaks {missed:?}");
    contain::<T>(schema, &registry, name);
}

/// Checks that the schema that schemars derives from the type accepts the same values as the canonical one, unless the
/// `jsonschema` crate cannot decide it.
#[allow(clippy::print_stdout, reason = "what is undecided is told to whoever runs the test")]
fn contain<T: JsonSchema>(schema: &Value, registry: &Registry, name: &str) {
    let described = schemars::schema_for!(T).to_value();
    let canonicalize = |schema: &Value| {
        let options = jsonschema::canonical::options().with_registry(registry);
        options.canonicalize(schema).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let (canonical, described) = (canonicalize(schema), canonicalize(&described));
    for (way, answer) in
        [("type covers schema", described.covers(&canonical)), ("schema covers type", canonical.covers(&described))]
    {
        match answer {
            Ok(Containment::Yes) => {}
            Ok(Containment::No) => panic!("{name}: {way}: no"),
            undecided => println!("undecided: {name}: {way}: {undecided:?}"),
        }
    }
}

fn canonical_schemas(vendor: &str) -> BTreeMap<String, Value> {
    let folder = root().join("../schemas").join(vendor).join("canonical");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".schema.json").to_owned();
            (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect()
}

fn registry(schemas: &BTreeMap<String, Value>) -> Registry<'_> {
    let pairs = schemas.values().map(|schema| (schema["$id"].as_str().unwrap(), schema));
    Registry::new().extend(pairs).unwrap().prepare().unwrap()
}

fn validator(schema: &Value, registry: &Registry) -> Validator {
    let mut options = jsonschema::options().with_registry(registry).should_validate_formats(true);
    for (name, pattern) in FORMATS {
        let pattern = jsonschema::validator_for(&json!({"pattern": pattern})).unwrap();
        options = options.with_format(*name, move |text: &str| pattern.is_valid(&json!(text)));
    }
    options.build(schema).unwrap()
}

fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| equal(value, other)))
        }
        _ => one == other,
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
