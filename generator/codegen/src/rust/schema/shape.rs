//! Classifies a schema by the kind of Rust type that can hold its values.

use super::{
    conjunct,
    null::{is_null, without_null},
    properties::Presence,
    reader::SchemaReader,
    values::listed,
};
use ringback_contract::{
    keyword::{Keyword, is_annotation},
    width::{self, Width},
};
use ringback_openapi::read::MOST_ALTERNATIVES;
use ringback_runtime::format::Format;
use serde_json::{Map, Value};

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
    /// An unsigned 64-bit integer.
    Unsigned,
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

impl<'a> SchemaReader<'a> {
    /// The shape of a schema's non-null values.
    ///
    /// It is found once: many types refer to the same schema, and a long chain of references is followed each time.
    pub fn shape(self, schema: &'a Value) -> TypeShape {
        let key = (std::ptr::from_ref(schema), self.index, self.is_in_place());
        if let Some(known) = self.definitions.shapes.borrow().get(&key) {
            return known.clone();
        }
        let shape = match self.carrier(schema) {
            Some(index) => TypeShape::Reference(index),
            None => self.own_shape(schema),
        };
        self.definitions.shapes.borrow_mut().insert(key, shape.clone());
        shape
    }

    /// The definition whose type holds the values of a schema: it refers to that and adds nothing but rules.
    pub fn carrier(self, schema: &'a Value) -> Option<usize> {
        let mut found = None;
        for (name, value) in schema.as_object()?.iter().filter(|(name, _)| !is_annotation(name)) {
            match Keyword::of(name)? {
                Keyword::Ref => {
                    let index = self.target(value.as_str()?).filter(|index| !self.is_circular(*index))?;
                    if found.replace(index).is_some_and(|other| other != index) {
                        return None;
                    }
                }
                Keyword::AllOf => {
                    for part in value.as_array()?.iter().filter(|part| !only_restricts(part)) {
                        let index = self.carrier(part)?;
                        if found.replace(index).is_some_and(|other| other != index) {
                            return None;
                        }
                    }
                }
                keyword if restricts(keyword) => {}
                _ => return None,
            }
        }
        found
    }

