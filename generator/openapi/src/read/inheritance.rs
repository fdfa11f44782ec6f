//! Objects with a `discriminator` that others extend by `allOf`: a value of such a type is a value of the one that the
//! discriminator names.
//!
//! The schema of the object itself becomes a definition of its own, `PetBase`, which those that extend it refer to. What
//! referred to `Pet` means any of them, and the rules of the one that a value names hold for it.

use ringback_contract::{definition::Definition, keyword::SOURCE, uri::encode};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// Replaces each such definition by the choice between those that extend it.
pub fn resolve(definitions: &mut Vec<Definition>) {
    let parents: Vec<usize> = (0..definitions.len())
        .filter(|index| definitions.get(*index).is_some_and(|definition| is_parent(&definition.schema)))
        .collect();
    if parents.is_empty() {
        return;
    }
    let extensions = extensions(definitions);
    let mut taken: HashSet<String> = definitions.iter().map(|definition| definition.name.clone()).collect();
    for index in parents {
        let Some(parent) = definitions.get(index) else { continue };
        let choices = choices(parent, &extensions);
        if choices.is_empty() {
            continue;
        }
        let mut name = format!("{}Base", parent.name);
        while !taken.insert(name.clone()) {
            name.push_str("Schema");
        }
        let mut base = parent.clone();
        base.name.clone_from(&name);
        base.is_root = false;
        if let Some(object) = base.schema.as_object_mut() {
            object.shift_remove("discriminator");
        }
        let (own, base_target) = (encode(&parent.name), encode(&name));
        for definition in definitions.iter_mut() {
            extend(&mut definition.schema, &own, &base_target);
        }
        if let Some(parent) = definitions.get_mut(index) {
            parent.schema = choice(&parent.schema, &own, &base_target, choices);
        }
        definitions.push(base);
    }
}

fn is_parent(schema: &Value) -> bool {
    let discriminator = schema.get("discriminator").and_then(|discriminator| discriminator.get("propertyName"));
    discriminator.is_some_and(Value::is_string)
        && ["oneOf", "anyOf"].iter().all(|keyword| schema.get(keyword).is_none())
        && ["properties", "allOf"].iter().any(|keyword| schema.get(keyword).is_some())
}

/// The names of the definitions that extend each, directly or through others, by its target.
fn extensions(definitions: &[Definition]) -> HashMap<String, Vec<String>> {
    let mut direct: HashMap<&str, Vec<&str>> = HashMap::new();
    for definition in definitions {
        for part in definition.schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if let Some(target) = part.get("$ref").and_then(Value::as_str) {
                direct.entry(target).or_default().push(&definition.name);
            }
        }
    }
    let mut all = HashMap::new();
    for definition in definitions.iter().filter(|definition| is_parent(&definition.schema)) {
        let mut found: Vec<String> = Vec::new();
        let mut known = HashSet::from([definition.name.as_str()]);
        let mut waiting = vec![definition.name.as_str()];
        while let Some(name) = waiting.pop() {
            for child in direct.get(encode(name).as_str()).into_iter().flatten().filter(|child| known.insert(child)) {
                found.push((*child).to_owned());
                waiting.push(child);
            }
        }
        // In the order in which they are defined.
        let order = |name: &String| definitions.iter().position(|definition| definition.name == *name);
        found.sort_by_cached_key(order);
        all.insert(encode(&definition.name), found);
    }
    all
}

/// The values of the discriminator, each with the target that it means. One that is not mapped is named like its schema.
fn choices(parent: &Definition, extensions: &HashMap<String, Vec<String>>) -> Map<String, Value> {
    let mapping = parent.schema.pointer("/discriminator/mapping").and_then(Value::as_object);
    let mut choices: Map<String, Value> = mapping.cloned().unwrap_or_default();
    for child in extensions.get(&encode(&parent.name)).into_iter().flatten() {
        let target = Value::from(encode(child));
        if !choices.values().any(|known| *known == target) {
            choices.entry(child.clone()).or_insert(target);
        }
    }
    // A type that only names itself is told apart from nothing.
    let own = encode(&parent.name);
    if choices.values().all(|target| *target == own.as_str()) { Map::new() } else { choices }
}

/// Points those that extend a definition at its base.
fn extend(schema: &mut Value, own: &str, base: &str) {
    let parts = schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten();
    for part in parts {
        if let Some(Value::String(target)) = part.get_mut("$ref")
            && target == own
        {
            base.clone_into(target);
        }
    }
}

/// The choice between the types that the values of a discriminator mean.
fn choice(schema: &Value, own: &str, base: &str, mut choices: Map<String, Value>) -> Value {
    let tag = schema.pointer("/discriminator/propertyName").and_then(Value::as_str).unwrap_or_default();
    choices.values_mut().filter(|target| **target == own).for_each(|target| *target = Value::from(base));
    let mut all = vec![json!({"$ref": base})];
    for (text, target) in choices.iter().filter(|(_, target)| **target != base) {
        let named = json!({"properties": {tag: {"const": text}}, "required": [tag]});
        all.push(json!({"if": named, "then": {"$ref": target}}));
    }
    let mut made = Map::new();
    for keyword in ["title", "description", "deprecated", SOURCE] {
        made.extend(schema.get(keyword).map(|value| (keyword.to_owned(), value.clone())));
    }
    made.insert("allOf".into(), Value::Array(all));
    made.insert("discriminator".into(), json!({"propertyName": tag, "mapping": choices}));
    Value::Object(made)
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use ringback_contract::{definition::Definition, provenance::Source};
    use serde_json::{Value, json};

    fn definition(name: &str, schema: Value) -> Definition {
        let source = Source::line("a.json", 1, name);
        let (name, notes) = (name.to_owned(), Vec::new());
        Definition { name, schema, strict: false, notes, source, is_root: false, example: None }
    }

    #[test]
    fn what_extends_a_type_with_a_discriminator_is_what_its_values_may_be() {
        let tag = json!({"propertyName": "kind", "mapping": {"cat": "Cat"}});
        let mut definitions = vec![
            definition("Pet", json!({"type": "object", "properties": {"kind": {}}, "discriminator": tag})),
            definition("Cat", json!({"allOf": [{"$ref": "Pet"}]})),
            definition("Lion", json!({"allOf": [{"$ref": "Cat"}, {"properties": {"pet": {"$ref": "Pet"}}}]})),
        ];
        resolve(&mut definitions);
        let [pet, cat, lion, base] = definitions.as_slice() else { panic!("{definitions:?}") };
        assert_eq!(pet.schema["discriminator"]["mapping"], json!({"cat": "Cat", "Lion": "Lion"}));
        assert_eq!(pet.schema["allOf"][0], json!({"$ref": "PetBase"}));
        assert_eq!(cat.schema, json!({"allOf": [{"$ref": "PetBase"}]}));
        assert_eq!(lion.schema["allOf"][1]["properties"]["pet"], json!({"$ref": "Pet"}));
        assert_eq!((base.name.as_str(), &base.schema["type"]), ("PetBase", &json!("object")));
    }

    #[test]
    fn a_discriminator_that_nothing_extends_changes_nothing() {
        let schema = json!({"type": "object", "properties": {}, "discriminator": {"propertyName": "kind"}});
        let mut definitions = vec![definition("Pet", schema.clone())];
        resolve(&mut definitions);
        assert_eq!((definitions.len(), &definitions[0].schema), (1, &schema));
    }
}
