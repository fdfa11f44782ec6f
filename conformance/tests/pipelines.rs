//! The files that bring `ringback` into pipelines: each script of theirs is run from a folder that has nothing but schemas.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_contract::data_file;
use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

const SCHEMA: &str = r#"{"$id": "Ring", "title": "Ring", "type": "object", "properties": {"to": {"type": "string"}}}"#;
const NARROWER: &str =
    r#"{"$id": "Ring", "title": "Ring", "type": "object", "properties": {"to": {"type": "string", "maxLength": 5}}}"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(root().join(path)).unwrap();
    // A file of several documents is read one by one.
    let documents = text.split("\n---\n").map(|part| data_file::parse(path, part).unwrap().root.value());
    documents.collect()
}

/// A search path that begins with the binary under test.
fn search_path() -> String {
    let own = Path::new(env!("CARGO_BIN_EXE_ringback")).parent().unwrap().display().to_string();
    format!("{own}:{}", env::var("PATH").unwrap_or_default())
}

fn shell(folder: &Path, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env("PATH", search_path()).envs(variables.iter().copied());
    command.output().unwrap()
}

/// A repository with one schema, whose last commit narrows it.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
        let output = shell(folder.path(), "git", &[&identity, arguments].concat(), &[]);
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "--quiet"]);
    fs::create_dir(folder.path().join("schemas")).unwrap();
    for schema in [SCHEMA, NARROWER] {
        fs::write(folder.path().join("schemas/Ring.schema.json"), schema).unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "a"]);
    }
    folder
}

#[test]
fn the_action_runs_each_command_in_a_repository_that_has_nothing_but_schemas() {
    let action = &yaml("action.yml")[0];
    let script = action["runs"]["steps"].as_array().unwrap().last().unwrap()["run"].as_str().unwrap();
    let folder = repository();
    let place = root().display().to_string();
    let out = "schemas --out types";
    let made = shell(folder.path(), "ringback", &["generate", "schemas", "--out", "types"], &[]);
    assert!(made.status.success(), "{made:?}");
    for (command, arguments, undecided, code, summary) in [
        ("drift", "--side request", "false", 1, "Ring"),
        ("lint", "schemas", "false", 0, ""),
        ("generate", out, "false", 0, ""),
        ("run", "--reference --operation get-scheduled-callback", "false", 0, "1 passed"),
        ("ring", "", "false", 2, ""),
    ] {
        let summary_file = folder.path().join("summary.md");
        _ = fs::remove_file(&summary_file);
        let written = summary_file.display().to_string();
        let variables = [
            ("GITHUB_ACTION_PATH", place.as_str()),
            ("GITHUB_STEP_SUMMARY", &written),
            ("COMMAND", command),
            ("ARGUMENTS", arguments),
            ("PATHS", action["inputs"]["paths"]["default"].as_str().unwrap()),
            ("BASE", action["inputs"]["base"]["default"].as_str().unwrap()),
            ("FAIL_ON_UNDECIDED", undecided),
        ];
        let output = shell(folder.path(), "bash", &["-c", script], &variables);
        assert_eq!(output.status.code(), Some(code), "{command}: {output:?}");
        let text = fs::read_to_string(&summary_file).unwrap_or_default();
        assert!(text.contains(summary), "{command}: {text}");
    }
}

#[test]
fn every_script_of_a_workflow_is_valid_and_uses_no_text_of_strangers() {
    for path in [".github/workflows/ringback.yml", ".github/workflows/release.yml", "action.yml"] {
        let mut scripts = Vec::new();
        collect(&yaml(path), &mut scripts);
        assert!(!scripts.is_empty(), "{path}");
        for script in scripts {
            // What somebody else may write, such as the title of a pull request, comes in by variables of the environment.
            assert!(!script.contains("${{"), "{path}: {script}");
            let output = shell(&root(), "bash", &["-n", "-c", &script], &[]);
            assert!(output.status.success(), "{path}: {output:?}");
        }
    }
    for script in ["deploy/install.sh", "deploy/action.sh"] {
        assert!(shell(&root(), "bash", &["-n", script], &[]).status.success(), "{script}");
    }
}

/// The scripts in a workflow or an action.
fn collect(value: &Value, scripts: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| match (key.as_str(), value) {
            ("run", Value::String(script)) => scripts.push(script.clone()),
            _ => collect(value, scripts),
        }),
        Value::Array(list) => list.iter().for_each(|value| collect(value, scripts)),
        _ => {}
    }
}

#[test]
fn the_installer_installs_what_the_sums_name_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let machine = match env::consts::ARCH {
        "aarch64" => "aarch64",
        _ => "x86_64",
    };
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-musl" };
    let archive = format!("ringback-{machine}-{system}.tar.gz");
    let program = "#!/bin/sh\necho ringback 9.9.9\n";
    fs::write(folder.path().join("ringback"), program).unwrap();
    let pack = format!("tar -czf {archive} ringback && sha256sum {archive} > SHA256SUMS && rm ringback");
    assert!(shell(folder.path(), "sh", &["-c", &pack], &[]).status.success());
    let downloads = format!("file://{}", folder.path().display());
    let script = root().join("deploy/install.sh").display().to_string();
    let install = |to: &str| {
        let variables = [("RINGBACK_DOWNLOADS", downloads.as_str())];
        shell(folder.path(), "sh", &[&script, "owner/ringback", "latest", to], &variables)
    };
    let output = install("bin");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "ringback 9.9.9", "{output:?}");

    fs::write(folder.path().join(&archive), "something else").unwrap();
    let output = install("other");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("nothing is installed"), "{said}");
    assert!(!folder.path().join("other/ringback").exists());
}

#[test]
fn the_shards_of_the_job_are_joined_to_all_cases() {
    let job = yaml("deploy/kubernetes.yaml")[2].clone();
    let shards = job["spec"]["completions"].as_u64().unwrap();
    let container = &job["spec"]["template"]["spec"]["containers"][0];
    let script = container["args"][0].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    let script = script
        .replace(
            "--config /etc/ringback/ringback.toml --allow-remote",
            "--reference --operation get-scheduled-callback --operation list-scheduled-callbacks --case '*'",
        )
        .replace("/reports/", &format!("{place}/"));
    for index in 0..shards {
        let index = index.to_string();
        let output = shell(folder.path(), "sh", &["-c", &script], &[("JOB_COMPLETION_INDEX", index.as_str())]);
        assert!(output.status.success(), "{output:?}");
    }
    let output = shell(folder.path(), "sh", &["-c", "ringback merge shard-*.json --report json"], &[]);
    let joined: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(joined["summary"]["passed"], 2, "{}", joined["summary"]);
}
