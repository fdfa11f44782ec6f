//! `ringback run` as users call it: exit codes, output, and what must never be printed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_reference::{Server, known};
use ringback_report::format::RunFormat;
use ringback_suite::vendors;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

const SABOTEUR: &str = "overlooks/genesys-cloud/create-callback-on-conversation/callerId/format/without-plus";

/// A folder whose `ringback.toml` has the parameters of the reference.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let known = known();
    let parameters = ["conversationId", "participantId", "InstanceId", "orgId", "callback_id"]
        .map(|name| format!("{name} = \"{known}\"\n"));
    let config = format!(
        "[target]\nauth = {{ bearer = {{ env = \"RINGBACK_TEST_TOKEN\" }} }}\n[parameters]\n{}",
        parameters.concat()
    );
    fs::write(folder.path().join("ringback.toml"), config).unwrap();
    folder
}

fn ringback(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.current_dir(folder).env("RINGBACK_TEST_TOKEN", "opensesame-opensesame").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn server(saboteur: Option<&str>) -> Server {
    Server::start(vendors::models(None).unwrap(), "127.0.0.1:0", saboteur).unwrap()
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    let folder = folder();
    let honest = format!("http://{}", server_kept(None));
    let sabotaged = format!("http://{}", server_kept(Some(SABOTEUR)));
    let genesys = ["--vendor", "genesys-cloud"];
    for (arguments, code, words) in [
        (vec!["run", "--target", &honest], 0, ""),
        (vec!["run", "--reference"], 0, ""),
        (vec!["run", "--target", &sabotaged], 1, ""),
        (vec!["run", "--reference", "--case", "nothing/like/this"], 4, "no case is selected"),
        (vec!["run", "--target", "http://127.0.0.1:1"], 3, ""),
        (vec!["run"], 2, "--target URL"),
        (vec!["run", "--target", "ftp://127.0.0.1"], 2, "http://HOST"),
        (vec!["run", "--target", "http://192.0.2.1"], 2, "--allow-remote"),
        (vec!["run", "--reference", "--operation", "nonsuch"], 2, "create-callback-on-conversation"),
        (vec!["run", "--reference", "--report", "pdf"], 2, "html"),
        (vec!["run", "--reference", "--shard", "4/3"], 2, "4/3"),
        (vec!["run", "--reference", "--known", "nonsuch.toml"], 2, "nonsuch.toml"),
        (vec!["run", "--reference", "--config", "nonsuch.toml"], 2, "nonsuch.toml"),
    ] {
        let all = [arguments.as_slice(), if code == 3 { &genesys } else { &[] }].concat();
        let output = ringback(folder.path(), &all);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        assert!(err.contains(words), "{arguments:?}: {err}");
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
    }
}

/// A server that runs until the process ends.
fn server_kept(saboteur: Option<&str>) -> std::net::SocketAddr {
    let server = server(saboteur);
    let address = server.address();
    std::mem::forget(server);
    address
}

#[test]
fn a_failure_says_which_sentence_was_broken_and_how_to_try_again() {
    let folder = folder();
    let server = server(Some(SABOTEUR));
    let url = format!("http://{}", server.address());
    let out = text(&ringback(folder.path(), &["run", "--target", &url]).stdout);
    for words in [
        "FAIL genesys-cloud/create-callback-on-conversation/callerId/format/without-plus",
        "Must conform to the E.164 format.",
        "genesys-cloud/documents/CreateCallbackOnConversationCommand.md:20",
        "\"12025550100\" is not a \"e164\"",
        "curl -sS -i -g -X POST",
        "-H \"authorization: Bearer $RINGBACK_TEST_TOKEN\"",
        "1 failed",
    ] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert!(!out.contains("opensesame"), "{out}");
}

#[test]
fn what_is_printed_to_try_again_does_the_same_again() {
    let folder = folder();
    let server = server(Some(SABOTEUR));
    let url = format!("http://{}", server.address());
    ringback(folder.path(), &["run", "--target", &url, "--report", "json=report.json"]);
    let report: Value = serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    let failed = report["cases"].as_array().unwrap().iter().find(|case| case["verdict"] == "fail").unwrap();
    let reproduce = failed["reproduce"].as_str().unwrap();
    let shell = |script: &str| {
        let output = Command::new("sh").args(["-c", script]).env("RINGBACK_TEST_TOKEN", "x").output().unwrap();
        text(&output.stdout)
    };
    // What the shell makes of it, whether or not this machine has curl.
    let words = shell(&format!("curl() {{ printf '%s\\0' \"$@\"; }}; {reproduce}"));
    let words: Vec<&str> = words.split('\0').collect();
    let request = &failed["request"];
    for word in [&request["method"], &request["url"]] {
        assert!(words.contains(&word.as_str().unwrap()), "{word} in {words:?}");
    }
    assert!(words.iter().any(|word| serde_json::from_str(word).is_ok_and(|body: Value| body == request["body"])));
    if Command::new("curl").arg("--version").output().is_ok() {
        let again = shell(reproduce);
        let status = format!("HTTP/1.1 {}", failed["response"]["status"]);
        assert!(again.starts_with(&status), "{reproduce}\n{again}");
    }
}

#[test]
fn no_report_tells_a_secret_and_every_json_report_conforms_to_the_printed_schema() {
    let folder = folder();
    let server = server(None);
    let url = format!("http://{}", server.address());
    let formats = || RunFormat::ALL.iter().map(|format| format.name());
    let reports: Vec<String> = formats().map(|format| format!("{format}=report.{format}")).collect();
    let mut arguments = vec!["run", "--target", &url];
    reports.iter().for_each(|report| arguments.extend(["--report", report]));
    let output = ringback(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for format in formats() {
        let page = fs::read_to_string(folder.path().join(format!("report.{format}"))).unwrap();
        assert!(!page.is_empty() && !page.contains("opensesame"), "{format}");
    }
    let schema: Value = serde_json::from_slice(&ringback(folder.path(), &["run", "--report-schema"]).stdout).unwrap();
    let report: Value = serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&report), "{:?}", validator.iter_errors(&report).next().map(|error| error.to_string()));
    assert_eq!(report["summary"]["failed"], 0);
}

