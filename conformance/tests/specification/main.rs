//! The suite from an OpenAPI file: `ringback run --spec` at servers that keep the file and that break it, and the mock of
//! `ringback serve --spec`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod limits;
mod numbers;
mod wordings;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use ringback_constraints::model::Model;
use ringback_openapi::specification::{FolderLoader, SpecFiles};
use ringback_reference::{Reference, ServedModels, ServerRequest};
use ringback_suite::{
    case::{Expect, Payload},
    derive::by_operation,
    request::as_received,
};
use ringback_testing::repository;
use serde_json::{Value, json};
use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Command, Output},
    sync::Arc,
};

const SPECIFICATIONS: [&str; 4] = ["alarms.yaml", "pets.yaml", "shop.json", "uploads.yaml"];

fn path(name: &str) -> PathBuf {
    repository().join("conformance/tests/specifications").join(name)
}

fn model(name: &str) -> Model {
    let file = path(name);
    let texts = [(file.display().to_string(), fs::read_to_string(&file).unwrap())].into();
    let vendor = name.split('.').next().unwrap();
    ringback_specification::model(vendor, &SpecFiles::gather(texts, &FolderLoader::of(&file))).unwrap()
}

/// A mistake of a server: what it does not see of a request, and what it says instead of the right answer.
#[derive(Clone, Copy)]
struct Mistake {
    request: fn(&mut ServerRequest),
    response: fn(&ServerRequest, u16, Value) -> (u16, Value),
    headers: fn(&mut HeaderMap),
}

const NONE: Mistake = Mistake { request: |_| {}, response: |_, status, body| (status, body), headers: |_| {} };

/// A server that keeps a specification but for one mistake.
fn start(name: &str, mistake: Mistake) -> SocketAddr {
    let reference = Reference::honest(Arc::new(ServedModels::new(vec![model(name)]).unwrap()));
    serve(Router::new().fallback(answer).with_state(Arc::new((reference, mistake))))
}

/// Serves an app at a free port until the tests end.
fn serve(app: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await.unwrap();
        });
    });
    address
}

async fn answer(State(state): State<Arc<(Reference, Mistake)>>, request: Request) -> Response<Body> {
    let (reference, mistake) = &*state;
    let mut request = ServerRequest::read(request).await;
    (mistake.request)(&mut request);
    let (mut head, body) = reference.answer(&request).send().await.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let (status, value) = (mistake.response)(&request, head.status.as_u16(), value);
    head.status = StatusCode::from_u16(status).unwrap();
    head.headers.remove(header::CONTENT_LENGTH);
    (mistake.headers)(&mut head.headers);
    if value == Value::Null {
        return Response::from_parts(head, Body::empty());
    }
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(head, Body::from(value.to_string()))
}

fn run(name: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.current_dir(path("")).env("SHOP_KEY", "a key of the shop");
    command.args(["run", "--spec", name, "--config", "ringback.toml"]).args(arguments).output().unwrap()
}

