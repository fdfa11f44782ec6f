//! Splits a definition into a sent and a received view: `readOnly` properties are not in the sent one, `writeOnly`
//! properties not in the received one.

use ringback_contract::{definition::Definition, uri::encode};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// They are sent.
    Sent,
    /// They are received.
    Received,
}

/// A view of a definition: sent or received.
struct View {
    /// Which of them.
    way: Way,
    /// Suffix of the name of the view.
    suffix: &'static str,
    /// The keyword of properties that are not in the view.
    hidden: &'static str,
    /// Added to the documentation of the type.
    doc: &'static str,
    strict: bool,
}

const VIEWS: [View; 2] = [
    View {
        way: Way::Sent,
        suffix: "Request",
        hidden: "readOnly",
        doc: "What is sent: properties that are only read are not part of it.",
        strict: true,
    },
    View {
        way: Way::Received,
        suffix: "Response",
        hidden: "writeOnly",
        doc: "What comes back: properties that are only written are not part of it.",
        strict: false,
    },
];

/// Adds both views of every definition that has such properties, itself or through references. One that nothing refers to
/// and whose values go one way becomes the view of that way. Returns the names of the sent and the received view of each.
pub fn add(definitions: &mut Vec<Definition>, ways: &HashMap<String, Way>) -> HashMap<String, [String; 2]> {
    let Affected { names: affected, referred } = affected(definitions);
    let way = |name: &String| ways.get(name).filter(|_| !referred.contains(encode(name).as_str())).copied();
    let mut both: HashMap<String, [String; 2]> = HashMap::new();
    if affected.is_empty() {
        return both;
    }
    let mut taken: HashSet<String> = definitions.iter().map(|definition| definition.name.clone()).collect();
    let mut views = Vec::new();
    for (side, kind) in VIEWS.iter().enumerate() {
        let mut names = HashMap::new();
        let changed = definitions.iter().map(|definition| &definition.name).filter(|name| affected.contains(*name));
        for name in changed.filter(|name| way(name).is_none()) {
            let mut view = format!("{name}{}", kind.suffix);
            while !taken.insert(view.clone()) {
                view.push_str("View");
            }
            if let Some(name) = both.entry(name.clone()).or_default().get_mut(side) {
                name.clone_from(&view);
            }
            names.insert(encode(name), view);
        }
        for definition in definitions.iter_mut() {
            if affected.contains(&definition.name) && way(&definition.name) == Some(kind.way) {
                kind.apply(definition, &names);
            } else if let Some(name) = names.get(&encode(&definition.name)) {
                let mut view = definition.clone();
                view.name.clone_from(name);
                kind.apply(&mut view, &names);
                views.push(view);
            }
        }
    }
    definitions.append(&mut views);
    both
}

impl View {
    /// Makes a definition the view of it; `names` are those of the views, by the encoded names of what they are of.
    fn apply(&self, definition: &mut Definition, names: &HashMap<String, String>) {
        definition.strict = self.strict;
        definition.notes.push(self.doc.to_owned());
        definition.example = None;
        apply(&mut definition.schema, self.hidden, names);
    }
}

/// The definitions that have views.
struct Affected {
    /// The names of those that have such properties, themselves or through references.
    names: HashSet<String>,
    /// The encoded names of definitions that something refers to.
    referred: HashSet<String>,
}

fn affected(definitions: &[Definition]) -> Affected {
    let mut waiting = Vec::new();
    let mut referring: HashMap<&str, Vec<&str>> = HashMap::new();
    for definition in definitions {
        let mut marked = false;
        walk(&definition.schema, &mut |object| {
            if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                referring.entry(target).or_default().push(&definition.name);
            }
            let properties = object.get("properties").and_then(Value::as_object).into_iter().flatten();
            marked |= properties
                .into_iter()
                .any(|(_, property)| VIEWS.iter().any(|kind| property.get(kind.hidden) == Some(&Value::Bool(true))));
        });
        waiting.extend(marked.then_some(definition.name.as_str()));
    }
    let mut affected = HashSet::new();
    while let Some(name) = waiting.pop() {
        if affected.insert(name.to_owned()) {
            waiting.extend(referring.get(encode(name).as_str()).into_iter().flatten());
        }
    }
    Affected { names: affected, referred: referring.into_keys().map(String::from).collect() }
}

fn walk<'v>(value: &'v Value, visit: &mut impl FnMut(&'v Map<String, Value>)) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                visit(object);
                waiting.extend(object.values());
            }
            Value::Array(list) => waiting.extend(list),
            _ => {}
        }
    }
}

/// Forbids the hidden properties, and points every reference at the view of its target.
fn apply(value: &mut Value, hidden: &str, names: &HashMap<String, String>) {
    match value {
        Value::Object(object) => {
            let gone = forbid(object, hidden);
            unrequire(object, &gone);
            if let Some(Value::String(target)) = object.get_mut("$ref")
                && let Some(view) = names.get(target)
            {
                *target = encode(view);
            }
            let mapping = object.get_mut("discriminator").and_then(|discriminator| discriminator.get_mut("mapping"));
            for target in mapping.and_then(Value::as_object_mut).into_iter().flatten().map(|(_, target)| target) {
                if let Some(view) = target.as_str().and_then(|target| names.get(target)) {
                    *target = encode(view).into();
                }
            }
            object.values_mut().for_each(|value| apply(value, hidden, names));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| apply(value, hidden, names)),
        _ => {}
    }
}

/// Forbids the hidden properties of an object and of its `allOf`; returns their names.
fn forbid(object: &mut Map<String, Value>, hidden: &str) -> Vec<String> {
    let mut gone = Vec::new();
    let properties = object.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
    for (name, property) in properties {
        if property.get(hidden) == Some(&Value::Bool(true)) {
            *property = Value::Bool(false);
        }
        if *property == Value::Bool(false) {
            gone.push(name.clone());
        }
    }
    let parts = object.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten();
    gone.extend(parts.filter_map(Value::as_object_mut).flat_map(|part| forbid(part, hidden)));
    gone
}

/// Removes hidden properties from `required`.
fn unrequire(object: &mut Map<String, Value>, gone: &[String]) {
    if let Some(names) = object.get_mut("required").and_then(Value::as_array_mut) {
        names.retain(|name| !gone.iter().any(|gone| name == gone));
    }
    let parts = object.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten();
    parts.filter_map(Value::as_object_mut).for_each(|part| unrequire(part, gone));
}
