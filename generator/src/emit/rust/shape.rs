//! Which Rust type holds the values of a schema.

use super::{Context, item, names};
use crate::{
    constraint::{decimal, open_enum},
    runtime::format::Format,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

/// What kind of value a schema describes, as far as a Rust type can hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Another type.
    Reference(usize),
    /// A struct.
    Object,
    /// A map with values of a schema; `None`: any values.
    Map,
    /// A list with elements of a schema.
    List,
    /// One of several texts.
    Choice {
        /// The documented texts.
        texts: Vec<String>,
        /// Whether there are others.
        open: bool,
    },
    /// A text of a registered format and no further rules.
    Formatted(Format),
    /// A text with rules.
    RuledText,
    /// Any text.
    Text,
    /// An integer with rules beyond its width.
    RuledInteger,
    /// Any integer of 64 bits.
    Integer,
    /// An integer that may be written as a string.
    Decimal,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A value that no Rust type holds better; its rules are judged.
    Checked,
    /// Any value.
    Any,
}

/// A schema without its null: whether null is allowed, and the schema of the other values.
pub fn without_null(schema: &Value) -> (bool, &Value) {
    let Some(object) = schema.as_object() else { return (false, schema) };
    for keyword in ["anyOf", "oneOf"] {
        if let Some([first, second]) = object.get(keyword).and_then(Value::as_array).map(Vec::as_slice)
            && object.keys().all(|key| key == keyword || is_annotation(key))
        {
            let is_null = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "null");
            match (is_null(first), is_null(second)) {
                (true, false) => return (true, second),
                (false, true) => return (true, first),
                _ => {}
            }
        }
    }
    let nullable = match object.get("type") {
        Some(Value::Array(kinds)) => kinds.len() > 1 && kinds.iter().any(|kind| kind == "null"),
        _ => false,
    };
    (nullable, schema)
}

/// Keywords that describe and do not constrain.
pub fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: &[&str] = &[
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "$comment",
        "$schema",
        "$id",
        "id",
        "$defs",
        "definitions",
        "$anchor",
        "externalDocs",
        "xml",
        "contentMediaType",
        "contentEncoding",
    ];
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

