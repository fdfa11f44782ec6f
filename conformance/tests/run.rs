//! The suite is fired at servers with one vice each: every one gets a clear verdict, and none a hang or a panic.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use axum::{
    Router,
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::civil::date;
use ringback::{
    case::{Case, Expect, Level, cases},
    clock::Clock,
    config::{self, Config},
    event::{Event, Finished, Kind, Verdict},
    outcome::Outcome,
    plan::{Plan, Selected},
    run::{Interrupt, Options, Tally, dry, run},
    safety,
    shot::Site,
    target::{Http, Target},
    vendors,
    verdict::Judges,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    runtime::Runtime,
};

const ORGANISATION: &str = r#"
[parameters]
orgId = "o"
conversationId = "c"
participantId = "p"
InstanceId = "i"
userId = "u"
"#;

/// What a run comes to.
struct Ran {
    finished: Vec<Finished>,
    unwired: Vec<String>,
    stopped: Option<String>,
    outcome: Outcome,
}

impl Ran {
    fn verdicts(&self, wanted: fn(&Verdict) -> bool) -> Vec<&Finished> {
        self.finished.iter().filter(|finished| wanted(&finished.verdict)).collect()
    }
}

fn failed(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Fail(_))
}

fn unreachable(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Unreachable(_))
}

fn judges() -> Arc<Judges> {
    Arc::new(Judges::new(&vendors::models(None).unwrap()).unwrap())
}

struct Firing {
    config: String,
    operation: &'static str,
    cases: fn(&Case) -> bool,
    jobs: usize,
    fail_fast: bool,
}

impl Default for Firing {
    fn default() -> Self {
        Self {
            config: ORGANISATION.into(),
            operation: "create-callback-on-conversation",
            cases: |_| true,
            jobs: 8,
            fail_fast: false,
        }
    }
}

fn look(name: &str) -> Option<String> {
    (name == "TOKEN").then(|| "very-secret-indeed".to_owned())
}

fn planned(firing: &Firing) -> (Plan, Config) {
    let config = Config::parse("ringback.toml", &firing.config, &look).unwrap();
    let mut models = vendors::models(None).unwrap();
    let skips = config::merge(&config, &mut models).unwrap();
    let all = models.iter().flat_map(cases);
    let wanted =
        |case: &Case| (firing.operation.is_empty() || case.operation == firing.operation) && (firing.cases)(case);
    let selected = Selected { cases: all.filter(wanted).collect(), skips, ..Selected::default() };
    (Plan::new(&models, &selected, &config).unwrap(), config)
}

fn fire(address: SocketAddr, firing: &Firing) -> Ran {
    let (plan, config) = planned(firing);
    let site = Site { url: format!("http://{address}").parse().unwrap(), headers: config.headers };
    let interrupt = Interrupt::default();
    let options = Options {
        target: Target::Http(Http::new(Duration::from_millis(250)).unwrap()),
        site,
        judges: judges(),
        clock: Clock::at(date(2031, 5, 20)),
        jobs: firing.jobs,
        rate: None,
        patience: Duration::from_millis(500),
        fail_fast: firing.fail_fast,
        allow_ringing: false,
        interrupt: interrupt.clone(),
        listen: false,
    };
    let mut ran = Ran { finished: Vec::new(), unwired: Vec::new(), stopped: None, outcome: Outcome::Nothing };
    let mut tally = Tally::default();
    let mut ended = false;
    let began = Instant::now();
    run(plan, options, &mut |event: Event| {
        tally.event(&event);
        match event.kind {
            Kind::Started { .. } => {}
            Kind::Unwired { advice, .. } => ran.unwired.push(advice),
            Kind::Stopped { why } => ran.stopped = Some(why),
            Kind::Finished(finished) => ran.finished.push(*finished),
            Kind::Ended => ended = true,
        }
    })
    .unwrap();
    assert!(ended && began.elapsed() < Duration::from_secs(8));
    ran.outcome = tally.outcome(firing.fail_fast, &interrupt);
    ran
}

/// A server of one handler; it lives as long as the runtime.
fn serve<F>(runtime: &Runtime, handler: F) -> SocketAddr
where
    F: Fn(Method, String, HeaderMap, Bytes) -> Response + Clone + Send + Sync + 'static,
{
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answer = move |request: Request| {
            let handler = handler.clone();
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
                handler(head.method, head.uri.path().to_owned(), head.headers, body)
            }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        address
    })
}

