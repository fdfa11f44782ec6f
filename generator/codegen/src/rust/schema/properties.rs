//! The properties of a value: declared by its schema, by what `$ref` and `allOf` add to it, or only under a condition.

use super::{conjunct::Conjunct, merge::merged, reader::SchemaReader, shape::TypeShape};
use indexmap::IndexMap;
use ringback_contract::keyword::{Keyword, SOURCE, is_annotation};
use serde_json::{Map, Value, json};
use std::{collections::HashSet, sync::LazyLock};

/// A declared property.
#[derive(Clone, Copy)]
pub struct Property<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// Its schema; if several schemas declare it, all of them in one.
    pub schema: &'a Value,
    /// Whether it may be absent.
    pub presence: Presence,
    /// Reads its schema relative to the definition that declares it.
    pub reader: SchemaReader<'a>,
    /// Whether a `$ref` leads to the schema that declares it, so that it may contain itself.
    pub by_reference: bool,
}

/// When a property is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// It may be absent.
    Optional,
    /// Declared by one of several alternatives or under a condition; elsewhere it may have any value.
    Conditional,
}

/// The declarations of a property, each with the conjunct that it was found in.
pub(super) type Declarations<'a> = IndexMap<&'a str, Vec<(&'a Value, Conjunct<'a>)>>;

impl<'a> SchemaReader<'a> {
    /// The declared properties of a value, with those that are declared under a condition.
    pub fn properties(self, schema: &'a Value) -> Vec<Property<'a>> {
        let conjuncts = self.conjuncts(schema);
        let mut under_condition = declarations(&branches(&conjuncts));
        let mut properties = self.unconditional(&conjuncts);
        let declared = conjuncts.iter().filter_map(|conjunct| conjunct.schema.get("properties")?.as_object());
        declared.flat_map(|properties| properties.keys()).for_each(|name| _ = under_condition.shift_remove(&**name));
        properties.extend(under_condition.into_iter().filter_map(|(name, declared)| conditional(name, declared)));
        properties
    }

    /// The declared properties of a value, whatever alternative or condition holds.
    pub fn unconditional_properties(self, schema: &'a Value) -> Vec<Property<'a>> {
        self.unconditional(&self.conjuncts(schema))
    }

    fn unconditional(self, conjuncts: &[Conjunct<'a>]) -> Vec<Property<'a>> {
        let required: HashSet<&str> = conjuncts
            .iter()
            .filter_map(|conjunct| conjunct.schema.get("required")?.as_array())
            .flat_map(|names| names.iter().filter_map(Value::as_str))
            .collect();
        let mut properties = Vec::new();
        for (name, mut declared) in declarations(conjuncts) {
            // What is never allowed needs no field.
            if declared.iter().any(|(schema, _)| **schema == Value::Bool(false)) {
                continue;
            }
            let presence = if required.contains(name) { Presence::Required } else { Presence::Optional };
            let first = declared.first().copied();
            declared.retain(|(schema, _)| !says_nothing(schema));
            let mut distinct: Vec<(&Value, Conjunct)> = Vec::new();
            for declaration in declared {
                if !distinct.iter().any(|(known, _)| same_rules(known, declaration.0)) {
                    distinct.push(declaration);
                }
            }
            let Some((only, conjunct)) = distinct.first().copied().or(first) else { continue };
            let Conjunct { reader, by_reference, .. } = conjunct;
            properties.push(match distinct.as_slice() {
                [_, _, ..] => {
                    let schemas: Vec<&Value> = distinct.iter().map(|(schema, _)| *schema).collect();
                    let schema = self.definitions.derived(&schemas, merged);
                    // References in it are names, so that any reader of the module resolves them alike.
                    Property { name, schema, presence, reader: self.in_parts(), by_reference: true }
                }
                _ => Property { name, schema: only, presence, reader, by_reference },
            });
        }
        properties
    }

    /// Whether at least one property is declared and allowed, whatever alternative or condition holds.
    pub fn has_properties(self, schema: &'a Value) -> bool {
        let named = |conjunct: &Conjunct| {
            let properties = conjunct.schema.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.values().any(|property| *property != Value::Bool(false)))
        };
        match self.conjuncts(schema).as_slice() {
            [only] => named(only),
            conjuncts => conjuncts.iter().any(named) && !self.unconditional(conjuncts).is_empty(),
        }
    }
}

/// The schemas that apply under a condition: alternatives, branches and dependent schemas, with all in them.
pub(super) fn branches<'a>(conjuncts: &[Conjunct<'a>]) -> Vec<Conjunct<'a>> {
    // Most have none, and the list of a long chain of references is long.
    if conjuncts.iter().all(|conjunct| inner(conjunct.schema).is_empty()) {
        return Vec::new();
    }
    let mut known: HashSet<*const Value> =
        conjuncts.iter().map(|conjunct| std::ptr::from_ref(conjunct.schema)).collect();
    let mut waiting: Vec<Conjunct<'a>> = conjuncts.to_vec();
    let mut branches = Vec::new();
    let mut next = 0;
    while let Some(conjunct) = waiting.get(next).copied() {
        next += 1;
        for schema in inner(conjunct.schema) {
            for mut inner in conjunct.reader.conjuncts(schema) {
                inner.by_reference |= conjunct.by_reference;
                if known.insert(std::ptr::from_ref(inner.schema)) {
                    waiting.push(inner);
                    branches.push(inner);
                }
            }
        }
    }
    branches
}

