//! `ringback run --recorded`. Each folder of `recorded` is a test: the arguments in `arguments.txt`, the recordings in
//! `traffic`, and what is printed in `expected.txt`; `RINGBACK_BLESS=1` rewrites it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_testing::{repository, snapshot};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ringback")).arg("run").args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a run prints, without the time that it took.
fn printed(output: &Output) -> String {
    let timeless = |line: &str| match line.split_once(" against traffic in ") {
        Some((counts, _)) => format!("{counts} against traffic\n"),
        None => format!("{line}\n"),
    };
    let [notes, report] = [&output.stderr, &output.stdout].map(|bytes| text(bytes));
    let report: String = report.lines().map(timeless).collect();
    format!("exit {}\n\n{notes}\n{report}", output.status.code().unwrap())
}

#[test]
fn recordings_are_judged_by_path_label_configuration_and_shape() {
    let all = repository().join("conformance/tests/recorded");
    let mut names: Vec<_> = fs::read_dir(&all).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let folder = all.join(name);
        let arguments = fs::read_to_string(folder.join("arguments.txt")).unwrap();
        let output = run(&folder, &arguments.split_whitespace().collect::<Vec<_>>());
        snapshot::assert(folder.join("expected.txt"), &printed(&output));
    }
}

#[test]
fn a_check_and_a_broken_rule_can_be_selected_and_a_known_rule_fails_nothing() {
    let folder = repository().join("conformance/tests/recorded/specification");
    let base = ["--spec", "api.yaml", "--recorded", "traffic"];
    let with = |more: &[&str]| run(&folder, &[&base[..], more].concat());
    let names = |output: &Output| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["cases"].as_array().unwrap().iter().map(|case| case["name"].as_str().unwrap().to_owned()).collect()
    };
    let rule = "api/createOrder/recorded/request/body/state/enum";
    let one = with(&["--case", rule, "--report", "json"]);
    assert_eq!((one.status.code(), names(&one)), (Some(1), vec![rule.to_owned()]));
    let check = with(&["--case", "api/createOrder/recorded/response", "--report", "json"]);
    assert_eq!(names(&check).len(), 2, "{:?}", names(&check));
    let listed = text(&with(&["--list"]).stdout);
    assert!(listed.lines().any(|name| name == "api/createOrder/recorded/request"), "{listed}");
    let scratch = tempfile::tempdir().unwrap();
    let known = scratch.path().join("known.toml");
    fs::write(&known, "[[known]]\ncase = \"api/*\"\nreason = \"being mended\"\n").unwrap();
    let waived = with(&["--known", known.to_str().unwrap()]);
    assert_ne!(waived.status.code(), Some(1), "{}", text(&waived.stdout));
}

#[test]
fn a_payload_of_every_type_is_counted_by_some_check() {
    let models = ringback_suite::vendors::models(None).unwrap();
    let names = models.iter().flat_map(|model| model.types.keys().map(|name| format!("{}/{name}", model.vendor.name)));
    let lines: Vec<String> =
        names.map(|name| serde_json::json!({"type": name, "payload": {}}).to_string() + "\n").collect();
    let scratch = tempfile::tempdir().unwrap();
    fs::write(scratch.path().join("all.jsonl"), lines.concat()).unwrap();
    let output = run(scratch.path(), &["--recorded", "all.jsonl"]);
    let said = text(&output.stderr);
    assert!(said.contains(&format!("{} payloads judged", lines.len())), "{}: {said}", lines.len());
}

