//! Failures that are known: they fail nothing, and a wrong entry does.

use crate::runs::*;
use ringback_runner::status::RunStatus;
use ringback_runner::{
    event::{Event, EventKind},
    expected_failures::ExpectedFailures,
};
use ringback_suite::case::{Expect, Level};
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// What becomes of the little run's verdicts, and what is said about the entries.
fn known(text: &str) -> (Vec<String>, Vec<String>) {
    let mut known = ExpectedFailures::read("known.toml", text).unwrap().on("2026-06-15".parse().unwrap());
    let mut run = little_run();
    Arc::make_mut(&mut run[0].case).tags = vec!["strict".into()];
    let verdicts = run.into_iter().map(|finished| {
        let event = Event { elapsed: Duration::ZERO, kind: EventKind::Finished(Box::new(finished)) };
        let EventKind::Finished(finished) = known.filter(event).kind else { unreachable!("it stays what it is") };
        format!("{:?}", finished.verdict).split('(').next().unwrap_or_default().to_owned()
    });
    let verdicts = verdicts.collect();
    (verdicts, known.complaints().iter().map(ToString::to_string).collect())
}

#[test]
fn known_failures_do_not_fail_and_known_passes_do() {
    let untouched = ["Fail", "Fail", "Pass", "Fail", "Unreachable", "Skipped", "Faulty", "Inconclusive"];
    assert_eq!(known(""), (untouched.map(String::from).to_vec(), vec![]));
    let (verdicts, complaints) = known(
        "[[known]]\ncase = \"acme/*/required/absent\"\nreason = \"ticket 7\"\n[[known]]\ncase = \"strict\"\nreason = \"lenient\"\nuntil = 2027-01-31",
    );
    assert_eq!(verdicts, ["Skipped", "Fail", "Pass", "Skipped", "Unreachable", "Skipped", "Faulty", "Inconclusive"]);
    assert_eq!(complaints, Vec::<String>::new());
    for (entry, complaint) in [
        (
            "case = \"acme/create-order/whole/valid/minimal\"\nreason = \"r\"",
            "known.toml:2: \"acme/create-order/whole/valid/minimal\" passes",
        ),
        (
            "reason = \"r\"\ncase = \"acme/create-order/*\"",
            "known.toml:3: \"acme/create-order/whole/valid/minimal\" passes",
        ),
        ("case = \"nonsuch\"\nreason = \"r\"", "known.toml:2: \"nonsuch\" names no case"),
        // What no document decides fails nothing, and needs no excuse.
        ("case = \"null\"\nreason = \"r\"", "known.toml:2: \"null\" names no case"),
        (
            "case = \"strict\"\nreason = \"r\"\nuntil = \"2026-06-14\"",
            "known.toml:2: \"strict\" was to be excused until 2026-06-14",
        ),
    ] {
        let (_, complaints) = known(&format!("[[known]]\n{entry}"));
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(complaints[0].starts_with(complaint), "{complaints:?}");
    }
    let (verdicts, complaints) = known("[[known]]\ncase = \"strict\"\nreason = \"r\"\nuntil = \"2026-06-15\"");
    assert_eq!((verdicts[0].as_str(), complaints.len()), ("Skipped", 0), "the last day still counts");
}

#[test]
fn a_run_of_known_failures_alone_is_fine_and_a_wrong_entry_fails_it() {
    let mut known = ExpectedFailures::read("k", "[[known]]\ncase = \"acme/*/absent\"\nreason = \"r\"").unwrap();
    assert_eq!(known.settle(RunStatus::Passed), RunStatus::Failed, "it names nothing yet");
    _ = known.filter(Event { elapsed: Duration::ZERO, kind: EventKind::Finished(Box::new(accepted_a_broken_one())) });
    assert_eq!(known.settle(RunStatus::NothingRun), RunStatus::Passed);
    assert_eq!(known.settle(RunStatus::Unreachable), RunStatus::Unreachable);
}

#[test]
fn a_known_case_that_a_shard_leaves_out_is_no_mistake() {
    let text = "[[known]]\ncase = \"acme/elsewhere/*\"\nreason = \"r\"";
    let elsewhere = case("acme/elsewhere/a", Level::Documented, Expect::Accept, json!({}));
    assert_eq!(ExpectedFailures::read("k", text).unwrap().complaints().len(), 1);
    assert_eq!(ExpectedFailures::read("k", text).unwrap().with_suite([&elsewhere]).complaints().len(), 0);
}

#[test]
fn a_mistake_among_known_failures_names_the_line_and_what_is_allowed() {
    for (text, message) in [
        (
            "[[known]]\ncase = \"a\"",
            "k.toml:1: missing key `reason`; an entry has `case`, `reason` and optionally `until`",
        ),
        (
            "\n[[known]]\nreason = \"r\"",
            "k.toml:2: missing key `case`; an entry has `case`, `reason` and optionally `until`",
        ),
        ("[[known]]\ncase = \"a\"\nreason = \" \"", "k.toml:3: reason is empty"),
        (
            "[[known]]\ncase = \"a\"\nreasn = \"r\"",
            "k.toml:3: unknown field `reasn`, expected one of `case`, `reason`, `until`",
        ),
        ("[[knwon]]\ncase = \"a\"", "k.toml:1: unknown field `knwon`, expected `known`"),
        ("[[known]]\ncase = \"a[\"\nreason = \"r\"", "k.toml:2: case: "),
        ("[[known]]\ncase = \"a\"\nreason = \"r\"\nuntil = \"soon\"", "k.toml:4: until: \"soon\" is not a date"),
        ("[[known]]\ncase = 1\nreason = \"r\"", "k.toml:2: "),
        ("known", "k.toml:1: "),
    ] {
        let error = ExpectedFailures::read("k.toml", text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text:?}: {error}");
    }
}
