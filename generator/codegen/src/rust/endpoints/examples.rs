//! What a test double answers where a specification shows no example.

use super::plan::{AnswerContent, ApiPlan};
use crate::rust::schema::{Definitions, SchemaReader};

/// Gives operations without an example a body that the schema of their answer allows.
pub fn complete(plan: &mut ApiPlan, definitions: &Definitions) {
    for endpoint in &mut plan.endpoints {
        let Some(answer) = endpoint.success.iter().find(|answer| answer.statuses.code() == endpoint.example.status)
        else {
            continue;
        };
        if let (AnswerContent::Json(name), None) = (&answer.content, &endpoint.example.body) {
            let reader = definitions.target(name, 0).and_then(|index| SchemaReader::new(definitions, index));
            endpoint.example.body = reader.and_then(|reader| reader.specimen(&reader.definition.schema));
        }
    }
}
