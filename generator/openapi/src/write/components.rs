//! The types as `components.schemas`: the canonical schemas under names that OpenAPI allows, linked to each other there.

use super::{formats, phone_examples};
use indexmap::IndexMap;
use jsonschema::Draft;
use ringback_constraints::{
    model::{Model, Type},
    schema,
};
use ringback_contract::{
    keyword::UNRESOLVED,
    subschema::visit_mut,
    validator::{Formats, options},
};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The schemas of a vendor's types.
pub struct Components {
    /// The names of the components by the names of their types.
    names: IndexMap<String, String>,
    /// The schemas by the names of the components.
    pub schemas: Map<String, Value>,
}

impl Components {
    /// The schemas of all types of a model.
    pub fn of(model: &Model) -> Self {
        let mut taken = HashSet::new();
        let names = model.types.keys().map(|name| (name.clone(), component_name(name, &mut taken))).collect();
        let mut components = Self { names, schemas: Map::new() };
        for kind in model.types.values() {
            let Some(name) = components.names.get(&kind.name).cloned() else { continue };
            let schema = components.component(&model.vendor.name, kind);
            components.schemas.insert(name, schema);
        }
        // Few types have examples; only those are copied, since each is judged beside all the others.
        let with_examples: Vec<(String, Value)> = (components.schemas.iter())
            .filter(|(_, schema)| schema.to_string().contains("\"examples\""))
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect();
        let mut checked = Vec::with_capacity(with_examples.len());
        for (name, mut schema) in with_examples {
            visit_mut(&mut schema, &mut |schema| components.remove_invalid_examples(schema));
            checked.push((name, schema));
        }
        components.schemas.extend(checked);
        components
    }

    fn component(&self, vendor: &str, kind: &Type) -> Value {
        let mut kind = kind.clone();
        phone_examples::replace_phone_numbers(&mut kind.node);
        let mut schema = schema::schema(vendor, &kind);
        if let Value::Object(schema) = &mut schema {
            schema.shift_remove("$schema");
            schema.shift_remove("$id");
            add_notes(&kind, schema);
        }
        self.link(&kind.name, &mut schema);
        schema
    }

    /// Points the references of a canonical schema at the components of this document. `owner` is the type that it is of;
    /// empty for one of no type.
    pub fn link(&self, owner: &str, schema: &mut Value) {
        visit_mut(schema, &mut |schema| {
            formats::spell_out(schema);
            for keyword in ["$ref", "$dynamicRef"] {
                if let Some(Value::String(reference)) = schema.get_mut(keyword) {
                    *reference = self.pointer(owner, reference);
                }
            }
        });
    }

    /// The reference in this document that stands for one of a canonical schema.
    fn pointer(&self, owner: &str, reference: &str) -> String {
        let named = self.names.iter().find(|(name, _)| ringback_contract::uri::encode(name) == reference);
        let own = || self.names.get(owner).filter(|_| reference == "#");
        match named.map(|(_, component)| component).or_else(own) {
            Some(component) => format!("#/components/schemas/{component}"),
            None => reference.to_owned(),
        }
    }

    /// A reference to the schema of a type; a schema that allows any value if no document describes the type.
    pub fn reference(&self, name: &str) -> Value {
        match self.names.get(name) {
            Some(component) => json!({"$ref": format!("#/components/schemas/{component}")}),
            None => json!({UNRESOLVED: name}),
        }
    }

    /// The schema of a type, if a document describes it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.schemas.get(self.names.get(name)?)
    }

    /// Whether a value is valid against a schema of this document, formats included.
    pub fn is_valid(&self, schema: &Value, value: &Value) -> bool {
        let mut whole = Map::from_iter([("allOf".to_owned(), json!([schema]))]);
        if schema.to_string().contains("#/components/schemas/") {
            whole.insert("components".into(), json!({"schemas": self.schemas}));
        }
        let options = options(Formats::Unknown).with_draft(Draft::Draft202012);
        options.build(&Value::Object(whole)).is_ok_and(|validator| validator.is_valid(value))
    }

    /// Removes examples that are not valid: documents have some, and tools take every example as valid.
    fn remove_invalid_examples(&self, schema: &mut Map<String, Value>) {
        let Some(Value::Array(examples)) = schema.get("examples") else { return };
        let whole = Value::Object(schema.clone());
        let right: Vec<Value> = examples.iter().filter(|example| self.is_valid(&whole, example)).cloned().collect();
        match right.is_empty() {
            true => _ = schema.shift_remove("examples"),
            false => _ = schema.insert("examples".into(), Value::Array(right)),
        }
    }
}

/// Adds the notes about a type to its description.
fn add_notes(kind: &Type, schema: &mut Map<String, Value>) {
    let mut paragraphs: Vec<String> =
        schema.get("description").and_then(Value::as_str).map(String::from).into_iter().collect();
    paragraphs.extend(kind.notes.iter().map(|note| format!("**{}**: {}", note.value.0, note.value.1)));
    if !kind.notes.is_empty() {
        schema.insert("description".into(), json!(paragraphs.join("\n\n")));
    }
}

/// The name of a component: letters, digits, `.`, `-` and `_`, as OpenAPI allows. No two differ only in case, for tools
/// that write a file for each.
fn component_name(name: &str, taken: &mut HashSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let plain: String = name.chars().map(plain).collect();
    let plain = if plain.is_empty() { "_".into() } else { plain };
    unique(plain, taken)
}

/// The name, followed by a number if it is taken.
pub fn unique(name: String, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.clone();
    let mut count = 1;
    while !taken.insert(candidate.to_lowercase()) {
        count += 1;
        candidate = format!("{name}_{count}");
    }
    candidate
}
