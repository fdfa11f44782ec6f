//! JSON Schema documents of any draft, and the schemas of OpenAPI documents.

use crate::{found, page, quotes, read, told};

#[test]
fn structure_becomes_subjects_and_every_other_keyword_a_clue() {
    let text = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Bell",
  "type": "object",
  "description": "A bell. It rings.",
  "properties": {
    "tone": { "type": "string", "enum": ["low", "high"], "x-odd": { "a": 1 } },
    "ropes": {
      "type": "array",
      "minItems": 1,
      "items": { "type": "object", "properties": { "length": { "type": "number" } } }
    },
    "marks": { "additionalProperties": { "type": "string" }, "readOnly": true },
    "tower": { "$ref": "#/$defs/Tower" }
  },
  "required": [
    "tone"
  ],
  "additionalProperties": false,
  "$defs": { "Tower": { "title": "A tower", "type": "object" } }
}"##;
    let page = page("json-schema", text);
    assert_eq!(
        told(&page),
        [
            "3 Bell: declared",
            "2 Bell: $schema = \"https://json-schema.org/draft/2020-12/schema\"",
            "3 Bell: title = \"Bell\"",
            "4 Bell: type = \"object\"",
            "5 Bell: says A bell.",
            "5 Bell: says It rings.",
            "7 Bell/tone: declared",
            "7 Bell/tone: type = \"string\"",
            "7 Bell/tone: enum = [\"low\",\"high\"]",
            "7 Bell/tone: x-odd = {\"a\":1}",
            "8 Bell/ropes: declared",
            "9 Bell/ropes: type = \"array\"",
            "10 Bell/ropes: minItems = 1",
            "11 Bell/ropes/[]: declared",
            "11 Bell/ropes/[]: type = \"object\"",
            "11 Bell/ropes/[]/length: declared",
            "11 Bell/ropes/[]/length: type = \"number\"",
            "13 Bell/marks: declared",
            "13 Bell/marks/{}: declared",
            "13 Bell/marks/{}: type = \"string\"",
            "13 Bell/marks: readOnly = true",
            "14 Bell/tower: declared",
            "14 Bell/tower: $ref = \"#/$defs/Tower\"",
            "16-18 Bell: required = [\"tone\"]",
            "19 Bell: additionalProperties = false",
            "20 Tower: declared",
            "20 Tower: title = \"A tower\"",
            "20 Tower: type = \"object\"",
        ]
    );
    assert_eq!(
        quotes(&page, "Bell/tone"),
        ["\"tone\"", "\"type\": \"string\"", "\"enum\": [\"low\", \"high\"]", "\"x-odd\": { \"a\": 1 }"]
    );
    assert!(quotes(&page, "Bell").contains(&"\"required\": [ \"tone\" ]".into()));
    assert_eq!(found(&page), Vec::<String>::new());
    let tone = &page.clues[6].around;
    assert_eq!((tone.siblings.len(), &*tone.spelling), (4, "string"));
    assert_eq!(page.clues[0].around.children, ["tone", "ropes", "marks", "tower"]);
}

