//! Accepted changes do not count as breaking; an entry that matches no change is an error with its line.

use super::{drift, folder, write};
use ringback_drift::{
    CompareOptions, Contract,
    change::{DriftVerdict, Side},
    drift as compare,
};
use ringback_report::drift::{
    accept::Accepted,
    comparison::{Comparison, State},
};
use serde_json::Value;

const BEFORE: &str =
    r#"{"title": "Order", "type": "object", "properties": {"size": {"type": "integer", "maximum": 10}}}"#;
const AFTER: &str =
    r#"{"title": "Order", "type": "object", "properties": {"size": {"type": "integer", "maximum": 9}}}"#;

#[test]
fn an_accepted_change_is_told_and_counts_no_more() {
    let folder = folder(&[("before.json", BEFORE), ("after.json", AFTER)]);
    let entry =
        "[[accept]]\nat = \"/size\"\nmovement = \"narrowed\"\nside = \"request\"\nreason = \"nobody sends 10\"\n";
    for (entries, code, words) in [
        (entry.to_owned(), 0, "nobody sends 10"),
        (entry.replace("/size", "/**"), 0, "nobody sends 10"),
        (format!("{entry}until = 2100-01-01\n"), 0, "nobody sends 10"),
        (format!("{entry}until = 2001-01-01\n"), 1, "accept.toml:2"),
        (format!("{entry}type = \"Order\"\n"), 0, "nobody sends 10"),
        (entry.replace("narrowed", "widened"), 2, "accept.toml:2: \"/size\" widened in a request matches no change"),
        (
            format!("# who may send what\n\n{}", entry.replace("/size", "/sizes")),
            2,
            "accept.toml:4: \"/sizes\" narrowed",
        ),
        (entry.replace("reason = \"nobody sends 10\"", ""), 2, "accept.toml:1: missing key `reason`"),
        (entry.replace("narrowed", "gone"), 2, "accept.toml:3: unknown movement \"gone\" (one of added, removed,"),
        (format!("{entry}why = \"so\"\n"), 2, "accept.toml:6"),
    ] {
        write(&folder.path().join("accept.toml"), &entries);
        let arguments = ["before.json", "after.json", "--side", "request", "--accept", "accept.toml"];
        let ended = drift(folder.path(), &arguments);
        assert_eq!(ended.code, code, "{entries}\n{}\n{}", ended.out, ended.err);
        assert!(ended.out.contains(words) || ended.err.contains(words), "{words}\n{}\n{}", ended.out, ended.err);
    }
}

#[test]
fn a_rule_has_the_level_that_a_file_gives_it() {
    let folder = folder(&[("before.json", BEFORE), ("after.json", AFTER)]);
    let rules = |level: &str| format!("[drift.rules]\nrequest-narrowed = \"{level}\"\n");
    let run = |more: &[&str]| {
        drift(folder.path(), &[&["before.json", "after.json", "--side", "request", "--format", "json"], more].concat())
    };
    let level = |out: &str| serde_json::from_str::<Value>(out).unwrap()["changes"][0]["level"].clone();
    assert_eq!(run(&[]).code, 1);
    for (name, code) in [("info", 0), ("off", 0), ("error", 1)] {
        write(&folder.path().join("rules.toml"), &rules(name));
        let ended = run(&["--config", "rules.toml"]);
        // What is off is not told.
        let told = if name == "off" { Value::Null } else { name.into() };
        assert_eq!((ended.code, level(&ended.out)), (code, told), "{}{}", ended.out, ended.err);
    }
    for (text, words) in [
        (rules("loud"), "rules.toml:2: unknown level \"loud\" (one of off, info, warning, error)"),
        (rules("info").replace("request-narrowed", "narrowed"), "rules.toml:2: unknown rule \"narrowed\""),
        (format!("{}[drift]\nlevels = 1\n", "\n"), "rules.toml:3"),
    ] {
        write(&folder.path().join("rules.toml"), &text);
        let ended = run(&["--config", "rules.toml"]);
        assert!(ended.code == 2 && ended.err.contains(words), "{text}: {}", ended.err);
    }
    assert_eq!(run(&["--config", "gone.toml"]).code, 2);
    // The file in the working folder counts unasked, one that is named instead of it, and one of --accept before both.
    write(&folder.path().join("ringback.toml"), &rules("info"));
    assert_eq!(run(&[]).code, 0);
    write(&folder.path().join("rules.toml"), &rules("error"));
    assert_eq!(run(&["--config", "rules.toml"]).code, 1);
    write(&folder.path().join("accept.toml"), &rules("error"));
    assert_eq!(run(&["--accept", "accept.toml"]).code, 1);
}

#[test]
fn entries_that_were_there_before_are_about_earlier_changes() {
    let entry = |at: &str| format!("[[accept]]\nat = \"{at}\"\nmovement = \"narrowed\"\nreason = \"so\"\n");
    let read = |text: &str| Accepted::read("drift.toml", text).unwrap();
    let state = |text: &str| {
        let files = [("order.json".to_owned(), text.to_owned())].into();
        Contract::of_schemas(&files).unwrap().0
    };
    let options = CompareOptions { side: Some(Side::Request), ..CompareOptions::default() };
    let drift = compare(state(BEFORE), state(AFTER), &options);
    let verdict = |accepted: Accepted| {
        let mut comparison = Comparison::new(State::new("before"), State::new("after"), &drift);
        accepted.apply(&mut comparison).map(|_| comparison.verdict())
    };
    let (old, both) = (entry("/gone"), entry("/gone") + &entry("/size"));
    // It matches nothing now, and that is no mistake: it did when it was written.
    assert_eq!(verdict(read(&both).since(&read(&old))).unwrap(), DriftVerdict::Compatible);
    assert!(verdict(read(&both)).is_err());
    // What was accepted once is not accepted for ever.
    assert_eq!(verdict(read(&both).since(&read(&both))).unwrap(), DriftVerdict::Breaking);
}
