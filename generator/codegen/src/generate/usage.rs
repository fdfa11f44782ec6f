//! What the schemas in operations have become: which definition stands for each, and which are needed no more.

use ringback_contract::{definition::Definition, keyword::is_annotation, uri};
use ringback_openapi::{
    read::ReadDefinitions,
    specification::{SchemaUse, SpecPlace, Specification},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The definitions of the schemas in operations.
pub struct Usage {
    /// The index of each definition, by its name and by its encoded name.
    index: HashMap<String, usize>,
    /// The names of definitions that only operations use: of bodies and answers.
    inline: HashSet<String>,
    /// The names of definitions of parameters, which become properties.
    parameters: HashSet<String>,
}

/// References that are followed one after the other.
const DEEPEST: usize = 64;

impl Usage {
    /// The definitions that the schemas in the operations of specifications have become.
    pub fn of(specifications: &[Specification], read: &ReadDefinitions) -> Self {
        let mut index = HashMap::new();
        for (at, definition) in read.definitions.iter().enumerate() {
            index.insert(uri::encode(&definition.name), at);
            index.insert(definition.name.clone(), at);
        }
        let mut usage = Self { index, inline: HashSet::new(), parameters: HashSet::new() };
        for used in specifications.iter().flat_map(Specification::used_schemas) {
            let place = (used.place.file.clone(), used.place.pointer.clone());
            let Some(name) = read.places.get(&place).cloned() else { continue };
            match used.usage {
                SchemaUse::Parameter(..) | SchemaUse::Field(_) | SchemaUse::Header(..) => {
                    _ = usage.parameters.insert(name)
                }
                // One of a whole file or of the components is a definition anyway.
                _ if !is_component(&used.place.pointer) => _ = usage.inline.insert(name),
                _ => {}
            }
        }
        usage
    }

    /// The schema of a definition.
    pub fn definition<'r>(&self, read: &'r ReadDefinitions, name: &str) -> Option<&'r Value> {
        read.definitions.get(*self.index.get(name)?).map(|definition| &definition.schema)
    }

    /// The schema at a place.
    pub fn schema(&self, read: &ReadDefinitions, place: &SpecPlace) -> Option<Value> {
        let name = read.places.get(&(place.file.clone(), place.pointer.clone()))?;
        self.definition(read, name).cloned()
    }

    /// The name of the definition for the schema at a place; if that only refers to another, the name of the other.
    pub fn name(&self, read: &ReadDefinitions, place: &SpecPlace) -> Option<String> {
        let mut name = read.places.get(&(place.file.clone(), place.pointer.clone()))?.clone();
        for _ in 0..DEEPEST {
            let target = self.definition(read, &name).filter(|_| self.inline.contains(&name)).and_then(only_reference);
            match target.and_then(|target| read.definitions.get(*self.index.get(target)?)) {
                Some(target) => name.clone_from(&target.name),
                None => break,
            }
        }
        Some(name)
    }

    /// The name of what is sent (0) or received (1) of a definition.
    pub fn view(&self, read: &ReadDefinitions, name: &str, side: usize) -> String {
        read.views.get(name).and_then(|views| views.get(side)).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// Whether the schema at a place is of bytes.
    pub fn is_binary(&self, read: &ReadDefinitions, place: &SpecPlace) -> bool {
        let name = self.name(read, place);
        let schema = name.and_then(|name| self.definition(read, &name));
        schema.is_some_and(|schema| schema.get("format").is_some_and(|format| format == "binary"))
    }

    /// An example of a definition that its schema gives.
    pub fn sample(&self, read: &ReadDefinitions, name: &str) -> Option<Value> {
        self.definition(read, name)?.get("examples")?.as_array()?.first().cloned()
    }

    /// Removes the definitions that have become something else and that nothing refers to.
    pub fn remove_unused(&self, read: &mut ReadDefinitions, made: &[Definition], used: &HashSet<String>) {
        loop {
            let mut referred = HashSet::new();
            read.definitions.iter().chain(made).for_each(|definition| references(&definition.schema, &mut referred));
            let is_replaced = |definition: &Definition| {
                let name = &definition.name;
                (self.parameters.contains(name) || self.inline.contains(name))
                    && !used.contains(name)
                    && !referred.contains(name)
                    && !referred.contains(&uri::encode(name))
            };
            let before = read.definitions.len();
            read.definitions.retain(|definition| !is_replaced(definition));
            if read.definitions.len() == before {
                break;
            }
        }
    }
}

/// Whether a place is that of a schema with a name of its own.
fn is_component(pointer: &str) -> bool {
    let named = |holder: &str| pointer.strip_prefix(holder).is_some_and(|rest| !rest.contains('/'));
    pointer.is_empty() || ["/components/schemas/", "/definitions/", "/$defs/"].iter().any(|holder| named(holder))
}

/// The target of a schema that only refers to another.
fn only_reference(schema: &Value) -> Option<&str> {
    let object = schema.as_object()?;
    let mut asserting = object.keys().filter(|keyword| !is_annotation(keyword));
    (asserting.next().is_some_and(|keyword| keyword == "$ref") && asserting.next().is_none())
        .then(|| object.get("$ref")?.as_str())
        .flatten()
}

/// The targets of all references in a schema.
fn references(schema: &Value, found: &mut HashSet<String>) {
    let mut waiting = vec![schema];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(String::from));
                let mapping = object.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
                let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
                found.extend(mapping.filter_map(|(_, target)| target.as_str().map(String::from)));
                waiting.extend(object.values());
            }
            Value::Array(list) => waiting.extend(list),
            _ => {}
        }
    }
}
