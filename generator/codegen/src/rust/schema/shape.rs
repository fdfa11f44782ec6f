//! Classifies a schema by the kind of Rust type that can hold its values.

use super::{
    combination::alternatives,
    null::{is_null, without_null},
    reader::SchemaReader,
};
use indexmap::IndexSet;
use ringback_contract::{
    keyword::{Keyword, OPEN_ENUM, is_annotation},
    width::{self, Width},
};
use ringback_runtime::format::Format;
use serde_json::{Map, Value};

/// The number of variants of an enum; a larger one becomes a string, because nobody matches on it.
const MOST_ALTERNATIVES: usize = 200;

/// The kind of Rust type that can hold the values of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeShape {
    /// The type of another definition.
    Reference(usize),
    /// A struct.
    Object,
    /// An enum of alternatives.
    Union,
    /// An enum of values of several types.
    Several(Vec<String>),
    /// One of several constant values, not all of them strings.
    Literals(Vec<Value>),
    /// A map; its values have this schema, or any value if `None`.
    Map,
    /// A list with elements of this schema.
    List,
    /// One of several strings.
    Choice {
        /// The documented strings.
        texts: Vec<String>,
        /// Whether others may occur.
        open: bool,
    },
    /// A string of a registered format without further rules.
    Formatted(Format),
    /// A string with rules.
    RuledText,
    /// Any string.
    Text,
    /// A 64-bit integer with rules beyond its width.
    RuledInteger,
    /// An integer of any size with rules.
    RuledWhole,
    /// A 64-bit integer.
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
    /// A JSON value that is only checked: no more specific Rust type fits.
    Checked,
    /// Any JSON value, without rules.
    Any,
}

impl SchemaReader<'_> {
    /// The shape of a schema's non-null values.
    pub fn shape(self, schema: &Value) -> TypeShape {
        let Some(object) = schema.as_object() else { return TypeShape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        match asserting.as_slice() {
            ["$ref"] => {
                if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                    let index = self.target(target).filter(|index| !self.is_circular(*index));
                    return index.map_or(TypeShape::Checked, TypeShape::Reference);
                }
            }
            ["allOf"] => {
                if let Some([one]) = object.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
                    return self.shape(one);
                }
            }
            _ => {}
        }
        if object.get(Keyword::DecimalString.name()) == Some(&Value::Bool(true)) {
            return TypeShape::Decimal;
        }
        let types = self.types(schema);
        match types.as_deref() {
            Some([name]) => self.shape_of_type(schema, name),
            Some(types) => literals(object).unwrap_or_else(|| TypeShape::Several(types.to_vec())),
            None if self.has_properties(schema) => TypeShape::Object,
            None if texts(object).is_some() => text_shape(object, &asserting),
            None if asserting.is_empty() => TypeShape::Any,
            None => literals(object).or_else(|| self.shape_of_alternatives(schema)).unwrap_or(TypeShape::Checked),
        }
    }

    /// The shape of those values of a schema that have one JSON type.
    pub fn shape_of_type(self, schema: &Value, name: &str) -> TypeShape {
        let Some(object) = schema.as_object() else { return TypeShape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        match name {
            "object" if self.has_properties(schema) => TypeShape::Object,
            "object" => self.shape_of_alternatives(schema).unwrap_or(TypeShape::Map),
            "array" => TypeShape::List,
            "string" => text_shape(object, &asserting),
            "integer" => integer_shape(object, &asserting),
            "number" => match object.get("format").and_then(Value::as_str) {
                Some(name) if width::is_of_doubles(name) => TypeShape::Double,
                _ => TypeShape::Number,
            },
            "boolean" => TypeShape::Boolean,
            _ => TypeShape::Checked,
        }
    }

    /// The alternatives of a schema, if at least one of them has a Rust type. The rest of the schema is only checked.
    fn shape_of_alternatives(self, schema: &Value) -> Option<TypeShape> {
        let schemas = alternatives(schema).filter(|schemas| schemas.len() <= MOST_ALTERNATIVES)?;
        let shapes: Vec<TypeShape> =
            schemas.iter().filter(|schema| !is_null(schema)).map(|schema| self.shape(schema)).collect();
        if shapes.iter().all(|shape| matches!(shape, TypeShape::Checked | TypeShape::Any | TypeShape::Decimal)) {
            return None;
        }
        let is_text = |shape: &TypeShape| {
            use TypeShape::{Choice, Formatted, RuledText, Text};
            matches!(shape, Text | RuledText | Formatted(_) | Choice { .. })
        };
        let all_text =
            shapes.iter().all(is_text) && !schemas.iter().any(|schema| is_null(schema) || without_null(schema).0);
        Some(if all_text { TypeShape::RuledText } else { TypeShape::Union })
    }

    /// The shape of a definition, which always needs an item of its own.
    pub fn definition_shape(self, schema: &Value) -> TypeShape {
        match self.shape(schema) {
            TypeShape::Any => TypeShape::Checked,
            TypeShape::Text | TypeShape::Formatted(_) => TypeShape::RuledText,
            TypeShape::Integer => TypeShape::RuledInteger,
            TypeShape::Whole => TypeShape::RuledWhole,
            shape => shape,
        }
    }

    /// Whether the definition is only another name for a type.
    pub fn is_alias(self) -> bool {
        matches!(self.definition_shape(&self.definition.schema), TypeShape::Reference(_))
    }

    /// Whether a schema with properties also accepts values that are not objects, so that it cannot be a struct. An
    /// object without required properties is an exception: its struct keeps such a value.
    pub fn is_assumed_object(self, schema: &Value) -> bool {
        let required = || self.properties(schema).iter().any(|(_, _, is_required)| *is_required);
        (self.types(schema).is_none() || self.names_null(schema)) && required()
    }
}

