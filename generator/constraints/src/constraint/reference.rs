//! A value of another named type: a link to its page, `$ref`.

use super::{Broken, Example, Kind, Reading, format::Format};
use crate::{clue::{Clue, Column, Content}, spelling::{Spelling, last_segment, spell}};
use proc_macro2::TokenStream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The value is one of another type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Name of the type.
    pub target: String,
}

impl Kind for Reference {
    fn read(clue: &Clue) -> Vec<Reading> {
        let this = |target: &str| vec![Reading::This(Self { target: target.into() }.into())];
        match &clue.content {
            // `#/definitions/Segment`, `Segment.schema.json`; the schema itself is `#`.
            Content::Keyword(name, Value::String(target)) if name == "$ref" => {
                let target = target.trim_end_matches('#');
                let name = target.rsplit(['/', '#']).next().unwrap_or_default();
                let name = name.trim_end_matches(".json").trim_end_matches(".schema");
                this(if name.is_empty() { &clue.subject.owner } else { name })
            }
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Name(name) if is_model(&name) => this(last_segment(&name)),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        schema.insert("$ref".into(), json!(ringback_contract::uri::encode(&self.target)));
        vec!["$ref".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new() // the emitter knows where the other type's rules are
    }

    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new() // the other type's own constraints are broken in their own cases
    }

    fn examples() -> Vec<Example> {
        let this = |target: &str| Reading::This(Self { target: target.into() }.into());
        vec![
            Example::keyword("$ref", json!("#/definitions/Segment"), this("Segment"), json!({})),
            Example::cell(Column::Type, "RoutingData", this("RoutingData"), json!({})),
            Example::cell(Column::Type, "models::MessageDispatch", this("MessageDispatch"), json!({})),
        ]
    }
}

/// A capitalised name that no SDK uses for a JSON type of its own.
fn is_model(name: &str) -> bool {
    const BUILT_IN: &[&str] = &[
        "string", "str", "text", "char", "varchar", "boolean", "bool", "integer", "int", "long", "short", "int16", "int32", "int64",
        "i16", "i32", "i64", "u32", "u64", "uint32", "uint64", "bigint", "number", "double", "float", "float32", "float64", "f32",
        "f64", "decimal", "bigdecimal", "array", "list", "object", "map", "dict", "hash", "hashmap", "localdatetime", "localtime", "file", "byte", "bytes",
        "bytearray", "any", "anytype", "value", "interface{}", "null", "none", "void", "jsonnode", "jsonobject", "any_type", "json",
    ];
    let is_built_in = BUILT_IN.contains(&name.to_lowercase().as_str()) || Format::spelt(name).is_some();
    name.starts_with(|c: char| c.is_uppercase()) && !is_built_in
}