/// A server that answers every connection with these bytes, and then hangs or closes.
fn raw(runtime: &Runtime, bytes: &'static [u8], hang: bool) -> SocketAddr {
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut request = [0; 65_536];
                    _ = stream.read(&mut request).await;
                    _ = stream.write_all(bytes).await;
                    if hang {
                        std::future::pending::<()>().await;
                    }
                });
            }
        });
        address
    })
}

/// Whether a payload for a conversation is valid, by the one rule these tests need.
fn valid(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|body| body["callbackNumbers"].is_array())
}

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
    let vices: Vec<(&str, SocketAddr, Outcome, &str)> = vec![
        ("closed", closed, Outcome::Unreachable, "nobody answers"),
        ("hanging", raw(&runtime, b"", true), Outcome::Unreachable, "no answer within 250ms"),
        ("resetting", raw(&runtime, b"", false), Outcome::Unreachable, "no answer"),
        ("resetting in mid-body", raw(&runtime, begun, false), Outcome::Unreachable, "broke off after 7 bytes"),
        ("dripping", raw(&runtime, drip, true), Outcome::Unreachable, "no whole answer within 250ms"),
        ("no HTTP", raw(&runtime, b"220 mail.example.com ESMTP\r\n", false), Outcome::Unreachable, "no answer"),
        ("HTML", fixed(200, "text/html", b"<html>welcome</html>"), Outcome::Found, "answered with status 200"),
        ("invalid UTF-8", fixed(201, "application/json", b"{\"id\": \"\xff\xfe\"}"), Outcome::Found, "201"),
        ("broken inside", fixed(500, "text/plain", b"oops"), Outcome::Found, "500"),
        ("unauthorised", fixed(401, "application/json", b"{}"), Outcome::Unreachable, "bearer"),
        ("forbidden", fixed(403, "application/json", b"{}"), Outcome::Unreachable, "bearer"),
        ("elsewhere", fixed(404, "application/json", b"{}"), Outcome::Unreachable, "path"),
        ("another contract", fixed(400, "application/json", b"{}"), Outcome::Found, "envelope"),
        (
            "busy",
            serve(&runtime, |_, _, _, _| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "60")]).into_response()),
            Outcome::Unreachable,
            "come back in 60s",
        ),
        (
            "in a circle",
            serve(&runtime, |_, _, _, _| (StatusCode::PERMANENT_REDIRECT, [("location", "/again")]).into_response()),
            Outcome::Unreachable,
            "circle",
        ),
        (
            "to strangers",
            serve(&runtime, |_, _, _, _| {
                (StatusCode::PERMANENT_REDIRECT, [("location", "http://127.0.0.2:9/x")]).into_response()
            }),
            Outcome::Unreachable,
            "127.0.0.2",
        ),
    ];
    for (vice, address, outcome, words) in vices {
        let ran = fire(address, &Firing::default());
        assert_eq!(ran.outcome, outcome, "{vice}");
        let said = format!(
            "{:?} {:?} {:?}",
            ran.unwired,
            ran.stopped,
            ran.finished.iter().map(|finished| &finished.verdict).collect::<Vec<_>>()
        );
        assert!(said.contains(words), "{vice}: {}", said.chars().take(600).collect::<String>());
        assert_eq!(ran.finished.len(), planned(&Firing::default()).0.count(), "{vice}: every case ends");
        assert!(ran.verdicts(|verdict| matches!(verdict, Verdict::Faulty(_))).is_empty(), "{vice}");
    }
}

#[test]
fn a_huge_body_is_kept_in_part() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, _, body| match valid(&body) {
        true => (StatusCode::CREATED, vec![b' '; 3_000_000]).into_response(),
        false => StatusCode::BAD_REQUEST.into_response(),
    });
    let ran = fire(address, &Firing { cases: |case| case.name.ends_with("/minimal"), ..Firing::default() });
    let response = ran.finished[0].response.as_ref().unwrap();
    assert!(response.cut && response.body.len() == 1024 * 1024);
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
    let ran =
        fire(address, &Firing { cases: |case| case.name.contains("/callbackNumbers/"), jobs: 1, ..Firing::default() });
    assert!(ran.verdicts(unreachable).is_empty());
    assert_eq!(count.load(Ordering::SeqCst), 2 * (ran.finished.len() + 1), "every case and the probe, twice");
}

#[test]
fn three_cases_in_a_row_without_an_answer_end_the_run() {
    let runtime = Runtime::new().unwrap();
    let probed = Arc::new(AtomicUsize::new(0));
    let address = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let first = probed.fetch_add(1, Ordering::SeqCst) == 0;
                let mut request = [0; 65_536];
                _ = stream.read(&mut request).await;
                if first {
                    _ = stream
                        .write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                        .await;
                }
            }
        });
        address
    });
    let ran = fire(address, &Firing { jobs: 1, ..Firing::default() });
    assert_eq!(ran.verdicts(unreachable).len(), 3);
    assert!(ran.stopped.unwrap().contains("3 cases in a row"));
    assert_eq!(ran.outcome, Outcome::Unreachable);
    assert!(ran.finished.last().is_some_and(|last| matches!(last.verdict, Verdict::Skipped(_))));
}

