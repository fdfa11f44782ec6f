//! A little run, made by hand, and what a report says of it.

use ringback_contract::provenance::Source;
use ringback_report::{Report, format::RunFormat, open};
use ringback_runner::{
    event::{CaseResult, Event, EventKind, Reached, ShownExchange, ShownRequest, Verdict},
    exchange::Response,
};
use ringback_suite::{
    case::{Breaks, Case, Expect, Level, Payload},
    judge::Mismatch,
};
use serde_json::{Value, json};
use std::{fs, time::Duration};

/// What a case sent and got, as an exchange of its own.
fn exchanged(result: &CaseResult) -> Option<EventKind> {
    let exchange = ShownExchange {
        at: "2026-06-15T08:30:01Z".parse().unwrap(),
        case: result.case.name.clone(),
        request: result.request.clone()?,
        response: result.response.clone()?,
        took: result.took,
    };
    Some(EventKind::Exchanged(Box::new(exchange)))
}

/// Every format that shows verdicts and is written when the run is over, and the extension of its files.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    formats().filter(|(format, _)| *format != "jsonl")
}

/// Every format that shows verdicts, and the extension of its files.
pub fn formats() -> impl Iterator<Item = (&'static str, &'static str)> {
    let shows_verdicts = RunFormat::ALL.iter().filter(|format| format.name() != "har");
    shows_verdicts.map(|format| match format.name() {
        "text" => ("text", "txt"),
        "junit" => ("junit", "xml"),
        "markdown" => ("markdown", "md"),
        name => (name, name),
    })
}

/// What no report may hold: a number and names that the target returned, and every secret.
pub const PRIVATE: [&str; 9] =
    ["4155550123", "415-555-0123", "Ann Example", "Bob", "s3cr3t", "c00kie", "hunter2", "k3y", "eyJhbGci"];

pub fn case(name: &str, level: Level, expect: Expect, payload: Value) -> Case {
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
        base: None,
        parts: Vec::new(),
        anonymous: false,
        tags: Vec::new(),
        because: vec![Source::line("documents/Order.md", 16, "A list of the phone numbers for this callback.")],
    }
}

pub fn finished(case: Case, verdict: Verdict, status: u16, body: &str) -> CaseResult {
    let Payload::Json(payload) = &case.payload else { unreachable!("every case here sends JSON") };
    let payload = payload.to_string();
    let url = format!("http://127.0.0.1:8080/{}", case.operation);
    CaseResult {
        verdict,
        reached: Reached::Responded(status),
        request: Some(ShownRequest {
            method: "POST".into(),
            url: url.clone(),
            headers: vec![
                ("authorization".into(), "Bearer s3cr3t".into()),
                ("x-api-key".into(), "k3y".into()),
                ("content-type".into(), "application/json".into()),
            ],
            body: Some(payload.clone()),
        }),
        response: Some(Response {
            status,
            headers: vec![
                ("content-type".into(), "application/json".into()),
                ("set-cookie".into(), "id=c00kie".into()),
            ],
            body: body.as_bytes().to_vec(),
            truncated: false,
        }),
        took: Duration::from_micros(1300),
        differences: Vec::new(),
        reproduce: Some(format!("curl -X POST -H \"Authorization: Bearer $TOKEN\" -d '{payload}' '{url}'")),
        case: case.into(),
    }
}

pub fn mismatch(at: &str, rule: &str, message: &str) -> Mismatch {
    let because = vec![Source::line("documents/Order.md", 18, "Number of seconds before the callback is made.")];
    Mismatch { at: at.into(), rule: rule.into(), message: message.into(), because }
}

pub fn accepted_a_broken_one() -> CaseResult {
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

pub fn returned_a_wrong_one() -> CaseResult {
    let payload = json!({"callbackNumbers": ["+12025550100"], "customerName": "text"});
    let case = case("acme/create-order/whole/valid/full", Level::Documented, Expect::Accept, payload);
    let verdict = Verdict::Fail(vec![
        mismatch("/callbackNumbers/0", "echo", "\"+12025550100\" was sent, \"415-555-0123\" came back"),
        mismatch("/customerName", "echo", "\"text\" was sent, \"Bob\" came back"),
    ]);
    finished(case, verdict, 201, r#"{"callbackNumbers":["415-555-0123"],"customerName":"Bob"}"#)
}

pub fn without_answer(name: &str, level: Level, verdict: Verdict) -> CaseResult {
    let case = case(name, level, Expect::Accept, json!({}));
    CaseResult::not_sent(&case.into(), verdict)
}

pub fn little_run() -> Vec<CaseResult> {
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
        without_answer(
            "acme/cancel-order/reason/maxLength/longer",
            Level::Documented,
            Verdict::Inconclusive("401 Unauthorized: the token may have expired, or is of somebody else".into()),
        ),
    ]
}

/// What a report of these cases says.
pub fn told(format: &str, cases: &[CaseResult]) -> String {
    told_at_once(format, |report| tell(report, cases))
}

/// What a report says after it was told something.
pub fn told_at_once(format: &str, tell: impl FnOnce(&mut dyn Report)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/report");
    let mut report = open(&format!("{format}={}", file.display())).unwrap();
    tell(report.as_mut());
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is left beside the report");
    fs::read_to_string(file).unwrap()
}

pub fn tell(report: &mut dyn Report, cases: &[CaseResult]) {
    for (index, kind) in events(cases).enumerate() {
        report.event(&Event { elapsed: Duration::from_millis(index as u64 * 100), kind }).unwrap();
    }
}

/// The same, as if it took no time: the JSON report does not say how long a run took.
pub fn tell_in_no_time(report: &mut dyn Report, cases: &[CaseResult]) {
    for kind in events(cases) {
        report.event(&Event { elapsed: Duration::ZERO, kind }).unwrap();
    }
}

/// The beginning of a run that always begins at the same time.
pub fn started(target: &str, cases: usize) -> EventKind {
    let configuration = "[target]\nurl = \"http://127.0.0.1:8080\"\nheaders = { x-phone = \"+14155550123\" }\n";
    EventKind::Started {
        target: target.into(),
        cases,
        at: "2026-06-15T08:30:00.25Z".parse().unwrap(),
        configuration: configuration.into(),
    }
}

fn events(cases: &[CaseResult]) -> impl Iterator<Item = EventKind> {
    [started("http://user:hunter2@127.0.0.1:8080", cases.len())]
        .into_iter()
        .chain([EventKind::OperationUnavailable {
            operation: "acme/list-orders".into(),
            advice: "404 at /orders: look at the path, or at Cookie: c00kie".into(),
        }])
        .chain(cases.iter().flat_map(exchanged))
        .chain(cases.iter().cloned().map(|finished| EventKind::Finished(Box::new(finished))))
        .chain([EventKind::Ended])
}
