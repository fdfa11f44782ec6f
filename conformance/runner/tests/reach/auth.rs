//! Who calls: fixed credentials, tokens of an endpoint and of a program.

use crate::counterpart::{configured, serve, status};
use ringback_runner::exchange::SendErrorKind;
use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::runtime::Runtime;

#[test]
fn fixed_credentials_and_headers_are_sent() {
    let runtime = Runtime::new().unwrap();
    let (address, log) = serve(&runtime, |_| status(200));
    for (auth, name, value) in [
        ("bearer = { env = \"T\" }", "authorization", "Bearer secret-of-T"),
        // base64 of "ann:secret-of-P"
        ("basic = { user = \"ann\", password = { env = \"P\" } }", "authorization", "Basic YW5uOnNlY3JldC1vZi1Q"),
        ("api_key = { header = \"X-Api-Key\", value = { env = \"K\" } }", "x-api-key", "secret-of-K"),
    ] {
        let target = configured(&format!("[target]\nauth = {{ {auth} }}"), &format!("http://{address}/base"));
        assert_eq!(target.post(&runtime).unwrap().status, 200);
        let got = log.lock().unwrap().pop().unwrap();
        assert_eq!((got.header(name), got.uri.as_str()), (value, "/base/x?b=2&a=1"), "{auth}");
    }
}

#[test]
fn a_generated_header_is_new_for_each_request() {
    let runtime = Runtime::new().unwrap();
    let (address, log) = serve(&runtime, |_| status(200));
    let config = "[target]\nheaders = { x-tenant = \"acme\", idempotency-key = { generate = \"uuid\" } }";
    let target = configured(config, &format!("http://{address}"));
    target.post(&runtime).unwrap();
    target.post(&runtime).unwrap();
    let got = log.lock().unwrap();
    let keys = [got[0].header("idempotency-key"), got[1].header("idempotency-key")];
    assert!(keys[0] != keys[1] && keys.iter().all(|key| key.len() == 36), "{keys:?}");
    assert_eq!(got[0].header("x-tenant"), "acme");
}

const OAUTH2: &str = r#"client_id = "me", client_secret = { env = "S" }, scopes = ["a", "b"]"#;

fn oauth2(token_url: &str) -> String {
    format!("[target]\nauth = {{ oauth2 = {{ token_url = \"{token_url}\", {OAUTH2} }} }}")
}

/// A token endpoint that numbers its tokens, which live so many seconds.
fn endpoint(runtime: &Runtime, lifetime: u32) -> (String, crate::counterpart::Log) {
    let issued = Arc::new(AtomicUsize::new(0));
    let (address, log) = serve(runtime, move |_| {
        let number = issued.fetch_add(1, Ordering::SeqCst) + 1;
        let body = format!("{{\"access_token\": \"token-{number}\", \"expires_in\": {lifetime}}}");
        axum::response::Response::new(body.into())
    });
    (format!("http://{address}/token"), log)
}

