//! The verdict on each response, one row per response.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it must be")]

use ringback_contract::operation::ReadBack;
use ringback_runner::{
    event::Verdict,
    exchange::{Request, Response},
    judges::Judges,
    stages::{judge::judge, prepare::PreparedRequest, round_trip::read_back_mismatches},
};
use ringback_suite::{case::Case, derive::cases, vendors};
use serde_json::{Value, json};

/// The first case whose name has this ending, with its payload.
fn prepared(ending: &str) -> PreparedRequest {
    let models = vendors::models(None).unwrap();
    let case: Case = models.iter().flat_map(cases).find(|case| case.name.ends_with(ending)).unwrap();
    let model = models.iter().find(|model| model.vendor.name == case.vendor).unwrap();
    let operation = model.vendor.operations.iter().find(|operation| operation.name == case.operation).unwrap().clone();
    let payload = match &case.payload {
        ringback_suite::case::Payload::Json(payload) => Some(payload.clone()),
        _ => None,
    };
    PreparedRequest {
        case: case.into(),
        operation: operation.into(),
        request: Request { payload, ..Request::default() },
    }
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec(), truncated: false }
}

/// `pass`, `skipped`, or the broken rules.
fn verdict(ending: &str, status: u16, body: &str) -> String {
    let models = vendors::models(None).unwrap();
    match judge(&prepared(ending), &answer(status, body), &Judges::new(&models).unwrap()).verdict {
        Verdict::Pass => "pass".into(),
        Verdict::Skipped(_) => "skipped".into(),
        Verdict::Inconclusive(_) => "inconclusive".into(),
        Verdict::Fail(mismatches) => {
            mismatches.iter().map(|mismatch| format!("{}:{}", mismatch.at, mismatch.rule)).collect::<Vec<_>>().join(" ")
        }
        other => panic!("{other:?}"),
    }
}

const SCHEDULE: &str = r#"{"id": "123e4567-e89b-12d3-a456-426614174000", "customerName": "J", "callbackNumber": "+12025550100",
    "timezone": "Mars/Phobos", "scheduleDate": "2027-02-03", "startTime": "14:30:00", "endTime": "15:30:00", "queueId": "q",
    "callbackOrigin": "IVR", "createdTimestamp": 1, "lastUpdatedTimestamp": 2, "orgId": "123e4567-e89b-12d3-a456-426614174000"}"#;

#[test]
fn an_answer_is_judged_by_what_is_documented_and_by_nothing_else() {
    let broken = SCHEDULE.replace("14:30:00", "14:30");
    let command = "create-callback-on-conversation/";
    let rows: &[(&str, u16, &str, &str)] = &[
        (&format!("{command}whole/valid/minimal"), 201, "", "pass"),
        // No document lists the statuses: any 2xx accepts, any 4xx that is about the payload rejects.
        (&format!("{command}whole/valid/minimal"), 200, "", "pass"),
        (&format!("{command}whole/valid/minimal"), 400, "{}", ":status"),
        (&format!("{command}whole/valid/minimal"), 422, "{}", ":status"),
        (&format!("{command}whole/valid/minimal"), 500, "", ":status"),
        (&format!("{command}whole/valid/minimal"), 501, "", ":status"),
        (&format!("{command}callbackNumbers/required/absent"), 400, "{}", "pass"),
        (&format!("{command}callbackNumbers/required/absent"), 400, "{\"status\": \"400\"}", "pass"),
        (&format!("{command}callbackNumbers/required/absent"), 201, "", "/callbackNumbers:required"),
        (&format!("{command}callbackNumbers/required/absent"), 422, "{}", "pass"),
        (&format!("{command}callbackNumbers/required/absent"), 500, "", ":status"),
        (&format!("{command}callerId/format/without-plus"), 201, "", "/callerId:format"),
        ("list-scheduled-callbacks/whole/returned/conforms", 200, &format!("{{\"data\": [{SCHEDULE}]}}"), "pass"),
        (
            "list-scheduled-callbacks/whole/returned/conforms",
            200,
            &format!("{{\"data\": [{broken}]}}"),
            "/data/0/startTime:format",
        ),
        ("list-scheduled-callbacks/whole/returned/conforms", 200, "{\"data\": []}", "skipped"),
        ("list-scheduled-callbacks/whole/returned/conforms", 200, "<html>", ":body"),
        ("list-scheduled-callbacks/whole/returned/conforms", 404, "", "inconclusive"),
        ("get-scheduled-callback/whole/returned/conforms", 200, "{}", "12 broken"),
    ];
    for (ending, status, body, expected) in rows {
        let found = verdict(ending, *status, body);
        let found = if found.split(' ').count() > 3 { format!("{} broken", found.split(' ').count()) } else { found };
        assert_eq!(&found, expected, "{ending} answered with {status} {body}");
    }
}