    /// The shape that a schema has if the types of the definitions that it refers to are left aside.
    fn own_shape(self, schema: &'a Value) -> TypeShape {
        let Some(object) = schema.as_object() else { return TypeShape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        match asserting.as_slice() {
            ["$ref"] if self.circular_or_lost(object) => return TypeShape::Checked,
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
            None if self.extensions(schema) || self.has_whole_alternatives(schema) => TypeShape::Union,
            None if self.has_properties(schema) => TypeShape::Object,
            None => self.choice(schema, &asserting).or_else(|| literals(object)).unwrap_or_else(|| {
                match self.shape_of_alternatives(schema) {
                    Some(shape) => shape,
                    None if asserting.is_empty() => TypeShape::Any,
                    None if !self.properties(schema).is_empty() => TypeShape::Object,
                    None => TypeShape::Checked,
                }
            }),
        }
    }

    /// Whether a reference leads nowhere, or back to the value that it stands for.
    fn circular_or_lost(self, object: &Map<String, Value>) -> bool {
        let target = object.get("$ref").and_then(Value::as_str).and_then(|target| self.target(target));
        target.is_none_or(|index| self.is_circular(index))
    }

    /// Whether a schema is told apart by what extends it: a discriminator names types and the schema has no list of
    /// alternatives.
    fn extensions(self, schema: &'a Value) -> bool {
        schema.get("discriminator").is_some()
            && self.alternatives(schema).is_some_and(|found| found.list.iter().all(|one| one.index.is_none()))
    }

    /// Whether each alternative says all that stands beside the list of them.
    fn has_whole_alternatives(self, schema: &'a Value) -> bool {
        let (Some(shared), Some(alternatives)) = (schema.get("allOf"), conjunct::alternatives(schema)) else {
            return false;
        };
        !alternatives.is_empty()
            && schema.get("properties").is_none()
            && shared.as_array().is_some_and(|shared| {
                let is_whole = |alternative: &Value| {
                    let parts = alternative.get("allOf").and_then(Value::as_array);
                    parts.is_some_and(|parts| shared.iter().all(|shared| parts.contains(shared)))
                };
                alternatives.iter().all(is_whole)
            })
    }

    /// An enum of strings, if the schema lists them; a string with rules if it has others too.
    fn choice(self, schema: &'a Value, asserting: &[&str]) -> Option<TypeShape> {
        let (values, open) = self.named_texts(schema)?;
        let texts = values.iter().filter_map(|named| named.value.as_str().map(String::from)).collect();
        let lists = |keyword: &&str| match *keyword {
            "type" | "enum" | "const" => true,
            "oneOf" | "anyOf" => schema.get("enum").or_else(|| schema.get("const")).is_none(),
            _ => open && *keyword != "not",
        };
        Some(if asserting.iter().all(lists) { TypeShape::Choice { texts, open } } else { TypeShape::RuledText })
    }

    /// The shape of those values of a schema that have one JSON type.
    pub fn shape_of_type(self, schema: &'a Value, name: &str) -> TypeShape {
        let Some(object) = schema.as_object() else { return TypeShape::Any };
        let asserting: Vec<&str> = object.keys().map(String::as_str).filter(|key| !is_annotation(key)).collect();
        match name {
            "object" if self.extensions(schema) || self.has_whole_alternatives(schema) => TypeShape::Union,
            "object" if self.has_properties(schema) => TypeShape::Object,
            "object" => {
                self.shape_of_alternatives(schema).unwrap_or_else(|| match self.properties(schema).is_empty() {
                    true => TypeShape::Map,
                    false => TypeShape::Object,
                })
            }
            "array" => TypeShape::List,
            "string" => self.choice(schema, &asserting).unwrap_or_else(|| text_shape(object, &asserting)),
            // Numbers become names where the schema names them.
            "integer" | "number"
                if listed(object).is_some_and(|values| values.iter().any(|one| one.name.is_some())) =>
            {
                literals(object).unwrap_or(TypeShape::Checked)
            }
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
    fn shape_of_alternatives(self, schema: &'a Value) -> Option<TypeShape> {
        let schemas = conjunct::alternatives(schema).filter(|schemas| schemas.len() <= MOST_ALTERNATIVES)?;
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
    pub fn definition_shape(self, schema: &'a Value) -> TypeShape {
        let key = (std::ptr::from_ref(schema), self.index, self.is_in_place());
        if let Some(known) = self.definitions.definition_shapes.borrow().get(&key) {
            return known.clone();
        }
        // What adds rules to another type is no other name for it.
        let shape = match if only_refers(schema) { self.shape(schema) } else { self.own_shape(schema) } {
            TypeShape::Any => TypeShape::Checked,
            TypeShape::Text | TypeShape::Formatted(_) => TypeShape::RuledText,
            TypeShape::Integer => TypeShape::RuledInteger,
            TypeShape::Whole | TypeShape::Unsigned => TypeShape::RuledWhole,
            shape => shape,
        };
        self.definitions.definition_shapes.borrow_mut().insert(key, shape.clone());
        shape
    }

    /// Whether the definition is only another name for a type.
    pub fn is_alias(self) -> bool {
        matches!(self.definition_shape(&self.definition.schema), TypeShape::Reference(_))
    }

    /// Whether a schema with properties also accepts values that are not objects, so that it cannot be a struct. An
    /// object without required properties is an exception: its struct keeps such a value.
    pub fn is_assumed_object(self, schema: &'a Value) -> bool {
        let properties = || self.unconditional_properties(schema).into_iter();
        let required = || properties().any(|property| property.presence == Presence::Required);
        (self.types(schema).is_none() || self.names_null(schema)) && required()
    }
}

/// The values that a schema lists and that are not all strings.
fn literals(object: &Map<String, Value>) -> Option<TypeShape> {
    let values: Vec<Value> = listed(object)?.into_iter().map(|named| named.value.clone()).collect();
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    values.iter().all(scalar).then_some(TypeShape::Literals(values))
}

/// Whether a schema only refers to a definition.
fn only_refers(schema: &Value) -> bool {
    let Some(object) = schema.as_object() else { return false };
    let mut asserting = object.iter().filter(|(keyword, _)| !is_annotation(keyword));
    match (asserting.next(), asserting.next()) {
        (Some((keyword, _)), None) if keyword == "$ref" => true,
        (Some((keyword, Value::Array(all))), None) if keyword == "allOf" => {
            matches!(all.as_slice(), [one] if only_refers(one))
        }
        _ => false,
    }
}

/// Whether a schema has nothing but rules that leave the type of a value as it is.
fn only_restricts(schema: &Value) -> bool {
    let restricting = |name: &String| is_annotation(name) || Keyword::of(name).is_some_and(restricts);
    *schema == Value::Bool(true) || schema.as_object().is_some_and(|object| object.keys().all(restricting))
}

/// Whether a keyword only restricts the values of a type, and neither adds to them nor changes what must be there.
pub fn restricts(keyword: Keyword) -> bool {
    use Keyword::*;
    matches!(
        keyword,
        Type | Enum
            | Const
            | Minimum
            | ExclusiveMinimum
            | Maximum
            | ExclusiveMaximum
            | MultipleOf
            | MinLength
            | MaxLength
            | Pattern
            | Format
            | MinItems
            | MaxItems
            | UniqueItems
            | Contains
            | MinProperties
            | MaxProperties
            | PropertyNames
            | DependentRequired
            | UnevaluatedProperties
            | UnevaluatedItems
            | Not
    )
}

fn text_shape(object: &Map<String, Value>, asserting: &[&str]) -> TypeShape {
    let rules: Vec<&str> = asserting.iter().copied().filter(|key| *key != "type").collect();
    let format = object.get("format").and_then(Value::as_str);
    match (rules.as_slice(), format) {
        ([], _) => TypeShape::Text,
        (["format"], Some(name)) => Format::named(name).map_or(TypeShape::Text, TypeShape::Formatted),
        _ => TypeShape::RuledText,
    }
}

/// Whether an integer is never negative, and has 64 bits: by its format, or by its bounds.
fn is_unsigned(object: &Map<String, Value>) -> bool {
    match object.get("format").and_then(Value::as_str) {
        Some("uint64") => true,
        Some("uint") => object.contains_key("minimum"),
        _ => {
            object.contains_key("minimum") && object.get("maximum").is_some_and(|most| most.as_u64() == Some(u64::MAX))
        }
    }
}

fn integer_shape(object: &Map<String, Value>, asserting: &[&str]) -> TypeShape {
    let width = object.get("format").and_then(Value::as_str).and_then(Width::named).and_then(Width::range);
    let bound = |keywords: [&str; 2]| keywords.iter().any(|keyword| object.get(*keyword).is_some_and(Value::is_i64));
    let listed = object.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().all(Value::is_i64))
        || object.get("const").is_some_and(Value::is_i64);
    let bounded = bound(["minimum", "exclusiveMinimum"]) && bound(["maximum", "exclusiveMaximum"]);
    // Some write `0.0`.
    let number = |value: &Value| value.as_i64().or_else(|| (value.as_f64() == Some(0.0)).then_some(0));
    let within = |keyword: &str, bound: i64| object.get(keyword).is_none_or(|value| number(value) == Some(bound));
    if is_unsigned(object) && within("minimum", 0) {
        let is_free = |key: &&str| ["type", "format", "minimum", "maximum"].contains(key);
        let is_whole_range = object.get("maximum").is_none_or(|most| most.as_u64() == Some(u64::MAX));
        if is_whole_range && asserting.iter().all(is_free) {
            return TypeShape::Unsigned;
        }
    }
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
