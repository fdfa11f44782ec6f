//! Alternatives that stand beside what all of them share: `allOf: [common, {oneOf: [a, b]}]` means the same as
//! `allOf: [common], oneOf: [{allOf: [common, a]}, {allOf: [common, b]}]`, whose alternatives are whole objects that can
//! have a type each.
//!
//! Rules stay those of what was written, so that each violation is told once and where it is.
//!
//! What they share becomes a definition of its own, `EventBase`. Only alternatives that a constant property tells apart
//! are rewritten; others become optional fields of one struct.

use ringback_contract::{
    definition::Definition,
    keyword::{PARTS, SOURCE, is_annotation},
    uri::encode,
};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// The number of variants of an enum; a larger one becomes a struct or a string, because nobody matches on it.
pub const MOST_ALTERNATIVES: usize = 200;

/// Keywords that depend on everything beside them.
const ABOUT_ALL: &[&str] = &["unevaluatedProperties", "unevaluatedItems", "$dynamicAnchor", "$recursiveAnchor"];

/// References that are followed one after the other.
const DEEPEST: usize = 16;

/// A list of alternatives, and what is said beside it.
struct Split {
    /// `oneOf` or `anyOf`.
    keyword: &'static str,
    /// The schema that has the list and nothing else.
    list: Value,
    shared: Map<String, Value>,
}

