//! A property must be present: empty Notes, no `[Optional]` mark, JSON Schema's `required`.

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Column, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The object has this property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Required {
    /// The property's name on the wire.
    pub property: String,
}

impl Kind for Required {
    fn read(clue: &Clue) -> Vec<Reading> {
        let required = |name: &str| Reading::Owner(Self { property: name.into() }.into());
        match (&clue.content, clue.subject.name()) {
            (Content::Cell(Column::Notes, text), Some(name)) => {
                let text = text.to_lowercase();
                if text.contains("optional") {
                    vec![Reading::Optional]
                } else if text.trim().is_empty() || text.contains("required") || text.starts_with('[') {
                    vec![required(name)]
                } else {
                    Vec::new()
                }
            }
            (Content::Keyword(keyword, Value::Bool(true)), Some(name)) if keyword == "required" => vec![required(name)],
            (Content::Keyword(keyword, Value::Array(names)), _) if keyword == "required" => names
                .iter()
                .filter_map(Value::as_str)
                .map(|name| Reading::This(Self { property: name.into() }.into()))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        if let Value::Array(names) = schema.entry("required").or_insert_with(|| json!([])) {
            names.push(json!(self.property));
        }
        vec![format!("required/{}", self.property)]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let property = &self.property;
        vec![quote!(Check::Required(#property))]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let Value::Object(object) = valid else { return Vec::new() };
        let mut without = object.clone();
        match without.shift_remove(&self.property) {
            Some(_) => vec![Value::Object(without)],
            None => Vec::new(),
        }
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::Owner(Self { property: "this".into() }.into());
        vec![
            Example::cell(Column::Notes, "", this(), json!({"this": 1})),
            Example::cell(Column::Notes, "[required]", this(), json!({"this": 1})),
            Example::cell(Column::Notes, "[default to 5]", this(), json!({"this": 1})),
            Example::keyword("required", json!(true), this(), json!({"this": 1})),
            Example::keyword(
                "required",
                json!(["other"]),
                Reading::This(Self { property: "other".into() }.into()),
                json!({"other": 1}),
            ),
            Example::cell(Column::Notes, "[optional]", Reading::Optional, json!({})),
        ]
    }
}
