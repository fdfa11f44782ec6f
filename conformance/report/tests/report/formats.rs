//! The contents of every format of run reports, and what none may contain.

use crate::runs::*;
use pulldown_cmark::Event as Markup;
use ringback_contract::provenance::Source;
use ringback_report::{ReportOptions, json, merge::merge, open, open_all};
use ringback_runner::event::{CaseResult, Event, EventKind, Verdict};
use ringback_suite::case::{Expect, Level};
use ringback_testing::snapshot;
use serde_json::{Value, json};
use std::{fs, path::Path, time::Duration};

#[test]
fn every_format_tells_the_same_little_run() {
    for (format, extension) in formats() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reports/little.{extension}"));
        let page = told(format, &little_run());
        // Style and script are the same in every page.
        let style = include_str!("../../templates/report.css");
        let script = include_str!("../../templates/report.js");
        snapshot::assert(path, &page.replace(style, "").replace(script, ""));
        for private in PRIVATE {
            assert!(!page.contains(private), "{format} tells {private}");
        }
        for words in ["callbackNumbers/required/absent", "documents/Order.md", "connection reset"] {
            assert!(page.contains(words), "{format} does not tell {words}");
        }
    }
}

#[test]
fn the_order_in_which_cases_end_changes_no_page() {
    let mut turned = little_run();
    turned.reverse();
    for (format, _) in pages() {
        assert_eq!(told(format, &little_run()), told(format, &turned), "{format}");
    }
}

#[test]
fn the_json_report_is_the_contracts_and_conforms_to_its_own_schema() {
    let page: Value = serde_json::from_str(&told("json", &little_run())).unwrap();
    let schema = jsonschema::validator_for(&json::schema()).unwrap();
    assert!(schema.is_valid(&page), "{:?}", schema.iter_errors(&page).map(|e| e.to_string()).collect::<Vec<_>>());
    let expected = json!({
        "cases": 8, "judged": 3, "passed": 1, "failed": 2, "observed": 1, "inconclusive": 1, "skipped": 1,
        "unreachable": 1, "faulty": 1
    });
    assert_eq!(page["summary"], expected);
    let plain: Value = serde_json::from_str(&told("json", &little_run()[2..4])).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&plain["summary"]),
        ["cases", "judged", "passed", "failed", "observed", "inconclusive", "skipped", "unreachable"]
    );
    let case = [
        "name",
        "vendor",
        "operation",
        "type",
        "level",
        "expect",
        "verdict",
        "mismatches",
        "because",
        "request",
        "response",
        "millis",
        "reproduce",
        "breaks",
    ];
    assert_eq!(keys(&plain["cases"][0]), case);
    assert_eq!(keys(&plain["cases"][0]["mismatches"][0]), ["at", "rule", "message"]);
    for broken in ["summary", "cases", "target"] {
        let mut page = page.clone();
        page.as_object_mut().unwrap().remove(broken);
        assert!(!schema.is_valid(&page), "without {broken}");
    }
}

#[test]
fn what_was_returned_is_shown_unmasked_on_demand_and_secrets_never() {
    let folder = tempfile::tempdir().unwrap();
    let unmasked = ReportOptions { unmasked: true, ..ReportOptions::default() };
    for (format, _) in formats().chain([("har", "har")]) {
        let file = folder.path().join(format);
        let mut report = open_all(&[format!("{format}={}", file.display())], &unmasked).unwrap();
        tell(&mut report, &little_run());
        let page = fs::read_to_string(file).unwrap();
        assert!(page.contains("415-555-0123") && page.contains("Bob"), "{format}");
        for secret in &PRIVATE[4..] {
            assert!(!page.contains(secret), "{format} tells {secret}");
        }
    }
}

