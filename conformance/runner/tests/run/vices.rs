//! Servers with one fault each.

use crate::test_run::*;
use axum::{
    http::{StatusCode, header},
    response::IntoResponse,
};
use ringback_runner::status::RunStatus;
use ringback_runner::{
    event::Verdict,
    interrupt::Interrupt,
    run,
    session::RunOptions,
    site::Site,
    status::EventCounts,
    target::{Http, Target},
};
use ringback_suite::case::Level;
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

#[test]
fn servers_with_a_vice_get_a_clear_verdict() {
    let runtime = Runtime::new().unwrap();
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let fixed = |status: u16, kind: &'static str, body: &'static [u8]| {
        serve(&runtime, move |_, _, _, _| {
            (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, kind)], body).into_response()
        })
    };
    let begun: &[u8] = b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"id\": ";
    let drip: &[u8] = b"HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n";
    let vices: Vec<(&str, SocketAddr, RunStatus, &str)> = vec![
        ("closed", closed, RunStatus::Unreachable, "no server reached"),
        ("hanging", raw(&runtime, b"", true), RunStatus::Unreachable, "no response within 500ms"),
        ("resetting", raw(&runtime, b"", false), RunStatus::Unreachable, "no response"),
        ("resetting in mid-body", raw(&runtime, begun, false), RunStatus::Unreachable, "cut off after 7 bytes"),
        ("dripping", raw(&runtime, drip, true), RunStatus::Unreachable, "no complete response within 500ms"),
        ("no HTTP", raw(&runtime, b"220 mail.example.com ESMTP\r\n", false), RunStatus::Unreachable, "no response"),
        ("HTML", fixed(200, "text/html", b"<html>welcome</html>"), RunStatus::Unreachable, "every path"),
        ("invalid UTF-8", fixed(201, "application/json", b"{\"id\": \"\xff\xfe\"}"), RunStatus::Failed, "201"),
        ("broken inside", fixed(500, "text/plain", b"oops"), RunStatus::Failed, "500"),
        ("unauthorised", fixed(401, "application/json", b"{}"), RunStatus::Unreachable, "bearer"),
        ("forbidden", fixed(403, "application/json", b"{}"), RunStatus::Unreachable, "bearer"),
        ("elsewhere", fixed(404, "application/json", b"{}"), RunStatus::Unreachable, "path"),
        ("another queue", fixed(400, "application/json", b"{}"), RunStatus::Unreachable, "[values]"),
        (
            "busy",
            serve(&runtime, |_, _, _, _| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "60")]).into_response()),
            RunStatus::Unreachable,
            "come back in 60 s",
        ),
        (
            "in a circle",
            serve(&runtime, |_, _, _, _| (StatusCode::PERMANENT_REDIRECT, [("location", "/again")]).into_response()),
            RunStatus::Unreachable,
            "redirects too often",
        ),
        (
            "to strangers",
            serve(&runtime, |_, _, _, _| {
                (StatusCode::PERMANENT_REDIRECT, [("location", "http://127.0.0.2:9/x")]).into_response()
            }),
            RunStatus::Unreachable,
            "127.0.0.2",
        ),
    ];
    for (vice, address, outcome, words) in vices {
        let ran = run_suite(address, &RunSetup::default());
        assert_eq!(ran.status, outcome, "{vice}");
        let said = format!(
            "{:?} {:?} {:?}",
            ran.unwired,
            ran.stopped,
            ran.finished.iter().map(|finished| &finished.verdict).collect::<Vec<_>>()
        );
        assert!(said.contains(words), "{vice}: {}", said.chars().take(600).collect::<String>());
        assert_eq!(ran.finished.len(), planned(&RunSetup::default()).0.count(), "{vice}: every case ends");
        assert!(ran.verdicts(|verdict| matches!(verdict, Verdict::Faulty(_))).is_empty(), "{vice}");
    }
}

