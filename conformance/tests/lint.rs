//! `ringback lint` as users call it: exit codes, formats, and what `--fix` writes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// A specification that lacks a keyword.
const LACKS: &str = "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    Row:\n      type: string  # a row\n      \
                     description: Must be at most 12 characters.\n";

fn run(folder: &Path, arguments: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    let output = command.current_dir(folder).args(arguments.split_whitespace()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("lacks.yaml", LACKS);
    write("differs.json", r#"{"type": "string", "maxLength": 13, "description": "Must be at most 12 characters."}"#);
    write("says.json", r#"{"type": "string", "maxLength": 12, "description": "Must be at most 12 characters."}"#);
    write("broken.yaml", "a: [1\n");
    fs::create_dir(folder.path().join("specs")).unwrap();
    write("specs/package.json", r#"{"name": "x"}"#);
    write("specs/image.png", "no text");
    write("specs/lacks.yaml", LACKS);
    fs::write(folder.path().join("specs/bytes.json"), b"{\"openapi\": \"\xff\"}").unwrap();
    folder
}

#[test]
fn exit_codes_tell_what_was_found() {
    let folder = folder();
    for (arguments, code, words) in [
        ("lint says.json", 0, "1 file: 0 missing, 0 contradictions"),
        ("lint lacks.yaml", 0, "lacks.yaml:7: missing: no keyword says `maxLength: 12`"),
        ("lint lacks.yaml --fail-on missing", 1, "“Must be at most 12 characters.”"),
        ("lint differs.json", 1, "the sentence says `maxLength: 12`, the keyword says `13`"),
        ("lint specs", 0, "skipped: specs/package.json: no specification and no schema"),
        ("lint specs", 0, "skipped: specs/bytes.json:1: not UTF-8 text"),
        ("lint lacks.yaml broken.yaml", 2, "broken.yaml:"),
        ("lint nowhere.yaml", 2, "nowhere.yaml"),
        ("lint lacks.yaml --format xml", 2, "text, json, github, sarif"),
    ] {
        let (found, out, err) = run(folder.path(), arguments);
        assert_eq!(found, Some(code), "{arguments}: {out}{err}");
        assert!(out.contains(words) || err.contains(words), "{arguments}: {out}{err}");
    }
}

#[test]
fn every_format_has_the_file_the_line_and_the_sentence() {
    let folder = folder();
    let of = |format: &str| run(folder.path(), &format!("lint lacks.yaml differs.json --format {format}")).1;
    let report: Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!((&report["missing"], &report["contradictions"]), (&1.into(), &1.into()));
    let finding = &report["findings"][0];
    assert_eq!((finding["line"].as_u64(), finding["pointer"].as_str()), (Some(7), Some("/components/schemas/Row")));
    let sarif: Value = serde_json::from_str(&of("sarif")).unwrap();
    let levels: Vec<&str> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["warning", "error"]);
    let github = of("github");
    assert!(github.starts_with("::error title=contradiction%3A maxLength,file=differs.json,line=1"), "{github}");
    assert!(github.contains("::warning title=missing%3A maxLength,file=lacks.yaml,line=7"), "{github}");
}

#[test]
fn fix_writes_the_keyword_and_keeps_the_rest_and_nothing_if_a_file_is_broken() {
    let folder = folder();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(run(folder.path(), "lint lacks.yaml broken.yaml --fix").0, Some(2));
    assert_eq!(read("lacks.yaml"), LACKS);
    let (code, out, _) = run(folder.path(), "lint lacks.yaml differs.json --fix");
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("0 missing, 1 contradiction; 1 keywords written"), "{out}");
    assert_eq!(read("lacks.yaml"), LACKS.replace("type: string", "maxLength: 12\n      type: string"));
    assert!(read("differs.json").contains("\"maxLength\": 13"));
}

/// A row that says its most in a sentence only.
const SAID: &str = r#"openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /rows:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Row'}}}}
      responses: {'204': {description: written}}
components:
  schemas:
    Row:
      type: object
      properties:
        name:
          type: string
          description: |-
            The name of the row.
            Must be at most 12 characters.
"#;

#[test]
fn with_prose_a_sentence_counts_like_a_keyword_and_without_it_does_not() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("said.yaml", SAID);
    write("unsaid.yaml", &SAID.replace("            Must be at most 12 characters.\n", ""));
    write(
        "keyword.yaml",
        &SAID.replace("          type: string\n", "          type: string\n          maxLength: 12\n"),
    );
    write("short.json", r#"{"name": "short"}"#);
    write("long.json", r#"{"name": "longer than it may be"}"#);
    for (arguments, code, words) in [
        ("drift unsaid.yaml said.yaml", 0, "none"),
        ("drift unsaid.yaml said.yaml --prose", 1, "12"),
        ("drift said.yaml keyword.yaml", 1, "12"),
        ("drift said.yaml keyword.yaml --prose", 0, "none"),
        ("check --type Row --schemas said.yaml long.json", 0, "conforms"),
        ("check --type Row --schemas said.yaml long.json --prose", 1, "said.yaml:17: Must be at most 12 characters."),
        ("check --type said/Row --schemas said.yaml short.json --prose", 0, "conforms"),
        ("check --type Bell --schemas said.yaml short.json --prose", 2, "Row"),
    ] {
        let (found, out, err) = run(folder.path(), arguments);
        assert_eq!(found, Some(code), "{arguments}: {out}{err}");
        assert!(out.contains(words) || err.contains(words), "{arguments}: {out}{err}");
    }
    let generated = |arguments: &str, out: &str| {
        let (code, said, err) = run(folder.path(), &format!("generate said.yaml --out {out} {arguments}"));
        assert_eq!(code, Some(0), "{said}{err}");
        let (mut waiting, mut files) = (vec![folder.path().join(out)], Vec::new());
        while let Some(inside) = waiting.pop() {
            for path in fs::read_dir(inside).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() { waiting.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        let rules = files.iter().filter(|file| ["rules.rs", "sources.rs"].iter().any(|name| file.ends_with(name)));
        rules.map(|file| fs::read_to_string(file).unwrap()).collect::<String>()
    };
    let [without, with] = [generated("", "without"), generated("--prose", "with")];
    let rule = "MaxLength";
    assert!(!without.contains(rule), "{without}");
    assert!(with.contains(rule) && with.contains("Must be at most 12 characters."), "{with}");
}

#[test]
fn sentences_of_messages_are_read_as_well() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let payload = "{type: object, properties: {name: {type: string, description: Must be at most 12 characters.}}}";
    write(
        "v3.yaml",
        &format!("asyncapi: 3.0.0\nchannels:\n  rows:\n    messages:\n      row:\n        payload: {payload}\n"),
    );
    write(
        "v2.yaml",
        &format!("asyncapi: 2.6.0\nchannels:\n  rows:\n    publish:\n      message:\n        payload: {payload}\n"),
    );
    for (file, at) in [("v3.yaml", "/channels/rows/messages/row"), ("v2.yaml", "/channels/rows/publish/message")] {
        let (_, out, err) = run(folder.path(), &format!("lint {file}"));
        assert!(out.contains(&format!("{at}/payload/properties/name")), "{file}: {out}{err}");
    }
    write("shared.yaml", &format!("asyncapi: 3.0.0\nchannels: {{}}\ncomponents:\n  schemas:\n    Row: {payload}\n"));
    let (code, out, err) = run(folder.path(), "ingest shared.yaml --out read");
    assert_eq!(code, Some(0), "{out}{err}");
    let facts = fs::read_to_string(folder.path().join("read/facts.json")).unwrap();
    assert!(facts.contains(r#""most":12"#), "{facts}");
}
