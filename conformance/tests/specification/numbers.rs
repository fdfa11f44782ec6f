//! No phone number that could be dialled is sent, wherever a specification has a request say it.

use crate::serve;
use axum::{Router, extract::Request, http::StatusCode};
use std::{
    fs,
    process::Command,
    sync::{Arc, Mutex},
};

const NUMBER: &str = "4930901820";

/// A specification that has each request say one number that is in no range reserved for fiction.
const CALLS: &str = r#"
openapi: 3.1.0
info: {title: Calls, version: "1"}
paths:
  /in-the-query:
    post:
      operationId: inTheQuery
      parameters: [{name: to, in: query, required: true, schema: {const: "+4930901820"}}]
      requestBody: &note
        required: true
        content: {application/json: {schema: {type: object, required: [note], properties: {note: {type: string}}}}}
      responses: &done {"204": {description: Done.}, "400": {description: Refused.}}
  /in-a-header:
    post:
      operationId: inAHeader
      parameters: [{name: caller-number, in: header, required: true, schema: {enum: ["4930901820"]}}]
      requestBody: *note
      responses: *done
  /in-the-body:
    post:
      operationId: inTheBody
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [phone], properties: {phone: {const: "+4930901820"}}}}
      responses: *done
  /calls/{number}:
    post:
      operationId: inThePath
      parameters: [{name: number, in: path, required: true, schema: {type: string}, example: "+4930901820"}]
      requestBody: *note
      responses: *done
"#;

#[test]
fn a_number_that_could_be_dialled_is_never_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.yaml");
    fs::write(&file, CALLS).unwrap();
    for operation in ["inTheQuery", "inAHeader", "inTheBody", "inThePath"] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let seer = Arc::clone(&seen);
        let address = serve(Router::new().fallback(|request: Request| async move {
            let (head, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
            let said = format!("{} {:?} {}", head.uri, head.headers, String::from_utf8_lossy(&body));
            seer.lock().unwrap().push(said);
            StatusCode::BAD_REQUEST
        }));
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        command.args(["run", "--operation", operation, "--target", &format!("http://{address}"), "--spec"]).arg(&file);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        let sent = seen.lock().unwrap();
        assert!(!sent.iter().any(|request| request.contains(NUMBER)), "{operation}: {sent:?}");
        assert!(said.contains("may be a real phone number"), "{operation}: {said}");
    }
}