/// The schemas that a schema applies to the same value under a condition.
fn inner(schema: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match Keyword::of(keyword) {
            Some(Keyword::Then | Keyword::Else) if schema.get("if").is_some() => found.push(value),
            Some(Keyword::OneOf | Keyword::AnyOf) => found.extend(value.as_array().into_iter().flatten()),
            Some(Keyword::DependentSchemas | Keyword::Dependencies) => {
                found.extend(value.as_object().into_iter().flatten().map(|(_, schema)| schema));
            }
            _ => {}
        }
    }
    found
}

pub(super) fn declarations<'a>(conjuncts: &[Conjunct<'a>]) -> Declarations<'a> {
    let mut declared = Declarations::new();
    for conjunct in conjuncts {
        let properties = conjunct.schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        for (name, schema) in properties {
            declared.entry(name).or_default().push((schema, *conjunct));
        }
    }
    declared
}

/// A property that only some branches declare. If they disagree, what they have in common is the JSON type, or nothing.
fn conditional<'a>(name: &'a str, mut declared: Vec<(&'a Value, Conjunct<'a>)>) -> Option<Property<'a>> {
    declared.retain(|(schema, _)| **schema != Value::Bool(false));
    if declared.iter().any(|(schema, _)| !says_nothing(schema)) {
        declared.retain(|(schema, _)| !says_nothing(schema));
    }
    let ((first, conjunct), others) = declared.split_first()?;
    let Conjunct { reader, by_reference, .. } = *conjunct;
    let agreed = others.iter().all(|(other, _)| same_rules(first, other));
    // Rules without a type hold for some branches only: a type for them would say too much.
    let is_typed = reader.shape(first) != TypeShape::Checked;
    let schema = if agreed && is_typed { *first } else { common(&declared) };
    Some(Property { name, schema, presence: Presence::Conditional, reader, by_reference })
}

/// A schema of the JSON type that all declarations have; one that allows anything if they differ in that too.
fn common<'a>(declared: &[(&'a Value, Conjunct<'a>)]) -> &'a Value {
    static TYPES: LazyLock<[Value; 5]> = LazyLock::new(|| {
        let of = |name: &str| json!({"type": name});
        [of("string"), of("integer"), of("number"), of("boolean"), Value::Bool(true)]
    });
    let [text, integer, number, boolean, any] = &*TYPES;
    let loose = |(schema, conjunct): &(&'a Value, Conjunct<'a>)| match conjunct.reader.shape(schema) {
        TypeShape::Choice { .. } | TypeShape::Formatted(_) | TypeShape::RuledText | TypeShape::Text => text,
        TypeShape::RuledInteger
        | TypeShape::RuledWhole
        | TypeShape::Integer
        | TypeShape::Unsigned
        | TypeShape::Whole => integer,
        TypeShape::Number | TypeShape::Double => number,
        TypeShape::Boolean => boolean,
        TypeShape::Checked => implied(schema, [text, number, any]),
        _ => any,
    };
    let mut types = declared.iter().map(loose);
    let first = types.next().unwrap_or(any);
    if types.all(|other| other == first) { first } else { any }
}

/// The type of the values that the rules of a schema without a type are about.
fn implied<'a>(schema: &Value, [text, number, any]: [&'a Value; 3]) -> &'a Value {
    let mut keywords = schema.as_object().into_iter().flatten().filter(|(keyword, _)| !is_annotation(keyword));
    let of = |keyword: &str| match Keyword::of(keyword) {
        Some(Keyword::Pattern | Keyword::MinLength | Keyword::MaxLength) => text,
        Some(
            Keyword::Minimum
            | Keyword::Maximum
            | Keyword::ExclusiveMinimum
            | Keyword::ExclusiveMaximum
            | Keyword::MultipleOf,
        ) => number,
        _ => any,
    };
    let Some((first, _)) = keywords.next() else { return any };
    if keywords.all(|(keyword, _)| std::ptr::eq(of(keyword), of(first))) { of(first) } else { any }
}

/// Whether a schema allows any value.
fn says_nothing(schema: &Value) -> bool {
    *schema == Value::Bool(true)
        || schema.as_object().is_some_and(|object| object.keys().all(|keyword| is_annotation(keyword)))
}

/// Whether two schemas have the same rules; their descriptions may differ.
fn same_rules(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_object(), other.as_object()) else { return one == other };
    let rules = |object: &Map<String, Value>| object.keys().filter(|keyword| !is_annotation(keyword)).count();
    let mut those = one.iter().filter(|(keyword, _)| !is_annotation(keyword));
    rules(one) == rules(other)
        && those.all(|(keyword, value)| other.get(keyword).is_some_and(|also| equal(value, also)))
}

/// Equality of schemas without regard to where they stand.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| {
                    name == SOURCE && other.contains_key(SOURCE)
                        || other.get(name).is_some_and(|also| equal(value, also))
                })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        _ => one == other,
    }
}
