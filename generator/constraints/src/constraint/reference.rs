//! A value of another named type: a link to the type's page, or `$ref`.

use super::{Example, Kind, Links, Merged, Reading, Schema, Typing, kind::sdk_type};
use crate::{
    clue::{Clue, Column, Content},
    spelling::{Spelling, last_segment, spell},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The value belongs to another named type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The name of the type.
    pub target: String,
}

impl Kind for Reference {
    fn read(clue: &Clue) -> Vec<Reading> {
        let this = |target: &str| vec![Reading::This(Self { target: target.into() }.into())];
        match &clue.content {
            // The schema itself is `#`.
            Content::Keyword(keyword, Value::String(target)) if keyword == "$ref" && name_in(target).is_empty() => {
                this(&clue.subject.owner)
            }
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Name(name) if is_model(&name) => this(last_segment(&name)),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn of_keyword(keyword: &str, value: &Value) -> Vec<Self> {
        let name = value.as_str().filter(|_| keyword == "$ref").map(name_in).filter(|name| !name.is_empty());
        name.map(|name| Self { target: name.into() }).into_iter().collect()
    }

    // What is enforced, and how it is broken, the other type says.
    fn declare(&self, schema: &mut Schema) {
        schema.set("$ref", ringback_contract::uri::encode(&self.target));
    }

    fn typing(&self) -> Typing {
        Typing::Elsewhere
    }

    fn target(&self) -> Option<&str> {
        Some(&self.target)
    }

    fn links(&mut self) -> Links<'_> {
        Links::Type(&mut self.target)
    }

    fn merge(&self, other: &Self) -> Merged<Self> {
        if self == other { Merged::Into(self.clone()) } else { Merged::Contradiction }
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

/// The type's name in a reference such as `#/definitions/Segment` or `Segment.schema.json`.
fn name_in(reference: &str) -> &str {
    let name = reference.trim_end_matches('#').rsplit(['/', '#']).next().unwrap_or_default();
    name.trim_end_matches(".json").trim_end_matches(".schema")
}

/// Matches a capitalised name that no SDK uses for a JSON type.
fn is_model(name: &str) -> bool {
    const BUILT_IN: &[&str] = &[
        "string", "str", "text", "char", "varchar", "boolean", "bool", "integer", "int", "long", "short", "int16", "int32", "int64",
        "i16", "i32", "i64", "u32", "u64", "uint32", "uint64", "bigint", "number", "double", "float", "float32", "float64", "f32",
        "f64", "decimal", "bigdecimal", "array", "list", "object", "map", "dict", "hash", "hashmap", "localdatetime", "localtime", "file", "byte", "bytes",
        "bytearray", "any", "nsnumber", "nsobject", "anytype", "value", "interface{}", "null", "none", "void", "jsonnode", "jsonobject", "any_type", "json",
    ];
    let is_built_in = BUILT_IN.contains(&name.to_lowercase().as_str()) || sdk_type::format(name, None).is_some()
        || sdk_type::json_type(name).is_some();
    name.starts_with(|c: char| c.is_uppercase()) && !is_built_in
}
