//! What the reports of a run hold, when the command writes them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_testing::repository;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

fn ringback(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ringback")).args(arguments).current_dir(repository()).output().unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What the script of a page shows.
fn data(page: &Path) -> Value {
    let page = fs::read_to_string(page).unwrap();
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn a_run_leaves_an_archive_that_drift_reads_and_a_page_that_merging_makes_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let report = |format: &str| format!("--report={format}={}", file(&format!("run.{format}")).display());
    let (har, html, plain) = (report("har"), report("html"), report("json"));
    let run = ["run", "--reference", "--vendor", "webex", "--level", "documented", "--unmasked", &har, &html, &plain];
    let output = ringback(&run);
    assert!(output.status.success(), "{output:?}");

    let run = json(&file("run.json"));
    assert!(run["started"].as_str().unwrap().ends_with('Z') && run["seconds"].as_f64().unwrap() > 0.0, "{run}");
    let archive = json(&file("run.har"));
    let entries = archive["log"]["entries"].as_array().unwrap();
    let sent: BTreeSet<&str> = entries.iter().filter_map(|entry| entry["comment"].as_str()).collect();
    let cases = run["cases"].as_array().unwrap();
    let answered = cases.iter().filter(|case| !case["response"].is_null());
    let names: BTreeSet<&str> = answered.map(|case| case["name"].as_str().unwrap()).collect();
    assert!(names.len() > 50 && names.is_subset(&sent), "every case that was answered is in it");
    let methods: BTreeSet<&str> = entries.iter().map(|entry| entry["request"]["method"].as_str().unwrap()).collect();
    assert_eq!(methods, BTreeSet::from(["DELETE", "GET", "POST", "PUT"]), "reading back and deleting included");
    let times: Vec<&str> = entries.iter().map(|entry| entry["startedDateTime"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "in the order in which they were sent");

    let output = ringback(&["drift", "schemas/webex", &file("run.har").display().to_string()]);
    let notes = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "what conforms shows nothing that breaks: {output:?}");
    assert!(notes.contains("payloads judged"), "{notes}");

    let joined = format!("--report=html={}", file("joined.html").display());
    let output = ringback(&["merge", &file("run.json").display().to_string(), &joined]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(data(&file("joined.html")), data(&file("run.html")));
    let requirements = data(&file("run.html"));
    let requirements = requirements["requirements"].as_array().unwrap();
    let state = |row: &Value| row["tested"][0]["state"].as_str().map(String::from);
    let states: BTreeSet<Option<String>> = requirements.iter().map(state).collect();
    assert!(requirements.len() > 50, "every stated requirement of the vendor is listed: {}", requirements.len());
    assert!(states.contains(&Some("proved".into())) && !states.contains(&Some("broken".into())), "{states:?}");
}

#[test]
fn a_configuration_is_shown_in_force_and_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let config = "# hunter2\n[target]\nurl = \"http://127.0.0.1:9\"\nauth = { bearer = { env = \"PATH_TOKEN\" } }\n\
                  [parameters]\norgId = \"7\"\nid = \"tenant-is-s3cr3t-token\"\n";
    fs::write(file("c.toml"), config).unwrap();
    let report = format!("--report=json={}", file("run.json").display());
    let config = file("c.toml").display().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_ringback"))
        .args(["run", "--config", &config, "--target", "http://127.0.0.1:1/base", "--vendor", "webex", &report])
        .env("PATH_TOKEN", "s3cr3t-token")
        .current_dir(repository())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "nothing listens there: {output:?}");
    let run = json(&file("run.json"));
    let shown = run["configuration"].as_str().unwrap();
    assert!(shown.contains("http://127.0.0.1:1/base") && shown.contains("env = \"PATH_TOKEN\""), "{shown}");
    assert!(shown.contains("tenant-is-$PATH_TOKEN") && !shown.contains("hunter2"), "{shown}");
}
