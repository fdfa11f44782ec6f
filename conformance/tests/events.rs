//! `ringback serve` delivers events: to a consumer by POST, and to whoever opens a WebSocket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use axum::{Router, body::Bytes, http::StatusCode};
use futures_util::{SinkExt, StreamExt};
use ringback_contract::operation::PayloadLocator;
use ringback_suite::{
    case::{Case, Expect, Payload},
    derive::cases,
    judge::Judge,
    vendors,
};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio_tungstenite::{connect_async, tungstenite::Message};

/// `ringback serve`, which ends with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        command.arg("serve").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().trim_start_matches("http://").to_owned() }
    }

    /// What it says until a line contains a text.
    fn says_until(&mut self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in BufReader::new(self.child.stderr.take().unwrap()).lines() {
            lines.push(line.unwrap());
            if lines.last().unwrap().contains(text) {
                break;
            }
        }
        lines
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The cases that a consumer has to take, and what finds and judges the payload of each in its envelope.
fn expected() -> (Vec<Case>, PayloadLocator, Judge) {
    let models = vendors::models(None).unwrap();
    let events = models.iter().flat_map(|model| {
        let events = model.vendor.operations.iter().filter(|operation| operation.is_event());
        events.map(move |operation| (model, operation))
    });
    let all: Vec<_> = events.collect();
    let [(model, operation)] = all.as_slice() else { panic!("one event is documented") };
    let is_taken = |case: &Case| {
        let is_json = matches!(case.payload, Payload::Json(_));
        case.operation == operation.name && case.expect == Expect::Accept && is_json
    };
    let judge = Judge::new(model, operation.request.as_ref().unwrap()).unwrap();
    (cases(model).into_iter().filter(is_taken).collect(), operation.request_at.clone().unwrap(), judge)
}

/// Whether each message is an event of the type of its place, as its envelope has it.
fn assert_conform(messages: &[Value], at: &PayloadLocator, judge: &Judge) {
    for message in messages {
        let payloads = at.everywhere().values(message);
        let [(_, payload)] = payloads.as_slice() else { panic!("{message}") };
        let (decided, _) = judge.judge_by_reading(payload);
        assert!(decided.is_empty(), "{payload}: {decided:?}");
    }
}

#[tokio::test]
async fn whoever_opens_a_web_socket_gets_every_event_once() {
    let (cases, at, judge) = expected();
    let served = Served::start(&["--every", "0s"]);
    for _ in 0..2 {
        let (mut socket, _) = connect_async(format!("ws://{}/any/channel", served.address)).await.unwrap();
        // What a client says is not asked for, and a ping is answered.
        socket.send(Message::text("{\"subscribe\": true}")).await.unwrap();
        let mut messages = Vec::new();
        while messages.len() < cases.len() {
            let message = tokio::time::timeout(Duration::from_secs(20), socket.next()).await;
            match message.expect("an event is missing").unwrap().unwrap() {
                Message::Text(text) => messages.push(serde_json::from_str::<Value>(&text).unwrap()),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_conform(&messages, &at, &judge);
        // It stays open, and nothing more comes.
        assert!(tokio::time::timeout(Duration::from_millis(200), socket.next()).await.is_err());
        socket.close(None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_is_posted_every_event_once_and_what_it_does_not_take_is_named() {
    let (cases, at, judge) = expected();
    let taken: Arc<Mutex<Vec<Value>>> = Arc::default();
    let log = Arc::clone(&taken);
    // This consumer cannot take an event with a property that it does not know.
    let consumer = Router::new().fallback(move |body: Bytes| async move {
        let event: Value = serde_json::from_slice(&body).unwrap();
        let is_known = !event.to_string().contains("\"undocumented");
        log.lock().unwrap().push(event);
        if is_known { StatusCode::NO_CONTENT } else { StatusCode::INTERNAL_SERVER_ERROR }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, consumer).await });
    let mut served = Served::start(&["--every", "0s", "--deliver", &url]);
    let lines = tokio::task::spawn_blocking(move || served.says_until("events were taken by")).await.unwrap();
    let all = taken.lock().unwrap().clone();
    assert_eq!(all.len(), cases.len());
    assert_conform(&all, &at, &judge);
    for case in &cases {
        assert_eq!(
            lines
                .iter()
                .filter(|line| line.contains(&format!("{}:", case.name)) || line.contains(&format!("{} (", case.name)))
                .count(),
            1,
            "{}",
            case.name
        );
    }
    let refused: Vec<&String> = lines.iter().filter(|line| line.starts_with("not taken")).collect();
    assert!(
        refused.iter().any(|line| line.contains("undocumented-property") && line.ends_with(": 500")),
        "{refused:?}"
    );
}

#[test]
fn events_go_to_this_machine_only_unless_that_is_allowed() {
    for (arguments, expected) in [
        (&["--deliver", "http://192.0.2.1/events"][..], "--allow-remote allows it"),
        (&["--deliver", "ftp://127.0.0.1/"], "--deliver: url must be http"),
        (&["--every", "soon"], "expected a duration such as \"10s\""),
        (&["--every=-1s"], "expected a duration"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_ringback")).arg("serve").args(arguments).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(expected), "{arguments:?}: {message}");
    }
}
