//! Against the reference every operation succeeds; against a saboteur nothing is lost, and nothing hangs.

use super::calls::{self, MODELS};
use ringback_reference::{Reference, ServedModels, app, saboteurs};
use ringback_suite::{
    case::{Case, Expect, Payload},
    derive::cases,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

static CONTRACT: LazyLock<Arc<ServedModels>> = LazyLock::new(|| Arc::new(ServedModels::new(MODELS.clone()).unwrap()));

/// A reference on a port of its own; it lives as long as the test.
async fn serve(reference: Reference) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app(reference)).await });
    format!("http://{address}")
}

#[tokio::test]
async fn every_operation_succeeds_at_the_reference() {
    let url = serve(Reference::honest(CONTRACT.clone())).await;
    for (vendor, operation) in calls::all() {
        let outcome = calls::call(vendor, operation, &url).await;
        assert_eq!(outcome.kind, "ok", "{vendor}/{operation}: {outcome:?}");
    }
}

#[tokio::test]
async fn no_saboteur_makes_a_client_panic_hang_or_lose_a_record() {
    let saboteurs = saboteurs(&CONTRACT);
    let cases: Vec<Case> = MODELS.iter().flat_map(cases).filter(|case| case.expect != Expect::Reject).collect();
    let mut kinds = BTreeMap::new();
    for saboteur in &saboteurs {
        let (vendor, operation) = (saboteur.vendor.as_str(), saboteur.operation.as_str());
        if !calls::all().contains(&(vendor, operation)) {
            continue;
        }
        // The payloads at which it shows itself, and the fullest.
        let mut payloads = vec![&Value::Null];
        payloads.extend(cases.iter().filter_map(|case| match &case.payload {
            Payload::Json(payload) if saboteur.catches.contains(&case.name) => Some(payload),
            _ => None,
        }));
        let url = serve(Reference::sabotaged(CONTRACT.clone(), saboteur)).await;
        for payload in payloads.into_iter().take(8) {
            let outcome = calls::call_with(vendor, operation, &url, payload).await;
            *kinds.entry(outcome.kind).or_insert(0) += 1;
        }
    }
    for kind in ["ok", "unanswered", "documented", "undocumented", "undecodable"] {
        assert!(kinds.contains_key(kind), "no saboteur led to {kind}: {kinds:?}");
    }
    assert!(kinds.values().sum::<i32>() > 300, "{kinds:?}");
}
