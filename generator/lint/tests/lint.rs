//! What sentences state and keywords do not is found, in every place and every dialect; what the keywords say already, and
//! what decides nothing, is not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_lint::{Level, fixed, lint};
use serde_json::{Value, json};

/// The findings about a property with these keywords and this description: level, keyword and value.
fn of_property(mut keywords: Value, description: &str) -> Vec<(Level, String, Value)> {
    keywords["description"] = json!(description);
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
        "properties": {"size": keywords, "kind": {"type": "string"}, "other": {"type": "string"}},
    });
    let found = lint("a.schema.json", &serde_json::to_string_pretty(&schema).unwrap()).unwrap();
    found.into_iter().map(|finding| (finding.level, finding.keyword, finding.value)).collect()
}

#[test]
fn what_a_sentence_states_and_no_keyword_says_is_missing() {
    for (keywords, description, keyword, value) in [
        (json!({"type": "string"}), "The size, at most 40 characters.", "maxLength", json!(40)),
        (json!({"type": "integer"}), "The number of rows. Must be between 1 and 100.", "maximum", json!(100)),
        (json!({"type": "integer"}), "The number of rows. Must be between 1 and 100.", "minimum", json!(1)),
        (json!({"type": "string"}), "Must be one of `a`, `b` or `c`.", "enum", json!(["a", "b", "c"])),
        (json!({"type": "string"}), "The UUID of the queue.", "format", json!("uuid")),
        (json!({"type": "integer"}), "How many to send. Defaults to 20.", "default", json!(20)),
        (json!({"type": "string"}), "Required. The name.", "required", json!(["size"])),
        (json!({"type": "number"}), "Must be a positive integer.", "type", json!("integer")),
    ] {
        let found = of_property(keywords, description);
        assert!(found.contains(&(Level::Missing, keyword.into(), value)), "{description}: {found:?}");
    }
}

#[test]
fn what_a_sentence_and_a_keyword_say_differently_is_a_contradiction() {
    for (keywords, description, keyword) in [
        (json!({"type": "string", "maxLength": 50}), "The size, at most 40 characters.", "maxLength"),
        (json!({"type": "integer", "minimum": 1, "maximum": 10}), "Must be between 1 and 100.", "maximum"),
        (json!({"type": "string", "enum": ["a", "b"]}), "Must be one of `a`, `b` or `c`.", "enum"),
        (json!({"type": "integer", "default": 10}), "How many to send. Defaults to 20.", "default"),
        (
            json!({"type": "string", "format": "date"}),
            "The start as an ISO 8601 date-time, such as 2027-02-03T10:00:00Z, in the format yyyy-MM-ddTHH:mm:ssZ.",
            "format",
        ),
        (json!({"type": "string", "maxLength": 3, "example": "four"}), "A code.", "maxLength"),
        (json!({"type": "string", "example": "four"}), "At most 3 characters.", "length"),
    ] {
        let found = of_property(keywords, description);
        let found: Vec<_> = found.iter().filter(|(level, ..)| *level == Level::Contradiction).collect();
        assert_eq!(
            found.iter().map(|(_, keyword, _)| keyword.as_str()).collect::<Vec<_>>(),
            [keyword],
            "{description}"
        );
    }
}

