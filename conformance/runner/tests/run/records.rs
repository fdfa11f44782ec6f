//! Created records are read back, changed and deleted; secrets are sent and never shown.

use crate::test_run::*;
use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::civil::date;
use ringback_runner::status::RunStatus;
use ringback_runner::{clock::Clock, dry_run, event::Verdict, site::Site};
use ringback_suite::case::{Case, Expect};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::runtime::Runtime;

/// A server that stores what is posted below an organization; reads, changes and deletes it.
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

/// Adds the properties that a schedule has and its request lacks.
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
    let setup = RunSetup {
        operation: "",
        cases: |case| case.vendor == "webex" && case.expect != Expect::Reject,
        ..RunSetup::default()
    };
    let ran = run_suite(address, &setup);
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
    assert_eq!(ran.status, RunStatus::Passed);
}

/// A server that keeps whatever it is sent as a scheduled callback, and changes each that it shows.
fn keeper(runtime: &Runtime, change: fn(&mut Value)) -> SocketAddr {
    let records: Arc<Mutex<BTreeMap<String, Value>>> = Arc::default();
    serve(runtime, move |method, path, _, body| {
        let mut records = records.lock().unwrap();
        let id = path.split_once("/scheduled-callback/").map(|(_, id)| id.to_owned());
        let json = |status: StatusCode, value: &Value| {
            (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
        };
        match (method.as_str(), id, serde_json::from_slice::<Value>(&body).ok().filter(Value::is_object)) {
            ("POST", None, Some(mut payload)) => {
                let id = format!("123e4567-e89b-12d3-a456-{:012}", records.len());
                complete(&mut payload, &id);
                records.insert(id, payload.clone());
                json(StatusCode::CREATED, &payload)
            }
            ("PUT", Some(id), Some(mut payload)) => {
                complete(&mut payload, &id);
                records.insert(id, payload.clone());
                change(&mut payload);
                json(StatusCode::OK, &payload)
            }
            ("GET", Some(id), _) if records.contains_key(&id) => {
                let mut record = records[&id].clone();
                change(&mut record);
                json(StatusCode::OK, &record)
            }
            ("DELETE", ..) => StatusCode::NO_CONTENT.into_response(),
            _ => StatusCode::BAD_REQUEST.into_response(),
        }
    })
}

#[test]
fn a_reading_operation_is_not_blamed_for_what_the_suite_itself_has_sent() {
    let cases: fn(&Case) -> bool = |case| {
        case.operation == "get-scheduled-callback"
            || case.operation == "create-scheduled-callback" && !case.name.contains("/whole/")
    };
    let setup = RunSetup { operation: "", cases, ..RunSetup::default() };
    for (change, blamed) in [
        ((|_| {}) as fn(&mut Value), false),
        ((|record| record["id"] = json!(OTHER)) as fn(&mut Value), true),
        ((|record| record["createdTimestamp"] = json!("soon")) as fn(&mut Value), true),
    ] {
        let runtime = Runtime::new().unwrap();
        let ran = run_suite(keeper(&runtime, change), &setup);
        let read = ran.finished.iter().find(|finished| finished.case.operation == "get-scheduled-callback").unwrap();
        assert_eq!(failed(&read.verdict), blamed, "{:?}", read.verdict);
    }
}

/// The identifier of no record.
const OTHER: &str = "99999999-9999-4999-8999-999999999999";

#[test]
fn a_record_that_is_shown_under_another_identifier_than_was_asked_for_fails_and_other_parameters_are_told() {
    let cases: fn(&Case) -> bool =
        |case| case.operation == "update-scheduled-callback" && case.name.contains("/customerName/valid/");
    for (change, organisation, fails, told) in [
        ((|_| {}) as fn(&mut Value), ORGANISATION.to_owned(), false, true),
        (
            |_| {},
            ORGANISATION.replace("orgId = \"o\"", "orgId = \"123E4567-e89b-12d3-a456-426614174000\""),
            false,
            false,
        ),
        (|record| record["id"] = json!(OTHER), ORGANISATION.to_owned(), true, true),
    ] {
        let runtime = Runtime::new().unwrap();
        let setup = RunSetup { operation: "", cases, config: organisation, ..RunSetup::default() };
        let ran = run_suite(keeper(&runtime, change), &setup);
        let of_another = |verdict: &Verdict| failed(verdict) && format!("{verdict:?}").contains("shows the record");
        let failures = ran.finished.iter().filter(|finished| of_another(&finished.verdict)).count();
        assert_eq!(failures > 0, fails, "{:?}", ran.finished.iter().map(|one| &one.verdict).collect::<Vec<_>>());
        assert_eq!(ran.statuses.iter().any(|text| text.contains("{orgId}")), told, "{:?}", ran.statuses);
    }
}

#[test]
fn forms_that_one_reading_allows_are_told_and_those_that_none_allows_fail() {
    let cases: fn(&Case) -> bool = |case| {
        case.operation == "get-conversation"
            || case.operation == "create-callback-on-conversation" && case.name.contains("/data/valid/")
    };
    let setup = RunSetup { operation: "", cases, ..RunSetup::default() };
    for (shown, fails, told) in [
        (json!({"startHoldTime": "2027-02-03T10:00:00.000Z"}), false, false),
        (json!({"startHoldTime": "2027-02-03T10:00:00.000+0000"}), false, true),
        (json!({"startHoldTime": null}), false, true),
        (json!({"startHoldTime": "2027-02-30T10:00:00.000+0000"}), true, false),
        (json!({"startHoldTime": "yesterday"}), true, false),
    ] {
        let runtime = Runtime::new().unwrap();
        let shown_too = shown.clone();
        let address = serve(&runtime, move |method, _, _, body| {
            let json = |status: StatusCode, value: &Value| {
                (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
            };
            match method.as_str() {
                "GET" => {
                    let all = json!({"attributes": {"key0": "text"}, "callbacks": [shown_too]});
                    json(StatusCode::OK, &json!({"participants": [all]}))
                }
                _ if valid(&body) => StatusCode::CREATED.into_response(),
                _ => StatusCode::BAD_REQUEST.into_response(),
            }
        });
        let ran = run_suite(address, &setup);
        let read = ran.finished.iter().find(|finished| finished.case.operation == "get-conversation").unwrap();
        assert_eq!(failed(&read.verdict), fails, "{shown}: {:?}", read.verdict);
        assert_eq!(ran.statuses.iter().any(|told| told.contains("one reading")), told, "{shown}: {:?}", ran.statuses);
    }
}

#[test]
fn what_is_lost_on_the_way_is_noticed_by_reading_it_back() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime, |method, _, _, _| match method.as_str() {
        "POST" => (StatusCode::CREATED, r#"{"id": "1"}"#).into_response(),
        "DELETE" => StatusCode::NO_CONTENT.into_response(),
        _ => (StatusCode::OK, "{}").into_response(),
    });
    let ran = run_suite(
        address,
        &RunSetup {
            operation: "create-scheduled-callback",
            cases: |case| case.expect == Expect::Accept,
            ..RunSetup::default()
        },
    );
    let others: Vec<_> = ran.finished.iter().filter(|finished| !failed(&finished.verdict)).collect();
    assert!(
        others.is_empty(),
        "{:?}",
        others.iter().map(|other| (&other.case.name, &other.verdict)).collect::<Vec<_>>()
    );
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
    let ran = run_suite(address, &RunSetup { config: config.clone(), ..RunSetup::default() });
    let shown = format!("{:?} {:?} {:?}", ran.finished, ran.unwired, ran.stopped);
    assert!(!shown.contains("very-secret"));
    let reproduce = ran.finished.iter().find_map(|finished| finished.reproduce.clone()).unwrap();
    assert!(reproduce.contains("-H \"authorization: Bearer $TOKEN\""), "{reproduce}");
    let (plan, config) = planned(&RunSetup { config, operation: "", ..RunSetup::default() });
    let site = Site::of(&config, format!("http://{address}").parse().unwrap()).unwrap();
    let text = dry_run::describe(&plan, &site, Clock::at(date(2031, 5, 20)), &judges());
    assert!(text.contains("authorization: Bearer $TOKEN") && !text.contains("very-secret"));
    assert!(text.contains("/contact-flows/i\n") && text.contains("2031-05-27T10:00:00.000Z"));
    assert!(
        !text.contains("error in Ringback"),
        "{}",
        text.split("# ").find(|part| part.contains("mistake")).unwrap_or_default()
    );
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
    run_suite(
        address,
        &RunSetup {
            config,
            operation: "create-contact-flow",
            cases: |case| case.name.contains("/valid/"),
            ..RunSetup::default()
        },
    );
    let body = seen.lock().unwrap()[0].clone();
    let content: Value = serde_json::from_str(body["Content"].as_str().unwrap()).unwrap();
    assert_eq!(content["Actions"][0]["Parameters"]["RetryDelaySeconds"], json!(1));
    assert_eq!((&body["Type"], &content["Version"]), (&json!("CONTACT_FLOW"), &json!("2019-10-30")));
    let bodies = seen.lock().unwrap();
    let names: BTreeSet<&str> = bodies.iter().map(|body| body["Name"].as_str().unwrap()).collect();
    assert!(names.iter().all(|name| name.starts_with("Callback ") && !name.contains('{')), "{names:?}");
    assert_eq!(names.len(), bodies.len(), "a name that exists is refused");
}
