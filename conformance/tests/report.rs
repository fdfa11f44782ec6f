//! Reports of hand-made runs. Expected pages are in `tests/reports`; `RINGBACK_BLESS=1` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use pulldown_cmark::Event as Markup;
use ringback::{
    case::{Breaks, Case, Expect, Level, Payload},
    event::{Answer, Event, Finished, Kind, Sent, Verdict},
    judge::Mismatch,
    known::Known,
    outcome::Outcome,
    report::{self, Report, json, merge::merge, open, open_all},
};
use ringback_generator::source::Source;
use serde_json::{Value, json};
use std::{fs, path::Path, sync::Arc, time::Duration};

const FORMATS: [(&str, &str); 6] =
    [("text", "txt"), ("json", "json"), ("junit", "xml"), ("html", "html"), ("markdown", "md"), ("github", "github")];

/// What no report may hold: a number and names that the target returned, and every secret.
const PRIVATE: [&str; 9] =
    ["4155550123", "415-555-0123", "Ann Example", "Bob", "s3cr3t", "c00kie", "hunter2", "k3y", "eyJhbGci"];

fn case(name: &str, level: Level, expect: Expect, payload: Value) -> Case {
    let (vendor, rest) = name.split_once('/').unwrap();
    Case {
        name: name.into(),
        vendor: vendor.into(),
        operation: rest.split('/').next().unwrap().into(),
        type_name: format!("{vendor}/Order"),
        level,
        expect,
        payload: Payload::Json(payload),
        breaks: None,
        tags: Vec::new(),
        because: vec![Source::line("documents/Order.md", 16, "A list of the phone numbers for this callback.")],
    }
}

fn finished(case: Case, verdict: Verdict, status: u16, body: &str) -> Finished {
    let Payload::Json(payload) = &case.payload else { unreachable!("every case here sends JSON") };
    let payload = payload.to_string();
    let url = format!("http://127.0.0.1:8080/{}", case.operation);
    Finished {
        verdict,
        request: Some(Sent {
            method: "POST".into(),
            url: url.clone(),
            headers: vec![
                ("authorization".into(), "Bearer s3cr3t".into()),
                ("x-api-key".into(), "k3y".into()),
                ("content-type".into(), "application/json".into()),
            ],
            body: Some(payload.clone()),
        }),
        response: Some(Answer {
            status,
            headers: vec![
                ("content-type".into(), "application/json".into()),
                ("set-cookie".into(), "id=c00kie".into()),
            ],
            body: body.as_bytes().to_vec(),
            cut: false,
        }),
        took: Duration::from_micros(1300),
        reproduce: Some(format!("curl -X POST -H \"Authorization: Bearer $TOKEN\" -d '{payload}' '{url}'")),
        case: case.into(),
    }
}

fn mismatch(at: &str, rule: &str, message: &str) -> Mismatch {
    let because = vec![Source::line("documents/Order.md", 18, "Number of seconds before the callback is made.")];
    Mismatch { at: at.into(), rule: rule.into(), message: message.into(), because }
}

fn accepted_a_broken_one() -> Finished {
    let mut case = case(
        "acme/create-order/callbackNumbers/required/absent",
        Level::Documented,
        Expect::Reject,
        json!({"queueId": "q"}),
    );
    case.breaks = Some(Breaks { at: "/callbackNumbers".into(), rule: "required".into(), way: "absent".into() });
    let verdict = Verdict::Fail(vec![Mismatch {
        because: Vec::new(),
        ..mismatch("", "status", "201 takes a payload that lacks \"callbackNumbers\"; a refusal (400) was expected")
    }]);
    let body = r#"{"id":"7b2a","customerName":"Ann Example","ani":"+14155550123","session_token":"eyJhbGci"}"#;
    finished(case, verdict, 201, body)
}