impl Split {
    fn alternatives(&self) -> &[Value] {
        self.list.get(self.keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Rewrites the definitions that have alternatives beside what they share.
pub fn complete_alternatives(definitions: &mut Vec<Definition>) {
    let schemas: HashMap<String, &Value> =
        definitions.iter().map(|definition| (encode(&definition.name), &definition.schema)).collect();
    let split = |(index, definition): (usize, &Definition)| {
        split(&definition.schema).filter(|found| is_told_apart(found, &schemas)).map(|found| (index, found))
    };
    let found: Vec<(usize, Split)> = definitions.iter().enumerate().filter_map(split).collect();
    let mut taken: HashSet<String> = definitions.iter().map(|definition| definition.name.clone()).collect();
    for (index, split) in found {
        let Some(definition) = definitions.get_mut(index) else { continue };
        let mut base = definition.clone();
        base.name.push_str("Base");
        while !taken.insert(base.name.clone()) {
            base.name.push_str("Schema");
        }
        base.is_root = false;
        let target = json!({"$ref": encode(&base.name)});
        let whole = split.alternatives().iter().map(|alternative| json!({"allOf": [target, alternative]})).collect();
        let own = definition.schema.as_object().into_iter().flatten();
        let told = own.filter(|(name, _)| is_annotation(name) || *name == SOURCE || *name == "discriminator");
        let mut schema: Map<String, Value> = told.map(|(name, value)| (name.clone(), value.clone())).collect();
        schema.insert("allOf".into(), json!([target]));
        schema.insert(split.keyword.into(), Value::Array(whole));
        schema.insert(PARTS.into(), json!([{"allOf": [target]}, split.list]));
        definition.schema = Value::Object(schema);
        base.schema = Value::Object(split.shared);
        base.example = None;
        definitions.push(base);
    }
}

/// The only list of alternatives of a schema, in it or in a part of its `allOf` that has nothing else.
fn split(schema: &Value) -> Option<Split> {
    let mut shared =
        schema.as_object().filter(|object| !ABOUT_ALL.iter().any(|name| object.contains_key(*name)))?.clone();
    let (keyword, list) = match own_list(&shared) {
        Some(keyword) => {
            let mut list = Map::from_iter([(keyword.to_owned(), shared.shift_remove(keyword)?)]);
            list.extend(shared.get(SOURCE).map(|source| (SOURCE.to_owned(), source.clone())));
            (keyword, Value::Object(list))
        }
        None => {
            let parts = shared.get_mut("allOf")?.as_array_mut()?;
            let is_list = |part: &Value| {
                let object = part.as_object()?;
                let keyword = own_list(object)?;
                object.keys().all(|name| name == keyword || is_annotation(name)).then_some(keyword)
            };
            let mut lists = parts.iter().enumerate().filter_map(|(at, part)| Some((at, is_list(part)?)));
            let (at, keyword) = lists.next().filter(|_| lists.next().is_none())?;
            (keyword, parts.remove(at))
        }
    };
    shared.shift_remove("discriminator");
    ["title", "examples", "example", "default"].iter().for_each(|name| _ = shared.shift_remove(*name));
    let has_parts = shared.get("allOf").and_then(Value::as_array).is_some_and(|parts| !parts.is_empty());
    let has_more = has_parts || shared.contains_key("properties") || shared.contains_key("$ref");
    let split = Split { keyword, list, shared };
    (has_more && (2..=MOST_ALTERNATIVES).contains(&split.alternatives().len())).then_some(split)
}

/// The keyword of a schema's alternatives, if it has one list of them.
fn own_list(object: &Map<String, Value>) -> Option<&'static str> {
    let mut lists = ["oneOf", "anyOf"].into_iter().filter(|keyword| object.contains_key(*keyword));
    lists.next().filter(|_| lists.next().is_none())
}

/// Whether a property has another constant in each alternative, and at least one of them declares more than that.
fn is_told_apart(split: &Split, schemas: &HashMap<String, &Value>) -> bool {
    let objects: Option<Vec<&Map<String, Value>>> =
        split.alternatives().iter().map(|alternative| properties(alternative, schemas)).collect();
    let Some(objects) = objects else { return false };
    let names = objects.first().into_iter().flat_map(|first| first.keys());
    let mut tags = names.filter(|name| {
        let mut known = HashSet::new();
        objects.iter().all(|object| constant(object.get(*name)).is_some_and(|text| known.insert(text)))
    });
    tags.next().is_some() && objects.iter().any(|object| object.len() > 1)
}

/// The properties of an alternative, which may be a reference.
fn properties<'a>(mut schema: &'a Value, schemas: &HashMap<String, &'a Value>) -> Option<&'a Map<String, Value>> {
    for _ in 0..DEEPEST {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(target) => schema = schemas.get(target)?,
            None => return schema.get("properties")?.as_object(),
        }
    }
    None
}

/// The only text that a property may be.
fn constant(schema: Option<&Value>) -> Option<&str> {
    let schema = schema?;
    match (schema.get("const"), schema.get("enum").and_then(Value::as_array).map(Vec::as_slice)) {
        (Some(value), _) | (None, Some([value])) => value.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::complete_alternatives;
    use ringback_contract::{definition::Definition, provenance::Source};
    use serde_json::{Value, json};

    fn completed(schema: &Value) -> Vec<Value> {
        let (name, notes) = ("Event".to_owned(), Vec::new());
        let source = Source::line("a.json", 1, "Event");
        let schema = schema.clone();
        let mut list = vec![Definition { name, schema, strict: false, notes, source, is_root: false, example: None }];
        complete_alternatives(&mut list);
        list.into_iter().map(|definition| definition.schema).collect()
    }

    fn alternative(kind: &str, more: &str) -> Value {
        json!({"properties": {"kind": {"const": kind}, more: {"type": "string"}}, "required": ["kind"]})
    }

    #[test]
    fn alternatives_beside_what_they_share_become_whole_objects() {
        let (a, b) = (alternative("a", "x"), alternative("b", "y"));
        let shared = json!({"type": "object", "properties": {"id": {}}});
        let base = json!({"$ref": "EventBase"});
        let parts = json!([{"allOf": [base]}, {"oneOf": [a, b]}]);
        let whole = json!([{"allOf": [base, a]}, {"allOf": [base, b]}]);
        let whole = json!({"allOf": [base], "oneOf": whole, "x-ringback-parts": parts});
        let beside = json!({"type": "object", "properties": {"id": {}}, "oneOf": [a, b]});
        assert_eq!(completed(&beside), [whole.clone(), shared.clone()]);
        let as_part = json!({"allOf": [shared, {"oneOf": [a, b]}]});
        assert_eq!(completed(&as_part), [whole, json!({"allOf": [shared]})]);
    }

    #[test]
    fn alternatives_that_nothing_tells_apart_or_share_nothing_or_depend_on_all_stay() {
        let (a, b) = (alternative("a", "x"), alternative("b", "y"));
        let shared = json!({"id": {}});
        for schema in [
            json!({"properties": shared, "oneOf": [a, a]}),
            json!({"type": "object", "oneOf": [a, b]}),
            json!({"properties": shared, "oneOf": [a, b], "unevaluatedProperties": false}),
            json!({"properties": shared, "oneOf": [a, b], "anyOf": [a, b]}),
            json!({"properties": shared, "oneOf": [{"required": ["x"]}, {"required": ["y"]}]}),
        ] {
            assert_eq!(completed(&schema), [schema]);
        }
    }
}