#[test]
fn a_token_is_fetched_once_and_renewed_before_it_expires() {
    let runtime = Runtime::new().unwrap();
    let (token_url, tokens) = endpoint(&runtime, 1);
    let (address, log) = serve(&runtime, |_| status(200));
    let target = configured(&oauth2(&token_url), &format!("http://{address}"));
    target.post(&runtime).unwrap();
    target.post(&runtime).unwrap();
    thread::sleep(Duration::from_millis(800));
    target.post(&runtime).unwrap();
    let sent: Vec<String> = log.lock().unwrap().iter().map(|got| got.header("authorization").to_owned()).collect();
    assert_eq!(sent, ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    let asked = tokens.lock().unwrap()[0].clone();
    // base64 of "me:secret-of-S"
    assert_eq!((asked.method.as_str(), asked.header("authorization")), ("POST", "Basic bWU6c2VjcmV0LW9mLVM="));
    assert_eq!(asked.body, "grant_type=client_credentials&scope=a+b");
    let secrets: Vec<String> = target.site.secrets().into_iter().map(|secret| secret.value).collect();
    assert!(secrets.contains(&"token-1".to_owned()) && secrets.contains(&"token-2".to_owned()));
}

#[test]
fn a_refused_token_is_renewed_once_and_not_again_and_again() {
    let runtime = Runtime::new().unwrap();
    let (token_url, tokens) = endpoint(&runtime, 3600);
    let requests = Arc::new(AtomicUsize::new(0));
    // A token is good for three requests.
    let (address, log) = serve(&runtime, move |got| {
        let number = requests.fetch_add(1, Ordering::SeqCst);
        let expected = if number < 3 { "Bearer token-1" } else { "Bearer token-2" };
        status(if got.header("authorization") == expected { 200 } else { 401 })
    });
    let target = configured(&oauth2(&token_url), &format!("http://{address}"));
    let statuses: Vec<u16> = (0..5).map(|_| target.post(&runtime).unwrap().status).collect();
    assert_eq!((statuses, log.lock().unwrap().len()), (vec![200; 5], 6));
    assert_eq!(tokens.lock().unwrap().len(), 2);

    let (address, _) = serve(&runtime, |_| status(401));
    let (token_url, tokens) = endpoint(&runtime, 3600);
    let target = configured(&oauth2(&token_url), &format!("http://{address}"));
    let statuses: Vec<u16> = (0..5).map(|_| target.post(&runtime).unwrap().status).collect();
    assert_eq!((statuses, tokens.lock().unwrap().len()), (vec![401; 5], 2));
}

#[test]
fn an_endpoint_that_takes_credentials_in_the_body_only_gets_them_there() {
    let runtime = Runtime::new().unwrap();
    let (address, log) = serve(&runtime, |got| match got.body.ends_with(b"client_id=me&client_secret=secret-of-S") {
        true => axum::response::Response::new("{\"access_token\": \"t\"}".into()),
        false => status(401),
    });
    let target = configured(&oauth2(&format!("http://{address}/token")), &format!("http://{address}"));
    assert_eq!(target.post(&runtime).unwrap().status, 401);
    assert_eq!(log.lock().unwrap()[2].header("authorization"), "Bearer t");
    assert!(target.again().contains("client_secret=$S"), "{}", target.again());
}

#[test]
fn without_a_token_nothing_is_sent_and_no_secret_is_shown() {
    let runtime = Runtime::new().unwrap();
    let (endpoint, _) = serve(&runtime, |_| {
        let body = "{\"error\": \"invalid_client\", \"error_description\": \"secret-of-S is wrong\"}";
        axum::response::Response::builder().status(401).body(body.into()).unwrap()
    });
    let (address, log) = serve(&runtime, |_| status(200));
    let target = configured(&oauth2(&format!("http://{endpoint}/token")), &format!("http://{address}"));
    let error = target.post(&runtime).unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Credentials);
    assert!(error.message.contains("status 401 invalid_client: $S is wrong"), "{error}");
    assert!(log.lock().unwrap().is_empty());
}

#[test]
fn a_program_prints_tokens_and_runs_again_after_a_401() {
    let runtime = Runtime::new().unwrap();
    let (address, log) =
        serve(&runtime, |got| status(if got.header("authorization") == "Bearer token-2" { 200 } else { 401 }));
    let folder = tempfile::tempdir().unwrap();
    let count = folder.path().join("count").display().to_string();
    fs::write(&count, "").unwrap();
    let script = format!("printf x >> {count}; printf 'token-%s\\n' $(wc -c < {count})");
    let config = format!("[target]\nauth = {{ command = [\"sh\", \"-c\", \"{}\"] }}", script.replace('\\', "\\\\"));
    let target = configured(&config, &format!("http://{address}"));
    let statuses = [target.post(&runtime).unwrap().status, target.post(&runtime).unwrap().status];
    assert_eq!((statuses, log.lock().unwrap().len(), fs::read_to_string(&count).unwrap()), ([200; 2], 3, "xx".into()));

    for (program, why) in
        [("[\"false\"]", "`false` failed"), ("[\"true\"]", "printed nothing"), ("[\"./no\"]", "cannot be run")]
    {
        let target = configured(&format!("[target]\nauth = {{ command = {program} }}"), &format!("http://{address}"));
        let error = target.post(&runtime).unwrap_err();
        assert!(error.message.contains(why), "{error}");
    }
}
