//! Laws over the reference vendor and its saboteurs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use axum::{body::Body, http::Request};
use ringback_constraints::model::Model;
use ringback_contract::operation::{Operation, ValueSource};
use ringback_reference::{Reference, ServedModels, Server, app, known, put, saboteurs};
use ringback_runner::{
    exchange::{self, Response},
    target::Http,
};
use ringback_suite::{
    case::{Case, Expect, Level, Payload},
    derive::cases,
    judge::Judge,
    vendors,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
    time::Duration,
};
use tower::ServiceExt;

static CONTRACT: LazyLock<Arc<ServedModels>> =
    LazyLock::new(|| Arc::new(ServedModels::new(vendors::models(None).unwrap()).unwrap()));

/// What is sent for a case.
struct SentRequest {
    method: String,
    path: String,
    content_type: String,
    body: Vec<u8>,
}

/// A response; `None` when there is none.
#[derive(Clone, Debug, PartialEq)]
struct Received {
    status: u16,
    content_type: String,
    body: Vec<u8>,
}

impl Received {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// A body in which every newly made UUID is the same, so that two runs can be compared.
fn without_new_ids(body: Vec<u8>) -> Vec<u8> {
    static NEW: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}").unwrap()
    });
    match String::from_utf8(body) {
        Ok(text) => NEW.replace_all(&text, "00000000-0000-4000-8000-000000000000").into_owned().into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn documented() -> Vec<(Model, Operation, Case)> {
    let models = CONTRACT.models();
    let all = models.iter().flat_map(|model| cases(model).into_iter().map(move |case| (model, case)));
    all.filter(|(_, case)| case.level == Level::Documented)
        .map(|(model, case)| (model.clone(), operation(model, &case.operation), case))
        .collect()
}

fn operation(model: &Model, name: &str) -> Operation {
    model.vendor.operations.iter().find(|operation| operation.name == name).unwrap().clone()
}

fn path(template: &str, parameters: &BTreeMap<String, String>) -> String {
    let segments = template.split('/').map(|segment| match segment.strip_prefix('{') {
        Some(name) => parameters.get(name.trim_end_matches('}')).cloned().unwrap_or_else(|| known().into()),
        None => segment.into(),
    });
    segments.collect::<Vec<String>>().join("/")
}

fn request_of(operation: &Operation, case: &Case) -> SentRequest {
    let (content_type, body) = match &case.payload {
        Payload::Json(payload) => {
            let mut document = serde_json::to_value(&operation.envelope).unwrap();
            put(&mut document, &operation.request_at.clone().unwrap_or_default(), 0, payload.clone());
            ("application/json".into(), document.to_string())
        }
        Payload::Body { content_type, text } => (content_type.clone(), text.clone()),
        Payload::None => (String::new(), String::new()),
    };
    SentRequest {
        method: operation.method.clone(),
        path: path(operation.path.as_str(), &BTreeMap::new()),
        content_type,
        body: body.into_bytes(),
    }
}

async fn send(app: &axum::Router, sent_request: &SentRequest) -> Option<Received> {
    let mut request = Request::builder().method(sent_request.method.as_str()).uri(&sent_request.path);
    if !sent_request.content_type.is_empty() {
        request = request.header("content-type", &sent_request.content_type);
    }
    let answer = async {
        let answer = app.clone().oneshot(request.body(Body::from(sent_request.body.clone())).unwrap()).await.unwrap();
        let (head, body) = answer.into_parts();
        let kind = head.headers.get("content-type").map(|value| value.to_str().unwrap().to_owned());
        let body = axum::body::to_bytes(body, usize::MAX).await.ok()?.to_vec();
        Some(Received { status: head.status.as_u16(), content_type: kind.unwrap_or_default(), body })
    };
    tokio::time::timeout(Duration::from_secs(10), answer).await.ok()?
}

/// Fires a case and reads back what it created; two runs of an honest reference come to the same, new names aside.
async fn outcome(app: &axum::Router, model: &Model, operation: &Operation, case: &Case) -> Vec<Option<Received>> {
    let sent = request_of(operation, case);
    let answer = send(app, &sent).await;
    let mut all = vec![answer.clone()];
    for read_back in operation.read_back.iter().filter(|_| case.may_be_taken()) {
        let body: Value = answer
            .as_ref()
            .map(|received| serde_json::from_slice(&received.body).unwrap_or_default())
            .unwrap_or_default();
        let mut parameters = BTreeMap::new();
        for (name, place) in &read_back.with {
            let value = match place {
                ValueSource::Body(at) => at.resolve(&body).and_then(Value::as_str),
                ValueSource::Header(_) => None,
            };
            parameters.insert(name.clone(), value.unwrap_or("nobody").to_owned());
        }
        let reader = self::operation(model, &read_back.operation);
        let read = SentRequest {
            method: reader.method.clone(),
            path: path(reader.path.as_str(), &parameters),
            content_type: String::new(),
            body: Vec::new(),
        };
        all.push(send(app, &read).await);
    }
    all.into_iter()
        .map(|received| received.map(|received| Received { body: without_new_ids(received.body), ..received }))
        .collect()
}

/// What is sent to a server on a port.
fn request(server: &Server, sent: &SentRequest) -> exchange::Request {
    let content_type = Some(("content-type".to_owned(), sent.content_type.clone()));
    exchange::Request {
        method: sent.method.clone(),
        url: format!("http://{}{}", server.address(), sent.path),
        headers: content_type.filter(|(_, kind)| !kind.is_empty()).into_iter().collect(),
        body: Some(sent.body.clone()),
        ..exchange::Request::default()
    }
}

fn runtime() -> tokio::runtime::Runtime {
    // Time stands still but for those who wait: nobody waits for the slow saboteur.
    tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap()
}

#[test]
fn the_honest_reference_takes_and_refuses_what_the_documents_say() {
    let server = Server::start(CONTRACT.models().to_vec(), "127.0.0.1:0", None).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Http::new(Duration::from_secs(10)).unwrap();
    for (model, operation, case) in documented() {
        let request = request(&server, &request_of(&operation, &case));
        let Response { status, body, .. } = runtime.block_on(client.send(&request)).unwrap();
        let (expected, kind) = match case.expect {
            Expect::Reject => (operation.statuses().rejection(), &operation.error),
            Expect::Accept | Expect::Conform => (operation.statuses().success(), &operation.response),
        };
        let fine = expected.contains(&status) || expected.is_empty() && status == 200;
        assert!(fine, "{}: {status} {}", case.name, String::from_utf8_lossy(&body));
        if let (Some(kind), Expect::Reject) = (kind, case.expect) {
            let mismatches = Judge::new(&model, kind).unwrap().judge(&serde_json::from_slice(&body).unwrap());
            assert!(mismatches.is_empty(), "{}: {mismatches:?}", case.name);
        }
    }
}

#[test]
fn what_is_returned_conforms_and_holds_what_was_sent() {
    let app = app(Reference::honest(CONTRACT.clone()));
    for model in CONTRACT.models() {
        // Observed cases too: what is taken must come back as documented, whoever documents what is taken.
        for case in cases(model).iter().filter(|case| case.expect != Expect::Reject) {
            let operation = operation(model, &case.operation);
            let received = runtime().block_on(outcome(&app, model, &operation, case));
            let received: Vec<Received> = received.into_iter().map(Option::unwrap).collect();
            let readers = operation.read_back.iter().map(|read_back| self::operation(model, &read_back.operation));
            for (reader, received) in std::iter::once(operation.clone()).chain(readers).zip(&received) {
                let success =
                    reader.statuses().success().contains(&received.status) || reader.statuses().success().is_empty();
                assert!(success, "{} by {}: {received:?}", case.name, reader.name);
                let Some(kind) = &reader.response else { continue };
                let judge = Judge::new(model, kind).unwrap();
                let found = matches(&received.json(), &reader.response_at.clone().unwrap_or_default().to_string());
                assert!(!found.is_empty(), "{} by {}: {:?}", case.name, reader.name, received.json());
                for value in found {
                    assert!(judge.judge(&value).is_empty(), "{}: {value} {:?}", case.name, judge.judge(&value));
                }
            }
            let Payload::Json(payload) = &case.payload else { continue };
            for (read_back, received) in operation.read_back.iter().zip(received.iter().skip(1)) {
                for (sent, read) in &read_back.compare {
                    let Some(sent) = sent.resolve(payload) else { continue };
                    let found: Vec<Value> = read.values(&received.json()).into_iter().map(|(_, value)| value).collect();
                    assert!(found.contains(sent), "{}: {sent} is not in {found:?}", case.name);
                }
            }
        }
    }
}

/// Everything that a pattern leads to.
fn matches(value: &Value, pattern: &str) -> Vec<Value> {
    let mut found = vec![value.clone()];
    for segment in pattern.split('/').skip(1) {
        found = found
            .iter()
            .flat_map(|value| match (segment, value) {
                ("*", Value::Array(list)) => list.clone(),
                (name, value) => value.get(name).cloned().into_iter().collect(),
            })
            .collect();
    }
    found
}

#[test]
fn what_is_created_is_listed_changed_and_removed() {
    let app = app(Reference::honest(CONTRACT.clone()));
    let mut tried = 0;
    for model in CONTRACT.models() {
        let operations = &model.vendor.operations;
        let Some(remove) = operations.iter().find(|operation| operation.method == "DELETE") else { continue };
        let collection = remove.path.as_str().rsplit_once('/').unwrap().0;
        let of = |method: &str, path: &str| operations.iter().find(|o| o.method == method && o.path.as_str() == path);
        // What is created elsewhere cannot be followed.
        let Some(create) = of("POST", collection) else { continue };
        let list = of("GET", collection).unwrap();
        let (read, change) = (of("GET", remove.path.as_str()).unwrap(), of("PUT", remove.path.as_str()).unwrap());
        let full =
            cases(model).into_iter().find(|case| case.name.ends_with(&format!("{}/whole/valid/full", create.name)));
        let full = full.unwrap();
        let at = |operation: &Operation, id: &str| SentRequest {
            method: operation.method.clone(),
            path: path(operation.path.as_str(), &[("id".to_owned(), id.to_owned())].into()),
            ..request_of(operation, &full)
        };
        let send = |sent_request: SentRequest| runtime().block_on(send(&app, &sent_request)).unwrap();
        let count = || matches(&send(at(list, "")).json(), &list.response_at.as_ref().unwrap().to_string()).len();
        let before = count();
        let created = send(at(create, "")).json();
        let id = created["id"].as_str().unwrap();
        assert_eq!(count(), before + 1);
        assert_eq!(send(at(read, id)).json(), created);
        let mut changed = at(change, id);
        changed.body = String::from_utf8(changed.body).unwrap().replace("14:30", "15:45").into_bytes();
        assert_eq!(send(changed).status, change.statuses().success()[0]);
        assert!(send(at(read, id)).json().to_string().contains("15:45"));
        assert_eq!(count(), before + 1);
        assert_eq!(send(at(remove, id)).status, remove.statuses().success()[0]);
        assert_eq!(count(), before);
        for operation in [read, change, remove] {
            assert_eq!(send(at(operation, id)).status, 404, "{}", operation.name);
        }
        tried += 1;
    }
    assert!(tried > 0);
}

#[test]
fn whoever_never_promised_to_refuse_takes_what_is_broken() {
    let app = app(Reference::honest(CONTRACT.clone()));
    let mut tried = 0;
    for model in CONTRACT.models() {
        for case in cases(model) {
            let operation = operation(model, &case.operation);
            if operation.validates() || !matches!(case.payload, Payload::Json(_)) {
                continue;
            }
            let received = runtime().block_on(send(&app, &request_of(&operation, &case))).unwrap();
            assert_eq!(received.status, 200, "{}", case.name);
            tried += 1;
        }
    }
    assert!(tried > 100);
}

#[test]
fn every_saboteur_has_a_name_of_its_own_and_every_documented_case_catches_one() {
    let saboteurs = saboteurs(&CONTRACT);
    let mut names = BTreeSet::new();
    for saboteur in &saboteurs {
        assert!(names.insert(&saboteur.name), "{}", saboteur.name);
    }
    for (_, _, case) in documented() {
        assert!(saboteurs.iter().any(|saboteur| saboteur.catches.contains(&case.name)), "{} catches nobody", case.name);
    }
    assert!(saboteurs.len() > 300, "{}", saboteurs.len());
}

#[test]
fn every_saboteur_differs_from_the_reference_on_every_case_that_catches_it() {
    let by_name: BTreeMap<String, (Model, Operation, Case)> =
        documented().into_iter().map(|all| (all.2.name.clone(), all)).collect();
    let runtime = runtime();
    let mut honest: BTreeMap<&str, Vec<Option<Received>>> = BTreeMap::new();
    for (name, (model, operation, case)) in &by_name {
        let app = app(Reference::honest(CONTRACT.clone()));
        let received = runtime.block_on(outcome(&app, model, operation, case));
        // What an honest reference makes differently each time would make every saboteur look caught.
        let again = runtime.block_on(outcome(&self::app(Reference::honest(CONTRACT.clone())), model, operation, case));
        assert_eq!(received, again, "{name}");
        honest.insert(name, received);
    }
    for saboteur in saboteurs(&CONTRACT) {
        for name in &saboteur.catches {
            let (model, operation, case) = &by_name[name];
            let app = app(Reference::sabotaged(CONTRACT.clone(), &saboteur));
            let received = runtime.block_on(outcome(&app, model, operation, case));
            assert_ne!(received, honest[name.as_str()], "{} on {name}", saboteur.name);
        }
    }
}

#[test]
fn a_saboteur_of_one_rule_gets_no_other_case_wrong() {
    let documented = documented();
    let runtime = runtime();
    for saboteur in saboteurs(&CONTRACT) {
        let narrow = saboteur.name.starts_with("overlooks/") || saboteur.name.starts_with("refuses/");
        let Some((_, own)) = saboteur.name.split_once('/').filter(|_| narrow) else { continue };
        let app = app(Reference::sabotaged(CONTRACT.clone(), &saboteur));
        let of_operation = own.split('/').take(2).collect::<Vec<_>>().join("/");
        for (_, operation, case) in &documented {
            // What an answer must be like says nothing of which payloads are accepted.
            if case.expect == Expect::Conform || !case.name.starts_with(&format!("{of_operation}/")) {
                continue;
            }
            let received = runtime.block_on(send(&app, &request_of(operation, case))).unwrap();
            let right = (case.expect == Expect::Reject) == (received.status >= 400);
            assert_eq!(right, !saboteur.catches.contains(&case.name), "{} on {}", saboteur.name, case.name);
        }
    }
}

#[test]
fn a_closed_connection_is_closed_and_a_cut_body_is_cut_on_the_wire() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut tried = 0;
    for saboteur in saboteurs(&CONTRACT) {
        let Some((fault @ ("closed" | "truncated-json"), own)) = saboteur.name.split_once('/') else { continue };
        let (_, operation, case) =
            documented().into_iter().find(|(_, _, case)| case.name == saboteur.catches[0]).unwrap();
        let server = Server::start(CONTRACT.models().to_vec(), "127.0.0.1:0", Some(&saboteur.name)).unwrap();
        let request = request(&server, &request_of(&operation, &case));
        let answer = runtime.block_on(Http::new(Duration::from_secs(10)).unwrap().send(&request));
        match fault {
            "closed" => assert!(answer.is_err(), "{own}: {answer:?}"),
            _ => assert!(answer.unwrap().json().is_none(), "{own}"),
        }
        tried += 1;
    }
    assert!(tried > 1);
}

#[test]
fn an_unknown_saboteur_and_a_bad_address_are_named() {
    let start =
        |listen, saboteur| Server::start(CONTRACT.models().to_vec(), listen, saboteur).err().unwrap().to_string();
    assert!(start("127.0.0.1:0", Some("nobody")).contains("\"nobody\""));
    assert!(start("nowhere", None).starts_with("nowhere: "));
}

#[test]
fn what_is_no_operation_is_not_found() {
    let app = app(Reference::honest(CONTRACT.clone()));
    let status = |method: &str, path: &str| {
        let sent_request =
            SentRequest { method: method.into(), path: path.into(), content_type: String::new(), body: Vec::new() };
        runtime().block_on(send(&app, &sent_request)).unwrap().status
    };
    assert_eq!(status("GET", "/nothing/like/this"), 404);
    let write = CONTRACT.models()[0].vendor.operations[0].clone();
    assert_eq!(status("TRACE", &path(write.path.as_str(), &BTreeMap::new())), 405);
}