#[test]
fn personal_data_is_shown_only_on_request() {
    let folder = repository().join("conformance/tests/recorded");
    for (scene, arguments, secret) in [
        ("specification", &["--spec", "api.yaml", "--recorded", "traffic"][..], "Katherine"),
        ("vendors", &[], "+442079460123"),
    ] {
        let scratch = tempfile::tempdir().unwrap();
        let formats = ["text", "json", "jsonl", "junit", "html", "markdown", "github", "har"];
        let files: Vec<String> =
            formats.iter().map(|format| format!("{format}={}", scratch.path().join(format).display())).collect();
        let reports = files.iter().flat_map(|file| ["--report", file]).collect::<Vec<_>>();
        let output = run(&folder.join(scene), &[arguments, &reports].concat());
        assert!(!text(&output.stderr).contains(secret), "{scene}");
        for format in formats {
            let report = fs::read_to_string(scratch.path().join(format)).unwrap();
            assert!(!report.is_empty() && !report.contains(secret), "{scene}, {format}");
        }
    }
    let shown = ["--spec", "api.yaml", "--recorded", "traffic", "--unmasked"];
    assert!(text(&run(&folder.join("specification"), &shown).stdout).contains("Katherine"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_judged() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("traffic");
    fs::create_dir(&folder).unwrap();
    let call = r#"{"method": "GET", "url": "/orders?limit=1", "status": 200, "response": []}"#;
    let long = format!("{{\"text\": \"{}\"}}", "x".repeat(17 << 20));
    fs::write(folder.join("a.jsonl"), format!("{long}\n{{\"cut\": \n{call}\n")).unwrap();
    let entry =
        r#"{"request": {"method": "GET", "url": "https://h.invalid/orders?limit=2"}, "response": {"status": 200}}"#;
    fs::write(folder.join("b.har"), format!(r#"{{"log": {{"entries": [{entry}, 7, {entry}"#)).unwrap();
    fs::write(folder.join("c.json"), "[".repeat(5000)).unwrap();
    fs::write(folder.join("d.har"), "").unwrap();
    fs::write(folder.join("e.jsonl"), b"\xff\xfe\n").unwrap();
    let api = repository().join("conformance/tests/recorded/specification/api.yaml");
    let output = run(scratch.path(), &["--spec", api.to_str().unwrap(), "--recorded", "traffic"]);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{out}{err}");
    for expected in
        ["a.jsonl:1: a line larger", "a.jsonl:2: ", "b.har:1: ", "c.json:", "d.har:1: ", "e.jsonl:1: not UTF-8"]
    {
        assert!(err.contains(expected), "{expected}: {err}");
    }
    assert!(err.contains("listOrders.request 3") && err.contains("an entry without a request"), "{err}");
}

#[test]
fn bad_input_is_one_message_and_wrong_usage() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    fs::create_dir(folder.join("empty")).unwrap();
    fs::create_dir(folder.join("code")).unwrap();
    fs::write(folder.join("code/main.ts"), "").unwrap();
    for (file, content) in [
        ("both.toml", "[target]\nrecorded = \"code\"\nurl = \"http://127.0.0.1:1\"\n"),
        ("program.toml", "[target]\nrecorded = \"code\"\nexec = [\"node\"]\n"),
        ("label.toml", "[target]\nrecorded = \"code\"\n\n[recorded]\n\"*.json\" = \"webex/CallbackShedule\"\n"),
        ("pattern.toml", "[target]\nrecorded = \"code\"\n[recorded]\n\"[\" = \"webex/CallbackSchedule\"\n"),
    ] {
        fs::write(folder.join(file), content).unwrap();
    }
    for (arguments, expected) in [
        (&["--recorded", "nowhere"][..], "nowhere: no such file or folder"),
        (&["--recorded", "empty"], "empty: no recording; expected .har"),
        (&["--recorded", "code"], "code: no recording"),
        (&["--recorded", "code", "--dry-run"], "cannot be used with '--dry-run'"),
        (&["--recorded", "code", "--target", "http://127.0.0.1:1"], "cannot be used with"),
        (
            &["--config", "both.toml"],
            "both.toml:2: recorded: the target is recorded traffic, and `url` is about servers",
        ),
        (&["--config", "program.toml"], "program.toml:2: recorded: the target is recorded traffic, and `exec`"),
        (&["--config", "label.toml"], "label.toml:5: unknown type \"webex/CallbackShedule\""),
        (&["--config", "pattern.toml"], "pattern.toml:4: \"[\""),
    ] {
        let output = run(folder, arguments);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(expected), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
