//! `ringback init`: what it writes can be used as it is, and nothing is replaced.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_runner::config::Config;
use ringback_suite::vendors;
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Output},
};

fn init(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ringback")).current_dir(folder).arg("init").args(arguments).output().unwrap()
}

/// The text without the comment signs of what is to be chosen.
fn uncommented(text: &str, key: &str) -> String {
    text.replace(&format!("# {key}"), key)
}

#[test]
fn what_is_written_is_a_configuration_with_every_parameter_of_what_is_called() {
    let all: Vec<Vec<String>> = vec![vec![]];
    let models = vendors::models(None).unwrap();
    let of_vendors = models.iter().map(|model| vec!["--vendor".into(), model.vendor.name.clone()]);
    let of_operations = models.iter().flat_map(|model| {
        model.vendor.operations.iter().map(|operation| vec!["--operation".into(), operation.name.clone()])
    });
    for arguments in all.into_iter().chain(of_vendors).chain(of_operations) {
        let folder = tempfile::tempdir().unwrap();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = init(folder.path(), &[&["--target", "http://127.0.0.1:9"], &arguments[..]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = fs::read_to_string(folder.path().join("ringback.toml")).unwrap();
        for choice in ["", "auth = { bearer", "auth = { basic", "auth = { api_key", "auth = { oauth2", "auth = { sigv4"]
        {
            let text = if choice.is_empty() { text.clone() } else { uncommented(&text, choice) };
            let config = Config::parse("ringback.toml", &text, &|name| Some(format!("value-of-{name}"))).unwrap();
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(config.parameters.keys().all(|name| told.contains(name.as_str())), "{told}");
        }
        if arguments.first() == Some(&"--operation") {
            continue;
        }
        // With what it names, everything that is chosen can be planned.
        let variables: BTreeSet<&str> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split("env = \"").nth(1)?.split('"').next())
            .collect();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        command.current_dir(folder.path()).args(["run", "--dry-run", "--case", "*/whole/*"]).args(&arguments);
        let planned = variables.iter().fold(&mut command, |command, name| command.env(name, "known")).output().unwrap();
        assert!(
            matches!(planned.status.code(), Some(0 | 4)),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&planned.stderr)
        );
    }
}

#[test]
fn a_file_that_exists_is_never_replaced_and_an_unknown_name_writes_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ringback.toml");
    for (arguments, words) in [
        (vec!["--operation", "nonsuch"], "nonsuch"),
        (vec!["--vendor", "nonsuch"], "nonsuch"),
        (vec!["--target", "no url"], "--target"),
    ] {
        let output = init(folder.path(), &arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(words) && !path.exists(), "{told}");
    }
    fs::write(&path, "mine").unwrap();
    let output = init(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn of_a_specification_only_what_nobody_else_knows_is_to_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let operation =
        |name: &str| format!("{{\"operationId\": \"{name}\", \"responses\": {{\"200\": {{\"description\": \"d\"}}}}}}");
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"paths\": {{\"/pets\": {{\"post\": {}}}, \"/pets/{{petId}}\": {{\"get\": {}}}, \"/rooms/{{room}}\": {{\"get\": {}}}}}}}",
        operation("create").replace(
            "\"description\": \"d\"",
            "\"description\": \"d\", \"content\": {\"application/json\": {\"schema\": {\"properties\": {\"id\": {}}}}}"
        ),
        operation("read")
            .replace("\"responses\"", "\"parameters\": [{\"name\": \"petId\", \"in\": \"path\"}], \"responses\""),
        operation("room"),
    );
    fs::write(folder.path().join("api.json"), text).unwrap();
    let output = init(folder.path(), &["--spec", "api.json"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("ringback run --spec api.json --report"), "{told}");
    assert!(!told.contains("petId") && told.contains("- room:"), "{told}");
}
