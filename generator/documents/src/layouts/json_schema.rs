//! JSON Schema documents of any draft, and the schemas inside OpenAPI and Swagger documents, in JSON and YAML.

use crate::page::{
    ClueWriter, PageClues, ParsedPage,
    json_schema::{SchemaWalk, types, unreadable},
};
use ringback_contract::{
    data_file,
    document::Document,
    line_index::IndexedText,
    spanned_json::{self, JsonSyntaxError, ParsedJson},
    spanned_yaml::{self, YamlSyntaxError},
    subject::Subject,
};
use serde_json::Value;

/// A schema has at least one of these keys near its beginning.
const SCHEMA_KEYS: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "$ref",
    "definitions",
    "openapi",
    "swagger",
    "asyncapi",
    "properties",
    "type",
    "allOf",
    "anyOf",
    "oneOf",
    "enum",
];

/// The keys are looked for in this many bytes at the beginning.
const OPENING: usize = 65_536;

/// Whether a document is a JSON object with a key that schemas have, or a YAML file with one at the beginning of a line.
pub(super) fn detect(page: &ParsedPage) -> bool {
    let document = &page.document;
    let text = document.text.trim_start_matches('\u{feff}').trim_start();
    let opening = (0..4).find_map(|more| text.get(..OPENING + more)).unwrap_or(text);
    if data_file::is_named_as_data(document.path) && data_file::is_yaml(document.path, text) {
        let mut keys =
            opening.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key.trim_matches(['"', '\'']));
        return keys.any(|key| SCHEMA_KEYS.contains(&key));
    }
    text.starts_with('{')
        && SCHEMA_KEYS.iter().any(|key| opening.contains(&format!("\"{key}\"")))
        && !is_other_json(text)
}

/// Whether a text is JSON of another kind, such as a `package.json`: none of its own keys is one of a schema. Text that
/// does not parse may be a broken schema.
fn is_other_json(text: &str) -> bool {
    let Ok(Value::Object(root)) = serde_json::from_str(text) else { return false };
    let is_type = |value: &Value| match value {
        Value::String(name) => JSON_TYPES.contains(&name.as_str()),
        _ => true,
    };
    !root.iter().any(|(key, value)| match key.as_str() {
        "type" => is_type(value),
        "$schema" => value.as_str().is_none_or(|uri| !uri.starts_with("http") || uri.contains("json-schema.org")),
        key => matches!(
            key,
            "properties"
                | "$defs"
                | "definitions"
                | "enum"
                | "allOf"
                | "anyOf"
                | "oneOf"
                | "$id"
                | "$ref"
                | "openapi"
                | "swagger"
                | "asyncapi"
                | "components"
        ),
    })
}

/// The values of `type` in a schema.
const JSON_TYPES: &[&str] = &["object", "array", "string", "integer", "number", "boolean", "null"];

/// The clues of a document.
pub(super) fn read(page: ParsedPage) -> PageClues {
    let document = &page.document;
    let text = IndexedText::of(document);
    let subject = Subject::of(document.stem());
    let mut page = ClueWriter::new(&text);
    let parsed = match parsed(document, &text) {
        Ok(parsed) => parsed,
        Err(Broken::Json(error)) => {
            unreadable(&mut page, &subject, "not-json", &error);
            return page.finish(&subject);
        }
        Err(Broken::Yaml(YamlSyntaxError { at, message })) => {
            let line = text.line(at);
            let message = format!("line {line}: {message}; nothing of it is read");
            page.finding("not-yaml", &subject, message, text.source(at..at, text.line_text(line).trim()));
            return page.finish(&subject);
        }
    };
    let mut walk = SchemaWalk::new(page);
    walk.duplicate_keys(&subject, &parsed.duplicate_keys);
    types(&mut walk, &parsed.root, document.stem());
    walk.into_page().finish(&subject)
}

/// Why a text is neither.
enum Broken {
    Json(JsonSyntaxError),
    Yaml(YamlSyntaxError),
}

fn parsed(document: &Document, text: &IndexedText) -> Result<ParsedJson, Broken> {
    if data_file::is_named_as_data(document.path) && data_file::is_yaml(document.path, text.text) {
        return spanned_yaml::parse(text.text).map_err(Broken::Yaml);
    }
    let parsed = spanned_json::parse(text.text, 0).map_err(Broken::Json)?;
    match after(text.text, parsed.root.range.end) {
        Some(at) => {
            let expected = "nothing after the closing brace";
            Err(Broken::Json(JsonSyntaxError { at, expected, too_deep: false }))
        }
        None => Ok(parsed),
    }
}

/// The offset of the first character behind an offset that is not white space.
fn after(text: &str, end: usize) -> Option<usize> {
    Some(end + text.get(end..)?.find(|c: char| !c.is_whitespace())?)
}
