//! No element occurs twice: `"uniqueItems": true`, "a list of unique …".

use super::{Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// No two elements of the list are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unique {}

impl Kind for Unique {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Bool(true)) if name == "uniqueItems" => vec![Reading::This(Self {}.into())],
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("uniqueItems".into(), json!(true));
        vec!["uniqueItems".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        vec![quote!(Check::UniqueItems)]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let Some([first, ..]) = valid.as_array().map(Vec::as_slice) else { return Vec::new() };
        vec![json!([first, first])]
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword("uniqueItems", json!(true), Reading::This(Self {}.into()), json!(["a", "b"]))]
    }
}
