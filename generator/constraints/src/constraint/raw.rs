//! Keywords of JSON Schema that no other kind models; they are kept and enforced unchanged.

use super::{Constraint, Example, Kind, Links, Reading, Sample, Schema, Surroundings, Typing};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Assertion keywords for which the Rust emitter generates checks itself.
const KEYWORDS: &[&str] = &[
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "const", "contains", "minContains", "maxContains", "prefixItems",
    "patternProperties", "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedItems",
    "unevaluatedProperties", "additionalProperties", "items",
];

/// A keyword that is kept unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Raw {
    /// The keyword's name.
    pub keyword: String,
    /// Its value.
    pub value: Value,
}

impl Kind for Raw {
    const LIMITS_TEXT: bool = true;
    const AS_WRITTEN: bool = true;
    const LAST_RESORT: bool = true;

    fn of_keyword(name: &str, value: &Value) -> Vec<Self> {
        // What elements and entries are, layouts say of those places.
        let of_parts = matches!((name, value), ("additionalProperties", Value::Bool(_) | Value::Object(_)) | ("items", Value::Object(_)));
        if of_parts || !KEYWORDS.contains(&name) {
            return Vec::new();
        }
        vec![Self { keyword: name.into(), value: value.clone() }]
    }

    // What is enforced, and how it is broken, only who walks the schemas in it can tell.
    fn declare(&self, schema: &mut Schema) {
        schema.add(&self.keyword, self.value.clone());
    }

    fn typing(&self) -> Typing {
        Typing::Elsewhere
    }

    fn links(&mut self) -> Links<'_> {
        Links::Carried(&mut self.value)
    }

    fn sample(&self, around: &dyn Surroundings) -> Sample {
        around.examples().first().map(|example| example.value.clone()).into()
    }

    fn examples() -> Vec<Example> {
        let this: Constraint = Self { keyword: "oneOf".into(), value: json!([true]) }.into();
        vec![Example::keyword("oneOf", json!([true]), Reading::This(this), json!(1))]
    }
}
