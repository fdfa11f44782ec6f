//! The `content` object of a request or response: a schema, and examples that are valid against it.

use super::{body::BodyTemplate, components::Components};
use ringback_constraints::{model::Model, sample::Samples};
use ringback_contract::operation::media_type;
use serde_json::{Map, Value, json};

/// The content for a payload of a type in a body, with the wanted samples as examples where they are valid and differ.
pub fn content(body: &BodyTemplate, kind: &str, wanted: &[&str], model: &Model, components: &Components) -> Value {
    let schema = body.schema(&components.reference(kind));
    let samples = Samples::new(&model.types);
    let mut examples = Map::new();
    let mut payloads = Vec::new();
    for name in wanted {
        let sample = model.types.get(kind).and_then(|kind| match *name {
            "minimal" => samples.minimal(&kind.node),
            _ => samples.full(&kind.node),
        });
        let Some(payload) = sample.filter(|payload| !payloads.contains(payload)) else { continue };
        let body = body.example(payload.clone());
        // In a string that holds JSON, a validator does not look at the payload, so it is checked on its own.
        if components.is_valid(&components.reference(kind), &payload) && components.is_valid(&schema, &body) {
            let summary = if *name == "minimal" {
                "What is required"
            } else {
                "Every property that may be given with the others"
            };
            examples.insert((*name).into(), json!({"summary": summary, "value": body}));
            payloads.push(payload);
        }
    }
    let mut media = Map::from_iter([("schema".to_owned(), schema)]);
    if !examples.is_empty() {
        media.insert("examples".into(), Value::Object(examples));
    }
    json!({media_type::JSON: media})
}
