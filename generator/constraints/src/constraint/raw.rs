//! Keywords of JSON Schema that no other kind models; they are carried on and enforced as they are.

use super::{Broken, Constraint, Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The asserting keywords that the emitter of Rust checks interprets itself.
const KEYWORDS: &[&str] = &[
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "const", "contains", "minContains", "maxContains", "prefixItems",
    "patternProperties", "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedItems",
    "unevaluatedProperties", "additionalProperties", "items",
];

/// A keyword as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Raw {
    /// The keyword.
    pub keyword: String,
    /// Its value.
    pub value: Value,
}

/// Adds a keyword; when the schema has it already, both hold. Returns the keyword it was written under.
pub fn add(schema: &mut Map<String, Value>, keyword: &str, value: Value) -> String {
    if !schema.contains_key(keyword) {
        schema.insert(keyword.into(), value);
        return keyword.into();
    }
    let Value::Array(all) = schema.entry("allOf").or_insert_with(|| json!([])) else { return "allOf".into() };
    all.push(json!({keyword: value}));
    format!("allOf/{}", all.len() - 1)
}

impl Kind for Raw {
    fn read(clue: &Clue) -> Vec<Reading> {
        let Content::Keyword(keyword, value) = &clue.content else { return Vec::new() };
        let modelled = matches!((keyword.as_str(), value), ("additionalProperties", Value::Bool(_) | Value::Object(_)) | ("items", Value::Object(_)));
        let taken = super::at_least_one::AtLeastOne::read(clue).len() + super::exclusive::Exclusive::read(clue).len() > 0;
        if !KEYWORDS.contains(&keyword.as_str()) || modelled || taken {
            return Vec::new();
        }
        vec![Reading::This(Self { keyword: keyword.clone(), value: value.clone() }.into())]
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        vec![add(schema, &self.keyword, self.value.clone())]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // the emitter walks applicators itself
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new() // not modelled, so not known how
    }

    fn examples() -> Vec<Example> {
        let this: Constraint = Self { keyword: "oneOf".into(), value: json!([true]) }.into();
        vec![Example::keyword("oneOf", json!([true]), Reading::This(this), json!(1))]
    }
}