#[test]
fn a_server_of_another_contract_fails_once_it_is_told_what_the_target_knows() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, _, _| {
        (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/json")], "{}").into_response()
    });
    let kind = "genesys-cloud/CreateCallbackOnConversationCommand";
    let config = format!(
        "{ORGANISATION}\n[values]\n\"{kind}/queueId\" = \"q\"\n\"{kind}/scriptId\" = \"s\"\n\
         \"{kind}/routingData/queueId\" = \"q\"\n"
    );
    let ran = run_suite(address, &RunSetup { config, ..RunSetup::default() });
    assert_eq!(ran.status, RunStatus::Failed);
    assert!(ran.unwired.iter().any(|advice| advice.contains("envelope")), "{:?}", ran.unwired);
}

#[test]
fn a_huge_body_is_kept_in_part() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, _, body| match valid(&body) {
        true => (StatusCode::CREATED, vec![b' '; 3_000_000]).into_response(),
        false => StatusCode::BAD_REQUEST.into_response(),
    });
    let ran = run_suite(address, &RunSetup { cases: |case| case.name.ends_with("/minimal"), ..RunSetup::default() });
    let response = ran.finished[0].response.as_ref().unwrap();
    assert!(response.truncated && response.body.len() == 1024 * 1024);
}

#[test]
fn one_that_asks_to_come_back_later_is_asked_again() {
    let runtime = Runtime::new().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let address =
        serve(&runtime, move |_, _, _, body| match (counted.fetch_add(1, Ordering::SeqCst) % 2, valid(&body)) {
            (0, _) => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "0")]).into_response(),
            (_, true) => StatusCode::CREATED.into_response(),
            (_, false) => StatusCode::BAD_REQUEST.into_response(),
        });
    let ran = run_suite(
        address,
        &RunSetup { cases: |case| case.name.contains("/callbackNumbers/"), jobs: 1, ..RunSetup::default() },
    );
    assert!(ran.verdicts(unreachable).is_empty());
    assert_eq!(count.load(Ordering::SeqCst), 2 * (ran.finished.len() + 1), "every case and the probe, twice");
}

#[test]
fn three_cases_in_a_row_without_an_answer_end_the_run() {
    let runtime = Runtime::new().unwrap();
    let probed = AtomicUsize::new(0);
    let address = accept(&runtime, move |mut stream| {
        let first = probed.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            let mut request = [0; 65_536];
            _ = stream.read(&mut request).await;
            if first {
                let accepted = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                _ = stream.write_all(accepted).await;
            }
        }
    });
    let ran = run_suite(address, &RunSetup { jobs: 1, ..RunSetup::default() });
    assert_eq!(ran.verdicts(unreachable).len(), 3);
    assert!(ran.stopped.unwrap().contains("3 cases in a row"));
    assert_eq!(ran.status, RunStatus::Unreachable);
    assert!(ran.finished.last().is_some_and(|last| matches!(last.verdict, Verdict::Skipped(_))));
}

#[test]
fn the_first_documented_failure_may_end_the_run() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, _, _| StatusCode::CREATED.into_response());
    let ran = run_suite(address, &RunSetup { jobs: 1, fail_fast: true, ..RunSetup::default() });
    let documented = ran.verdicts(failed).iter().filter(|failed| failed.case.level == Level::Documented).count();
    assert_eq!((documented, ran.status), (1, RunStatus::Failed));
    assert!(ran.stopped.is_some());
}

#[test]
fn a_run_can_be_interrupted_while_nothing_answers() {
    let runtime = Runtime::new().unwrap();
    let (plan, config) = planned(&RunSetup::default());
    let address = raw(&runtime, b"", true);
    let interrupt = Interrupt::default();
    let site = Site::of(&config, format!("http://{address}").parse().unwrap()).unwrap();
    let options = RunOptions {
        jobs: 2,
        rate: Some("100/s".parse().unwrap()),
        interrupt: interrupt.clone(),
        ..RunOptions::new(Target::Http(Http::new(Duration::from_millis(200)).unwrap()), site, judges())
    };
    let mut counts = EventCounts::default();
    interrupt.set();
    run(plan, options, &mut |event| counts.count(&event)).unwrap();
    assert_eq!(counts.status(false, &interrupt), RunStatus::Interrupted);
}
