//! Nothing passes for nothing, and nobody is blamed for something else: servers whose answers are about something else
//! than the payload.

use crate::test_run::*;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use ringback_runner::{
    event::{CaseResult, Verdict},
    status::RunStatus,
};
use ringback_suite::case::{Case, Expect, Level};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    runtime::Runtime,
};

const QUEUE: &str = "11111111-2222-4333-8444-555555555555";

/// Answers as documented, by the one rule that [`valid`] knows.
fn conforming(body: &[u8]) -> Response {
    if valid(body) { StatusCode::CREATED.into_response() } else { refused() }
}

fn refused() -> Response {
    (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/json")], "{}").into_response()
}

/// The documented cases with this expectation that came to a verdict for or against the target.
fn decided(ran: &Ran, expect: Expect) -> Vec<&str> {
    let documented = ran.finished.iter().filter(|finished| finished.case.level == Level::Documented);
    let decided = documented.filter(|finished| matches!(finished.verdict, Verdict::Pass | Verdict::Fail(_)));
    decided.filter(|finished| finished.case.expect == expect).map(|finished| finished.case.name.as_str()).collect()
}

/// Takes whatever names the queue that exists, and nothing else; validates nothing.
fn tenant(runtime: &Runtime) -> SocketAddr {
    serve(runtime, |_, _, _, body| {
        let payload: Value = serde_json::from_slice(&body).unwrap_or_default();
        if payload["queueId"] == QUEUE { StatusCode::CREATED.into_response() } else { refused() }
    })
}

#[test]
fn a_tenant_that_knows_one_queue_and_validates_nothing_passes_no_refusal() {
    let runtime = Runtime::new().unwrap();
    let address = tenant(&runtime);
    let of_payloads: fn(&Case) -> bool = |case| !case.name.contains("/body/") && !case.name.contains("/whole/types/");
    let ran = run_suite(address, &RunSetup { cases: of_payloads, ..RunSetup::default() });
    assert_eq!(decided(&ran, Expect::Reject), [""; 0]);
    assert!(ran.verdicts(inconclusive).len() + ran.unwired.len() > 5);
    let reason = format!("{:?}{:?}", ran.unwired, ran.verdicts(inconclusive)[0].verdict);
    assert!(reason.contains("[values]") && reason.contains("CreateCallbackOnConversationCommand/queueId"), "{reason}");

    // Once it is told which queue exists, it is caught at every rule that it does not check.
    let config = format!(
        "{ORGANISATION}\n[values]\n\"genesys-cloud/CreateCallbackOnConversationCommand/queueId\" = {QUEUE:?}\n"
    );
    let broken: fn(&Case) -> bool = |case| case.name.contains("/callbackNumbers/") && case.level == Level::Documented;
    let ran = run_suite(address, &RunSetup { config, cases: broken, ..RunSetup::default() });
    let rejects = ran.finished.iter().filter(|finished| finished.case.expect == Expect::Reject).count();
    assert!(rejects > 3);
    let failures = ran.verdicts(failed);
    assert_eq!(
        failures.len(),
        rejects,
        "{:?}",
        ran.finished.iter().map(|f| (&f.case.name, &f.verdict)).collect::<Vec<_>>()
    );
    for finished in &ran.finished {
        let sent = finished.request.as_ref().and_then(|request| request.body.as_deref()).unwrap_or_default();
        assert!(!sent.contains("queueId") || sent.contains(QUEUE), "{}: {sent}", finished.case.name);
    }
}

#[test]
fn a_token_that_expires_stops_the_run_and_blames_nobody() {
    let runtime = Runtime::new().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let address = serve(&runtime, move |_, _, _, body| match counted.fetch_add(1, Ordering::SeqCst) {
        0..50 => conforming(&body),
        _ => StatusCode::UNAUTHORIZED.into_response(),
    });
    let setup = RunSetup { cases: |case| case.name.contains("/callbackNumbers/"), ..RunSetup::default() };
    let before = run_suite(serve(&runtime, |_, _, _, body| conforming(&body)), &setup);
    let ran = run_suite(address, &RunSetup { cases: |_| true, ..setup });
    assert!(ran.verdicts(failed).iter().all(|finished| !format!("{:?}", finished.verdict).contains("401")));
    assert!(ran.stopped.as_deref().is_some_and(|why| why.contains("401")), "{:?}", ran.stopped);
    assert!(before.stopped.is_none());
    // Eight jobs have a request under way, two go on until three answers were noticed, and one tries a valid payload.
    let after = count.load(Ordering::SeqCst) - 50;
    assert!(after <= 8 + 5, "{after} requests after the token expired");
    assert!(
        ran.finished
            .iter()
            .any(|finished| matches!(&finished.verdict, Verdict::Skipped(why) if why.contains("stopped")))
    );
}

#[test]
fn statuses_as_good_as_the_expected_ones_pass_and_are_told_once() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, _, body| match valid(&body) {
        true => StatusCode::ACCEPTED.into_response(),
        false => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    });
    let setup = RunSetup { cases: |case| case.name.contains("/callbackNumbers/required"), ..RunSetup::default() };
    let ran = run_suite(address, &setup);
    assert_eq!((ran.status, ran.verdicts(failed).len()), (RunStatus::Passed, 0));
    assert_eq!(
        ran.statuses,
        ["it accepts with status 202 where 201 was expected", "it refuses with status 422 where 400 was expected"]
    );
}

