//! What every schema is called.

use super::{Document, Extra, SHELVES, index::Place};
use ringback_contract::keyword::{Effect, Keyword};
use ringback_contract::uri::file_name;
use ringback_contract::uri::step;
use ringback_contract::uri::unstep;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// The names that were given, in order.
#[derive(Default)]
pub struct Names {
    /// The places of named schemas, in the order in which they were named.
    pub order: Vec<Place>,
    by_place: HashMap<Place, String>,
    taken: HashSet<String>,
}

impl Names {
    /// The name of a place.
    pub fn get(&self, place: &Place) -> Option<&str> {
        self.by_place.get(place).map(String::as_str)
    }

    /// Names the schemas of a file: the whole, unless it only holds others, and those on its shelves.
    pub fn add_file(&mut self, number: usize, document: &Document) {
        let object = document.value.as_object();
        if document.value.is_boolean() || object.is_some_and(is_type) && !document.is_specification() {
            self.add((number, String::new()), &root_name(document));
        }
        for shelf in SHELVES {
            let schemas = document.value.pointer(shelf).and_then(Value::as_object);
            for (name, schema) in schemas.into_iter().flatten() {
                if schema.is_object() || schema.is_boolean() {
                    self.add((number, format!("{shelf}/{}", step(name))), name);
                }
            }
        }
    }

    /// Names a schema that stands where no others are kept.
    pub fn add_extra(&mut self, number: usize, extra: &Extra) {
        self.add((number, extra.pointer.clone()), &extra.name);
    }

    /// Names a schema that a `$ref` points at, after what it is part of; returns its name.
    pub fn add_target(&mut self, place: &Place, documents: &[Document]) -> String {
        if let Some(name) = self.by_place.get(place) {
            return name.clone();
        }
        let root = documents.get(place.0).map(root_name).unwrap_or_default();
        self.add(place.clone(), &part_name(&root, &place.1))
    }

    fn add(&mut self, place: Place, name: &str) -> String {
        let name = if name.trim().is_empty() { "Unnamed" } else { name };
        let mut unique = name.to_owned();
        let mut count = 1;
        while !self.taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{name}_{count}");
        }
        self.by_place.insert(place.clone(), unique.clone());
        self.order.push(place);
        unique
    }
}

/// The title of a file's schema, or the file's own name.
fn root_name(document: &Document) -> String {
    let title = document.value.get("title").and_then(Value::as_str).map(str::trim);
    title.filter(|title| title.contains(char::is_alphanumeric)).unwrap_or_else(|| stem(document.path)).into()
}

/// A file's name without what follows its first dot.
pub fn stem(path: &str) -> &str {
    let file = file_name(path);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if stem.is_empty() { "Schema" } else { stem }
}

/// `/definitions/order/properties/lines/items` is `order lines item`; a schema that is no part of another goes by its
/// own name.
fn part_name(root: &str, pointer: &str) -> String {
    let mut steps: Vec<String> = pointer.split('/').skip(1).map(unstep).collect();
    let shelf = SHELVES.iter().find(|shelf| pointer.starts_with(&format!("{shelf}/")));
    let mut words = vec![root.to_owned()];
    if let Some(shelf) = shelf {
        steps.drain(..shelf.split('/').count() - 1);
        words = steps.drain(..steps.len().min(1)).collect();
    }
    if let Some(last) = steps.last()
        && !steps.iter().any(|step| PARTS.contains(&step.as_str()))
    {
        words = vec![last.clone()];
        steps.clear();
    }
    let mut is_name = false;
    for step in steps {
        match step.as_str() {
            step if is_name => words.push(step.into()),
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
                is_name = true;
                continue;
            }
            "items" => words.push("item".into()),
            "additionalProperties" => words.push("value".into()),
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => words.push("part".into()),
            step => words.push(step.into()),
        }
        is_name = false;
    }
    words.join(" ")
}

/// Steps that lead from a schema to a part of it.
const PARTS: &[&str] = &[
    "properties",
    "patternProperties",
    "items",
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
    "not",
    "then",
    "else",
];

/// Whether an object says anything of a value itself, and does not only hold definitions.
fn is_type(object: &Map<String, Value>) -> bool {
    let known = || object.keys().filter_map(|keyword| Keyword::of(keyword));
    let constrains = known().any(Keyword::constrains_alone);
    let holds_others =
        object.contains_key("components") || known().any(|keyword| keyword.effect() == Effect::Definitions);
    // `id` and `example` stand in any JSON file.
    let describes = |keyword: Keyword| {
        !matches!(keyword.effect(), Effect::Definitions) && !matches!(keyword, Keyword::Draft4Id | Keyword::Example)
    };
    let tells = known().any(describes);
    constrains || object.is_empty() || tells && !holds_others
}

#[cfg(test)]
mod tests {
    use super::part_name;

    #[test]
    fn a_part_is_named_after_what_it_is_part_of() {
        for (pointer, name) in [
            ("", "root"),
            ("/$defs/name", "name"),
            ("/definitions/order/properties/lines/items", "order lines item"),
            ("/properties/items", "root items"),
            ("/properties/a/oneOf/1", "root a part 1"),
            ("/types/Address", "Address"),
            ("/$defs/outer/$defs/inner", "inner"),
            ("/components/schemas/Pet/additionalProperties", "Pet value"),
        ] {
            assert_eq!(part_name("root", pointer), name, "{pointer}");
        }
    }
}
