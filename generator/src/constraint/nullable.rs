//! A value may be null: "Will be null until …", `["string", "null"]`, `Option<…>` of a required property.

use super::{Example, Kind, Reading};
use crate::{
    clue::{Clue, Column, Content},
    spelling::{Spelling, spell},
};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value may be null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Nullable {}

impl Kind for Nullable {
    fn read(clue: &Clue) -> Vec<Reading> {
        let this = || Reading::This(Self {}.into());
        match &clue.content {
            Content::Keyword(name, Value::Bool(true)) if name == "nullable" || name == "x-nullable" => vec![this()],
            Content::Keyword(name, Value::Array(names)) if name == "type" && names.contains(&json!("null")) => vec![this()],
            Content::Cell(Column::Type, text) => match spell(text) {
                // `int?` is how a language without it spells an absent number; `Option<…>` without `[optional]` is null.
                Spelling::Nullable(inner) => {
                    let optional = clue.around.notes.to_lowercase().contains("optional");
                    let spelled = text.trim_start_matches("Pointer to ").to_lowercase();
                    let said = spelled.starts_with("nullable") || spelled.starts_with("jsonnullable");
                    let null = said || !optional && spelled.starts_with("option");
                    let again = Reading::Again(Content::Cell(Column::Type, inner));
                    null.then(this).into_iter().chain([again]).collect()
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        if let Some(kind) = schema.get_mut("type") {
            *kind = match kind.take() {
                Value::Array(mut kinds) => {
                    kinds.push(json!("null"));
                    Value::Array(kinds)
                }
                kind => json!([kind, "null"]),
            };
            if let Some(Value::Array(values)) = schema.get_mut("enum") {
                values.push(Value::Null);
            }
            return vec!["type".into()];
        }
        if let Some(target) = schema.shift_remove("$ref") {
            schema.insert("anyOf".into(), json!([{"$ref": target}, {"type": "null"}]));
            return vec!["anyOf".into()];
        }
        Vec::new()
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // a permission, already in the type that is declared
    }

    fn violate(&self, _valid: &Value) -> Vec<Value> {
        Vec::new() // a permission cannot be broken
    }

    fn examples() -> Vec<Example> {
        let this = || Reading::This(Self {}.into());
        vec![Example::keyword("nullable", json!(true), this(), Value::Null)]
    }
}
