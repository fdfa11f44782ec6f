//! Checks the workflow file that users copy: it parses, its scripts are valid, and every command in it exists.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use clap::{CommandFactory, Parser};
use ringback::arguments::Arguments;
use ringback_testing::repository;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    process::{Command, Stdio},
};

/// The part of a workflow that is checked.
#[derive(Deserialize)]
struct Workflow {
    jobs: BTreeMap<String, Job>,
}

#[derive(Deserialize)]
struct Job {
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    run: Option<String>,
    uses: Option<String>,
    #[serde(default)]
    with: BTreeMap<String, serde_json::Value>,
}

fn text() -> String {
    fs::read_to_string(repository().join(".github/workflows/ringback.yml")).unwrap()
}

fn workflow() -> Workflow {
    serde_saphyr::from_str(&text()).unwrap()
}

/// Every script, ordered by job name.
fn scripts(workflow: &Workflow) -> Vec<&str> {
    workflow.jobs.values().flat_map(|job| &job.steps).filter_map(|step| step.run.as_deref()).collect()
}

/// The arguments of every call of a program in a script.
fn calls<'a>(text: &'a str, program: &str) -> Vec<Vec<&'a str>> {
    let calls = text.match_indices(program).filter_map(|(at, _)| text.get(at + program.len()..));
    let is_end = |word: &&str| ["||", ">", ">>", "|", ";", "&&"].contains(word);
    calls
        .map(|rest| rest.lines().next().unwrap_or_default())
        .map(|line| line.split_whitespace().take_while(|word| !is_end(word)).collect())
        .collect()
}

#[test]
fn the_three_jobs_are_there() {
    let workflow = workflow();
    assert_eq!(workflow.jobs.keys().map(String::as_str).collect::<Vec<_>>(), ["conformance", "drift", "stale"]);
    let drift: Vec<_> = workflow.jobs.get("drift").into_iter().flat_map(|job| &job.steps).collect();
    let checkout =
        drift.iter().find(|step| step.uses.as_deref().is_some_and(|uses| uses.starts_with("actions/checkout@")));
    assert_eq!(checkout.unwrap().with.get("fetch-depth"), Some(&serde_json::json!(0)), "the base must be there");
}

#[test]
fn only_actions_of_the_platform_are_used_each_of_a_major_version() {
    for uses in workflow().jobs.values().flat_map(|job| &job.steps).filter_map(|step| step.uses.as_deref()) {
        let (action, version) = uses.split_once('@').unwrap();
        assert!(action.starts_with("actions/") || action.starts_with("github/"), "{uses}");
        let major = version.strip_prefix('v').unwrap();
        assert!(major.parse::<u32>().is_ok(), "{uses}");
    }
}

#[test]
fn every_script_is_one() {
    for script in scripts(&workflow()) {
        let mut bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
        bash.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        assert!(bash.wait().unwrap().success(), "{script}");
    }
}

#[test]
fn every_command_of_the_maintainer_is_one() {
    let workflow = workflow();
    let scripts = scripts(&workflow).join("\n");
    let calls = calls(&scripts, "cargo xtask ");
    assert!(calls.iter().any(|call| call.first() == Some(&"drift")), "{calls:?}");
    for call in calls {
        let help = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args([call.first().copied().unwrap(), "--help"])
            .output()
            .unwrap();
        let help_text = String::from_utf8_lossy(&help.stdout);
        assert!(help.status.success(), "{call:?}: {}", String::from_utf8_lossy(&help.stderr));
        for option in call.iter().filter(|word| word.starts_with("--")) {
            assert!(help_text.contains(option), "{call:?}: {option} is no option\n{help_text}");
        }
    }
}

#[test]
fn every_command_of_the_binary_is_one_also_in_the_comments() {
    let known: Vec<String> =
        Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let text = text();
    // What fires the suite is a whole command line, once the target is filled in.
    let workflow = workflow();
    let scripts = scripts(&workflow).join("\n").replace(" \\\n", " ");
    let runs = calls(&scripts, "--package ringback -- ");
    assert!(!runs.is_empty());
    for call in &runs {
        let filled =
            call.iter().flat_map(|word| if *word == "\"${target[@]}\"" { vec!["--reference"] } else { vec![*word] });
        let parsed = Arguments::try_parse_from(std::iter::once("ringback").chain(filled));
        assert!(parsed.is_ok(), "{call:?}: {parsed:?}");
    }
    let shown = calls(&text, "   ringback ");
    assert_eq!(shown.len(), 3, "{shown:?}");
    for call in shown.iter().chain(&runs) {
        assert!(known.iter().any(|name| Some(&name.as_str()) == call.first()), "{call:?}");
    }
}