#[test]
fn the_first_documented_failure_may_end_the_run() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, _, _| StatusCode::CREATED.into_response());
    let ran = fire(address, &Firing { jobs: 1, fail_fast: true, ..Firing::default() });
    let documented = ran.verdicts(failed).iter().filter(|failed| failed.case.level == Level::Documented).count();
    assert_eq!((documented, ran.outcome), (1, Outcome::Found));
    assert!(ran.stopped.is_some());
}

/// Stores what is posted below an organisation; reads, changes and deletes it.
fn store(runtime: &Runtime) -> (SocketAddr, Arc<Mutex<BTreeMap<String, Value>>>) {
    let records: Arc<Mutex<BTreeMap<String, Value>>> = Arc::default();
    let kept = Arc::clone(&records);
    let made = Arc::new(AtomicUsize::new(0));
    let address = serve(runtime, move |method, path, _, body| {
        let mut records = kept.lock().unwrap();
        let id = path.strip_prefix("/v1/callbacks/organization/o/scheduled-callback/").map(String::from);
        let payload = serde_json::from_slice::<Value>(&body).ok().filter(Value::is_object);
        let json = |status: StatusCode, value: &Value| {
            (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
        };
        match (method.as_str(), id, payload) {
            ("POST" | "PUT", _, None) => StatusCode::BAD_REQUEST.into_response(),
            ("POST", None, Some(mut payload)) => {
                let id = format!("123e4567-e89b-12d3-a456-{:012}", made.fetch_add(1, Ordering::SeqCst));
                complete(&mut payload, &id);
                records.insert(id, payload.clone());
                json(StatusCode::CREATED, &payload)
            }
            ("PUT", Some(id), Some(mut payload)) if records.contains_key(&id) => {
                complete(&mut payload, &id);
                records.insert(id, payload.clone());
                json(StatusCode::OK, &payload)
            }
            ("GET", None, _) => json(StatusCode::OK, &json!({"data": records.values().collect::<Vec<_>>()})),
            ("GET", Some(id), _) if records.contains_key(&id) => json(StatusCode::OK, &records[&id]),
            ("DELETE", Some(id), _) if records.remove(&id).is_some() => StatusCode::NO_CONTENT.into_response(),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    });
    (address, records)
}

/// Adds what a schedule has and its request has not.
fn complete(payload: &mut Value, id: &str) {
    payload["id"] = json!(id);
    payload["orgId"] = json!("123e4567-e89b-12d3-a456-426614174000");
    payload["callbackOrigin"] = json!("api");
    payload["createdTimestamp"] = json!(1);
    payload["lastUpdatedTimestamp"] = json!(2);
}

#[test]
fn what_is_created_is_read_back_changed_and_deleted() {
    let runtime = Runtime::new().unwrap();
    let (address, records) = store(&runtime);
    let firing = Firing {
        operation: "",
        cases: |case| case.vendor == "webex" && case.expect != Expect::Reject,
        ..Firing::default()
    };
    let ran = fire(address, &firing);
    let bad: Vec<_> = ran
        .finished
        .iter()
        .filter(|finished| !matches!(finished.verdict, Verdict::Pass))
        .map(|finished| (&finished.case.name, &finished.verdict))
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
    assert!(ran.finished.iter().any(|finished| finished.case.operation == "get-scheduled-callback"));
    assert!(ran.finished.iter().any(|finished| finished.case.operation == "update-scheduled-callback"));
    assert!(records.lock().unwrap().is_empty(), "what a run created it deletes");
    assert_eq!(ran.outcome, Outcome::Fine);
}

#[test]
fn what_is_lost_on_the_way_is_noticed_by_reading_it_back() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |method, _, _, _| match method.as_str() {
        "POST" => (StatusCode::CREATED, r#"{"id": "1"}"#).into_response(),
        "DELETE" => StatusCode::NO_CONTENT.into_response(),
        _ => (StatusCode::OK, "{}").into_response(),
    });
    let ran = fire(
        address,
        &Firing {
            operation: "create-scheduled-callback",
            cases: |case| case.expect == Expect::Accept,
            ..Firing::default()
        },
    );
    assert_eq!(ran.verdicts(failed).len(), ran.finished.len());
}

#[test]
fn secrets_are_sent_and_never_shown() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |_, _, headers, _| {
        let token = headers["authorization"].to_str().unwrap().to_owned();
        assert_eq!(token, "Bearer very-secret-indeed");
        (
            StatusCode::BAD_REQUEST,
            [("x-echo", token.clone()), ("set-cookie", "session=1".into())],
            format!("no, {token}"),
        )
            .into_response()
    });
    let config = format!("[target]\nauth = {{ bearer = {{ env = \"TOKEN\" }} }}\n{ORGANISATION}");
    let ran = fire(address, &Firing { config: config.clone(), ..Firing::default() });
    let shown = format!("{:?} {:?} {:?}", ran.finished, ran.unwired, ran.stopped);
    assert!(!shown.contains("very-secret"));
    let reproduce = ran.finished.iter().find_map(|finished| finished.reproduce.clone()).unwrap();
    assert!(reproduce.contains("-H 'authorization: Bearer '\"$TOKEN\""), "{reproduce}");
    let (plan, config) = planned(&Firing { config, operation: "", ..Firing::default() });
    let site = Site { url: format!("http://{address}").parse().unwrap(), headers: config.headers };
    let text = dry::describe(&plan, &site, Clock::at(date(2031, 5, 20)), &judges());
    assert!(text.contains("authorization: Bearer $TOKEN") && !text.contains("very-secret"));
    assert!(text.contains("/contact-flows/i\n") && text.contains("2031-05-27T10:00:00.000Z"));
    assert!(
        !text.contains("mistake of the kit"),
        "{}",
        text.split("# ").find(|part| part.contains("mistake")).unwrap_or_default()
    );
}