#[test]
fn what_keywords_say_already_or_nobody_decides_is_not_told() {
    for (keywords, description) in [
        (json!({"type": "string", "maxLength": 40}), "The size, at most 40 characters."),
        (json!({"type": "integer", "minimum": 1}), "Must be greater than 0."),
        (json!({"type": "integer", "exclusiveMinimum": 0}), "Must be at least 1."),
        (json!({"type": "string", "enum": ["b", "a"]}), "Must be one of `a` or `b`."),
        (json!({"type": "string", "enum": ["a", "b", "c"]}), "Must be one of `a` or `b`."),
        (json!({"type": "string", "pattern": "^[a-z]{40}$"}), "The UUID of the queue."),
        (json!({"oneOf": [{"type": "string", "maxLength": 40}, {"type": "integer"}]}), "At most 40 characters."),
        (json!({"$ref": "other.json#/x"}), "At most 40 characters."),
        (json!({"type": ["string", "null"]}), "May be null."),
        (json!({"type": "integer", "default": 20}), "Defaults to 20."),
        (json!({"type": "string", "example": "2027-02-03"}), "The day on which it is made."),
        (json!({"type": "string", "format": "uri", "example": "https://{tenant}.example.com"}), "Where it is."),
        (json!({"type": "string", "format": "uuid", "example": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"}), "The UUID."),
        (json!({"type": "string"}), "Usually at most 40 characters."),
        (json!({"type": "string"}), "If `kind` is `a`, at most 40 characters are shown."),
    ] {
        assert_eq!(of_property(keywords, description), [], "{description}");
    }
}

#[test]
fn what_is_always_there_and_may_be_null_is_optional_and_required() {
    for (kind, contradictions) in [(json!(["string", "null"]), 0), (json!("string"), 1)] {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["label"],
            "properties": {"label": {"type": kind, "description": "Optional label of the row."}},
        });
        let found = lint("a.schema.json", &schema.to_string()).unwrap();
        assert_eq!(
            found.iter().filter(|finding| finding.level == Level::Contradiction).count(),
            contradictions,
            "{kind}"
        );
    }
}

/// A specification in which every place has a sentence without its keyword.
const SPEC: &str = r#"openapi: 3.0.3
info: {title: Rows, version: "1"}  # kept
paths:
  /rows/{id}:
    parameters:
      - name: id
        in: path
        required: true
        description: The UUID of the table.
        schema: {type: string}
    get:
      parameters:
        - name: limit
          in: query
          # how many
          description: The number of rows, at most 100.
          schema:
            type: integer
        - description: Required. The shape.
          name: shape
          in: query
          schema: {type: string}
      responses:
        '200':
          description: Rows
          content:
            application/json:
              schema:
                type: object
                properties:
                  name:
                    description: >-
                      The name. May be null.
                      At most 40 characters.
                    type: string
components:
  schemas:
    Row:
      type: object
      required:
        - id
      properties:
        id: {type: string}
        label:
          type: string
          description: Required. Must be at most 12 characters.
"#;

#[test]
fn every_place_of_a_specification_is_read_and_mended_without_touching_the_rest() {
    let found = lint("api.yaml", SPEC).unwrap();
    let places: Vec<(&str, &str)> =
        found.iter().map(|finding| (finding.pointer.rsplit('/').next().unwrap(), finding.keyword.as_str())).collect();
    let expected = [
        ("0", "format"),
        ("0", "maximum"),
        ("1", "required"),
        ("name", "nullable"),
        ("name", "maxLength"),
        ("label", "required"),
        ("label", "maxLength"),
    ];
    assert_eq!(places, expected, "{found:#?}");
    assert_eq!(found[0].line, 9);
    let (mended, count) = fixed("api.yaml", SPEC, &found).unwrap();
    assert_eq!(count, 7);
    assert_eq!(lint("api.yaml", &mended).unwrap(), [], "{mended}");
    // Every line that was there is there, in order.
    let mut lines = mended.lines();
    for line in SPEC.lines().filter(|line| !line.contains("schema: {type: string}")) {
        assert!(
            lines.any(|mended| mended == line || mended.trim() == line.trim().trim_start_matches("- ")),
            "{line}\n{mended}"
        );
    }
    assert_eq!(mended.lines().count(), SPEC.lines().count() + 6, "{mended}");
    assert_eq!(fixed("api.yaml", &mended, &[]).unwrap(), (mended.clone(), 0));
}

#[test]
fn json_is_mended_as_it_is_written() {
    for (text, mended) in [
        (
            "{\n  \"type\": \"string\",\n  \"description\": \"At most 5 characters.\"\n}\n",
            "{\n  \"maxLength\": 5,\n  \"type\": \"string\",\n  \"description\": \"At most 5 characters.\"\n}\n",
        ),
        (
            "{\"type\": \"string\", \"description\": \"At most 5 characters.\"}",
            "{\"maxLength\": 5, \"type\": \"string\", \"description\": \"At most 5 characters.\"}",
        ),
        // A contradiction is left to a person.
        (
            "{\"type\": \"string\", \"maxLength\": 6, \"description\": \"At most 5 characters.\"}",
            "{\"type\": \"string\", \"maxLength\": 6, \"description\": \"At most 5 characters.\"}",
        ),
    ] {
        let found = lint("a.json", text).unwrap();
        assert_eq!(fixed("a.json", text, &found).unwrap().0, mended);
    }
}

#[test]
fn hostile_files_are_refused_or_read_and_never_a_panic() {
    let deep = format!("{{\"allOf\": {}{}}}", "[{\"allOf\": ".repeat(60), "[]".to_owned() + &"}]".repeat(60));
    for text in [
        "{\"$ref\": \"#\", \"description\": \"At most 5 characters.\"}",
        "{\"properties\": 5, \"required\": {}, \"description\": [1]}",
        "{\"openapi\": 3, \"paths\": [{\"get\": 1}], \"components\": {\"schemas\": {\"a\": null}}}",
        "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"parameters\": [null, {\"name\": 5, \"schema\": true}]}}}",
        "a: &a {b: *a}",
        deep.as_str(),
        "",
    ] {
        if let Ok(found) = lint("a.yaml", text) {
            _ = fixed("a.yaml", text, &found);
        }
    }
}

#[test]
fn what_stands_on_one_line_is_told_of_each_place() {
    let names = ["one", "other"];
    let properties: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (name.to_string(), json!({"type": "string", "description": "At most 5 characters."})))
        .collect();
    let schema = json!({"type": "object", "properties": properties}).to_string();
    let found = lint("a.schema.json", &schema).unwrap();
    let places: Vec<&str> = found.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(places, ["/properties/one", "/properties/other"]);
}

#[test]
fn a_file_without_an_object_is_no_specification() {
    for (path, text) in [("a.yaml", "just text"), ("a.yaml", ""), ("a.json", "[1]"), ("a.json", "7")] {
        let error = lint(path, text).unwrap_err().to_string();
        assert!(error.contains("an object is expected"), "{error}");
    }
    assert!(lint("a.json", "{}").unwrap().is_empty());
}