/// The exit code and what was printed of a run at a server with a mistake.
fn result(name: &str, mistake: Mistake) -> (Option<i32>, String) {
    let output = run(name, &["--target", &format!("http://{}", start(name, mistake))]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

#[test]
fn a_server_that_keeps_the_specification_passes_every_case() {
    for name in SPECIFICATIONS {
        let (code, said) = result(name, NONE);
        assert_eq!(code, Some(0), "{name}: {said}");
        for bad in [" failed,", " skipped", " inconclusive", " observed to differ"] {
            assert!(!said.contains(bad), "{name}: {bad}: {said}");
        }
    }
}

fn without_query(request: &mut ServerRequest, names: &[&str]) {
    let kept = request.query.split('&').filter(|pair| !names.iter().any(|name| pair.starts_with(name)));
    request.query = kept.collect::<Vec<_>>().join("&");
}

fn change_body(request: &mut ServerRequest, change: fn(&mut Value)) {
    let body = request.body.as_deref().and_then(|body| serde_json::from_slice::<Value>(body).ok());
    if let Some(mut body) = body {
        change(&mut body);
        request.body = Some(body.to_string().into_bytes());
    }
}

/// Puts another content into each part of a multipart body for a field.
fn cap_part(request: &mut ServerRequest, field: &str, content: &str) {
    let Some(body) = &request.body else { return };
    let text = String::from_utf8_lossy(body).into_owned();
    let parts = text.split_inclusive("\r\n--").map(|part| match part.split_once("\r\n\r\n") {
        Some((head, _)) if head.contains(&format!("name=\"{field}\"")) => format!("{head}\r\n\r\n{content}\r\n--"),
        _ => part.to_owned(),
    });
    request.body = Some(parts.collect::<String>().into_bytes());
}

#[test]
fn a_server_that_breaks_the_specification_is_caught_by_the_case_of_the_broken_rule() {
    type Row = (&'static str, &'static str, Mistake);
    let rows: [Row; 22] = [
        (
            "pets.yaml",
            "pets/listPets/query/limit/bounds/far-above",
            Mistake { request: |request| without_query(request, &["limit="]), ..NONE },
        ),
        (
            "pets.yaml",
            "pets/listPets/query/tags/count/too-many",
            Mistake { request: |request| without_query(request, &["tags="]), ..NONE },
        ),
        (
            "pets.yaml",
            "pets/createPet/body/kind/one-of/broken",
            Mistake {
                request: |request| {
                    change_body(request, |body| {
                        body["kind"] = if body["kind"] == json!(null) { json!(null) } else { json!("cat") }
                    })
                },
                ..NONE
            },
        ),
        (
            "pets.yaml",
            "pets/getPet/whole/returned/conforms",
            Mistake {
                response: |request, status, mut body| {
                    if request.method == "GET" && body["name"].is_string() {
                        body["name"] = json!(7);
                    }
                    (status, body)
                },
                ..NONE
            },
        ),
        (
            "pets.yaml",
            "pets/sendForm/body/nick/length/too-long",
            Mistake {
                request: |request| {
                    let text = String::from_utf8_lossy(request.body.as_deref().unwrap_or_default()).into_owned();
                    let kept: Vec<&str> = text.split('&').filter(|pair| !pair.starts_with("nick=")).collect();
                    request.body = Some(kept.join("&").into_bytes());
                },
                ..NONE
            },
        ),
        (
            "pets.yaml",
            "pets/getPet/path/petId/bounds/just-below",
            Mistake {
                response: |request, status, body| match request.path.as_str() {
                    "/pets/0" => (200, json!({"id": 1, "name": "a", "kind": "cat"})),
                    _ => (status, body),
                },
                ..NONE
            },
        ),
        (
            "shop.json",
            "shop/get-orders/header/X-Page/bounds/just-below",
            Mistake { request: |request| request.headers.retain(|(name, _)| name != "x-page"), ..NONE },
        ),
        (
            "shop.json",
            "shop/listStock/whole/security/anonymous",
            Mistake { request: |request| request.headers.push(("x-shop-key".into(), "assumed".into())), ..NONE },
        ),
        (
            "shop.json",
            "shop/placeOrder/body/count/valid/largest",
            Mistake {
                response: |request, status, body| {
                    let sent = String::from_utf8_lossy(request.body.as_deref().unwrap_or_default()).into_owned();
                    if sent.contains("\"count\":99") { (400, json!({"message": "too many"})) } else { (status, body) }
                },
                ..NONE
            },
        ),
        (
            "shop.json",
            "shop/placeOrder/body/sku/pattern/trailing-mark",
            Mistake {
                request: |request| {
                    change_body(request, |body| {
                        if body["sku"].is_string() {
                            body["sku"] = json!("ABC-1234")
                        }
                    })
                },
                ..NONE
            },
        ),
        (
            "alarms.yaml",
            "alarms/setAlarm/cookie/session/length/too-short",
            Mistake {
                request: |request| {
                    let cookie = request.headers.iter_mut().find(|(name, _)| name == "cookie");
                    if let Some((_, value)) = cookie {
                        *value = "session=long enough".into();
                    }
                },
                ..NONE
            },
        ),
        (
            "alarms.yaml",
            "alarms/setAlarm/query/volume/bounds/just-below",
            Mistake { request: |request| without_query(request, &["volume"]), ..NONE },
        ),
        (
            "alarms.yaml",
            "alarms/setAlarm/query/range/to/bounds/just-above",
            Mistake { request: |request| without_query(request, &["range"]), ..NONE },
        ),
        (
            "alarms.yaml",
            "alarms/setAlarm/body/one-of/broken",
            Mistake {
                response: |_, status, body| {
                    if body["title"].is_string() { (status, json!({"status": 400})) } else { (status, body) }
                },
                ..NONE
            },
        ),
        (
            "uploads.yaml",
            "uploads/upload/body/rank/bounds/just-above",
            Mistake { request: |request| cap_part(request, "rank", "5"), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/upload/body/title/length/too-long",
            Mistake { request: |request| cap_part(request, "title", "short"), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/upload/body/owner/name/length/too-short",
            Mistake { request: |request| cap_part(request, "owner", "{\"name\":\"long enough\"}"), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/upload/body/labels/count/too-many",
            Mistake { request: |request| cap_part(request, "labels", "[\"a\"]"), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/setNote/body/length/too-long",
            Mistake { request: |request| request.body = Some(b"short".to_vec()), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/setNote/whole/valid/minimal",
            Mistake { headers: |headers| _ = headers.remove("etag"), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/upload/whole/valid/minimal",
            Mistake { headers: |headers| _ = headers.insert("x-remaining", HeaderValue::from_static("none")), ..NONE },
        ),
        (
            "uploads.yaml",
            "uploads/upload/body/file/required/absent",
            Mistake { headers: |headers| _ = headers.remove("x-reason"), ..NONE },
        ),
    ];
    for (name, case, mistake) in rows {
        let output = run(name, &["--case", case, "--target", &format!("http://{}", start(name, mistake))]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(1), "{case}: {said}");
        assert!(said.contains(&format!("FAIL {case}")), "{case}: {said}");
    }
}

#[test]
fn a_valid_request_is_read_by_a_server_as_it_was_meant() {
    for name in SPECIFICATIONS {
        let model = model(name);
        let types = |name: &str| model.types.get(name);
        let mut compared = 0;
        for (operation, cases) in by_operation(&model) {
            let Some(specified) = &operation.specified else { continue };
            let Some(kind) = operation.request.as_deref().and_then(types) else { continue };
            for case in cases.iter().filter(|case| case.expect == Expect::Accept) {
                let Payload::Json(payload) = &case.payload else { continue };
                let received = as_received(specified, payload, &kind.node, &types).unwrap();
                assert_eq!(without_empty(received), without_empty(payload.clone()), "{}", case.name);
                compared += 1;
            }
        }
        assert!(compared > 10, "{name}: {compared}");
    }
}

/// A request without parts in which nothing is.
fn without_empty(mut request: Value) -> Value {
    if let Some(parts) = request.as_object_mut() {
        parts.retain(|name, part| name == "body" || *part != json!({}));
    }
    request
}

#[test]
fn what_is_not_called_is_told_with_its_place() {
    for (name, told) in [
        ("alarms.yaml", "note: alarms.yaml:60: webhook rung is not called: the server calls it"),
        ("shop.json", "note: shop.json:47: PUT /logo is not called: it needs a body as image/tiff"),
        (
            "uploads.yaml",
            "note: uploads.yaml:39: PUT /scan is not called: the part \"scan\" of its body is a file of the type image/tiff",
        ),
    ] {
        let output = run(name, &["--target", "http://127.0.0.1:9", "--dry-run"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(told), "{name}: {said}");
    }
}

#[test]
fn sentences_become_cases_where_they_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.yaml");
    let text = fs::read_to_string(path("pets.yaml")).unwrap();
    let sentence = "name: {type: string, description: The name must not be longer than 12 characters., minLength: 1}";
    fs::write(&file, text.replace("name: {type: string, minLength: 1, maxLength: 20}", sentence)).unwrap();
    let cases = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        let output = command.arg("cases").arg("--spec").arg(&file).args(more).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let (silent, read) = (cases(&[]), cases(&["--prose"]));
    assert!(!silent.contains("body/name/length/too-long"), "{silent}");
    assert!(read.contains("documented reject  api/createPet/body/name/length/too-long"), "{read}");
    assert!(read.contains("must not be longer than 12 characters"), "{read}");
}
