//! Examples in the documentation of types: a request is built, a response is parsed.

use super::field::{Field, Occurrence};
use crate::rust::{
    schema::SchemaReader,
    text::{markdown::is_invisible, names::KEYWORDS},
};
use heck::ToSnakeCase;
use proc_macro2::Ident;
use serde_json::Value;

/// The most lines that an example may have.
const LONGEST: usize = 60;

/// The lines of the example for a definition's type. In a module of unknown path they are marked as not to be compiled.
pub fn example(reader: SchemaReader, ident: &Ident, fields: &[Field]) -> Vec<String> {
    let definition = reader.definition;
    // Of many types that are parts of others, examples would be most of the text.
    if !(reader.definitions.is_annotated || definition.is_root) {
        return Vec::new();
    }
    let value = definition.example.clone().or_else(|| reader.specimen(&definition.schema));
    let options = reader.definitions.options;
    // What is replaced may be written in another way than it was read.
    let value = value.filter(|_| !options.replaces() && options.additional);
    let built =
        || if definition.strict && options.builders { built(reader, ident, fields, value.as_ref()?) } else { None };
    let lines = built().or_else(|| read(reader, ident, value.as_ref()?)).unwrap_or_else(|| taken(reader, ident));
    let fence = if reader.definitions.path.is_some() { "```" } else { "```ignore" };
    ["# Example", "", fence].into_iter().map(String::from).chain(lines).chain(["```".to_owned()]).collect()
}

fn path<'a>(reader: SchemaReader<'a>) -> &'a str {
    reader.definitions.path.as_deref().unwrap_or("crate::types")
}

/// An example with a builder; `None` if a value has no one-line form for its setter.
fn built(reader: SchemaReader, ident: &Ident, fields: &[Field], value: &Value) -> Option<Vec<String>> {
    let name = variable(ident);
    let mut lines = vec![
        "# fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        format!("use {}::{ident};", path(reader)),
        String::new(),
        format!("let {name} = {ident}::builder()"),
    ];
    for field in fields.iter().filter(|field| field.preset.is_none()) {
        match value.get(&field.wire).map(|value| field.of.example(value)) {
            Some(Some(value)) => lines.push(format!("    .{}({value})", field.setter)),
            None | Some(None) if field.occurrence != Occurrence::Required => {}
            _ => return None,
        }
    }
    lines.extend(["    .build()?;".to_owned(), format!("println!(\"{{}}\", serde_json::to_string(&{name})?);")]);
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    (lines.len() < LONGEST).then_some(lines)
}

/// The variable name for a value of a type: `command` for a `CreateCallbackCommand`.
fn variable(ident: &Ident) -> String {
    let snake = ident.to_string().to_snake_case();
    let last = snake.rsplit('_').next().unwrap_or_default();
    if last.len() > 2 && !KEYWORDS.contains(&last) { last.to_owned() } else { "value".to_owned() }
}

/// An example that parses and validates a value.
fn read(reader: SchemaReader, ident: &Ident, value: &Value) -> Option<Vec<String>> {
    let json = visible(&serde_json::to_string_pretty(value).ok()?);
    let hashes = "#".repeat(1 + json.matches('#').count().min(20));
    let mut lines = vec![
        format!("use {}::{{check, {ident}}};", path(reader)),
        String::new(),
        format!("let json = r{hashes}\"{json}\"{hashes};"),
        format!("let read: {ident} = serde_json::from_str(json)?;"),
        format!("assert!(check::<{ident}>(json.as_bytes()).is_ok());"),
        "assert_eq!(serde_json::to_value(&read)?, serde_json::from_str::<serde_json::Value>(json)?);".to_owned(),
        "# Ok::<(), serde_json::Error>(())".to_owned(),
    ];
    lines = lines.iter().flat_map(|line| line.split('\n').map(String::from)).collect();
    (lines.len() < LONGEST && json.len() < 8_000).then_some(lines)
}

/// JSON with escapes for characters that the compiler refuses in comments, because they show another text than it sees.
fn visible(json: &str) -> String {
    let mut visible = String::with_capacity(json.len());
    for c in json.chars() {
        match is_invisible(c) {
            true => visible.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => visible.push(c),
        }
    }
    visible
}

/// An example without a value, if none is known: a function that takes one.
fn taken(reader: SchemaReader, ident: &Ident) -> Vec<String> {
    let path = path(reader);
    vec![
        format!("use {path}::{{check, {ident}}};"),
        String::new(),
        format!("fn read(body: &[u8]) -> Option<{ident}> {{"),
        format!("    match check::<{ident}>(body) {{"),
        "        Ok(value) => Some(value),".to_owned(),
        "        Err(violations) => {".to_owned(),
        "            violations.iter().for_each(|violation| eprintln!(\"{violation}\"));".to_owned(),
        "            None".to_owned(),
        "        }".to_owned(),
        "    }".to_owned(),
        "}".to_owned(),
        "# assert!(read(b\"{\").is_none());".to_owned(),
    ]
}
