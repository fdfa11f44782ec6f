//! What the drafts of JSON Schema and the versions of OpenAPI differ in, brought into the form of 2020-12.

use crate::{
    dialect::Dialect,
    keyword::{Keyword, SOURCE},
};
use serde_json::{Map, Value};

impl Dialect {
    /// Whether the dialect knows a keyword. What it does not know it ignores; a word that no draft knows is kept.
    pub fn knows(self, keyword: &str) -> bool {
        let Some(keyword) = Keyword::of(keyword) else { return true };
        let (since, until) = keyword.drafts();
        matches!(self, Self::Unsaid | Self::OpenApi) || (since..=until).contains(&self)
    }
}

/// Brings the keywords of one schema into the form that 2020-12 gives them. Returns those that the dialect ignores.
pub fn modernise(schema: &mut Map<String, Value>, dialect: Dialect) -> Vec<String> {
    let ignored: Vec<String> = schema.keys().filter(|keyword| !dialect.knows(keyword)).cloned().collect();
    ignored.iter().for_each(|keyword| _ = schema.shift_remove(keyword));
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        // Draft 4 spells an exclusive bound as a flag beside the bound.
        if let Some(flag) = schema.get(exclusive).and_then(Value::as_bool) {
            let moved = schema.get(bound).cloned().filter(|_| flag);
            schema.shift_remove(exclusive);
            if let Some(moved) = moved {
                schema.shift_remove(bound);
                schema.insert(exclusive.into(), moved);
            }
        }
    }
    for keyword in Keyword::ALL.iter().filter(|keyword| keyword.is_count()) {
        // `2.0` is an integer too.
        if let Some(value) = schema.get_mut(keyword.name())
            && let Some(count) = value.as_f64().filter(|count| value.is_f64() && *count >= 0.0 && count.fract() == 0.0)
        {
            *value = (count as u64).into();
        }
    }
    // Swagger 2 has no `nullable`, but everybody's spelling of it.
    if dialect == Dialect::OpenApi && schema.get("x-nullable") == Some(&Value::Bool(true)) {
        schema.insert("nullable".into(), Value::Bool(true));
    }
    if let Some(example) = schema.get("example").cloned() {
        schema.entry("examples").or_insert_with(|| Value::Array(vec![example]));
    }
    ignored
}

/// Allows null where OpenAPI 3.0 says `nullable`.
pub fn allow_null(mut schema: Map<String, Value>) -> Map<String, Value> {
    if schema.shift_remove("nullable") != Some(Value::Bool(true)) {
        return schema;
    }
    if let Some(kind) = schema.get_mut("type") {
        if let Value::String(name) = kind {
            *kind = serde_json::json!([name, "null"]);
        }
        return schema;
    }
    const COMBINED: &[&str] = &["$ref", "allOf", "anyOf", "oneOf"];
    if !COMBINED.iter().any(|keyword| schema.contains_key(*keyword)) {
        return schema;
    }
    // The specification speaks of `type` alone, but everybody writes it beside a reference and means it.
    let mut outer = Map::new();
    for annotation in ["title", "description", "default", "examples", SOURCE] {
        if let Some(value) = schema.shift_remove(annotation) {
            outer.insert(annotation.into(), value);
        }
    }
    outer.insert("anyOf".into(), serde_json::json!([schema, {"type": "null"}]));
    outer
}

#[cfg(test)]
mod tests {
    use super::{allow_null, modernise};
    use crate::dialect::Dialect;
    use serde_json::{Value, json};

    fn modern(schema: Value, dialect: Dialect) -> Value {
        let Value::Object(mut schema) = schema else { panic!("not an object") };
        modernise(&mut schema, dialect);
        Value::Object(allow_null(schema))
    }

    #[test]
    fn older_spellings_become_newer_ones() {
        let old =
            json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 2, "exclusiveMaximum": false, "minLength": 3.0});
        assert_eq!(modern(old, Dialect::Draft4), json!({"exclusiveMinimum": 1, "maximum": 2, "minLength": 3}));
        let old = json!({"type": "string", "nullable": true, "example": "a"});
        assert_eq!(
            modern(old, Dialect::OpenApi),
            json!({"type": ["string", "null"], "example": "a", "examples": ["a"]})
        );
        let old = json!({"$ref": "#/x", "nullable": true, "description": "d"});
        let new = json!({"description": "d", "anyOf": [{"$ref": "#/x"}, {"type": "null"}]});
        assert_eq!(modern(old, Dialect::OpenApi), new);
    }

    #[test]
    fn a_draft_ignores_what_a_later_one_brought() {
        let schema = json!({"const": 1, "if": {}, "unevaluatedProperties": false, "type": "object"});
        assert_eq!(modern(schema.clone(), Dialect::Draft4), json!({"type": "object"}));
        assert_eq!(modern(schema.clone(), Dialect::Draft7), json!({"const": 1, "if": {}, "type": "object"}));
        assert_eq!(modern(schema.clone(), Dialect::Draft2020), schema);
    }
}
