//! No property beyond the documented ones: `additionalProperties: false`.

use super::{Broken, Example, Kind, Reading};
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The object has no other properties than those it documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {}

impl Kind for Closed {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, Value::Bool(false)) if name == "additionalProperties" => {
                vec![Reading::This(Self {}.into())]
            }
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("additionalProperties".into(), json!(false));
        vec!["additionalProperties".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // the emitter knows which properties there are
    }

    fn violate(&self, valid: &Value) -> Vec<Broken> {
        let Value::Object(object) = valid else { return Vec::new() };
        let mut more = object.clone();
        more.insert("undocumentedProperty".into(), json!("x"));
        vec![Broken::new("undocumented-property", more).tagged("unknown-property")]
    }

    fn examples() -> Vec<Example> {
        vec![Example::keyword("additionalProperties", json!(false), Reading::This(Self {}.into()), json!({}))]
    }
}