fn returned_a_wrong_one() -> Finished {
    let payload = json!({"callbackNumbers": ["+12025550100"], "customerName": "text"});
    let case = case("acme/create-order/whole/valid/full", Level::Documented, Expect::Accept, payload);
    let verdict = Verdict::Fail(vec![
        mismatch("/callbackNumbers/0", "echo", "\"+12025550100\" was sent, \"415-555-0123\" came back"),
        mismatch("/customerName", "echo", "\"text\" was sent, \"Bob\" came back"),
    ]);
    finished(case, verdict, 201, r#"{"callbackNumbers":["415-555-0123"],"customerName":"Bob"}"#)
}

fn without_answer(name: &str, level: Level, verdict: Verdict) -> Finished {
    let case = case(name, level, Expect::Accept, json!({}));
    Finished { verdict, request: None, response: None, reproduce: None, took: Duration::ZERO, case: case.into() }
}

fn little_run() -> Vec<Finished> {
    let mut guessed = case("acme/create-order/wait/null/null", Level::Observed, Expect::Reject, json!({"wait": null}));
    guessed.tags = vec!["null".into()];
    let differs = Verdict::Fail(vec![mismatch("", "status", "201 where a refusal was guessed")]);
    let passes = case("acme/create-order/whole/valid/minimal", Level::Documented, Expect::Accept, json!({"wait": 1}));
    vec![
        returned_a_wrong_one(),
        finished(guessed, differs, 201, ""),
        finished(passes, Verdict::Pass, 201, "{}"),
        accepted_a_broken_one(),
        without_answer(
            "acme/read-order/whole/returned/conforms",
            Level::Documented,
            Verdict::Unreachable("connection reset by peer, after Authorization: Basic aHVudGVyMjpodW50ZXIy".into()),
        ),
        without_answer(
            "acme/cancel-order/whole/valid/minimal",
            Level::Documented,
            Verdict::Skipped("not implemented yet".into()),
        ),
        without_answer(
            "acme/cancel-order/whole/valid/full",
            Level::Documented,
            Verdict::Faulty("the payload does not conform to its own type".into()),
        ),
    ]
}

/// What a report of these cases says.
fn told(format: &str, cases: &[Finished]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/report");
    let mut report = open(&format!("{format}={}", file.display())).unwrap();
    tell(report.as_mut(), cases);
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is left beside the report");
    fs::read_to_string(file).unwrap()
}

fn tell(report: &mut dyn Report, cases: &[Finished]) {
    let kinds = [Kind::Started { target: "http://user:hunter2@127.0.0.1:8080".into(), cases: cases.len() }]
        .into_iter()
        .chain([Kind::Unwired {
            operation: "acme/list-orders".into(),
            advice: "404 at /orders: look at the path, or at Cookie: c00kie".into(),
        }])
        .chain(cases.iter().cloned().map(|finished| Kind::Finished(Box::new(finished))))
        .chain([Kind::Ended]);
    for (index, kind) in kinds.enumerate() {
        report.event(&Event { elapsed: Duration::from_millis(index as u64 * 100), kind }).unwrap();
    }
}

#[test]
fn every_format_tells_the_same_little_run() {
    for (format, extension) in FORMATS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reports/little.{extension}"));
        let page = told(format, &little_run());
        if std::env::var_os("RINGBACK_BLESS").is_some() {
            fs::write(&path, &page).unwrap();
        }
        assert_eq!(page, fs::read_to_string(&path).unwrap_or_default(), "{format}: RINGBACK_BLESS=1 writes it anew");
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
    for (format, _) in FORMATS {
        assert_eq!(told(format, &little_run()), told(format, &turned), "{format}");
    }
}

#[test]
fn the_json_report_is_the_contracts_and_conforms_to_its_own_schema() {
    let page: Value = serde_json::from_str(&told("json", &little_run())).unwrap();
    let schema = jsonschema::validator_for(&json::schema()).unwrap();
    assert!(schema.is_valid(&page), "{:?}", schema.iter_errors(&page).map(|e| e.to_string()).collect::<Vec<_>>());
    let expected =
        json!({"cases": 7, "passed": 1, "failed": 2, "observed": 1, "skipped": 1, "unreachable": 1, "faulty": 1});
    assert_eq!(page["summary"], expected);
    let plain: Value = serde_json::from_str(&told("json", &little_run()[2..4])).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&plain["summary"]), ["cases", "passed", "failed", "observed", "skipped", "unreachable"]);
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
    for (format, _) in FORMATS {
        let file = folder.path().join(format);
        let mut report = open_all(&[format!("{format}={}", file.display())], true).unwrap();
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
    for (format, _) in FORMATS {
        let page = told(format, &cases);
        let unseen = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}' || c == '\u{ffff}';
        assert!(format == "json" || !page.contains(unseen), "{format}");
        match format {
            "json" => assert!(!page.contains(|c: char| c.is_control() && c != '\n')),
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
        for (format, _) in FORMATS {
            let page = told(format, std::slice::from_ref(&failed));
            assert!(page.len() < 120_000, "{format}: {}", page.len());
            assert!(page.contains("bytes in all"), "{format}");
        }
    }
}

