//! Canonical JSON Schemas: draft 2020-12, one per type, with the sources of every keyword.

use crate::{
    constraint::Schema,
    model::{Model, Node, Type},
};
use indexmap::IndexMap;
use ringback_contract::{
    keyword::{DIALECT, SOURCE, UNRESOLVED},
    provenance::{Basis, Source},
    subject::Step,
    uri::encode,
};
use serde_json::{Map, Value, json};

/// The `$id` of a type's schema. It is never fetched.
pub fn id(vendor: &str, name: &str) -> String {
    format!("https://ringback.invalid/schemas/{vendor}/{}", encode(name))
}

/// The canonical schemas of all types of a model, by type name.
pub fn schemas(model: &Model) -> IndexMap<String, Value> {
    model.types.values().map(|kind| (kind.name.clone(), schema(&model.vendor.name, kind))).collect()
}

/// The canonical schema of a type.
pub fn schema(vendor: &str, kind: &Type) -> Value {
    let mut schema = Map::from_iter([
        ("$schema".to_owned(), json!(DIALECT)),
        ("$id".to_owned(), json!(id(vendor, &kind.name))),
        ("title".to_owned(), json!(kind.name)),
    ]);
    schema.extend(declare(&kind.node));
    Value::Object(schema)
}

/// The canonical schema of a place in a type.
pub fn schema_of(node: &Node) -> Value {
    Value::Object(declare(node))
}

/// The keywords at the top of a schema, for readers.
const ORDER: &[&str] = &["description", "type", "format", "enum", "properties", "required"];

fn declare(node: &Node) -> Map<String, Value> {
    let mut schema = Map::new();
    let mut sources = Sources::default();
    for declared in &node.declared {
        sources.add(&declared.sources, declared.basis, &[]);
    }
    if let Some(target) = &node.unresolved {
        schema.insert("type".into(), json!("object"));
        schema.insert(UNRESOLVED.into(), json!(target));
    }
    if !node.properties.is_empty() {
        let properties: Map<_, _> =
            node.properties.iter().map(|(name, node)| (name.clone(), declare(node).into())).collect();
        schema.insert("properties".into(), Value::Object(properties));
    }
    for (step, part) in node.parts() {
        match step {
            Step::Property(_) => {}
            Step::Items => _ = schema.insert("items".into(), declare(part).into()),
            Step::Values => _ = schema.insert("additionalProperties".into(), declare(part).into()),
        }
    }
    let mut schema = Schema::of(schema);
    let mut constraints: Vec<_> = node.constraints.iter().collect();
    constraints.sort_by_key(|constraint| constraint.value.rank());
    for constraint in constraints {
        constraint.value.declare(&mut schema);
        sources.add(&constraint.sources, constraint.basis, &schema.take_written());
    }
    let mut schema = schema.finish();
    sources.follow(&schema);
    annotate(node, &mut schema);
    let mut ordered = Map::new();
    for keyword in ORDER {
        if let Some((keyword, value)) = schema.shift_remove_entry(*keyword) {
            ordered.insert(keyword, value);
        }
    }
    ordered.extend(schema);
    ordered.extend(sources.declare());
    ordered
}

fn annotate(node: &Node, schema: &mut Map<String, Value>) {
    if !node.description.is_empty() {
        schema.insert("description".into(), json!(node.doc()));
    }
    for mark in &node.marks {
        let (keyword, value) = mark.value.keyword();
        schema.entry(keyword).or_insert(value);
    }
    if let Some(default) = &node.default {
        schema.insert("default".into(), default.value.clone());
    }
    if !node.examples.is_empty() {
        let examples: Vec<_> = node.examples.iter().map(|example| example.value.clone()).collect();
        schema.insert("examples".into(), json!(examples));
    }
}

/// The sources of a schema, each with the keywords that it states.
#[derive(Default)]
struct Sources(IndexMap<Source, (Basis, Vec<String>)>);

impl Sources {
    fn add(&mut self, sources: &[Source], basis: Basis, keywords: &[String]) {
        for source in sources {
            let (_, known) = self.0.entry(source.clone()).or_insert_with(|| (basis, Vec::new()));
            for keyword in keywords {
                if !known.contains(keyword) {
                    known.push(keyword.clone());
                }
            }
        }
    }

    /// Finds a keyword that a later constraint moved into an alternative.
    fn follow(&mut self, schema: &Map<String, Value>) {
        for (_, keywords) in self.0.values_mut() {
            for keyword in keywords.iter_mut() {
                let first = keyword.split('/').next().unwrap_or_default();
                if !schema.contains_key(first) && schema.contains_key("anyOf") {
                    *keyword = "anyOf".into();
                }
            }
            keywords.dedup();
        }
    }

    fn declare(self) -> Option<(String, Value)> {
        let sources: Vec<Value> = self
            .0
            .into_iter()
            .map(|(source, (basis, keywords))| {
                let mut value = json!({"document": source.document, "lines": source.lines, "quote": source.quote});
                if let Value::Object(value) = &mut value {
                    if !keywords.is_empty() {
                        value.insert("keywords".into(), json!(keywords));
                    }
                    if basis != Basis::Stated {
                        value.insert("basis".into(), json!(basis));
                    }
                }
                value
            })
            .collect();
        (!sources.is_empty()).then(|| (SOURCE.to_owned(), json!(sources)))
    }
}
