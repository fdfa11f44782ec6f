//! Documents against recorded traffic. Each folder of `drift_traffic` is a test: the documents that `documents.txt`
//! names, the recordings in `traffic`, and the expected output in `expected.txt`; `RINGBACK_BLESS=1` rewrites it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_report::drift::DriftFormat;
use ringback_testing::{repository, snapshot};
use serde_json::Value;
use std::{
    fmt::Write,
    fs,
    process::{Command, Output},
};

fn ringback(arguments: &[&str]) -> Output {
    let binary = env!("CARGO_BIN_EXE_ringback");
    Command::new(binary).arg("drift").args(arguments).current_dir(repository()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The name of each test, its documents and its recordings.
fn scenes() -> Vec<(String, String, String)> {
    let here = "conformance/tests/drift_traffic";
    let mut names: Vec<String> = fs::read_dir(repository().join(here))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let documents = |name: &str| fs::read_to_string(repository().join(format!("{here}/{name}/documents.txt"))).unwrap();
    names
        .into_iter()
        .map(|name| (name.clone(), documents(&name).trim().to_owned(), format!("{here}/{name}/traffic")))
        .collect()
}

/// The output of a run, in a form that is easy to review.
fn told(output: &Output) -> String {
    let mut told = format!("exit {}\n", output.status.code().unwrap());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    for change in report["changes"].as_array().unwrap() {
        let word = |name: &str| change[name].as_str().unwrap_or_default();
        _ = writeln!(
            told,
            "\n{} {} {} ({}, {})",
            word("impact"),
            word("type"),
            word("at"),
            word("side"),
            word("movement")
        );
        _ = writeln!(told, "  {}", word("message"));
        for (name, value) in [("why", &change["why"]), ("witness", &change["witness"])] {
            if !value.is_null() {
                _ = writeln!(told, "  {name}: {value}");
            }
        }
        for (name, sources) in ["before", "after"].iter().zip(change["sources"].as_array().unwrap()) {
            for source in sources.as_array().unwrap() {
                let (document, quote) = (source["document"].as_str().unwrap(), source["quote"].as_str().unwrap());
                _ = writeln!(told, "  {name}: {document}:{} {quote}", source["lines"][0]);
            }
        }
    }
    told + "\n" + &text(&output.stderr)
}

#[test]
fn what_the_wire_does_and_no_document_says_is_told() {
    for (name, documents, traffic) in scenes() {
        let told = told(&ringback(&[&documents, &traffic, "--format", "json"]));
        let path = repository().join(format!("conformance/tests/drift_traffic/{name}/expected.txt"));
        snapshot::assert(path, &told);
    }
}

#[test]
fn nothing_personal_is_told_in_any_format() {
    const SECRETS: [&str; 8] = ["Ann", "Ray", "207946", "7946 0123", "secret", "host.invalid", "/c1", "/users/ann"];
    let mut recorded = String::new();
    for (name, documents, traffic) in scenes() {
        for recording in fs::read_dir(repository().join(&traffic)).unwrap() {
            let path = recording.unwrap().path();
            recorded += &if path.is_file() { fs::read_to_string(path).unwrap() } else { String::new() };
        }
        for format in DriftFormat::ALL.iter().map(|format| format.name()) {
            let output = ringback(&[&documents, &traffic, "--format", format]);
            let told = text(&output.stdout) + &text(&output.stderr);
            for secret in SECRETS {
                assert!(!told.contains(secret), "{name} as {format} tells {secret:?}: {told}");
            }
        }
    }
    for secret in SECRETS {
        assert!(recorded.contains(secret), "{secret:?} is in no recording");
    }
}

#[test]
fn what_agrees_with_the_documents_is_no_drift() {
    let agreed = "conformance/tests/drift_traffic/agreed";
    let output = ringback(&[&format!("{agreed}/contract"), &format!("{agreed}/traffic")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("none: no change\n"), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("4 payloads judged (Order 4)"), "{}", text(&output.stderr));
}

#[test]
fn only_the_side_asked_about_is_compared() {
    let traffic = "conformance/tests/drift_traffic/catalogue/traffic";
    let output = ringback(&["schemas/webex", traffic, "--format", "json", "--side", "request"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    assert!(!changes.is_empty() && changes.iter().all(|change| change["side"] == "request"), "{report:#}");
}

#[test]
fn a_body_that_lacks_most_of_what_a_type_demands_is_not_blamed_for_it() {
    let document = "schemas/webex/documents/CallbackSchedule.txt";
    let traffic = "conformance/tests/drift_traffic/catalogue/traffic/exchanges.jsonl";
    let output = ringback(&[document, traffic, "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    assert!(changes.len() == 4 && changes.iter().all(|change| change["side"] == "response"), "{report:#}");
    assert!(text(&output.stderr).contains("4 skipped: a payload whose type is not clear"), "{}", text(&output.stderr));
}

#[test]
fn a_finding_can_be_accepted_like_any_change() {
    let folder = tempfile::tempdir().unwrap();
    let accept = folder.path().join("accept.toml");
    let entry = "[[accept]]\nat = \"/timeoutSeconds\"\nmovement = \"widened\"\nreason = \"ticket 7\"\n";
    fs::write(&accept, entry).unwrap();
    let traffic = "conformance/tests/drift_traffic/operations/traffic";
    let output = ringback(&["schemas/genesys-cloud", traffic, "--accept", accept.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains("accepted: ticket 7"), "{}", text(&output.stdout));
}

#[test]
fn hostile_recordings_end_in_one_message_that_names_the_line() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_entry = format!("{{\"log\":{{\"entries\":[\n{deep}]}}}}");
    let long = format!("{{\"a\":\"{}\"}}\n", "x".repeat(17 << 20));
    for (name, content, code, said) in [
        ("cut.har", &b"{\"log\":{\n\"entries\":[{\"request\":"[..], 2, ":2: the file ends too early"),
        ("list.har", b"[]", 2, ":1: something else is written here"),
        ("none.har", b"{\"log\":{}}", 2, ":1: has no list log.entries"),
        ("twice.har", b"{\"log\":{},\n\"log\":{}}", 2, ":2: something else is written here"),
        ("more.har", b"{\"log\":{\"entries\":[]}} x", 2, ":1: not JSON"),
        ("bytes.har", b"{\"log\":{\"entries\":[\n{\"a\":\"\xff\"}]}}", 2, ":2: not JSON"),
        ("deep.har", deep_entry.as_bytes(), 2, ":2: nested too deeply"),
        ("mark.har", b"\xef\xbb\xbf{\"log\":{\"entries\":[]}}", 4, "nothing was compared"),
        (
            "strange.har",
            b"{\"log\":{\"entries\":[1,null,{\"request\":{\"method\":5,\"url\":\"x\"}}]}}",
            4,
            "3 skipped: an entry without a request",
        ),
        ("empty.jsonl", b"", 4, "nothing was compared"),
        ("cut.jsonl", b"{\"queueId\":\"x\",\"callbackNumbers\":[]}\n{\"a\":", 2, ":2: the line ends too early"),
        ("bytes.jsonl", b"\n\xff\xfe\n", 2, ":2: not UTF-8 text"),
        ("deep.jsonl", deep.as_bytes(), 2, ":1: the line is nested too deeply"),
        ("long.ndjson", long.as_bytes(), 2, ":1: a line larger than 16 MB"),
        ("unclear.jsonl", b"{\"zzz\":1}", 2, ":1: the type of this payload is not clear: name the file TYPE.jsonl"),
        ("unknown.jsonl", b"{\"type\":\"a/B\",\"payload\":{}}", 2, ":1: no documented type has this name"),
        ("Callback.jsonl", b"[{\"a\":[]},null]", 1, "1 payload judged"),
        ("Callback.2.jsonl", b"\xef\xbb\xbf{\"id\":\"x\",\"id\":\"y\"}", 0, "1 payload judged"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        let output = ringback(&["schemas/genesys-cloud", path.to_str().unwrap()]);
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{name}: {message}");
        assert!(message.contains(said), "{name}: {message}");
        assert!(code != 2 || message.lines().count() == 1, "{name}: {message}");
    }
}

#[test]
fn traffic_comes_after_documents() {
    let traffic = "conformance/tests/drift_traffic/agreed/traffic";
    let output = ringback(&[traffic, "schemas/webex"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("expected documents here"), "{}", text(&output.stderr));
}

#[test]
fn names_that_are_data_do_not_flood_the_report_and_stay_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Callback.jsonl");
    let lines: String = (0..300).map(|n| format!("{{\"agent{n}Name\":\"Ann\",\"state\":\"s\"}}\n")).collect();
    fs::write(&path, lines).unwrap();
    let output = ringback(&["schemas/genesys-cloud", path.to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    let rest = changes.iter().find(|change| change["at"] == "/*").unwrap();
    assert!(rest["message"].as_str().unwrap().contains("in 250 of 300 payloads"), "{rest}");
    assert!(changes.len() < 60 && !report.to_string().contains("Ann"), "{report:#}");
}
