//! A value that must be written out, not computed: "Must be defined statically."

use super::{Example, Kind, Reading, json_path};
use crate::clue::Clue;
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value contains no JSONPath.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StaticOnly {}

impl Kind for StaticOnly {
    fn read(clue: &Clue) -> Vec<Reading> {
        let _ = clue;
        Vec::new()
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        // A number cannot hold a JSONPath; only text needs the rule.
        if json_path::is_text(schema) && !schema.contains_key("enum") {
            return vec![super::raw::add(schema, "not", json!({"pattern": json_path::FRAGMENT}))];
        }
        vec!["type".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // read back from the schema as `not`
    }

    fn violate(&self, _valid: &Value) -> Vec<Value> {
        vec![json!("$.Attributes.value"), json!("$.External.result"), json!("$['Attributes']['value']")]
    }

    fn examples() -> Vec<Example> {
        Vec::new()
    }
}