#[test]
fn a_gateway_that_fails_for_a_while_blames_nobody() {
    let runtime = Runtime::new().unwrap();
    for status in [StatusCode::BAD_GATEWAY, StatusCode::GATEWAY_TIMEOUT, StatusCode::CONFLICT, StatusCode::FORBIDDEN] {
        let count = AtomicUsize::new(0);
        let count = Arc::new(count);
        let address = serve(&runtime, move |_, _, _, body| match count.fetch_add(1, Ordering::SeqCst) {
            20 | 21 => status.into_response(),
            _ => conforming(&body),
        });
        let setup = RunSetup { cases: |case| case.name.contains("/callbackNumbers/"), jobs: 1, ..RunSetup::default() };
        let ran = run_suite(address, &setup);
        let blamed = format!("{:?}", ran.verdicts(failed).iter().map(|f| &f.verdict).collect::<Vec<_>>());
        assert!(!blamed.contains(status.as_str()), "{status}: {blamed}");
        assert!(ran.stopped.is_none(), "{status}: {:?}", ran.stopped);
    }
}

#[test]
fn a_login_page_for_every_path_is_no_api() {
    let runtime = Runtime::new().unwrap();
    for status in [StatusCode::OK, StatusCode::CREATED] {
        let page = "<html><title>Sign in</title></html>";
        let address =
            serve(&runtime, move |_, _, _, _| (status, [(header::CONTENT_TYPE, "text/html")], page).into_response());
        let ran = run_suite(address, &RunSetup::default());
        assert_eq!((ran.status, ran.verdicts(failed).len()), (RunStatus::Unreachable, 0));
        assert!(ran.stopped.is_some_and(|why| why.contains("page of HTML")));
    }
}

