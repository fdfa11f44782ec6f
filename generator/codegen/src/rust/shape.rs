//! Which Rust type holds the values of a schema.

use super::{Context, item, kind::Kind, null::without_null};
use indexmap::IndexSet;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use ringback_constraints::constraint::{decimal, format, open_enum};
use ringback_contract::keyword::is_annotation;
use ringback_runtime::format::Format;
use serde_json::{Map, Value};

/// What kind of value a schema describes, as far as a Rust type can hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Another type.
    Reference(usize),
    /// A struct.
    Object,
    /// An enum of alternatives.
    Union,
    /// An enum of values of several types.
    Several(Vec<String>),
    /// One of several values, not all of them texts.
    Literals(Vec<Value>),
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
    /// An integer of 64 bits with rules beyond its width.
    RuledInteger,
    /// An integer of any size with rules.
    RuledWhole,
    /// An integer of 64 bits.
    Integer,
    /// An integer of any size.
    Whole,
    /// An integer that may be written as a string.
    Decimal,
    /// A number of any size and precision.
    Number,
    /// A number that is documented as a double.
    Double,
    /// `true` or `false`.
    Boolean,
    /// A value that no Rust type holds better; its rules are judged.
    Checked,
    /// Any value.
    Any,
}

impl Context<'_> {
    /// The shape of a schema, null aside.
    pub fn shape(&self, schema: &Value) -> Shape {
        let Some(object) = schema.as_object() else { return Shape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        match asserting.as_slice() {
            ["$ref"] => {
                if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                    let index = self.target(target).filter(|index| !self.is_circular(*index));
                    return index.map_or(Shape::Checked, Shape::Reference);
                }
            }
            ["allOf"] => {
                if let Some([one]) = object.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
                    return self.shape(one);
                }
            }
            _ => {}
        }
        if object.get(decimal::KEYWORD) == Some(&Value::Bool(true)) {
            return Shape::Decimal;
        }
        let kinds = self.kinds(schema);
        match kinds.as_deref() {
            Some([kind]) => self.shape_of_type(schema, kind),
            Some(kinds) => literals(object).unwrap_or_else(|| Shape::Several(kinds.to_vec())),
            None if self.has_properties(schema) => Shape::Object,
            None if texts(object).is_some() => text_shape(object, &asserting),
            None if asserting.is_empty() => Shape::Any,
            None => literals(object).or_else(|| self.alternatives(schema)).unwrap_or(Shape::Checked),
        }
    }

    /// The shape of those values of a schema that are of one type.
    pub fn shape_of_type(&self, schema: &Value, kind: &str) -> Shape {
        let Some(object) = schema.as_object() else { return Shape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        match kind {
            "object" if self.has_properties(schema) => Shape::Object,
            "object" => self.alternatives(schema).unwrap_or(Shape::Map),
            "array" => Shape::List,
            "string" => text_shape(object, &asserting),
            "integer" => integer_shape(object, &asserting),
            "number" => match object.get("format").and_then(Value::as_str) {
                Some("double" | "float") => Shape::Double,
                _ => Shape::Number,
            },
            "boolean" => Shape::Boolean,
            _ => Shape::Checked,
        }
    }

    /// The Rust type for the parts of a value; makes the items it needs. `name` is for a type of its own.
    fn part_type(&mut self, schema: &Value, name: &str) -> Kind {
        let (_, inner) = without_null(schema);
        let nullable = self.takes_null(schema);
        let around = std::mem::replace(&mut self.in_place, false);
        let kind = match self.plain_type(inner, name) {
            // A list or a map holds its parts elsewhere: no box is needed.
            Kind::Boxed(kind) => *kind,
            kind => kind,
        };
        self.in_place = around;
        if nullable { Kind::Nullable(Box::new(kind)) } else { kind }
    }

    /// The same for a schema that is known not to be null.
    pub fn plain_type(&mut self, schema: &Value, name: &str) -> Kind {
        match self.shape(schema) {
            Shape::Reference(index) => {
                let kind = self.referred_kind(index);
                let in_circle = self.circles.get(index) == self.circles.get(self.index);
                if in_circle { Kind::Boxed(Box::new(kind)) } else { kind }
            }
            shape => self.kind(schema, shape, name),
        }
    }

    /// The Rust type for the values of a schema that have a shape.
    pub fn kind(&mut self, schema: &Value, shape: Shape, name: &str) -> Kind {
        match shape {
            Shape::Reference(index) => self.referred_kind(index),
            Shape::Map => Kind::Map(Box::new(match map_values(schema) {
                Some(values) => self.part_type(values, &format!("{name} value")),
                None => Kind::Any,
            })),
            Shape::List => Kind::List(Box::new(match schema.get("items") {
                Some(items @ Value::Object(_)) if schema.get("prefixItems").is_none() => {
                    self.part_type(items, &format!("{name} item"))
                }
                _ => Kind::Any,
            })),
            Shape::Formatted(format) => {
                let name = Ident::new(&format!("{format:?}"), Span::call_site());
                Kind::Parsed(quote!(runtime::text::#name))
            }
            Shape::Text => Kind::Text,
            Shape::Integer => Kind::Integer,
            Shape::Whole => Kind::Whole,
            Shape::Number => Kind::Number,
            Shape::Double => Kind::Double,
            Shape::Boolean => Kind::Boolean,
            Shape::Any => Kind::Any,
            shape @ (Shape::Object
            | Shape::Union
            | Shape::Several(_)
            | Shape::Literals(_)
            | Shape::Choice { .. }
            | Shape::RuledText
            | Shape::RuledInteger
            | Shape::RuledWhole
            | Shape::Decimal
            | Shape::Checked) => {
                let ident = self.types.type_name(name);
                let spelt = shape_is_respelt(&shape, schema);
                item::inline(self, &ident, &shape, schema);
                let kind = named(&shape, quote!(#ident));
                if spelt { Kind::Spelt(Box::new(kind)) } else { kind }
            }
        }
    }

    /// The type that a `$ref` leads to.
    pub fn referred_kind(&self, index: usize) -> Kind {
        let (Some(ident), Some(definition)) = (self.idents.get(index), self.definitions.get(index)) else {
            return Kind::Any;
        };
        named(&item::shape_of(self, &definition.schema), quote!(super::#ident))
    }

    /// The definitions that a value holds in itself.
    pub fn direct(&self, schema: &Value, found: &mut Vec<usize>) {
        let (_, schema) = without_null(schema);
        match self.shape(schema) {
            Shape::Reference(index) => found.push(index),
            Shape::Object => {
                self.properties(schema).iter().for_each(|(_, property, _)| self.direct(property, found));
            }
            _ => {}
        }
    }
}

/// The kind of a type that has a name.
fn named(shape: &Shape, path: TokenStream) -> Kind {
    match shape {
        Shape::Choice { .. } | Shape::RuledText => Kind::Parsed(path),
        Shape::RuledInteger | Shape::Decimal => Kind::Counted(path),
        _ => Kind::Named(path),
    }
}

/// Whether a choice is read in other spellings too, which it has to keep.
fn shape_is_respelt(shape: &Shape, schema: &Value) -> bool {
    matches!(shape, Shape::Choice { .. }) && schema.get(ringback_constraints::constraint::spellings::KEYWORD).is_some()
}

/// The one schema that all values of a map have.
fn map_values(schema: &Value) -> Option<&Value> {
    let patterns = schema.get("patternProperties").and_then(Value::as_object).filter(|patterns| !patterns.is_empty());
    let others = schema.get("additionalProperties");
    let values = match (patterns, others) {
        (None, others) => others,
        (Some(patterns), Some(Value::Bool(false))) if patterns.len() == 1 => patterns.values().next(),
        _ => None,
    };
    values.filter(|values| values.is_object())
}

/// The texts of an enum, when it has no other values.
fn texts(object: &Map<String, Value>) -> Option<Vec<String>> {
    let values = match object.get("enum") {
        Some(values) => values.as_array()?.as_slice(),
        None => std::slice::from_ref(object.get("const")?),
    };
    let texts: Option<IndexSet<String>> =
        values.iter().filter(|value| !value.is_null()).map(|value| value.as_str().map(String::from)).collect();
    texts.filter(|texts| !texts.is_empty()).map(|texts| texts.into_iter().collect())
}

/// The values of an enum of which not all are texts.
fn literals(object: &Map<String, Value>) -> Option<Shape> {
    let values = match object.get("enum") {
        Some(values) => values.as_array()?.as_slice(),
        None => std::slice::from_ref(object.get("const")?),
    };
    let values: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    (!values.is_empty() && values.iter().all(scalar)).then_some(Shape::Literals(values))
}

fn text_shape(object: &Map<String, Value>, asserting: &[&str]) -> Shape {
    if let Some(texts) = texts(object) {
        let open = false;
        return if asserting.iter().all(|key| ["type", "enum", "const"].contains(key)) {
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
    let width = object.get("format").and_then(Value::as_str).and_then(|name| format::Format::named(name).range());
    let bound = |keywords: [&str; 2]| keywords.iter().any(|keyword| object.get(*keyword).is_some_and(Value::is_i64));
    let listed = object.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().all(Value::is_i64))
        || object.get("const").is_some_and(Value::is_i64);
    let bounded = bound(["minimum", "exclusiveMinimum"]) && bound(["maximum", "exclusiveMaximum"]);
    let within = |keyword: &str, bound: i64| object.get(keyword).is_none_or(|value| value.as_i64() == Some(bound));
    let no_rules = match width {
        Some((least, most)) => {
            within("minimum", least)
                && within("maximum", most)
                && asserting.iter().all(|key| ["type", "format", "minimum", "maximum"].contains(key))
        }
        None => asserting.iter().all(|key| ["type", "format"].contains(key)),
    };
    match (width.is_some() || listed || bounded, no_rules) {
        (true, true) => Shape::Integer,
        (true, false) => Shape::RuledInteger,
        (false, true) => Shape::Whole,
        (false, false) => Shape::RuledWhole,
    }
}
