//! The JSON type of a value: `"type": "integer"`, `Boolean`, "and an integer".

use super::{Example, Kind, Reading};
use crate::{
    clue::{Clue, Column, Content},
    spelling::{Spelling, spell},
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A type of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Type {
    const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The type that an SDK spells so.
    fn spelt(name: &str) -> Option<Self> {
        match name.to_lowercase().as_str() {
            "string" | "str" | "text" | "varchar" | "char" => Some(Self::String),
            "boolean" | "bool" => Some(Self::Boolean),
            "integer" | "int" | "long" | "int32" | "int64" | "i32" | "i64" | "u32" | "u64" | "short" | "int16" | "i16"
            | "bigint" | "uint32" | "uint64" => Some(Self::Integer),
            "number" | "double" | "float" | "decimal" | "bigdecimal" | "f32" | "f64" | "float32" | "float64" => {
                Some(Self::Number)
            }
            "array" | "list" => Some(Self::Array),
            "object" | "map" | "dict" | "hash" | "hashmap" => Some(Self::Object),
            _ => None,
        }
    }
}

/// The value has one of these types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Types {
    /// The allowed types; never empty, never `null` (that is [`super::nullable`]).
    pub any_of: Vec<Type>,
}

impl Types {
    /// One type.
    pub fn one(kind: Type) -> Self {
        Self { any_of: vec![kind] }
    }
}

impl Kind for Types {
    fn read(clue: &Clue) -> Vec<Reading> {
        match &clue.content {
            Content::Keyword(name, value) if name == "type" => {
                let names: Vec<&str> = match value {
                    Value::String(name) => vec![name],
                    Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                let any_of: Vec<Type> = names.into_iter().filter_map(Type::named).filter(|kind| *kind != Type::Null).collect();
                if any_of.is_empty() { Vec::new() } else { vec![Reading::This(Self { any_of }.into())] }
            }
            Content::Cell(Column::Type, text) => match spell(text) {
                Spelling::Name(name) => Type::spelt(&name).map(|kind| Reading::This(Self::one(kind).into())).into_iter().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String> {
        let value = match self.any_of.as_slice() {
            [one] => json!(one.name()),
            several => several.iter().map(|kind| kind.name()).collect(),
        };
        schema.insert("type".into(), value);
        vec!["type".into()]
    }

    fn enforce(&self) -> Vec<TokenStream> {
        let kinds = self.any_of.iter().map(|kind| Ident::new(&format!("{kind:?}"), Span::call_site()));
        vec![quote!(Check::Types(&[#(Kind::#kinds),*]))]
    }

    fn violate(&self, valid: &Value) -> Vec<Value> {
        let others = [json!("text"), json!(7), json!(1.5), json!(true), json!([]), json!({})];
        let turned = match valid {
            Value::String(text) => text.parse::<f64>().ok().map(|number| json!(number)),
            Value::Number(number) => Some(json!(number.to_string())),
            Value::Bool(value) => Some(json!(value.to_string())),
            _ => None,
        };
        others.into_iter().chain(turned).filter(|value| !self.any_of.iter().any(|kind| kind.fits(value))).collect()
    }

    fn examples() -> Vec<Example> {
        let this = |kind| Reading::This(Self::one(kind).into());
        vec![
            Example::keyword("type", json!("integer"), this(Type::Integer), json!(3)),
            Example::cell(Column::Type, "String", this(Type::String), json!("a")),
            Example::cell(Column::Type, "Bool", this(Type::Boolean), json!(true)),
            Example::cell(Column::Type, "Object", this(Type::Object), json!({})),
        ]
    }
}

impl Type {
    fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Integer, Value::Number(number)) => number.as_f64().is_some_and(|number| number.fract() == 0.0),
            (Self::Null, Value::Null)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Array, Value::Array(_))
            | (Self::Object, Value::Object(_)) => true,
            _ => false,
        }
    }
}