/// Takes what is valid, and answers every reading request with one status.
fn unreadable(runtime: &Runtime, status: StatusCode) -> SocketAddr {
    serve(runtime, move |method, path, _, body| match method.as_str() {
        "GET" => status.into_response(),
        _ if valid(&body) || path.contains("/scheduled-callback") => {
            (StatusCode::CREATED, r#"{"id": "00000000-0000-4000-8000-000000000001"}"#).into_response()
        }
        _ => refused(),
    })
}

#[test]
fn a_reading_operation_that_is_not_there_is_blamed_once_and_nothing_that_it_was_to_read_back() {
    let data: fn(&Case) -> bool = |case| case.name.contains("/data/valid/") || case.name.ends_with("/conforms");
    let configured = RunSetup { operation: "", cases: data, ..RunSetup::default() };
    let created: fn(&Case) -> bool = |case| {
        ["create-scheduled-callback", "get-scheduled-callback"].contains(&case.operation.as_str())
            && (case.name.contains("/customerName/valid/") || case.name.ends_with("/conforms"))
    };
    let created = RunSetup { operation: "", cases: created, ..RunSetup::default() };
    let runtime = Runtime::new().unwrap();
    for (setup, reader) in [(&configured, "get-conversation"), (&created, "get-scheduled-callback")] {
        for (status, blames) in
            [(404, true), (405, true), (500, true), (501, true), (401, false), (403, false), (503, false)]
        {
            let ran = run_suite(unreadable(&runtime, StatusCode::from_u16(status).unwrap()), setup);
            let reading = |finished: &&&CaseResult| finished.case.operation == reader;
            let failures = ran.verdicts(failed);
            assert_eq!(failures.iter().filter(reading).count(), usize::from(blames), "{reader} {status}");
            let taken = ran.finished.iter().filter(|finished| finished.case.expect == Expect::Accept);
            let taken: Vec<_> = taken.collect();
            let others = taken.iter().filter(|finished| !matches!(finished.verdict, Verdict::Pass));
            let others: Vec<_> = others.map(|finished| (&finished.case.name, &finished.verdict)).collect();
            // What the creating operation returns is not what its type says, as this server only invents an identifier.
            let others: Vec<_> = others.iter().filter(|(_, verdict)| format!("{verdict:?}").contains("read")).collect();
            assert!(!taken.is_empty() && others.is_empty(), "{reader} {status}: {others:?}");
            assert!(ran.stopped.is_none(), "{reader} {status}: {:?}", ran.stopped);
        }
    }
}

#[test]
fn a_reading_operation_that_is_not_there_and_has_no_case_is_told_of() {
    let runtime = Runtime::new().unwrap();
    for status in [StatusCode::NOT_FOUND, StatusCode::NOT_IMPLEMENTED] {
        let setup = RunSetup { cases: |case| case.name.contains("/data/valid/"), ..RunSetup::default() };
        let ran = run_suite(unreadable(&runtime, status), &setup);
        assert_eq!((ran.verdicts(failed).len(), ran.status), (0, RunStatus::Passed), "{status}");
        let told = format!("{:?}", ran.statuses);
        assert!(told.contains("returns nothing") && told.contains(status.as_str()), "{told}");
    }
}

#[test]
fn what_is_created_and_not_there_is_told_once_by_the_creating_operation_if_nobody_else_can() {
    let runtime = Runtime::new().unwrap();
    for (status, failures) in [(404, 1), (405, 0), (501, 0), (403, 0)] {
        let address = unreadable(&runtime, StatusCode::from_u16(status).unwrap());
        let cases: fn(&Case) -> bool = |case| case.name.contains("/customerName/valid/");
        let ran =
            run_suite(address, &RunSetup { operation: "create-scheduled-callback", cases, ..RunSetup::default() });
        let unread = ran.verdicts(failed).into_iter().filter(|one| format!("{:?}", one.verdict).contains("read back"));
        assert_eq!(unread.count(), failures, "{status}");
    }
}

#[test]
fn a_connection_that_the_server_closed_meanwhile_is_not_waited_for() {
    let runtime = Runtime::new().unwrap();
    // As Node does after five seconds, it closes a connection that was idle for a while.
    let address = accept(&runtime, |mut stream| async move {
        let mut request = [0; 65_536];
        let idle = Duration::from_millis(20);
        while let Ok(Ok(1..)) = tokio::time::timeout(idle, stream.read(&mut request)).await {
            _ = stream.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await;
        }
    });
    let cases: fn(&Case) -> bool = |case| case.name.contains("/callbackScheduledTime/valid/");
    let ran = run_suite(address, &RunSetup { cases, jobs: 1, rate: Some("10/s"), ..RunSetup::default() });
    assert!(ran.finished.len() > 3);
    assert!(ran.verdicts(unreachable).is_empty(), "{:?}", ran.verdicts(unreachable).first().map(|f| &f.verdict));
}

#[test]
fn values_are_checked_before_anything_is_sent() {
    for (value, words) in [
        ("\"genesys-cloud/Nonsuch/queueId\" = \"q\"", "unknown type \"genesys-cloud/Nonsuch\""),
        ("\"genesys-cloud/CreateCallbackOnConversationCommand/callerId\" = \"0301234\"", "breaks a documented rule"),
        ("\"genesys-cloud\" = \"q\"", "VENDOR/TYPE/PROPERTY"),
        ("\"genesys-cloud/CreateCallbackOnConversationCommand/queueId\" = []", "at least one value"),
        ("\"genesys-cloud/CreateCallbackOnConversationCommand/queueId\" = { env = \"NOT_SET\" }", "NOT_SET is not set"),
    ] {
        let error = planning_error(&format!("{ORGANISATION}\n[values]\n{value}\n"));
        assert!(error.contains(words) && error.contains("ringback.toml:"), "{value}: {error}");
    }
    assert_eq!(json!(planning_error(ORGANISATION)), json!(""));
}

#[test]
fn a_tenant_that_knows_one_queue_only_is_not_blamed_for_refusing_another_identifier() {
    let runtime = Runtime::new().unwrap();
    // It knows the identifier that the suite sends by itself, in the payload and in what is nested in it.
    let known = "123e4567-e89b-12d3-a456-426614174000";
    let address = serve(&runtime, move |_, _, _, body| {
        let payload: Value = serde_json::from_slice(&body).unwrap_or_default();
        let queues = [&payload["queueId"], &payload["routingData"]["queueId"]];
        match queues.iter().all(|queue| queue.is_null() || **queue == known) && valid(&body) {
            true => StatusCode::CREATED.into_response(),
            false => refused(),
        }
    });
    let queue: fn(&Case) -> bool = |case| case.name.contains("/queueId/valid/");
    let ran = run_suite(address, &RunSetup { cases: queue, ..RunSetup::default() });
    let other = ran.finished.iter().find(|finished| finished.case.name.ends_with("/queueId/valid/no-uuid")).unwrap();
    assert_eq!(other.case.level, Level::Documented);
    assert!(matches!(&other.verdict, Verdict::Inconclusive(why) if why.contains("[values]")), "{:?}", other.verdict);
    let given = ran.finished.iter().find(|finished| finished.case.name.ends_with("/queueId/valid/given")).unwrap();
    assert!(matches!(given.verdict, Verdict::Pass));
}

#[test]
fn what_is_nested_can_be_given_in_values_too() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, move |_, _, _, body| {
        let payload: Value = serde_json::from_slice(&body).unwrap_or_default();
        let queue = &payload["routingData"]["queueId"];
        if queue.is_null() || queue == QUEUE { conforming(&body) } else { refused() }
    });
    let nested: fn(&Case) -> bool = |case| case.name.ends_with("/routingData-alone");
    let ran = run_suite(address, &RunSetup { cases: nested, ..RunSetup::default() });
    let [alone] = ran.finished.as_slice() else { panic!("{:?}", ran.finished) };
    let key = "\"genesys-cloud/CreateCallbackOnConversationCommand/routingData/queueId\"";
    assert!(matches!(&alone.verdict, Verdict::Inconclusive(why) if why.contains(key)), "{:?}", alone.verdict);
    let config = format!("{ORGANISATION}\n[values]\n{key} = {QUEUE:?}\n");
    let ran = run_suite(address, &RunSetup { config, cases: nested, ..RunSetup::default() });
    assert_eq!((ran.verdicts(inconclusive).len(), ran.status), (0, RunStatus::Passed));
}