/// The schema that all values of a map have.
pub fn map_values(schema: &Value) -> Option<&Value> {
    let patterns = schema.get("patternProperties").and_then(Value::as_object).filter(|patterns| !patterns.is_empty());
    let others = schema.get("additionalProperties");
    let values = match (patterns, others) {
        (None, others) => others,
        (Some(patterns), Some(Value::Bool(false))) if patterns.len() == 1 => patterns.values().next(),
        _ => None,
    };
    values.filter(|values| values.is_object())
}

/// The strings of an enum; `None` if it has other values.
fn texts(object: &Map<String, Value>) -> Option<Vec<String>> {
    let values = match object.get("enum") {
        Some(values) => values.as_array()?.as_slice(),
        None => std::slice::from_ref(object.get("const")?),
    };
    let texts: Option<IndexSet<String>> =
        values.iter().filter(|value| !value.is_null()).map(|value| value.as_str().map(String::from)).collect();
    texts.filter(|texts| !texts.is_empty()).map(|texts| texts.into_iter().collect())
}

/// The values of an enum whose values are not all strings.
fn literals(object: &Map<String, Value>) -> Option<TypeShape> {
    let values = match object.get("enum") {
        Some(values) => values.as_array()?.as_slice(),
        None => std::slice::from_ref(object.get("const")?),
    };
    let values: Vec<Value> = values.iter().filter(|value| !value.is_null()).cloned().collect();
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    (!values.is_empty() && values.iter().all(scalar)).then_some(TypeShape::Literals(values))
}

fn text_shape(object: &Map<String, Value>, asserting: &[&str]) -> TypeShape {
    if let Some(texts) = texts(object) {
        let open = false;
        return if asserting.iter().all(|key| ["type", "enum", "const"].contains(key)) {
            TypeShape::Choice { texts, open }
        } else {
            TypeShape::RuledText
        };
    }
    if let Some(values) = object.get(OPEN_ENUM).and_then(Value::as_array) {
        let texts = values.iter().filter_map(|value| value.as_str().map(String::from)).collect();
        return TypeShape::Choice { texts, open: true };
    }
    let rules: Vec<&str> = asserting.iter().copied().filter(|key| *key != "type").collect();
    let format = object.get("format").and_then(Value::as_str);
    match (rules.as_slice(), format) {
        ([], _) => TypeShape::Text,
        (["format"], Some(name)) => Format::named(name).map_or(TypeShape::Text, TypeShape::Formatted),
        _ => TypeShape::RuledText,
    }
}

fn integer_shape(object: &Map<String, Value>, asserting: &[&str]) -> TypeShape {
    let width = object.get("format").and_then(Value::as_str).and_then(Width::named).and_then(Width::range);
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
        (true, true) => TypeShape::Integer,
        (true, false) => TypeShape::RuledInteger,
        (false, true) => TypeShape::Whole,
        (false, false) => TypeShape::RuledWhole,
    }
}
