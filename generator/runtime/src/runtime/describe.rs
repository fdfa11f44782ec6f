//! Makes JSON Schemas of the generated types for schemars, from the types of their fields and from their rules.

use super::{
    number::Integer,
    optional::{Nullable, Spelt},
    real::Real,
    rule::{Bound, Check, Literal, Schema},
};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The schema of a type, from its rules alone.
pub fn rules(schema: &'static Schema, generator: &mut SchemaGenerator) -> schemars::Schema {
    into_schema(declare(schema, generator))
}

/// The schema of an object: the schema of each field's type, combined with the rules.
pub fn object(
    schema: &'static Schema,
    fields: Vec<(&'static str, schemars::Schema)>,
    generator: &mut SchemaGenerator,
) -> schemars::Schema {
    let mut declared = declare(schema, generator);
    if let Value::Object(properties) = declared.entry("properties").or_insert_with(|| json!({})) {
        for (name, field) in fields {
            let rules = properties.get(name).cloned();
            // What is declared under a condition alone is not declared here.
            if rules.is_none() && field.as_bool() == Some(true) {
                continue;
            }
            properties.retain(|known, _| known != name);
            let both: Vec<Value> = rules.into_iter().chain([field.to_value()]).collect();
            properties.insert(name.into(), json!({"allOf": both}));
        }
    }
    into_schema(declared)
}

/// The schema of a required field.
pub fn required<F: JsonSchema>(generator: &mut SchemaGenerator) -> schemars::Schema {
    generator.subschema_for::<F>()
}

/// The schema of an optional field that must not be null.
pub fn optional<F: JsonSchema>(generator: &mut SchemaGenerator) -> schemars::Schema {
    generator.subschema_for::<F>()
}

/// The schema of a field that is declared under a condition: the rules tell when.
#[allow(clippy::extra_unused_type_parameters, reason = "the schema of every field is asked for by its type")]
pub fn conditional<F: JsonSchema>(_: &mut SchemaGenerator) -> schemars::Schema {
    true.into()
}

/// The schema of an optional field that may be null.
pub fn maybe<F: JsonSchema>(generator: &mut SchemaGenerator) -> schemars::Schema {
    generator.subschema_for::<Option<F>>()
}

fn into_schema(declared: Map<String, Value>) -> schemars::Schema {
    schemars::Schema::from(declared)
}

fn declare(schema: &'static Schema, generator: &mut SchemaGenerator) -> Map<String, Value> {
    let mut declared = Map::new();
    for check in schema.rules {
        add(&mut declared, check, generator);
    }
    declared
}

fn sub(schema: &'static Schema, generator: &mut SchemaGenerator) -> Value {
    match schema.rules {
        [Check::Never] => json!(false),
        _ => Value::Object(declare(schema, generator)),
    }
}

/// Adds the keyword of a check; if the keyword is already used, inside an `allOf`.
fn add(declared: &mut Map<String, Value>, check: &'static Check, generator: &mut SchemaGenerator) {
    match check {
        Check::Required(name) => push(declared, "required", json!(name)),
        Check::Property(name, schema) => {
            let value = sub(schema, generator);
            entry(declared, "properties", name, value);
        }
        Check::PatternProperty(pattern, schema) => {
            let value = sub(schema, generator);
            entry(declared, "patternProperties", pattern, value);
        }
        Check::PrefixItem(_, schema) => {
            let value = sub(schema, generator);
            push(declared, "prefixItems", value);
        }
        Check::DependentRequired(name, others) => entry(declared, "dependentRequired", name, json!(others)),
        Check::DependentSchema(name, schema) => {
            let value = sub(schema, generator);
            entry(declared, "dependentSchemas", name, value);
        }
        Check::Contains { schema, min, max } => {
            let mut keywords = Map::from_iter([
                ("contains".to_owned(), sub(schema, generator)),
                ("minContains".to_owned(), json!(min)),
            ]);
            keywords.extend(max.map(|max| ("maxContains".to_owned(), json!(max))));
            both(declared, keywords);
        }
        Check::If { test, then, otherwise } => {
            let keywords = [("if", test), ("then", then), ("else", otherwise)];
            both(
                declared,
                keywords.map(|(name, schema)| (name.to_owned(), sub(schema, generator))).into_iter().collect(),
            );
        }
        Check::Never => both(declared, Map::from_iter([("not".to_owned(), json!({}))])),
        Check::Reference(schema) => {
            let target = reference(schema, generator);
            both(declared, Map::from_iter([("$ref".to_owned(), json!(target))]));
        }
        check => {
            let value = keyword_value(check, generator);
            both(declared, Map::from_iter([(keyword_name(check).to_owned(), value)]));
        }
    }
}

fn keyword_name(check: &Check) -> &'static str {
    match check {
        Check::AtLeastOneOf(_) => "anyOf",
        Check::NotTogether(_) => "not",
        check => check.name(),
    }
}