#[test]
fn a_run_in_which_nothing_passed_is_no_success() {
    let runtime = Runtime::new().unwrap();
    // It takes everything, so that a case which no document decides comes out otherwise than expected.
    let address = serve(&runtime, |_, _, _, _| StatusCode::CREATED.into_response());
    let null: fn(&Case) -> bool = |case| case.name.ends_with("/queueId/types/null");
    let ran = run_suite(address, &RunSetup { cases: null, ..RunSetup::default() });
    assert_eq!((ran.finished.len(), ran.verdicts(failed).len(), ran.status), (1, 1, RunStatus::Unreachable));
    let given: fn(&Case) -> bool = |case| case.name.contains("/queueId/") && case.level == Level::Observed;
    let ran = run_suite(address, &RunSetup { cases: given, ..RunSetup::default() });
    assert_eq!(ran.status, RunStatus::Passed);
}

#[test]
fn a_day_that_is_refused_with_the_day_before_it_proves_nothing() {
    let runtime = Runtime::new().unwrap();
    let cases: fn(&Case) -> bool = |case| case.name.contains("/leap-day") && case.expect == Expect::Accept;
    // The run is in May 2031: the next 29 February is in 2032.
    for (refuses, verdict) in [("-02-29", "Fail"), ("2032-", "Inconclusive"), ("nothing", "Pass")] {
        let address = serve(&runtime, move |_, _, _, body| {
            let text = String::from_utf8_lossy(&body);
            if text.contains(refuses) || !valid(&body) { refused() } else { StatusCode::CREATED.into_response() }
        });
        let ran = run_suite(address, &RunSetup { cases, ..RunSetup::default() });
        let verdicts: Vec<_> = ran.finished.iter().map(|finished| format!("{:?}", finished.verdict)).collect();
        assert!(!verdicts.is_empty() && verdicts.iter().all(|one| one.starts_with(verdict)), "{refuses}: {verdicts:?}");
    }
}

#[test]
fn a_connection_that_is_closed_after_an_error_costs_the_next_case_nothing() {
    let runtime = Runtime::new().unwrap();
    let address = accept(&runtime, |mut stream| async move {
        let mut request = [0; 65_536];
        let mut count = 0;
        while let Ok(read) = stream.read(&mut request).await {
            count += 1;
            let text = String::from_utf8_lossy(&request[..read]);
            let broken = !text.split_once("\r\n\r\n").is_some_and(|(_, body)| valid(body.as_bytes()));
            let status = if broken { "500 Internal Server Error" } else { "201 Created" };
            _ = stream.write_all(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await;
            if broken || count > 1_000 {
                // Closed a moment later, while the next request is on its way.
                tokio::time::sleep(Duration::from_millis(3)).await;
                return;
            }
        }
    });
    let setup = RunSetup { cases: |case| case.name.contains("/callbackNumbers/"), jobs: 1, ..RunSetup::default() };
    let ran = run_suite(address, &setup);
    assert_eq!(ran.verdicts(unreachable).len(), 0);
    assert!(ran.verdicts(failed).iter().any(|finished| format!("{:?}", finished.verdict).contains("status 500")));
}
