//! A property is required when another has a value: "required if and only if StoreInput is True".

use super::{Example, Kind, Reading};
use crate::clue::Clue;
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// When another property has a value, this one is present; with `only`, it is absent otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequiredIf {
    /// The property that is then required.
    pub property: String,
    /// The property that decides.
    pub when: String,
    /// Its deciding value; `None`: that it is present at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
    /// Whether the property must be absent otherwise.
    pub only: bool,
}

impl RequiredIf {
    fn test(&self) -> Value {
        match &self.is {
            Some(value) => json!({"properties": {&self.when: {"const": value}}, "required": [self.when]}),
            None => json!({"required": [self.when]}),
        }
    }
}

impl Kind for RequiredIf {
    fn read(clue: &Clue) -> Vec<Reading> {
        let _ = clue;
        Vec::new()
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let mut rule = json!({"if": self.test(), "then": {"required": [self.property]}});
        if let (true, Value::Object(rule)) = (self.only, &mut rule) {
            rule.insert("else".into(), json!({"not": {"required": [self.property]}}));
        }
        let Value::Array(rules) = schema.entry("allOf").or_insert_with(|| json!([])) else { return Vec::new() };
        rules.push(rule);
        vec![format!("allOf/{}", rules.len() - 1)]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // read back from the schema as `if`, `then` and `else`
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let Value::Object(object) = valid else { return Vec::new() };
        let holds = match (&self.is, object.get(&self.when)) {
            (Some(value), Some(found)) => value == found,
            (None, found) => found.is_some(),
            (Some(_), None) => false,
        };
        let mut broken = object.clone();
        if holds {
            broken.shift_remove(&self.property);
            return vec![Value::Object(broken)];
        }
        Vec::new()
    }

    fn examples() -> Vec<Example> {
        Vec::new()
    }
}