impl Context<'_> {
    /// The shape of a schema, null aside.
    pub fn shape(&self, schema: &Value) -> Shape {
        let Some(object) = schema.as_object() else { return Shape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        if let Some(target) = object.get("$ref").and_then(Value::as_str) {
            let alone = asserting == ["$ref"];
            return match self.target(target) {
                Some(index) if alone => Shape::Reference(index),
                _ => Shape::Checked,
            };
        }
        if object.get(decimal::KEYWORD) == Some(&Value::Bool(true)) {
            return Shape::Decimal;
        }
        let kind = single_type(object);
        match kind {
            Some("object") => object_shape(object),
            None if object.contains_key("properties") => Shape::Object,
            Some("array") => Shape::List,
            Some("string") => text_shape(object, &asserting),
            None if texts(object).is_some() => text_shape(object, &asserting),
            Some("integer") => integer_shape(object, &asserting),
            Some("number") => Shape::Number,
            Some("boolean") => Shape::Boolean,
            _ if asserting.is_empty() => Shape::Any,
            _ => Shape::Checked,
        }
    }

    /// The Rust type for the values of a schema; makes the items it needs. `name` is for a type of its own.
    pub fn rust_type(&mut self, schema: &Value, name: &str) -> TokenStream {
        let (nullable, inner) = without_null(schema);
        let kind = self.plain_type(inner, name);
        if nullable { quote!(runtime::optional::Nullable<#kind>) } else { kind }
    }

    /// The same for a schema that is known not to be null.
    pub fn plain_type(&mut self, schema: &Value, name: &str) -> TokenStream {
        match self.shape(schema) {
            Shape::Reference(index) => {
                let ident =
                    self.idents.get(index).map_or_else(|| quote!(serde_json::Value), |ident| quote!(super::#ident));
                if self.circles.get(index) == self.circles.get(self.index) { quote!(Box<#ident>) } else { ident }
            }
            Shape::Map => match schema.get("additionalProperties") {
                Some(values @ Value::Object(_)) => {
                    let value = self.rust_type(values, &format!("{name} value"));
                    quote!(indexmap::IndexMap<String, #value>)
                }
                _ => quote!(indexmap::IndexMap<String, serde_json::Value>),
            },
            Shape::List => match schema.get("items") {
                Some(items @ Value::Object(_)) if schema.get("prefixItems").is_none() => {
                    let element = self.rust_type(items, &format!("{name} item"));
                    quote!(Vec<#element>)
                }
                _ => quote!(Vec<serde_json::Value>),
            },
            Shape::Formatted(format) => {
                let name = Ident::new(&format!("{format:?}"), Span::call_site());
                quote!(runtime::text::#name)
            }
            Shape::Text => quote!(String),
            Shape::Integer => quote!(i64),
            Shape::Number => quote!(f64),
            Shape::Boolean => quote!(bool),
            Shape::Any => quote!(serde_json::Value),
            shape @ (Shape::Object
            | Shape::Choice { .. }
            | Shape::RuledText
            | Shape::RuledInteger
            | Shape::Decimal
            | Shape::Checked) => {
                let ident = self.types.type_name(name);
                let spelt = shape_is_respelt(&shape, schema);
                item::inline(self, &ident, &shape, schema);
                if spelt { quote!(runtime::optional::Spelt<#ident>) } else { quote!(#ident) }
            }
        }
    }

    /// The definitions that a value holds in itself.
    pub fn direct(&self, schema: &Value, found: &mut Vec<usize>) {
        let (_, schema) = without_null(schema);
        match self.shape(schema) {
            Shape::Reference(index) => found.push(index),
            Shape::Object => {
                let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
                properties.for_each(|(_, property)| self.direct(property, found));
            }
            _ => {}
        }
    }
}

/// Whether a choice is read in other spellings too, which it has to keep.
fn shape_is_respelt(shape: &Shape, schema: &Value) -> bool {
    matches!(shape, Shape::Choice { .. }) && schema.get(crate::constraint::spellings::KEYWORD).is_some()
}

fn single_type(object: &Map<String, Value>) -> Option<&str> {
    match object.get("type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => {
            let mut rest = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
            rest.next().filter(|_| rest.next().is_none())
        }
        _ => None,
    }
}

fn object_shape(object: &Map<String, Value>) -> Shape {
    match object.get("properties").and_then(Value::as_object) {
        Some(properties) if !properties.is_empty() => Shape::Object,
        _ => Shape::Map,
    }
}

/// The texts of an enum, when it has no other values.
fn texts(object: &Map<String, Value>) -> Option<Vec<String>> {
    let values = object.get("enum")?.as_array()?;
    let texts: Option<Vec<String>> =
        values.iter().filter(|value| !value.is_null()).map(|value| value.as_str().map(String::from)).collect();
    texts.filter(|texts| !texts.is_empty())
}

fn text_shape(object: &Map<String, Value>, asserting: &[&str]) -> Shape {
    if let Some(texts) = texts(object) {
        let open = false;
        return if asserting.iter().all(|key| ["type", "enum"].contains(key)) {
            Shape::Choice { texts, open }
        } else {
            Shape::RuledText
        };
    }
    if let Some(values) = object.get(open_enum::KEYWORD).and_then(Value::as_array) {
        let texts = values.iter().filter_map(|value| value.as_str().map(String::from)).collect();
        return Shape::Choice { texts, open: true };
    }
    let rules: Vec<&str> = asserting.iter().copied().filter(|key| *key != "type").collect();
    let format = object.get("format").and_then(Value::as_str);
    match (rules.as_slice(), format) {
        ([], _) => Shape::Text,
        (["format"], Some(name)) => Format::named(name).map_or(Shape::Text, Shape::Formatted),
        _ => Shape::RuledText,
    }
}

fn integer_shape(object: &Map<String, Value>, asserting: &[&str]) -> Shape {
    let width = object
        .get("format")
        .and_then(Value::as_str)
        .and_then(|name| crate::constraint::format::Format::named(name).range());
    let within = |keyword: &str, bound: i64| object.get(keyword).is_none_or(|value| value.as_i64() == Some(bound));
    let only_width = match width {
        Some((least, most)) => {
            within("minimum", least)
                && within("maximum", most)
                && asserting.iter().all(|key| ["type", "format", "minimum", "maximum"].contains(key))
        }
        None => asserting.iter().all(|key| ["type", "format"].contains(key)),
    };
    if only_width { Shape::Integer } else { Shape::RuledInteger }
}

/// The Rust name of the field that keeps what was not documented.
pub fn rest_field(fields: &mut names::Scope) -> Ident {
    fields.field("additional")
}