#[test]
fn a_run_can_be_interrupted_while_nothing_answers() {
    let runtime = Runtime::new().unwrap();
    let (plan, config) = planned(&Firing::default());
    let address = raw(&runtime, b"", true);
    let interrupt = Interrupt::default();
    let options = Options {
        target: Target::Http(Http::new(Duration::from_millis(200)).unwrap()),
        site: Site { url: format!("http://{address}").parse().unwrap(), headers: config.headers },
        judges: judges(),
        clock: Clock::now(),
        jobs: 2,
        rate: Some("100/s".parse().unwrap()),
        patience: Duration::ZERO,
        fail_fast: false,
        allow_ringing: false,
        interrupt: interrupt.clone(),
        listen: false,
    };
    let mut tally = Tally::default();
    interrupt.set();
    run(plan, options, &mut |event| tally.event(&event)).unwrap();
    assert_eq!(tally.outcome(false, &interrupt), Outcome::Interrupted);
}

#[test]
fn remote_targets_need_to_be_allowed_and_ringing_ones_twice() {
    let url = "https://api.example.com".parse().unwrap();
    assert!(safety::admit(&url, false).unwrap_err().to_string().contains("--allow-remote"));
    assert!(safety::admit(&url, true).is_ok());
    assert!(safety::admit(&"http://[::1]:9/x".parse().unwrap(), false).is_ok());
}