#[test]
fn hostile_texts_do_no_harm_in_any_format() {
    let hostile =
        "]]><script>alert(1)</script>|\n::error::x\r\u{1b}[2J\u{202e}\u{0}\u{ffff}\" onclick=x ``` @everyone %0A";
    let mut broken =
        case("acme/create-order/whole/valid/full", Level::Documented, Expect::Accept, json!({"a": hostile}));
    broken.name.push_str(hostile);
    broken.because = vec![Source::line(hostile, 1, hostile)];
    let why = Verdict::Unreachable(hostile.into());
    let cases = [
        finished(broken, Verdict::Fail(vec![mismatch(hostile, hostile, hostile)]), 200, hostile),
        without_answer(&format!("acme/create-order/{hostile}"), Level::Documented, why),
    ];
    for (format, _) in formats() {
        let page = told(format, &cases);
        let unseen = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}' || c == '\u{ffff}';
        assert!(format.starts_with("json") || !page.contains(unseen), "{format}");
        match format {
            "json" | "jsonl" => assert!(!page.contains(|c: char| c.is_control() && c != '\n')),
            "html" => assert!(!page.contains("<script>alert") && !page.contains("\" onclick=x")),
            "markdown" => {
                for event in pulldown_cmark::Parser::new_ext(&page, pulldown_cmark::Options::all()) {
                    match event {
                        Markup::Html(html) | Markup::InlineHtml(html) => assert!(
                            !html.contains("<script") && (!html.contains('@') || html.contains("<code>")),
                            "{html}"
                        ),
                        Markup::Text(text) => assert!(!text.contains("@everyone") || text.contains("]]>"), "{text}"),
                        _ => {}
                    }
                }
            }
            "junit" => {
                assert!(!page.contains("]]>") && !page.contains("<script>"));
                assert!(quick_junit::Report::deserialize_from_str(&page).is_ok(), "{page}");
            }
            "github" => {
                assert!(page.lines().all(|line| line.starts_with("::error ") || line.starts_with("::notice ")));
                assert_eq!(page.lines().count(), 4, "{page}");
                assert!(page.contains("%250A"));
            }
            _ => assert!(page.lines().all(|line| !line.trim_start().starts_with("::")), "{page}"),
        }
    }
}

#[test]
fn a_large_body_is_cut_in_every_format() {
    let large = json!({"text": "ü".repeat(500_000)}).to_string();
    for body in [large.as_str(), &"+14155550123".repeat(90_000)] {
        let mut failed = returned_a_wrong_one();
        failed.verdict = Verdict::Fail(vec![mismatch("", "maxLength", body)]);
        failed.request.as_mut().unwrap().body = Some(body.into());
        failed.reproduce = Some(body.into());
        failed.response.as_mut().unwrap().body = body.as_bytes().to_vec();
        for (format, _) in formats() {
            let page = told(format, std::slice::from_ref(&failed));
            assert!(page.len() < 120_000, "{format}: {}", page.len());
            assert!(page.contains("bytes in all"), "{format}");
        }
    }
}

#[test]
fn a_run_that_is_stopped_is_reported_with_what_ran() {
    let folder = tempfile::tempdir().unwrap();
    for (format, _) in formats() {
        let file = folder.path().join(format);
        let mut report = open(&format!("{format}={}", file.display())).unwrap();
        let started = started("x", 9);
        let stopped = EventKind::Stopped { why: "interrupted by Ctrl-C".into() };
        for kind in [started, EventKind::Finished(Box::new(accepted_a_broken_one())), stopped] {
            report.event(&Event { elapsed: Duration::ZERO, kind }).unwrap();
        }
        let page = fs::read_to_string(&file).unwrap();
        assert!(page.contains("Ctrl-C"), "{format}: {page}");
        assert!(page.contains("required/absent"), "{format}: {page}");
    }
}

#[test]
fn a_report_that_cannot_be_opened_says_what_is_allowed() {
    let message = |formats: &[&str]| {
        let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        open_all(&formats, &ReportOptions::default()).err().map(|error| error.to_string()).unwrap_or_default()
    };
    let names = formats().map(|(format, _)| format).chain(["har"]).collect::<Vec<_>>().join(", ");
    assert_eq!(message(&["pdf"]), format!("unknown report format \"pdf\" (one of {names})"));
    assert!(message(&["json="]).contains("path of a file"));
    assert!(message(&["text", "json"]).contains("is already written to standard output"));
    assert!(message(&["json=/dev/null/x"]).contains("/dev/null"));
    assert!(message(&["json=."]).contains("directory"));
    assert_eq!(message(&["text", "json=/dev/null"]), "");
    assert!(ringback_report::open("github").is_ok());
}