#[test]
fn a_type_goes_by_its_title_its_definition_or_its_file() {
    for (text, owners) in [
        (r#"{"title": "Tone", "type": "string"}"#, &["Tone"][..]),
        (r#"{"type": "string"}"#, &["Bell"]),
        (r#"{"title": " ", "type": "string"}"#, &["Bell"]),
        (r#"{"title": "a/b", "type": "string"}"#, &["Bell"]),
        (
            r#"{"definitions": {"A": {"type": "string"}, "b/c": {"$defs": {"D": {"type": "null"}}}}}"#,
            &["A", "b~1c", "D"],
        ),
        (r##"{"$ref": "#/definitions/A", "title": "A", "definitions": {"A": {"type": "string"}}}"##, &["Bell", "A"]),
        (r##"{"$ref": "#/definitions/Bell", "definitions": {"Bell": {"type": "string"}}}"##, &["Bell"]),
        (
            r#"{"openapi": "3.1.0", "info": {"title": "T"}, "components": {"schemas": {"A": {"type": "string"}}}}"#,
            &["A"],
        ),
        (r#"{"swagger": "2.0", "paths": {}, "definitions": {"A": {"type": "string", "nullable": true}}}"#, &["A"]),
    ] {
        let page = page("json-schema", text);
        let mut found: Vec<&str> = page.clues.iter().map(|clue| &*clue.subject.owner).collect();
        found.dedup();
        assert_eq!(found, owners, "{text}");
        assert!(page.findings.is_empty(), "{text}: {:?}", page.findings);
    }
}

#[test]
fn what_is_wrong_with_a_schema_is_told_with_its_line() {
    for (text, expected) in [
        ("{\n\"$id\": \"#/components/schemas/Bell\", \"type\": \"object\"}", "2 illegal-id/Bell"),
        ("{\n\"type\": \"object\", \"$id\": 5}", "2 illegal-id/Bell"),
        ("{\n\"$ref\": \"https://example.com/a.json\", \"type\": \"object\"}", "2 external-reference/Bell"),
        ("{\"type\": \"object\",\n\"allOf\": [{\"$ref\": \"../a.json\"}]}", "2 external-reference/Bell"),
        ("{\"properties\":\n[]}", "2 not-a-schema/Bell"),
        ("{\"properties\":\n{\"a\": 1}}", "2 not-a-schema/Bell/a"),
        ("{\"properties\":\n{\"a\": false}}", "2 not-a-schema/Bell/a"),
        ("{\"type\": \"string\",\n\"type\": \"number\"}", "1 duplicate-key/Bell/type"),
        (
            "{\"$defs\": {\"A\": {\"type\": \"null\"}, \"B\": {\"$defs\":\n{\"A\": {\"type\": \"null\"}}}}}",
            "2 duplicate-type/A",
        ),
        ("{\"$defs\":\n[]}", "2 not-a-schema/$defs"),
        ("{\"$schema\": \"x\"}", "1 no-types/Bell"),
    ] {
        assert_eq!(found(&page("json-schema", text))[..1], [expected], "{text}");
    }
}

#[test]
fn what_is_no_json_is_told_with_its_line_and_not_read() {
    for (text, line, message) in [
        ("", 1, "line 1: expected a value, found the end of the text; nothing of it is read"),
        (
            "{\n\"type\": \"object\"",
            2,
            "line 2: expected a comma or a closing brace, found the end of the text; nothing of it is read",
        ),
        ("{\n\"type\": object }", 2, "line 2: expected a value, found `object }`; nothing of it is read"),
        (
            "{ \"type\": \"object\" }\n}",
            2,
            "line 2: expected nothing after the closing brace, found `}`; nothing of it is read",
        ),
        ("# Bell", 1, "line 1: expected a value, found `# Bell`; nothing of it is read"),
    ] {
        let page = read("json-schema", text);
        assert!(page.clues.is_empty());
        assert_eq!(found(&page), [format!("{line} not-json/Bell")], "{text}");
        assert_eq!(page.findings[0].message, message);
    }
}

#[test]
fn examples_and_enums_are_not_searched_for_references() {
    let page = page(
        "json-schema",
        r#"{"type": "object", "example": {"$ref": "https://example.com"}, "properties": {"$ref": {"type": "string"}}}"#,
    );
    assert_eq!(found(&page), Vec::<String>::new());
    assert_eq!(told(&page)[3], "1 Bell/$ref: declared");
}

#[test]
fn other_documents_are_no_schemas() {
    for text in ["", "{}", "[{\"type\": 1}]", "{\"name\": \"Bell\"}", "# Bell\n{\"type\": 1}"] {
        let document = ringback_contract::document::Document { path: "a.json", text };
        assert!(ringback_documents::layouts::detect(&document).is_none(), "{text}");
    }
}

#[test]
fn messages_are_types_with_their_payloads_and_headers() {
    let text = r##"{
  "asyncapi": "2.6.0",
  "channels": {
    "bells/{id}/rung": { "subscribe": { "message": { "payload": { "type": "object" } } } },
    "towers": { "publish": { "message": { "oneOf": [
      { "$ref": "#/components/messages/Built" },
      { "name": "Torn", "payload": { "type": "string" } }
    ] } } }
  },
  "components": {
    "schemas": { "Built": { "type": "object" } },
    "messages": {
      "Built": { "payload": { "$ref": "#/components/schemas/Built" }, "headers": { "type": "object" } },
      "Cast": { "payload": { "schemaFormat": "application/schema+json;version=draft-07", "schema": { "type": "integer" } } },
      "Sold": { "schemaFormat": "application/vnd.apache.avro;version=1.9.0", "payload": { "type": "record" } }
    }
  }
}"##;
    let page = page("json-schema", text);
    assert_eq!(
        told(&page).iter().filter(|line| line.contains("type =")).collect::<Vec<_>>(),
        [
            "11 Built: type = \"object\"",
            "13 BuiltHeaders: type = \"object\"",
            "14 Cast: type = \"integer\"",
            "4 BellsIdRung: type = \"object\"",
            "7 Torn: type = \"string\"",
        ]
    );
    assert_eq!(found(&page), ["15 foreign-schema/Sold"]);
}