/// The config, and the words that its error must hold; the line first.
const WRONG: &[(&str, &[&str])] = &[
    ("[target]\nurl = \"http://127.0.0.1\"\nport = 1\n", &[":3:", "port", "url", "timeout"]),
    ("[taget]\n", &[":1:", "taget", "target"]),
    ("[target]\nurl = \"127.0.0.1:80\"\n", &[":2:", "http://HOST"]),
    ("[target]\nurl = \"ftp://127.0.0.1\"\n", &[":2:", "http://HOST"]),
    ("[target]\nurl = \"http://u:hunter2@127.0.0.1\"\n", &[":2:", "secret", "env"]),
    ("[target]\ntimeout = \"soon\"\n", &[":2:", "soon", "10s"]),
    ("[target]\ntimeout = \"0s\"\n", &[":2:", "10s"]),
    ("[target]\noperations = \"some\"\n", &[":2:", "all", "listed"]),
    ("[target]\nauth = { bearer = \"hunter2\" }\n", &[":2:", "environment variable only", "env"]),
    ("[target]\nauth = { bearer = 7 }\n", &[":2:", "environment variable only"]),
    ("[target]\nauth = { basic = \"hunter2\" }\n", &[":2:", "basic", "bearer"]),
    ("[target]\nauth = { bearer = { env = \"NOT_THERE\" } }\n", &[":2:", "NOT_THERE", "not set"]),
    ("[target]\n\nheaders = { Authorization = \"hunter2\" }\n", &[":3:", "authorization", "environment"]),
    ("[target]\nheaders = { x-api-key = \"hunter2\" }\n", &[":2:", "x-api-key", "environment"]),
    ("[target]\nheaders = { \"x y\" = \"1\" }\n", &[":2:", "x y", "header name"]),
    ("[parameters]\norgId = 7\n", &[":2:", "orgId", "list of strings"]),
    ("[parameters]\norgId = []\n", &[":2:", "orgId"]),
    ("[[operations]]\nname = \"x\"\n", &[":1:", "vendor"]),
    ("[[operations]]\nvendor = \"acme\"\nname = \"x\"\n", &[":2:", "acme", "webex"]),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"x\"\n",
        &[":3:", "\"x\"", "create-scheduled-callback", "method and path"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"x\"\nmethod = \"POST\"\npath = \"/x\"\nrequest = \"Nothing\"\n",
        &[":6:", "Nothing", "CallbackSchedule"],
    ),
    ("[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nskip = \"\"\n", &[":4:", "reason"]),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\npath = \"x\"\n",
        &[":4:", "begin with /"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nmethod = \"SEND\"\n",
        &[":4:", "SEND", "POST"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\npayload = 1\n",
        &[":4:", "payload", "request_at"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nenvelope = { a = 1 }\n",
        &[":4:", "request_at"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nread_back = [{ operation = \"find\" }]\n",
        &[":3:", "find", "get-scheduled-callback"],
    ),
    ("[parameters]\nconversationId = \"c\"\n", &[":1:", "participantId", "[parameters]", "given are conversationId"]),
];

#[test]
fn a_mistake_in_a_config_is_told_with_its_line_and_what_is_allowed() {
    for (text, words) in WRONG {
        let mut models = vendors::models(None).unwrap();
        let planned = Config::parse("ringback.toml", text, &look).and_then(|config| {
            let skips = config::merge(&config, &mut models)?;
            let cases = models.iter().flat_map(cases).filter(|case| case.vendor == "genesys-cloud").collect();
            Plan::new(&models, &Selected { cases, skips, ..Selected::default() }, &config)
        });
        let error = planned.err().unwrap_or_else(|| panic!("{text} is taken")).to_string();
        assert!(!error.contains("hunter2"), "{error}");
        for word in *words {
            assert!(error.contains(word), "{text}\n{error}\n{word}");
        }
    }
}

#[test]
fn a_config_changes_operations_field_by_field_and_adds_some() {
    let config = r#"
        [target]
        operations = "listed"
        [[operations]]
        vendor = "amazon-connect"
        name = "update-contact-flow-content"
        path = "/callback"
        envelope = "none"
        [[operations]]
        vendor = "webex"
        name = "store-schedule"
        method = "POST"
        path = "/schedules"
        request = "CallbackSchedule"
        [[operations]]
        vendor = "webex"
        name = "list-scheduled-callbacks"
        skip = "not implemented yet"
    "#;
    let (plan, _) = planned(&Firing { config: config.into(), operation: "", ..Firing::default() });
    let names: Vec<&str> = plan.operations.iter().map(|planned| planned.operation.name.as_str()).collect();
    assert_eq!(names, ["update-contact-flow-content", "list-scheduled-callbacks", "store-schedule"]);
    let [flow, list, stored] = plan.operations.as_slice() else { panic!("three") };
    assert_eq!((flow.operation.method.as_str(), flow.operation.path.as_str()), ("PUT", "/callback"));
    assert!(flow.operation.envelope.is_none() && flow.operation.request_at.is_none());
    assert_eq!(list.skip.as_deref(), Some("not implemented yet"));
    assert!(!stored.cases.is_empty());
}

#[test]
fn the_payload_travels_in_its_envelope() {
    let runtime = Runtime::new().unwrap();
    let seen: Arc<Mutex<Vec<Value>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let address = serve(&runtime, move |_, path, _, body| {
        assert_eq!(path, "/contact-flows/a%2Fb%20c");
        kept.lock().unwrap().push(serde_json::from_slice(&body).unwrap());
        Response::new(Body::empty())
    });
    let config = "[parameters]\nInstanceId = \"a/b c\"\n".into();
    fire(
        address,
        &Firing {
            config,
            operation: "update-contact-flow-content",
            cases: |case| case.name.ends_with("/minimal"),
            ..Firing::default()
        },
    );
    let body = seen.lock().unwrap()[0].clone();
    let content: Value = serde_json::from_str(body["Content"].as_str().unwrap()).unwrap();
    assert_eq!(content["Actions"][0]["Parameters"]["RetryDelaySeconds"], json!(1));
    assert_eq!((&body["Type"], &content["Version"]), (&json!("CONTACT_FLOW"), &json!("2019-10-30")));
}
