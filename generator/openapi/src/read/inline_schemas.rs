//! Makes definitions of schemas inside others, so that what is done with definitions is done with them as well.

use super::names::{part_name, short_title};
use ringback_contract::{
    definition::Definition,
    keyword::{Holds, Keyword, holds},
    pointer::escape,
    uri::encode,
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The inner schemas that become definitions.
pub struct NamedSchemas {
    /// Each with the index of its definition, its JSON Pointer there, and its name; an inner one follows what it is in.
    list: Vec<(usize, String, String)>,
}

/// Names the schemas about parts of values that are to be definitions: after their titles, else after their places.
pub fn name_inline_schemas(definitions: &[Definition], is_wanted: impl Fn(&Value) -> bool) -> NamedSchemas {
    let mut found = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        let mut waiting = vec![(String::new(), &definition.schema, false)];
        while let Some((pointer, schema, is_part)) = waiting.pop() {
            for (keyword, value) in schema.as_object().into_iter().flatten() {
                let below = |step: &str| format!("{pointer}/{}{step}", escape(keyword));
                let is_part = is_about_parts(keyword);
                match (holds(keyword, value), value) {
                    (Some(Holds::Schema), value) => waiting.push((below(""), value, is_part)),
                    (Some(Holds::List), Value::Array(list)) => {
                        let each = list.iter().enumerate();
                        waiting.extend(each.map(|(at, schema)| (below(&format!("/{at}")), schema, is_part)));
                    }
                    (Some(Holds::Map), Value::Object(map)) => {
                        let each = map.iter();
                        waiting
                            .extend(each.map(|(name, schema)| (below(&format!("/{}", escape(name))), schema, is_part)));
                    }
                    _ => {}
                }
            }
            if is_part && is_wanted(schema) {
                found.push((index, pointer, schema));
            }
        }
    }
    let mut titles: HashMap<&str, usize> = HashMap::new();
    found
        .iter()
        .filter_map(|(_, _, schema)| short_title(schema))
        .for_each(|title| *titles.entry(title).or_default() += 1);
    let mut taken: HashSet<String> = definitions.iter().map(|definition| definition.name.clone()).collect();
    let named = found.into_iter().filter_map(|(index, pointer, schema)| {
        let title = short_title(schema).filter(|title| titles.get(title) == Some(&1) && !taken.contains(*title));
        let place = || definitions.get(index).map(|definition| part_name(&definition.name, &pointer));
        let mut name = title.map(String::from).or_else(place)?;
        while !taken.insert(name.clone()) {
            name.push_str(" schema");
        }
        Some((index, pointer, name))
    });
    NamedSchemas { list: named.collect() }
}

impl NamedSchemas {
    /// Moves the schemas out of their definitions.
    pub fn apply(self, definitions: &mut Vec<Definition>) {
        for (index, pointer, name) in self.list.into_iter().rev() {
            let Some(definition) = definitions.get_mut(index) else { continue };
            let Some(place) = definition.schema.pointer_mut(&pointer) else { continue };
            let schema = std::mem::replace(place, json!({"$ref": encode(&name)}));
            let (strict, source) = (definition.strict, definition.source.clone());
            let (notes, is_root, example) = (Vec::new(), false, None);
            definitions.push(Definition { name, schema, strict, notes, source, is_root, example });
        }
    }
}

/// Whether a keyword holds schemas about parts of a value, or its alternatives, which have types of their own.
fn is_about_parts(keyword: &str) -> bool {
    matches!(
        Keyword::of(keyword),
        Some(
            Keyword::Properties
                | Keyword::PatternProperties
                | Keyword::AdditionalProperties
                | Keyword::Items
                | Keyword::PrefixItems
                | Keyword::AnyOf
                | Keyword::OneOf
        )
    )
}
