//! The differences between the drafts of JSON Schema and the versions of OpenAPI.

use crate::keyword::{Keyword, SOURCE};
use serde_json::{Map, Value};

/// A draft or version, in order of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Draft 4 and older.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft2019,
    /// Draft 2020-12.
    Draft2020,
    /// Unknown: every keyword of any draft counts.
    Unsaid,
    /// OpenAPI 3.0 and Swagger 2: between drafts 4 and 6, but with `nullable`.
    OpenApi,
}

impl Dialect {
    /// The dialect that a document states.
    pub fn of(document: &Value) -> Self {
        const DRAFTS: &[(&str, Dialect)] = &[
            ("draft-03", Dialect::Draft4),
            ("draft-04", Dialect::Draft4),
            ("draft-06", Dialect::Draft6),
            ("draft-07", Dialect::Draft7),
            ("2019-09", Dialect::Draft2019),
            ("2020-12", Dialect::Draft2020),
        ];
        if document.get("swagger").is_some() {
            return Self::OpenApi;
        }
        if let Some(version) = document.get("openapi").and_then(Value::as_str) {
            return if version.starts_with("3.0") { Self::OpenApi } else { Self::Draft2020 };
        }
        let named = document.get("$schema").and_then(Value::as_str).unwrap_or_default();
        DRAFTS.iter().find(|(name, _)| named.contains(name)).map_or(Self::Unsaid, |(_, dialect)| *dialect)
    }

    /// Whether the siblings of a `$ref` are ignored.
    pub fn reference_stands_alone(self) -> bool {
        self <= Self::Draft7 || self == Self::OpenApi
    }

    /// Whether the dialect has a keyword; it ignores those of other dialects. Names that are no keyword in any draft
    /// are kept.
    pub fn knows(self, keyword: &str) -> bool {
        let Some(keyword) = Keyword::of(keyword) else { return true };
        let (since, until) = keyword.drafts();
        matches!(self, Self::Unsaid | Self::OpenApi) || (since..=until).contains(&self)
    }
}

/// Whether a JSON value can be a schema: an object or a boolean.
pub fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}

/// Converts the keywords of one schema to draft 2020-12. Returns those that the dialect ignores.
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

/// Converts `nullable` of OpenAPI 3.0 to a type or alternative of null.
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
    use super::{Dialect, allow_null, modernise};
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
