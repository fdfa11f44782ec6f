//! The contents of every format of drift reports.

use crate::drifts::*;
use ringback_drift::change::{Drift, DriftVerdict, Side};
use ringback_report::drift::DriftFormat;
use ringback_testing::snapshot;
use serde_json::{Value, json};
use std::path::Path;

/// Every format, and the extension of its files.
fn formats() -> impl Iterator<Item = (&'static str, &'static str)> {
    DriftFormat::ALL.iter().map(|format| match format.name() {
        "text" => ("text", "txt"),
        "markdown" => ("markdown", "md"),
        "notes" => ("notes", "notes.md"),
        name => (name, name),
    })
}

#[test]
fn every_format_tells_every_drift_as_expected() {
    let first_entry = ACCEPT.split("\n\n").next().unwrap();
    for (name, drift, accept) in
        [("little", little(), ACCEPT), ("lived-with", lived_with(), first_entry), ("nothing", nothing(), "")]
    {
        for (format, extension) in formats() {
            let mut comparison = compared(&drift);
            accepted(accept).apply(&mut comparison).unwrap();
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/drift_reports/{name}.{extension}"));
            let page = told(format, &comparison);
            snapshot::assert(path, &page);
        }
    }
}

#[test]
fn every_format_is_a_file_of_its_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/drift");
    for (format, _) in formats() {
        assert!(folder.join(format!("{format}.rs")).is_file(), "{format}");
    }
    let error = DriftFormat::named("pdf").unwrap_err().to_string();
    let names = formats().map(|(format, _)| format).collect::<Vec<_>>().join(", ");
    assert_eq!(error, format!("unknown report format \"pdf\" (one of {names})"));
}

#[test]
fn text_is_coloured_and_tells_the_verdict_first_and_what_breaks_next() {
    let drift = little();
    let page = DriftFormat::Text.render(&compared(&drift)).text;
    assert!(page.starts_with("\u{1b}["), "{page:?}");
    let page = told("text", &compared(&drift));
    assert!(page.starts_with("breaking: 5 breaking, 1 undecided, 2 compatible, 2 documentation only\n"), "{page}");
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(place("BREAKING Legacy") < place("BREAKING Order /state"));
    assert!(place("BREAKING Order /state") < place("UNDECIDED Order /wait"));
    assert!(place("UNDECIDED Order /wait") < place("compatible Order /note"));
    assert!(page.contains("schemas/acme/documents/Order.md:18 “The phone numbers | at least one.”"));
}

#[test]
fn the_json_report_is_the_contracts() {
    let drift = little();
    let mut comparison = compared(&drift);
    accepted(ACCEPT).apply(&mut comparison).unwrap();
    let page: Value = serde_json::from_str(&told("json", &comparison)).unwrap();
    assert_eq!(page["verdict"], "breaking");
    assert_eq!((&page["before"], &page["after"]), (&json!("HEAD~1:schemas/acme"), &json!("schemas/acme")));
    let at = |at: &str| page["changes"].as_array().unwrap().iter().find(|change| change["at"] == at).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let named = ["at", "type", "side", "movement", "impact", "message", "level", "witness", "lost", "sources"];
    assert_eq!(keys(at("/numbers")), named);
    assert_eq!(at("/numbers")["sources"][0][0]["lines"], json!([16, 16]));
    assert_eq!(at("/parties/*/reason")["accepted"], "no client of ours reads it");
    assert_eq!(at("/name").get("accepted"), None, "an expired entry accepts nothing");
    assert_eq!(at("/name")["accepted_until"], "2026-06-14");
    assert_eq!(page["documentation"].as_array().unwrap().len(), 2);
}

#[test]
fn a_witness_that_is_null_is_not_one_that_is_absent() {
    let mut drift = lived_with();
    drift.changes[0].witness = Some(Value::Null);
    let page: Value = serde_json::from_str(&told("json", &compared(&drift))).unwrap();
    assert_eq!(page["changes"][0].get("witness"), Some(&Value::Null));
    assert!(told("text", &compared(&drift)).contains("payload   null"));
}

#[test]
fn a_verdict_is_the_worst_of_what_is_told() {
    let verdict = |drift: &Drift| compared(drift).verdict();
    assert_eq!(verdict(&nothing()), DriftVerdict::None);
    let mut drift = little();
    for (left_out, expected) in
        [("/", DriftVerdict::Breaking), ("", DriftVerdict::Breaking), ("/wait", DriftVerdict::Compatible)]
    {
        drift.changes.retain(|change| change.at != left_out);
        assert_eq!(verdict(&drift), expected, "without {left_out:?}");
        assert_eq!(verdict(&drift), Drift::new(drift.changes.clone(), Vec::new()).verdict);
        if left_out.is_empty() {
            drift.changes.retain(|change| change.impact != ringback_drift::change::Impact::Breaking);
            assert_eq!(verdict(&drift), DriftVerdict::Undecided);
        }
    }
    let drift = little();
    assert_eq!(compared(&drift).on_side(Side::Event).changes.len(), 2);
}

#[test]
fn notes_take_what_is_accepted_or_undecided_for_major_since_their_readers_accepted_nothing() {
    let drift = little();
    let mut comparison = compared(&drift);
    accepted(ACCEPT).apply(&mut comparison).unwrap();
    let page = told("notes", &comparison);
    let (major, rest) = page.split_once("\n## Minor").unwrap();
    for line in [
        "## Major Changes (6 changes)",
        "**Order** (5 changes)",
        "* Was removed (in responses)",
        "* Property numbers was made required; maxItems 10 became 5 (in requests)",
        "* Property parties.\\*.reason was made optional; maxLength 5 became 10 (in responses); accepted",
    ] {
        assert!(major.contains(line), "{line}: {major}");
    }
    assert!(
        rest.contains("* Property note was added: optional (in requests)")
            && rest.contains("## Point Changes (2 changes)"),
        "{rest}"
    );
}
