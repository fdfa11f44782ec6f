//! An example of a test of which each case is a test of its own: `cargo test --test cases_as_tests -- types` runs those about types.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    routing::get,
};
use ringback_testing::repository;
use serde_json::json;
use std::process::ExitCode;
use tower::ServiceExt;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let pet = |Path(id): Path<i64>| async move {
        let found = if id >= 1 { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        let body = json!({"id": 1, "name": "Tom", "kind": "cat"}).to_string();
        (found, [(header::CONTENT_TYPE, "application/json")], body)
    };
    let app = Router::new().route("/pets/{id}", get(pet));
    let specification = repository().join("conformance/tests/specifications/pets.yaml");
    let suite = ringback::in_process::Suite::of_specification(specification)?;
    let outcomes =
        suite.operation("getPet").parameter("petId", "1").against(|request| app.clone().oneshot(request)).await?;
    Ok(outcomes.as_tests())
}