#[test]
fn shards_join_into_the_whole() {
    let folder = folder();
    for shard in ["1/3", "2/3", "3/3"] {
        let report = format!("json=shard{}.json", &shard[..1]);
        ringback(folder.path(), &["run", "--reference", "--shard", shard, "--report", &report]);
    }
    ringback(folder.path(), &["run", "--reference", "--report", "json=whole.json"]);
    let merged = ringback(folder.path(), &["merge", "shard1.json", "shard2.json", "shard3.json"]);
    assert_eq!(merged.status.code(), Some(0), "{}", text(&merged.stderr));
    let whole: Value = serde_json::from_slice(&fs::read(folder.path().join("whole.json")).unwrap()).unwrap();
    let merged: Value = serde_json::from_slice(&merged.stdout).unwrap();
    let verdicts = |report: &Value| -> Vec<(String, String)> {
        let cases = report["cases"].as_array().unwrap().iter();
        cases.map(|case| (case["name"].to_string(), case["verdict"].to_string())).collect()
    };
    assert_eq!(merged["summary"], whole["summary"]);
    assert_eq!(verdicts(&merged), verdicts(&whole));
}

#[test]
fn a_case_is_explained_by_its_sentence_and_its_payload() {
    let folder = folder();
    let name = "amazon-connect/update-contact-flow-content/RetryDelaySeconds/bounds/just-above";
    let out = text(&ringback(folder.path(), &["explain", name]).stdout);
    for words in ["no greater than 259,200 (three days)", "\"RetryDelaySeconds\": 259201", "documented, reject"] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    let out =
        text(&ringback(folder.path(), &["explain", "amazon-connect/CreateCallbackContact/RetryDelaySeconds"]).stdout);
    assert!(out.contains(name), "{out}");
}

#[test]
fn a_dry_run_prints_every_request_and_sends_none() {
    let folder = folder();
    let out = ringback(folder.path(), &["run", "--target", "http://127.0.0.1:1", "--dry-run"]);
    let out = text(&out.stdout);
    assert!(out.contains("authorization: Bearer $RINGBACK_TEST_TOKEN") && !out.contains("opensesame"));
    assert!(out.contains("PUT http://127.0.0.1:1/contact-flows/") && !out.contains("a error in Ringback"));
}

#[test]
fn the_cases_of_a_run_are_listed_and_those_of_a_list_are_run() {
    let folder = folder();
    let operation = ["run", "--operation", "create-callback-on-conversation"];
    let list = |more: &[&str]| {
        let output = ringback(folder.path(), &[&operation, more, &["--list"]].concat());
        text(&output.stdout).lines().map(String::from).collect::<BTreeSet<_>>()
    };
    let all = list(&[]);
    assert_eq!(&list(&["--shard", "1/2"]) | &list(&["--shard", "2/2"]), all);
    let chosen: BTreeSet<String> = all.iter().filter(|name| name.contains("/[]/")).cloned().collect();
    assert!(!chosen.is_empty() && chosen.len() < all.len());

    let lines: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let run = |list: &str| {
        fs::write(folder.path().join("list.txt"), list).unwrap();
        ringback(folder.path(), &["run", "--reference", "--case-list", "list.txt", "--report", "jsonl"])
    };
    let output = run(&lines.join("\n"));
    let events = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
    let ran = events.iter().filter(|event| event["event"] == "case");
    let ran: BTreeSet<String> = ran.map(|event| event["record"]["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!((output.status.code(), ran), (Some(0), chosen.clone()), "{}", text(&output.stderr));
    // A name is a pattern that matches itself, whatever is in it.
    let output = ringback(folder.path(), &[&operation[..], &["--list", "--case", lines[0]]].concat());
    assert_eq!(text(&output.stdout).lines().collect::<Vec<_>>(), [lines[0]]);

    let output = run("no/such/case\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("--case-list: there is no case \"no/such/case\""),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(run("\n").status.code(), Some(4));

    // A name is a line, whatever a property is called.
    let elsewhere = tempfile::tempdir().unwrap();
    let body = r#"{"type": "object", "properties": {"a\nb [c] *": {"type": "integer"}}}"#;
    let body = format!(r#"{{"required": true, "content": {{"application/json": {{"schema": {body}}}}}}}"#);
    let paths =
        format!(r#"{{"/x": {{"post": {{"requestBody": {body}, "responses": {{"200": {{"description": "ok"}}}}}}}}}}"#);
    let spec = format!(r#"{{"openapi": "3.0.3", "info": {{"title": "x", "version": "1"}}, "paths": {paths}}}"#);
    fs::write(elsewhere.path().join("api.json"), spec).unwrap();
    let listed = text(&ringback(elsewhere.path(), &["run", "--spec", "api.json", "--list"]).stdout);
    assert!(listed.contains("body/a\\nb [c] */types/text"), "{listed}");
    fs::write(elsewhere.path().join("list.txt"), &listed).unwrap();
    let again = ["run", "--spec", "api.json", "--case-list", "list.txt", "--list"];
    assert_eq!(text(&ringback(elsewhere.path(), &again).stdout), listed);
}
