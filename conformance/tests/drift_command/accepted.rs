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