#[test]
fn what_was_sent_must_be_found_again_where_the_sentence_says() {
    let read = ReadBack {
        operation: "get-conversation".into(),
        with: Default::default(),
        compare: [("/data".parse().unwrap(), "/participants/*/attributes".parse().unwrap())].into_iter().collect(),
        observe: Default::default(),
    };
    let mut request = prepared("create-callback-on-conversation/whole/valid/minimal");
    request.request.payload = Some(json!({"data": {"notes": "ready", "name": "Doc"}}));
    let judges = Judges::new(&vendors::models(None).unwrap()).unwrap();
    let missing = |body: Value| read_back_mismatches(&request, &read, &answer(200, &body.to_string()), &judges).len();
    assert_eq!(
        missing(json!({"participants": [{}, {"attributes": {"notes": "ready", "name": "Doc", "more": "x"}}]})),
        0
    );
    assert_eq!(missing(json!({"participants": [{"attributes": {"notes": "ready"}}]})), 1);
    assert_eq!(missing(json!({"participants": [{"attributes": {"notes": "Ready", "name": "Doc"}}]})), 1);
    assert_eq!(missing(json!({"participants": []})), 1);
    assert_eq!(read_back_mismatches(&request, &read, &answer(200, "not json"), &judges).len(), 1);
}

#[test]
fn json_that_is_called_something_else_is_told_and_json_by_any_name_is_not() {
    let judges = Judges::new(&vendors::models(None).unwrap()).unwrap();
    let request = prepared("list-scheduled-callbacks/whole/returned/conforms");
    for (kind, rules) in [
        (None, 0),
        (Some("application/json"), 0),
        (Some("Application/JSON; charset=utf-8"), 0),
        (Some("application/vnd.acme+json"), 0),
        (Some("text/html"), 1),
        (Some("application/jsonp"), 1),
    ] {
        let mut answer = answer(200, &format!("{{\"data\": [{SCHEDULE}]}}"));
        answer.headers.extend(kind.map(|kind| ("content-type".to_owned(), kind.to_owned())));
        let found = match judge(&request, &answer, &judges).verdict {
            Verdict::Pass => 0,
            Verdict::Fail(mismatches) => mismatches.iter().filter(|mismatch| mismatch.rule == "content-type").count(),
            other => panic!("{other:?}"),
        };
        assert_eq!(found, rules, "{kind:?}");
    }
}

#[test]
fn what_no_document_decides_may_be_refused_but_what_is_taken_is_judged() {
    let taken = "create-scheduled-callback/customerName/returned/given";
    let whole: Value = serde_json::from_str(SCHEDULE).unwrap();
    let mut echo = whole.as_object().unwrap().clone();
    let Some(Value::Object(payload)) = prepared(taken).request.payload else { panic!("an object is sent") };
    echo.extend(payload);
    let echo = Value::Object(echo).to_string();
    for (status, body, expected) in [
        (400, "{}", "skipped"),
        (201, echo.as_str(), "pass"),
        (202, echo.as_str(), "pass"),
        (500, "{}", ":status"),
        (201, &echo.replace("\"text\"", "\"Text\""), "/customerName:echo"),
        (201, &echo.replace("America/New_York", "America/Chicago"), "/timezone:echo"),
    ] {
        assert_eq!(verdict(taken, status, body), expected, "{status} {body}");
    }
    // Whoever never looks at a body that is no payload may refuse it in a way that no document knows.
    let body = "create-callback-on-conversation/body/form";
    assert_eq!(verdict(body, 415, ""), "pass");
    assert_eq!(verdict(body, 201, ""), ":body");
}

#[test]
fn a_status_about_something_else_decides_nothing_whatever_was_sent() {
    let about =
        [401, 402, 403, 404, 405, 406, 407, 408, 409, 412, 423, 425, 428, 429, 502, 503, 504, 301, 302, 307, 308];
    let endings = ["whole/valid/minimal", "callbackNumbers/required/absent"]
        .map(|case| format!("create-callback-on-conversation/{case}"));
    let judges = Judges::new(&vendors::models(None).unwrap()).unwrap();
    for ending in &endings {
        let mut request = prepared(ending);
        for status in about {
            let found = judge(&request, &answer(status, "{}"), &judges).verdict;
            assert!(matches!(found, Verdict::Inconclusive(_)), "{ending} answered with {status}: {found:?}");
        }
        // Unless it is said that such a status rejects.
        let mut operation = (*request.operation).clone();
        operation.set_rejection(vec![409]);
        request.operation = operation.into();
        let found = judge(&request, &answer(409, "{}"), &judges).verdict;
        assert_eq!(matches!(found, Verdict::Pass), ending.ends_with("absent"), "{ending}: {found:?}");
    }
}