fn keyword_value(check: &'static Check, generator: &mut SchemaGenerator) -> Value {
    match check {
        Check::Types([kind]) => json!(kind.name()),
        Check::Types(kinds) => kinds.iter().map(|kind| kind.name()).collect(),
        Check::Values(values) => values.iter().map(literal).collect(),
        Check::Minimum(bound)
        | Check::Maximum(bound)
        | Check::ExclusiveMinimum(bound)
        | Check::ExclusiveMaximum(bound)
        | Check::MultipleOf(bound) => number(*bound),
        Check::MinLength(count)
        | Check::MaxLength(count)
        | Check::MinItems(count)
        | Check::MaxItems(count)
        | Check::MinProperties(count)
        | Check::MaxProperties(count) => json!(count),
        Check::Pattern(pattern) => json!(pattern),
        Check::Format(format) => json!(format.name()),
        Check::UniqueItems => json!(true),
        Check::AdditionalProperties { schema, .. }
        | Check::UnevaluatedProperties(schema)
        | Check::UnevaluatedItems(schema)
        | Check::PropertyNames(schema)
        | Check::Items(_, schema)
        | Check::Not(schema) => sub(schema, generator),
        Check::AllOf(schemas) | Check::AnyOf(schemas) | Check::OneOf(schemas) => {
            schemas.iter().map(|schema| sub(schema, generator)).collect()
        }
        Check::AtLeastOneOf(names) => names.iter().map(|name| json!({"required": [name]})).collect(),
        Check::NotTogether(names) => json!({"required": names}),
        _ => Value::Null,
    }
}

/// A `$ref` to the rules of another type, which are described only once.
fn reference(schema: &'static Schema, generator: &mut SchemaGenerator) -> String {
    let name = schema.name;
    if !generator.definitions().contains_key(name) {
        generator.definitions_mut().insert(name.into(), json!(true));
        let described = sub(schema, generator);
        generator.definitions_mut().insert(name.into(), described);
    }
    format!("#/$defs/{name}")
}

fn push(declared: &mut Map<String, Value>, keyword: &str, value: Value) {
    if let Value::Array(list) = declared.entry(keyword).or_insert_with(|| json!([])) {
        list.push(value);
    }
}

fn entry(declared: &mut Map<String, Value>, keyword: &str, name: &str, value: Value) {
    if let Value::Object(map) = declared.entry(keyword).or_insert_with(|| json!({})) {
        map.insert(name.into(), value);
    }
}

fn both(declared: &mut Map<String, Value>, keywords: Map<String, Value>) {
    if keywords.keys().any(|keyword| declared.contains_key(keyword)) {
        push(declared, "allOf", Value::Object(keywords));
    } else {
        declared.extend(keywords);
    }
}

fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Text(text) => json!(text),
        Literal::Json(text) => serde_json::from_str(text).unwrap_or_default(),
    }
}

fn number(bound: Bound) -> Value {
    match bound {
        Bound::Integer(bound) => match (i64::try_from(bound), u64::try_from(bound)) {
            (Ok(bound), _) => json!(bound),
            (_, Ok(bound)) => json!(bound),
            _ => json!(bound.to_string().parse::<f64>().unwrap_or_default()),
        },
        Bound::Float(bound) => json!(bound),
    }
}

impl<T: JsonSchema> JsonSchema for Nullable<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Nullable_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        <Option<T>>::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Spelt<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
    }
}

macro_rules! number {
    ($type:ty, $name:literal) => {
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": $name})
            }
        }
    };
}
number!(Integer, "integer");
number!(Real, "number");
