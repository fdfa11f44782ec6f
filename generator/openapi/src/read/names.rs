//! Names every schema: by its definition, the title of its file, or its location.

use super::file::{DEFINITION_HOLDERS, ExtraSchema, SchemaFile, SchemaLocation};
use crate::specification::ParsedFiles;
use ringback_contract::keyword::{Effect, Keyword};
use ringback_contract::name::fold;
use ringback_contract::pointer::{escape, tokens};
use serde_json::{Map, Value};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

impl ParsedFiles<'_> {
    /// The title of an inline schema, if it may be the name of a type: it is short; and the schema.
    pub fn titled_inline(&self, file: &str, pointer: &str) -> Option<(&str, &Value)> {
        let schema = self.files.iter().find(|known| known.path == file)?.value.pointer(pointer)?;
        Some((short_title(schema).filter(|_| schema.get("$ref").is_none())?, schema))
    }

    /// The names of all definitions, [folded](fold).
    pub fn definition_names(&self) -> HashSet<String> {
        let holders = self
            .files
            .iter()
            .flat_map(|file| DEFINITION_HOLDERS.iter().filter_map(|holder| file.value.pointer(holder)));
        holders.filter_map(Value::as_object).flat_map(Map::keys).map(|name| fold(name)).collect()
    }
}

/// The title of a schema, if it may be the name of a type: it is short.
pub fn short_title(schema: &Value) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    let title = schema.get("title")?.as_str()?;
    (title.chars().any(char::is_alphabetic) && title.split_whitespace().count() <= MOST_WORDS).then_some(title)
}

/// The names given so far, each once.
#[derive(Default)]
pub struct SchemaNames {
    /// The locations of the named schemas, in the order in which they were named.
    pub order: Vec<SchemaLocation>,
    by_place: HashMap<SchemaLocation, String>,
    taken: HashSet<String>,
}

impl SchemaNames {
    /// The name of the schema at a location.
    pub fn get(&self, place: &SchemaLocation) -> Option<&str> {
        self.by_place.get(place).map(String::as_str)
    }

    /// Names the schemas of a file: the root, unless it only holds definitions, and the definitions.
    pub fn add_file(&mut self, number: usize, document: &SchemaFile) {
        let object = document.value.as_object();
        let is_type = |object| is_type(object) && !(document.is_part() && is_part_of_specification(object));
        if document.value.is_boolean() || object.is_some_and(is_type) && !document.is_specification() {
            self.add((number, String::new()), &root_name(document));
        }
        for holder in DEFINITION_HOLDERS {
            let schemas = document.value.pointer(holder).and_then(Value::as_object);
            for (name, schema) in schemas.into_iter().flatten() {
                if schema.is_object() || schema.is_boolean() {
                    self.add((number, format!("{holder}/{}", escape(name))), name);
                }
            }
        }
    }

    /// Names an extra schema, unless it has a name.
    pub fn add_extra(&mut self, number: usize, extra: &ExtraSchema) {
        let place = (number, extra.pointer.clone());
        if !self.by_place.contains_key(&place) {
            self.add(place, &extra.name);
        }
    }

    /// Names a schema that a `$ref` refers to by its location, unless it has a name; returns the name.
    pub fn add_target(&mut self, place: &SchemaLocation, documents: &[SchemaFile]) -> String {
        if let Some(name) = self.by_place.get(place) {
            return name.clone();
        }
        let root = documents.get(place.0).map(root_name).unwrap_or_default();
        self.add(place.clone(), &part_name(&root, &place.1))
    }

    fn add(&mut self, place: SchemaLocation, name: &str) -> String {
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

/// The title of the root schema, or the name of the file.
fn root_name(document: &SchemaFile) -> String {
    let title = document.value.get("title").and_then(Value::as_str).map(str::trim);
    title.filter(|title| title.contains(char::is_alphanumeric)).unwrap_or_else(|| document.stem()).into()
}

/// A name from a location, such as `order lines item` for `/definitions/order/properties/lines/items`; the last token
/// for a schema that is not part of another.
pub fn part_name(root: &str, pointer: &str) -> String {
    let mut steps: Vec<String> = tokens(pointer).map(Cow::into_owned).collect();
    let holder = DEFINITION_HOLDERS.iter().find(|holder| pointer.starts_with(&format!("{holder}/")));
    let mut words = vec![root.to_owned()];
    if let Some(holder) = holder {
        steps.drain(..holder.split('/').count() - 1);
        words = steps.drain(..steps.len().min(1)).collect();
    }
    if let Some(last) = steps.last()
        && !steps.iter().any(|step| is_part(step))
    {
        words = vec![last.clone()];
        steps.clear();
    }
    let mut is_name = false;
    for step in steps {
        if is_name {
            words.push(step);
            is_name = false;
            continue;
        }
        is_name = match Keyword::of(&step) {
            Some(
                Keyword::Properties
                | Keyword::PatternProperties
                | Keyword::Defs
                | Keyword::DraftDefinitions
                | Keyword::DependentSchemas,
            ) => true,
            part => {
                words.push(match part {
                    Some(Keyword::Items) => "item".into(),
                    Some(Keyword::AdditionalProperties) => "value".into(),
                    Some(Keyword::AllOf | Keyword::AnyOf | Keyword::OneOf | Keyword::PrefixItems) => "part".into(),
                    _ => step,
                });
                false
            }
        };
    }
    words.join(" ")
}

/// Whether a step leads from a schema to a part of it.
fn is_part(step: &str) -> bool {
    matches!(
        Keyword::of(step),
        Some(
            Keyword::Properties
                | Keyword::PatternProperties
                | Keyword::Items
                | Keyword::AdditionalProperties
                | Keyword::AllOf
                | Keyword::AnyOf
                | Keyword::OneOf
                | Keyword::PrefixItems
                | Keyword::Not
                | Keyword::Then
                | Keyword::Else
        )
    )
}

/// Whether an object that a specification refers to is a parameter, body, response or path item, and so no schema.
fn is_part_of_specification(object: &Map<String, Value>) -> bool {
    const MEMBERS: [&str; 10] =
        ["content", "schema", "in", "responses", "get", "put", "post", "delete", "patch", "headers"];
    // A description alone says nothing.
    let has_words_only = !object.keys().filter_map(|key| Keyword::of(key)).any(Keyword::constrains_alone);
    has_words_only || MEMBERS.iter().any(|member| object.contains_key(*member))
}

/// Whether a schema constrains or describes values itself, and does not only hold definitions.
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
