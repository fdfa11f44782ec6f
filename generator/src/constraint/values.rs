//! A map from free names to values: `Map<String, String>`, `[String: Int]`, `dict(str, Entry)`.

use super::{Example, Kind, Reading};
use crate::{
    clue::{Clue, Column, Content},
    spelling::{Spelling, spell},
    subject::Step,
};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value is a map. What holds for its values is said about the subject's [`Step::Values`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Values {}

impl Kind for Values {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Map(inner) => vec![
                    Reading::This(Self {}.into()),
                    Reading::Part(Step::Values, Content::Cell(Column::Type, inner)),
                ],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("type".into(), json!("object"));
        vec!["type".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        vec![quote!(Check::Types(&[Kind::Object]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let entries = valid.as_object().map(|map| map.iter().map(|(k, v)| json!({"key": k, "value": v})).collect());
        [Some(json!("text")), Some(json!(7)), Some(json!(true)), Some(entries.unwrap_or_else(|| json!([])))]
            .into_iter()
            .flatten()
            .collect()
    }

    fn examples() -> Vec<Example> {
        vec![Example::cell(Column::Type, "Map<String, String>", Reading::This(Self {}.into()), json!({"a": "b"}))]
    }
}