#[test]
fn a_report_goes_through_what_is_no_plain_file() {
    tell(open("json=/dev/null").unwrap().as_mut(), &little_run());
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn shards_join_into_the_report_of_the_whole() {
    let run = little_run();
    let shard = |name: &str, cases: &[CaseResult]| (name.to_owned(), told("json", cases));
    let joined = merge(&[shard("b.json", &run[3..]), shard("a.json", &run[..3])]).unwrap();
    let mut whole: Value = serde_json::from_str(&told("json", &run)).unwrap();
    assert_eq!(whole["seconds"], json!(1.4));
    // Each shard has a beginning and an end of its own.
    whole["seconds"] = json!(1.6);
    assert_eq!(serde_json::to_value(&joined).unwrap(), whole);
    assert!(told_at_once("text", |report| report.write_run(&joined).unwrap()).contains(" in 1.6 s"));

    let twice = merge(&[shard("a.json", &run[..3]), shard("b.json", &run[2..])]).unwrap_err().to_string();
    assert!(
        twice.starts_with("b.json:") && twice.contains("is also in a.json") && twice.contains("minimal"),
        "{twice}"
    );
    let old = |(name, text): (String, String)| {
        let mut page: Value = serde_json::from_str(&text).unwrap();
        for key in ["started", "seconds", "configuration"] {
            page.as_object_mut().unwrap().remove(key);
        }
        (name, page.to_string())
    };
    let joined = merge(&[old(shard("b.json", &run[3..])), shard("a.json", &run[..3])]).unwrap();
    assert_eq!((joined.seconds, joined.started.as_deref()), (None, Some("2026-06-15T08:30:00Z")));
    let page = told_at_once("text", |report| report.write_run(&joined).unwrap());
    assert!(!page.contains(" in 0.") && page.contains("8 cases"), "an unknown duration is not told: {page}");
    let cut = |text: &str| merge(&[("c.json".into(), text.into())]).unwrap_err().to_string();
    assert!(cut("{\"ringback\":\n1}").starts_with("c.json:2: not a report"));
    assert!(cut("").starts_with("c.json:1: not a report"));
    let (_, honest) = shard("a.json", &run[..3]);
    assert!(cut(&honest.replace("\"failed\": 1", "\"failed\": 0")).contains("summary"));
    let other = ("d.json".to_owned(), honest.replace("\"ringback\": \"", "\"ringback\": \"9"));
    assert!(merge(&[shard("b.json", &run[3..]), other]).unwrap_err().to_string().contains("one version"));
}

#[test]
fn a_joined_report_says_in_every_format_what_the_run_said() {
    let json = told_at_once("json", |report| tell_in_no_time(report, &little_run()));
    let joined = merge(&[("shard.json".into(), json)]).unwrap();
    for (format, _) in pages() {
        let of_the_run = told_at_once(format, |report| tell_in_no_time(report, &little_run()));
        assert_eq!(told_at_once(format, |report| report.write_run(&joined).unwrap()), of_the_run, "{format}");
    }
}

#[test]
fn json_lines_are_written_while_the_run_goes_on_and_tell_how_each_case_ends_as_a_test() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("run.jsonl");
    let mut report = open(&format!("jsonl={}", file.display())).unwrap();
    let lines = || -> Vec<Value> {
        fs::read_to_string(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let mut emit = |kind| report.event(&Event { elapsed: Duration::ZERO, kind }).unwrap();
    emit(started("x", 8));
    assert_eq!(lines()[0]["event"], "started");
    let outcomes = ["failed", "passed", "passed", "failed", "error", "skipped", "error", "skipped"];
    for (result, outcome) in little_run().into_iter().zip(outcomes) {
        let name = result.case.name.clone();
        emit(EventKind::Finished(Box::new(result)));
        let last = lines().pop().unwrap();
        assert_eq!((&last["record"]["name"], &last["outcome"]), (&json!(name), &json!(outcome)));
        assert_eq!(
            last["text"].as_str().unwrap().contains("expected"),
            last["record"]["verdict"] != "pass" && outcome != "skipped"
        );
    }
    emit(EventKind::Ended);
    let last = lines().pop().unwrap();
    assert_eq!((&last["event"], &last["summary"]["failed"]), (&json!("ended"), &json!(2)));
}

#[test]
fn what_keeps_cases_from_being_judged_is_an_error_of_the_first_of_them() {
    let skipped = |name: &str| without_answer(name, Level::Documented, Verdict::Skipped("not sent".into()));
    let unavailable =
        EventKind::OperationUnavailable { operation: "acme/list-orders".into(), advice: "look at the path".into() };
    let stopped = EventKind::Stopped { why: "the token expired".into() };
    let finished = |name: &str| EventKind::Finished(Box::new(skipped(name)));
    let page = told_at_once("jsonl", |report| {
        let names = ["acme/list-orders/a", "acme/list-orders/b", "acme/read-order/a", "acme/read-order/b"];
        let [first, second, third, fourth] = names.map(finished);
        for kind in [started("x", 4), unavailable, first, second, stopped, third, fourth, EventKind::Ended] {
            report.event(&Event { elapsed: Duration::ZERO, kind }).unwrap();
        }
    });
    let lines: Vec<Value> = page.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let cases = lines.iter().filter(|line| line["event"] == "case");
    let told: Vec<_> =
        cases.map(|line| (line["outcome"].as_str().unwrap(), line["message"].as_str().unwrap())).collect();
    let expected = [
        ("error", "no valid payload is accepted by acme/list-orders: look at the path"),
        ("skipped", "not sent"),
        ("error", "the run stopped: the token expired"),
        ("skipped", "not sent"),
    ];
    assert_eq!(told, expected);
}
