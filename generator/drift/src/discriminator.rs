//! What a `discriminator` says, in keywords that validators know: which alternative a value is of follows from its tag.

use ringback_contract::{subschema::each_mut, uri::decoded};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Gives each alternative of a discriminated union the tags that lead to it, at any depth of a schema. Of the discriminator
/// only what could not be said so is left.
pub fn apply(schema: &mut Value) {
    let Value::Object(object) = schema else { return };
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut apply);
    }
    let Some((property, mapping)) = object.get("discriminator").and_then(described) else { return };
    for keyword in ["oneOf", "anyOf"] {
        let Some(alternatives) = object.get_mut(keyword).and_then(Value::as_array_mut) else { continue };
        let is_reference = |schema: &Value| schema.get("$ref").is_some_and(Value::is_string);
        if !alternatives.iter().all(is_reference) {
            continue;
        }
        for alternative in alternatives {
            let name = alternative.get("$ref").and_then(Value::as_str).map(decoded).unwrap_or_default();
            let mut tags: Vec<&str> =
                mapping.iter().filter(|(_, target)| **target == name).map(|(tag, _)| tag.as_str()).collect();
            // The name of a schema is a tag as well, unless the mapping gives it another meaning.
            if !mapping.contains_key(&name) {
                tags.push(&name);
            }
            let tags = json!(tags);
            let mut tagged = Map::new();
            tagged.insert(
                "allOf".into(),
                json!([
                    alternative,
                    {"type": "object", "properties": {&property: {"enum": tags}}, "required": [&property]},
                ]),
            );
            *alternative = Value::Object(tagged);
        }
        forget(object);
        return;
    }
    if !mapping.is_empty() {
        // A parent of which others inherit: only these tags lead anywhere.
        let tags: Vec<&String> = mapping.keys().collect();
        let rule = json!({"properties": {&property: {"enum": tags}}});
        if let Value::Array(parts) = object.entry("allOf").or_insert_with(|| json!([])) {
            parts.push(rule);
        }
        forget(object);
    }
}

/// Takes away the members of a discriminator that other keywords say now.
fn forget(schema: &mut Map<String, Value>) {
    let Some(Value::Object(discriminator)) = schema.get_mut("discriminator") else { return };
    discriminator.retain(|member, _| member != "propertyName" && member != "mapping");
    if discriminator.is_empty() {
        schema.shift_remove("discriminator");
    }
}

/// The property and the mapping of a discriminator, from tags to names of schemas.
fn described(discriminator: &Value) -> Option<(String, BTreeMap<String, String>)> {
    // Swagger 2.0 names the property alone.
    if let Some(property) = discriminator.as_str() {
        return Some((property.to_owned(), BTreeMap::new()));
    }
    let property = discriminator.get("propertyName")?.as_str()?.to_owned();
    let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let name = |target: &str| {
        let last = target.rsplit('/').next().unwrap_or(target);
        let last = decoded(last);
        let is_file = target.contains(".yaml") || target.contains(".yml") || target.contains(".json");
        if is_file && !target.contains('#') { last.split('.').next().unwrap_or_default().to_owned() } else { last }
    };
    let mapping = mapping.filter_map(|(tag, target)| Some((tag.clone(), name(target.as_str()?))));
    Some((property, mapping.collect()))
}

#[cfg(test)]
mod tests {
    use super::apply;
    use serde_json::json;

    #[test]
    fn each_alternative_gets_the_tags_that_lead_to_it() {
        let mut schema = json!({
            "oneOf": [{"$ref": "Cat"}, {"$ref": "Dog"}],
            "discriminator": {"propertyName": "k", "mapping": {"feline": "#/components/schemas/Cat", "Dog": "Cat"}},
        });
        apply(&mut schema);
        assert_eq!(
            schema["oneOf"],
            json!([
                {"allOf": [{"$ref": "Cat"},
                    {"type": "object", "properties": {"k": {"enum": ["Dog", "feline", "Cat"]}}, "required": ["k"]}]},
                {"allOf": [{"$ref": "Dog"}, {"type": "object", "properties": {"k": {"enum": []}}, "required": ["k"]}]},
            ])
        );
        let untouched = json!({"oneOf": [{"type": "object"}], "discriminator": {"propertyName": "k"}});
        let mut schema = untouched.clone();
        apply(&mut schema);
        assert_eq!(schema, untouched);
        let mut schema = json!({
            "anyOf": [{"$ref": "Cat"}],
            "discriminator": {"propertyName": "k", "mapping": {}, "defaultMapping": "Cat"},
        });
        apply(&mut schema);
        assert_eq!(schema["discriminator"], json!({"defaultMapping": "Cat"}));
    }
}
