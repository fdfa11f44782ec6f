//! What surprises callers and no document decides is told once for each operation, and fails nothing; a server without such
//! habits is told nothing of.

use crate::test_run::*;
use axum::{
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use ringback_runner::{event::Verdict, status::RunStatus};
use ringback_suite::case::{Case, Level};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::runtime::Runtime;

/// A habit of the server that keeps scheduled callbacks.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Habit {
    None,
    TakesAnybody,
    TakesAnyToken,
    LabelsTextPlain,
    RefusesInHtml,
    ListsNothing,
    DeletesNothing,
    FailsToDelete,
}

fn answered(status: StatusCode, label: &'static str, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, label)], body).into_response()
}

/// Keeps scheduled callbacks in memory, for whoever shows the token.
fn keeper(runtime: &Runtime, habit: Habit) -> SocketAddr {
    let records: Arc<Mutex<BTreeMap<String, Value>>> = Arc::default();
    serve(runtime, move |method, path, headers: HeaderMap, body| {
        let json = if habit == Habit::LabelsTextPlain { "text/plain" } else { "application/json" };
        let token = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let may = match habit {
            Habit::TakesAnybody => true,
            Habit::TakesAnyToken => !token.is_empty(),
            _ => token == "Bearer very-secret-indeed",
        };
        if !may {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let mut records = records.lock().unwrap();
        let (_, id) = path.split_once("/scheduled-callback").unwrap_or_default();
        let id = id.trim_start_matches('/').to_owned();
        match method {
            Method::POST | Method::PUT => {
                let Some(mut payload) = serde_json::from_slice(&body).ok().filter(Value::is_object) else {
                    return match habit {
                        Habit::RefusesInHtml => answered(StatusCode::BAD_REQUEST, "text/html", "<h1>no</h1>".into()),
                        _ => answered(StatusCode::BAD_REQUEST, json, "{}".into()),
                    };
                };
                let (id, status) = match id.is_empty() {
                    true => (format!("00000000-0000-4000-8000-{:012}", records.len()), StatusCode::CREATED),
                    false => (id, StatusCode::OK),
                };
                payload["id"] = json!(id);
                records.insert(id, payload.clone());
                answered(status, json, payload.to_string())
            }
            Method::DELETE if habit == Habit::FailsToDelete => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            Method::DELETE => {
                if habit != Habit::DeletesNothing {
                    records.remove(&id);
                }
                StatusCode::NO_CONTENT.into_response()
            }
            _ if id.is_empty() => {
                let all: Vec<&Value> =
                    if habit == Habit::ListsNothing { Vec::new() } else { records.values().collect() };
                answered(StatusCode::OK, json, json!({"data": all, "meta": {"totalPages": 1}}).to_string())
            }
            _ => match records.get(&id) {
                Some(record) => answered(StatusCode::OK, json, record.to_string()),
                None => StatusCode::NOT_FOUND.into_response(),
            },
        }
    })
}

/// What is told of the server: without the statuses, which are another subject.
fn told(habit: Habit) -> Vec<String> {
    let runtime = Runtime::new().unwrap();
    let config = format!("[target]\nauth = {{ bearer = {{ env = \"TOKEN\" }} }}\n{ORGANISATION}");
    let of_one_rule: fn(&Case) -> bool =
        |case| case.name.contains("/customerName/") || case.name.contains("/body/") || case.name.ends_with("/conforms");
    let setup = RunSetup { config, operation: "", cases: of_one_rule, ..RunSetup::default() };
    let setup = RunSetup { operation: "create-scheduled-callback", ..setup };
    let mut told = run_suite(keeper(&runtime, habit), &setup).statuses;
    told.retain(|told| !told.contains("was expected"));
    told
}

#[test]
fn each_habit_is_told_once_and_a_server_without_one_is_told_nothing_of() {
    for (habit, expected) in [
        (Habit::None, vec![]),
        (
            Habit::TakesAnybody,
            vec![
                "it accepts a request without credentials, with status 201",
                "it accepts a request with credentials that nobody has, with status 201",
            ],
        ),
        (Habit::TakesAnyToken, vec!["it accepts a request with credentials that nobody has, with status 201"]),
        (Habit::LabelsTextPlain, vec!["it labels JSON as \"text/plain\""]),
        (Habit::RefusesInHtml, vec!["it refuses with status 400 in \"text/html\", which is no JSON"]),
        (Habit::ListsNothing, vec!["it does not list what webex/create-scheduled-callback has just created"]),
        (Habit::FailsToDelete, vec!["it answers 500 to the deletion of what exists"]),
        (Habit::DeletesNothing, vec!["it answers 204, and what it was to delete can still be read with status 200"]),
    ] {
        assert_eq!(told(habit), expected, "{habit:?}");
    }
}

#[test]
fn a_conversation_that_shows_another_number_is_told_of() {
    for (shown, expected) in [("+12025550100", 0), ("+12025550199", 1)] {
        let runtime = Runtime::new().unwrap();
        let address = serve(&runtime, move |method, _, _, body| {
            let payload: Value = serde_json::from_slice(&body).unwrap_or_default();
            match method {
                Method::POST if valid(&body) => answered(StatusCode::CREATED, "application/json", payload.to_string()),
                Method::POST => answered(StatusCode::BAD_REQUEST, "application/json", "{}".into()),
                _ => {
                    let data = json!({"key0": "text"});
                    let one = json!({"attributes": data, "callbacks": [{"callbackNumbers": [shown]}]});
                    answered(StatusCode::OK, "application/json", json!({"participants": [one]}).to_string())
                }
            }
        });
        let setup = RunSetup { cases: |case| case.name.ends_with("/data/valid/given"), ..RunSetup::default() };
        let told = run_suite(address, &setup).statuses;
        let about = told.iter().filter(|told| told.contains("/callbackNumbers")).count();
        assert_eq!(about, expected, "{told:?}");
    }
}

#[test]
fn a_server_that_fails_on_a_payload_fails_whether_or_not_documents_decide_about_it() {
    for (broken, expected) in
        [(StatusCode::INTERNAL_SERVER_ERROR, RunStatus::Failed), (StatusCode::BAD_REQUEST, RunStatus::Passed)]
    {
        let runtime = Runtime::new().unwrap();
        let address = serve(&runtime, move |_, _, _, body| {
            let payload: Value = serde_json::from_slice(&body).unwrap_or_default();
            match payload["callbackUserName"] == "" {
                true => broken.into_response(),
                false if valid(&body) => StatusCode::CREATED.into_response(),
                false => answered(StatusCode::BAD_REQUEST, "application/json", "{}".into()),
            }
        });
        let setup = RunSetup { cases: |case| case.name.contains("/callbackUserName/valid/"), ..RunSetup::default() };
        let ran = run_suite(address, &setup);
        assert_eq!(ran.status, expected);
        let empty = ran.finished.iter().find(|finished| finished.case.name.ends_with("/valid/empty")).unwrap();
        assert!(matches!(empty.verdict, Verdict::Fail(_)) && empty.case.level == Level::Observed);
        assert_eq!(empty.level() == Level::Documented, expected == RunStatus::Failed);
    }
}

#[test]
fn values_that_are_accepted_alone_and_refused_together_fail_and_one_refused_alone_is_not_blamed_twice() {
    // Refuses two rare values together, or one of them whatever it comes with.
    for (alone, expected) in [(false, true), (true, false)] {
        let runtime = Runtime::new().unwrap();
        let address = serve(&runtime, move |_, _, _, body| {
            let payload: Value = serde_json::from_slice(&body).unwrap_or_default();
            let several = payload["callbackNumbers"].as_array().is_some_and(|numbers| numbers.len() > 1);
            let unchecked = payload["validateCallbackNumbers"] == false;
            match several && (alone || unchecked) || !valid(&body) {
                true => answered(StatusCode::BAD_REQUEST, "application/json", "{}".into()),
                false => StatusCode::CREATED.into_response(),
            }
        });
        let setup =
            RunSetup { cases: |case| case.expect == ringback_suite::case::Expect::Accept, ..RunSetup::default() };
        let ran = run_suite(address, &setup);
        let together = |finished: &&&ringback_runner::event::CaseResult| finished.case.name.contains("/together-");
        let failed_together = ran.verdicts(failed).iter().filter(together).count();
        assert_eq!(failed_together > 0, expected);
        assert_eq!(ran.verdicts(inconclusive).iter().filter(together).count() > 0, !expected);
    }
}
