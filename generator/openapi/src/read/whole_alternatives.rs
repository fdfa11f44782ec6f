//! Alternatives that stand beside what all of them share: `allOf: [common, {oneOf: [a, b]}]` means the same as
//! `allOf: [common], oneOf: [{allOf: [common, a]}, {allOf: [common, b]}]`, whose alternatives are whole objects that can
//! have a type each.
//!
//! Rules stay those of what was written, so that each violation is told once and where it is.
//!
//! What they share becomes a definition of its own, `EventBase`. Only alternatives that a property tells apart, by its
//! constants or by its types, are rewritten; others become optional fields of one struct.

use super::inline_schemas::name_inline_schemas;
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

/// Rewrites the definitions that have alternatives beside what they share. A schema inside one that has becomes a
/// definition too.
pub fn complete_alternatives(definitions: &mut Vec<Definition>) {
    let schemas = by_reference(definitions);
    let named = name_inline_schemas(definitions, |schema| split_if_told_apart(schema, &schemas).is_some());
    named.apply(definitions);
    let schemas = by_reference(definitions);
    let split = |(index, definition): (usize, &Definition)| {
        split_if_told_apart(&definition.schema, &schemas).map(|found| (index, found))
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
        let whole = split.alternatives().iter().map(|alternative| whole(&target, alternative)).collect();
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

/// An alternative with what all of them share, under its title and description.
fn whole(shared: &Value, alternative: &Value) -> Value {
    let mut whole = Map::from_iter([("allOf".to_owned(), json!([shared, alternative]))]);
    for name in ["title", "description"] {
        whole.extend(alternative.get(name).map(|text| (name.to_owned(), text.clone())));
    }
    Value::Object(whole)
}

fn by_reference(definitions: &[Definition]) -> HashMap<String, &Value> {
    definitions.iter().map(|definition| (encode(&definition.name), &definition.schema)).collect()
}

fn split_if_told_apart(schema: &Value, schemas: &HashMap<String, &Value>) -> Option<Split> {
    split(schema).filter(|found| is_told_apart(found, schemas))
}

/// The only list of alternatives of a schema, in it or in a part of its `allOf` that has nothing else.
fn split(schema: &Value) -> Option<Split> {
    let object = schema.as_object().filter(|object| !ABOUT_ALL.iter().any(|name| object.contains_key(*name)))?;
    let own = own_list(object);
    if own.is_none() && !object.contains_key("allOf") {
        return None;
    }
    let mut shared = object.clone();
    let (keyword, list) = match own {
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

/// Whether a property has another constant in each alternative, and at least one of them declares more than that; or, if
/// only one of them holds, whether it has another type in each.
fn is_told_apart(split: &Split, schemas: &HashMap<String, &Value>) -> bool {
    let objects: Option<Vec<&Map<String, Value>>> =
        split.alternatives().iter().map(|alternative| properties(alternative, schemas)).collect();
    let Some(objects) = objects else { return false };
    let names = || objects.first().into_iter().flat_map(|first| first.keys());
    let differs = |name: &&String, what: fn(&Value) -> Option<&str>| {
        let mut known = HashSet::new();
        objects.iter().all(|object| object.get(*name).and_then(what).is_some_and(|found| known.insert(found)))
    };
    names().any(|name| differs(&name, constant)) && objects.iter().any(|object| object.len() > 1)
        || split.keyword == "oneOf" && names().any(|name| differs(&name, json_type))
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
fn constant(schema: &Value) -> Option<&str> {
    match (schema.get("const"), schema.get("enum").and_then(Value::as_array).map(Vec::as_slice)) {
        (Some(value), _) | (None, Some([value])) => value.as_str(),
        _ => None,
    }
}

/// The only type of JSON that a property may be of; an integer is a number.
fn json_type(schema: &Value) -> Option<&str> {
    let name = schema.get("type")?.as_str()?;
    Some(if name == "integer" { "number" } else { name })
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

    fn typed(name: &str) -> Value {
        json!({"properties": {"at": {"type": name}}})
    }

    #[test]
    fn alternatives_inside_a_definition_and_those_told_apart_by_a_type_become_whole_objects() {
        let (a, b) = (typed("integer"), typed("string"));
        let shared = json!({"properties": {"at": {}}});
        let inner = json!({"properties": {"at": {}}, "oneOf": [a, b]});
        let base = json!({"$ref": "Event%20lines%20itemBase"});
        let parts = json!([{"allOf": [base]}, {"oneOf": [a, b]}]);
        let whole = json!([{"allOf": [base, a]}, {"allOf": [base, b]}]);
        let whole = json!({"allOf": [base], "oneOf": whole, "x-ringback-parts": parts});
        let outer = |of: &Value| json!({"properties": {"lines": {"items": of}}, "allOf": [inner]});
        let named = outer(&json!({"$ref": "Event%20lines%20item"}));
        assert_eq!(completed(&outer(&inner)), [named, whole, shared]);
    }

    #[test]
    fn alternatives_that_nothing_tells_apart_or_share_nothing_or_depend_on_all_stay() {
        let (a, b) = (alternative("a", "x"), alternative("b", "y"));
        let shared = json!({"id": {}});
        for schema in [
            json!({"properties": shared, "oneOf": [a, a]}),
            json!({"properties": shared, "oneOf": [typed("integer"), typed("number")]}),
            json!({"properties": shared, "anyOf": [typed("integer"), typed("string")]}),
            json!({"type": "object", "oneOf": [a, b]}),
            json!({"properties": shared, "oneOf": [a, b], "unevaluatedProperties": false}),
            json!({"properties": shared, "oneOf": [a, b], "anyOf": [a, b]}),
            json!({"properties": shared, "oneOf": [{"required": ["x"]}, {"required": ["y"]}]}),
        ] {
            assert_eq!(completed(&schema), [schema]);
        }
    }
}
