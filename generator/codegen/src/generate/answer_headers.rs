//! The documented headers of answers: the definition that holds them, and how their texts become values.

use super::{media::MediaKind, operations::Planner};
use crate::rust::endpoints::plan::HeadersPlan;
use ringback_openapi::specification::{Parameter, SpecOperation};
use serde_json::{Map, Value, json};

/// References that are followed one after the other.
const DEEPEST: usize = 16;

impl Planner<'_> {
    /// The headers of all answers of an operation; `None` if none is documented.
    pub(super) fn headers(&mut self, operation: &SpecOperation, name: &str) -> Option<HeadersPlan> {
        let mut properties: Map<String, Value> = Map::new();
        let mut list: Vec<(String, &'static str)> = Vec::new();
        for header in operation.responses.iter().flat_map(|response| &response.headers) {
            let schema = self.parameter_schema(header);
            let known = properties.keys().find(|known| known.eq_ignore_ascii_case(&header.name)).cloned();
            match known.and_then(|known| properties.get_mut(&known)) {
                None => {
                    list.push((header.name.clone(), self.header_kind(header, &schema)));
                    properties.insert(header.name.clone(), schema);
                }
                Some(other) if asserted(other) == asserted(&schema) => {}
                // Answers disagree about it.
                Some(other) => *other = json!({"anyOf": [other.clone(), schema]}),
            }
        }
        let place = operation.responses.iter().find(|response| !response.headers.is_empty())?.place.clone();
        let schema = json!({"type": "object", "properties": properties});
        let description = format!("The headers of answers of `{}`.", operation.title());
        let of = self.define(&format!("{name} headers"), schema, &description, &place, false);
        Some(HeadersPlan { of, list })
    }

    /// How the text of a header becomes a value.
    fn header_kind(&self, header: &Parameter, schema: &Value) -> &'static str {
        if header.content.as_ref().is_some_and(|content| MediaKind::of(&content.media_type) == MediaKind::Json) {
            return "Json";
        }
        let schema = self.followed(schema);
        let is = |name: &str| is_of_type(schema, name);
        if is("array") {
            let items = schema.get("items").map(|items| self.followed(items));
            let is_plain =
                items.is_some_and(|items| ["boolean", "integer", "number"].iter().any(|name| is_of_type(items, name)));
            return if is_plain { "Jsons" } else { "Texts" };
        }
        if is("object") {
            return if header.explode { "ExplodedObject" } else { "Object" };
        }
        let is_plain = ["boolean", "integer", "number"].iter().any(|name| is(name)) && !is("string");
        if is_plain { "Json" } else { "Text" }
    }

    /// The schema that a schema refers to.
    fn followed<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        for _ in 0..DEEPEST {
            let target = schema.get("$ref").and_then(Value::as_str);
            match target.and_then(|target| self.usage.definition(self.read, target)) {
                Some(found) => schema = found,
                None => break,
            }
        }
        schema
    }
}

fn is_of_type(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    }
}

/// A schema without its description.
fn asserted(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("description");
    }
    schema
}
