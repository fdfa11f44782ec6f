//! The suite in one's own tests, against a router that is called without a port.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use ringback::in_process::{Outcomes, Suite};
use ringback_runner::event::Verdict;
use ringback_testing::repository;
use serde_json::{Value, json};
use std::path::PathBuf;
use tower::ServiceExt;

fn specification() -> PathBuf {
    repository().join("conformance/tests/specifications/pets.yaml")
}

fn json(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// A service that takes any pet.
fn careless() -> Router {
    let create = |body: String| async move {
        let mut pet: Value = serde_json::from_str(&body).unwrap_or_default();
        if pet.is_object() {
            pet["id"] = json!(1);
        }
        json(StatusCode::CREATED, &pet)
    };
    Router::new().route("/pets", post(create))
}

#[tokio::test]
async fn a_router_that_keeps_its_specification_passes() -> Result<(), Box<dyn std::error::Error>> {
    let app = Router::new()
        .route("/pets/{id}", get(|| async { json(StatusCode::OK, &json!({"id": 1, "name": "Tom", "kind": "cat"})) }));
    // Nothing is said of identifiers that do not exist, so that only the response is judged.
    let suite = ringback::suite(specification().to_str().unwrap())?.operation("getPet").parameter("petId", "1");
    let outcomes = suite.against(|request| app.clone().oneshot(request)).await?;
    let passed = |name: &str| {
        outcomes.results.iter().any(|result| result.case.name == name && matches!(result.verdict, Verdict::Pass))
    };
    assert!(passed("pets/getPet/whole/valid/minimal"), "{outcomes:?}");
    Ok(())
}

#[tokio::test]
async fn a_router_that_breaks_its_specification_is_told_by_case_and_line() {
    let suite = Suite::of_specification(specification()).unwrap().operation("createPet");
    let outcomes = suite.against(|request| careless().oneshot(request)).await.unwrap();
    let said = outcomes.all_passed().unwrap_err().to_string();
    for expected in ["pets/createPet/body/name/length/too-long", "maxLength: 20", "pets.yaml:"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

/// Runs the tests of all cases; what they print goes to a file that nobody reads.
fn as_tests(outcomes: Outcomes) -> libtest_mimic::Conclusion {
    let folder = tempfile::tempdir().unwrap();
    let logfile = Some(folder.path().join("log").display().to_string());
    libtest_mimic::run(&libtest_mimic::Arguments { logfile, ..libtest_mimic::Arguments::default() }, outcomes.trials())
}

#[tokio::test]
async fn each_case_is_a_test_that_ends_as_its_verdict_says() {
    let suite = Suite::of_specification(specification()).unwrap().operation("createPet");
    let outcomes = suite.against(|request| careless().oneshot(request)).await.unwrap();
    let count = |kind: fn(&Verdict) -> bool| outcomes.results.iter().filter(|result| kind(&result.verdict)).count();
    let ignored = count(|verdict| matches!(verdict, Verdict::Skipped(_) | Verdict::Inconclusive(_)));
    let (all, failed) = (outcomes.results.len(), outcomes.all_passed().unwrap_err().count());
    let conclusion = as_tests(outcomes);
    assert!(failed > 0 && conclusion.has_failed());
    let expected = [all - ignored - failed, failed, ignored].map(|count| u64::try_from(count).unwrap());
    assert_eq!([conclusion.num_passed, conclusion.num_failed, conclusion.num_ignored], expected);
}

#[tokio::test]
async fn a_run_in_which_nothing_passed_has_one_test_more_which_fails() {
    let suite = Suite::of_specification(specification()).unwrap().operation("getPet").parameter("petId", "1");
    let nobody = Router::<()>::new().fallback(|| async { StatusCode::SERVICE_UNAVAILABLE });
    let outcomes = suite.against(|request| nobody.clone().oneshot(request)).await.unwrap();
    assert!(as_tests(outcomes).num_failed > 0);
}

#[tokio::test]
async fn what_does_not_exist_is_an_error_that_says_what_does() {
    let error = ringback::suite("webx").unwrap_err().to_string();
    assert!(error.contains("webex"), "{error}");
    let suite = Suite::of_specification(specification()).unwrap().operation("createPets");
    let error = suite.against(|request| careless().oneshot(request)).await.unwrap_err().to_string();
    assert!(error.contains("createPet"), "{error}");
    assert!(Suite::of_specification("missing.yaml").is_err());
}
