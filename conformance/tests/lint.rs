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
    assert!(out.contains("0 missing, 1 contradictions; 1 keywords written"), "{out}");
    assert_eq!(read("lacks.yaml"), LACKS.replace("type: string", "maxLength: 12\n      type: string"));
    assert!(read("differs.json").contains("\"maxLength\": 13"));
}
