//! Nothing passes for nothing, and nobody is blamed for something else: servers whose answers are about something else
//! than the payload.

use crate::test_run::*;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use ringback_runner::{event::Verdict, status::RunStatus};
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

#[test]
fn a_reading_operation_that_is_not_there_is_told_once() {
    let runtime = Runtime::new().unwrap();
    for (status, failures) in [(StatusCode::NOT_FOUND, 0), (StatusCode::NOT_IMPLEMENTED, 0)] {
        let address = serve(&runtime, move |method, _, _, body| match method.as_str() {
            "GET" => status.into_response(),
            _ => conforming(&body),
        });
        let setup = RunSetup { cases: |case| case.name.contains("/data/valid/"), ..RunSetup::default() };
        let ran = run_suite(address, &setup);
        assert_eq!(ran.verdicts(failed).len(), failures, "{status}");
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
