//! Payloads where they really lie: in folders, templates, logs and archives, as objects and as texts, at any depth.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use serde_json::json;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const VENDOR: &str = r#"
[[containers]]
name     = "Plan"
payloads = [{ at = "/Steps/*", when = { "/Kind" = "Ring" }, payload = "/Input", type = "Ring" }]
older    = { "/modules" = "a plan of the older format" }
"#;

const PAGE: &str = "# Ring\n\n| Property | Type | Required | Description |\n|---|---|---|---|\n\
    | queue | string | yes | The queue. Must be a UUID. |\n| delay | integer | no | The delay. Must be at most 60. |\n";

/// What `ringback check` says of files in a folder.
fn check(folder: &Path, paths: &[&str]) -> (Option<i32>, String) {
    let vendor = folder.join("schemas/acme");
    fs::create_dir_all(vendor.join("documents")).unwrap();
    fs::write(vendor.join("vendor.toml"), VENDOR).unwrap();
    fs::write(vendor.join("documents/Ring.md"), PAGE).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.current_dir(folder).args(["check", "--type", "acme/Plan", "--schemas", "schemas"]);
    let Output { status, stdout, stderr } = command.args(paths).output().unwrap();
    (status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

/// A plan with one step.
fn plan(queue: &str, delay: u32) -> serde_json::Value {
    json!({"Steps": [{"Kind": "Wait"}, {"Kind": "Ring", "Input": {"queue": queue, "delay": delay}}]})
}

const QUEUE: &str = "0d8f6c6e-3d7a-4b86-9d1f-5a1f6f0b7c11";

#[test]
fn a_payload_is_found_in_each_kind_of_file_with_its_line() {
    let late = plan(QUEUE, 61).to_string();
    let broken = "/Steps/1/Input/delay: 61 is greater than";
    for (name, text, line) in [
        ("plan.json", late.clone(), None),
        ("stack.template", json!({"Resources": {"A": {"Properties": {"Content": late}}}}).to_string(), Some(1)),
        ("stack.yaml", format!("Resources:\n  A:\n    Properties:\n      Content: !Sub |\n        {late}\n"), Some(4)),
        ("inline.yaml", "Resources:\n  A:\n    Steps:\n      - Kind: Ring\n".to_owned() + "        Input: {delay: 61}\n", Some(3)),
        ("main.tf", format!("resource \"plan\" \"a\" {{\n  content = <<-JSON\n    {late}\n  JSON\n}}\n"), Some(2)),
        ("text.tf", format!("resource \"plan\" \"a\" {{\n\n  content = {}\n}}\n", json!(late)), Some(3)),
        (
            "encoded.tf",
            "resource \"plan\" \"a\" {\n  content = jsonencode({\n    Steps = [{ Kind = \"Ring\", Input = { delay = 61 } }]\n  })\n}\n".into(),
            Some(2),
        ),
        ("log.jsonl", format!("{{\"event\": 1}}\n{}\n", json!({"detail": json!({"body": late}).to_string()})), Some(2)),
        (
            "a.har",
            json!({"log": {"entries": [{"request": {"postData": {"text": late}}}]}}).to_string(),
            Some(1),
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("infrastructure")).unwrap();
        fs::write(folder.path().join("infrastructure").join(name), &text).unwrap();
        let (code, said) = check(folder.path(), &["infrastructure"]);
        let place = match line {
            Some(line) => format!("infrastructure/{name}:{line}: "),
            None => format!("infrastructure/{name}: "),
        };
        let is_told = said.contains(broken) || said.contains("/Input/delay: 61 is greater than");
        assert!(code == Some(1) && said.contains(&place) && is_told, "{name}: {code:?} {said}");
    }
}

#[test]
fn what_is_filled_in_at_deployment_is_not_judged() {
    let folder = tempfile::tempdir().unwrap();
    let text = |delay: u32| {
        let plan = plan("${aws_queue.main.id}", delay);
        format!("resource \"plan\" \"a\" {{\n  content = <<-JSON\n    {plan}\n  JSON\n}}\n")
    };
    fs::write(folder.path().join("main.tf"), text(5)).unwrap();
    let (code, said) = check(folder.path(), &["main.tf"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("main.tf:2: /Steps/1/Input conforms (1 value that is filled in later is not judged)"),
        "{said}"
    );
    fs::write(folder.path().join("main.tf"), text(61)).unwrap();
    let (code, said) = check(folder.path(), &["main.tf"]);
    assert!(code == Some(1) && said.contains("61 is greater than") && !said.contains("/queue"), "{said}");
    // In a plain file such a text is what is sent.
    fs::write(folder.path().join("plan.json"), plan("${aws_queue.main.id}", 5).to_string()).unwrap();
    let (code, said) = check(folder.path(), &["plan.json"]);
    assert!(code == Some(1) && said.contains("/Steps/1/Input/queue"), "{said}");
}

#[test]
fn what_is_no_payload_is_told_by_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("all")).unwrap();
    write("old.json", r#"{"modules": [], "metadata": {}}"#);
    write("none.json", "{}");
    write("all/old.tf", "resource \"plan\" \"a\" {\n  content = \"{\\\"modules\\\": []}\"\n}\n");
    write("all/broken.tf", "a = {\n");
    write("all/broken.json", "{");
    write("all/notes.md", "Notes.");
    for (path, code, expected) in [
        ("old.json", 4, "old.json:1: it is a plan of the older format"),
        ("none.json", 4, "none.json: it contains no payload of Plan"),
        ("all", 4, "all/old.tf:2: it is a plan of the older format"),
        ("all", 4, "no payload was found"),
        ("all", 4, "note: left out: all/broken.tf:"),
        ("all", 4, "note: left out: all/broken.json:1: not JSON"),
        ("all", 4, "files of other kinds are not read: 1 .md"),
        ("missing.json", 2, "missing.json"),
        ("all/broken.tf", 2, "not HCL"),
        ("all/broken.json", 2, "not JSON"),
    ] {
        let (found, said) = check(folder.path(), &[path]);
        assert!(found == Some(code) && said.contains(expected), "{path}: {found:?} {said}");
    }
    write("all/plan.json", &plan(QUEUE, 5).to_string());
    let (code, said) = check(folder.path(), &["all"]);
    assert!(code == Some(0) && said.contains("all/plan.json: /Steps/1/Input conforms"), "{said}");
}