#[test]
fn a_run_that_is_stopped_is_reported_with_what_ran() {
    let folder = tempfile::tempdir().unwrap();
    for (format, _) in FORMATS {
        let file = folder.path().join(format);
        let mut report = open(&format!("{format}={}", file.display())).unwrap();
        let started = Kind::Started { target: "x".into(), cases: 9 };
        let stopped = Kind::Stopped { why: "interrupted by Ctrl-C".into() };
        for kind in [started, Kind::Finished(Box::new(accepted_a_broken_one())), stopped] {
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
        open_all(&formats, false).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(message(&["pdf"]), "unknown report format \"pdf\" (one of text, junit, html, markdown, github, json)");
    assert!(message(&["json="]).contains("path of a file"));
    assert!(message(&["text", "json"]).contains("goes to standard output already"));
    assert!(message(&["json=/dev/null/x"]).contains("/dev/null"));
    assert!(message(&["json=."]).contains("directory"));
    assert_eq!(message(&["text", "json=/dev/null"]), "");
    assert!(report::open("github").is_ok());
}

#[test]
fn a_report_goes_through_what_is_no_plain_file() {
    tell(open("json=/dev/null").unwrap().as_mut(), &little_run());
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn shards_join_into_the_report_of_the_whole() {
    let run = little_run();
    let shard = |name: &str, cases: &[Finished]| (name.to_owned(), told("json", cases));
    let joined = merge(&[shard("b.json", &run[3..]), shard("a.json", &run[..3])]).unwrap();
    assert_eq!(serde_json::to_value(&joined).unwrap(), serde_json::from_str::<Value>(&told("json", &run)).unwrap());

    let twice = merge(&[shard("a.json", &run[..3]), shard("b.json", &run[2..])]).unwrap_err().to_string();
    assert!(twice.starts_with("b.json:") && twice.contains("is in a.json too") && twice.contains("minimal"), "{twice}");
    let cut = |text: &str| merge(&[("c.json".into(), text.into())]).unwrap_err().to_string();
    assert!(cut("{\"ringback\":\n1}").starts_with("c.json:2: not a report"));
    assert!(cut("").starts_with("c.json:1: not a report"));
    let (_, honest) = shard("a.json", &run[..3]);
    assert!(cut(&honest.replace("\"failed\": 1", "\"failed\": 0")).contains("summary"));
    let other = ("d.json".to_owned(), honest.replace("\"ringback\": \"", "\"ringback\": \"9"));
    assert!(merge(&[shard("b.json", &run[3..]), other]).unwrap_err().to_string().contains("one version"));
}

/// What becomes of the little run's verdicts, and what is said about the entries.
fn known(text: &str) -> (Vec<String>, Vec<String>) {
    let mut known = Known::read("known.toml", text).unwrap().on("2026-06-15".parse().unwrap());
    let mut run = little_run();
    Arc::make_mut(&mut run[0].case).tags = vec!["strict".into()];
    let verdicts = run.into_iter().map(|finished| {
        let event = Event { elapsed: Duration::ZERO, kind: Kind::Finished(Box::new(finished)) };
        let Kind::Finished(finished) = known.filter(event).kind else { unreachable!("it stays what it is") };
        format!("{:?}", finished.verdict).split('(').next().unwrap_or_default().to_owned()
    });
    let verdicts = verdicts.collect();
    (verdicts, known.complaints().iter().map(ToString::to_string).collect())
}

#[test]
fn known_failures_do_not_fail_and_known_passes_do() {
    let untouched = ["Fail", "Fail", "Pass", "Fail", "Unreachable", "Skipped", "Faulty"];
    assert_eq!(known(""), (untouched.map(String::from).to_vec(), vec![]));
    let (verdicts, complaints) = known(
        "[[known]]\ncase = \"acme/*/required/absent\"\nreason = \"ticket 7\"\n[[known]]\ncase = \"strict\"\nreason = \"lenient\"\nuntil = 2027-01-31",
    );
    assert_eq!(verdicts, ["Skipped", "Fail", "Pass", "Skipped", "Unreachable", "Skipped", "Faulty"]);
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
    let mut known = Known::read("k", "[[known]]\ncase = \"acme/*/absent\"\nreason = \"r\"").unwrap();
    assert_eq!(known.settle(Outcome::Fine), Outcome::Found, "it names nothing yet");
    _ = known.filter(Event { elapsed: Duration::ZERO, kind: Kind::Finished(Box::new(accepted_a_broken_one())) });
    assert_eq!(known.settle(Outcome::Nothing), Outcome::Fine);
    assert_eq!(known.settle(Outcome::Unreachable), Outcome::Unreachable);
}

#[test]
fn a_known_case_that_a_shard_leaves_out_is_no_mistake() {
    let text = "[[known]]\ncase = \"acme/elsewhere/*\"\nreason = \"r\"";
    let elsewhere = case("acme/elsewhere/a", Level::Documented, Expect::Accept, json!({}));
    assert_eq!(Known::read("k", text).unwrap().complaints().len(), 1);
    assert_eq!(Known::read("k", text).unwrap().of_suite([&elsewhere]).complaints().len(), 0);
}

#[test]
fn a_mistake_among_known_failures_names_the_line_and_what_is_allowed() {
    for (text, message) in [
        (
            "[[known]]\ncase = \"a\"",
            "k.toml:1: missing key `reason`; an entry has `case`, `reason` and perhaps `until`",
        ),
        (
            "\n[[known]]\nreason = \"r\"",
            "k.toml:2: missing key `case`; an entry has `case`, `reason` and perhaps `until`",
        ),
        ("[[known]]\ncase = \"a\"\nreason = \" \"", "k.toml:3: reason is empty"),
        (
            "[[known]]\ncase = \"a\"\nreasn = \"r\"",
            "k.toml:3: unknown field `reasn`, expected one of `case`, `reason`, `until`",
        ),
        ("[[knwon]]\ncase = \"a\"", "k.toml:1: unknown field `knwon`, expected `known`"),
        ("[[known]]\ncase = \"a[\"\nreason = \"r\"", "k.toml:2: case: "),
        ("[[known]]\ncase = \"a\"\nreason = \"r\"\nuntil = \"soon\"", "k.toml:4: until: \"soon\" is not a day"),
        ("[[known]]\ncase = 1\nreason = \"r\"", "k.toml:2: "),
        ("known", "k.toml:1: "),
    ] {
        let error = Known::read("k.toml", text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text:?}: {error}");
    }
}
