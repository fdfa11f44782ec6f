//! Programs as targets: the worked adapters pass, bad ones are caught, and what an adapter does wrong is told of the cases
//! that it owed and of no others.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The output of `ringback`, in a folder whose configuration names a program.
fn ringback(folder: &Path, program: &[&str], arguments: &[&str]) -> Output {
    let words: Vec<String> = program.iter().map(|word| format!("{word:?}")).collect();
    let config = format!("[target]\ntimeout = \"2s\"\nexec = [{}]\n", words.join(", "));
    fs::write(folder.join("ringback.toml"), config).unwrap();
    Command::new(env!("CARGO_BIN_EXE_ringback")).current_dir(folder).args(arguments).output().unwrap()
}

/// The exit code of a run, and its report.
fn run(program: &[&str], arguments: &[&str]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let usual = ["run", "--operation", "create-callback-on-conversation", "--report", "json=report.json"];
    let output = ringback(folder.path(), program, &[&usual, arguments].concat());
    let report = fs::read_to_string(folder.path().join("report.json")).unwrap_or_default();
    (output.status.code().unwrap(), serde_json::from_str(&report).unwrap_or_default())
}

/// Whether a program can be run here; if not, that is said loudly.
#[allow(clippy::print_stderr, reason = "whoever runs the tests reads it")]
fn is_here(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        eprintln!("WARNING: {program} is not here: its adapter is not tried");
    }
    there
}

fn worked(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("adapters").join(name).display().to_string()
}

/// The example, which Cargo builds beside the binary.
fn rust_example() -> String {
    // With the features of the whole workspace it is built already where all tests are run.
    let arguments = ["build", "--quiet", "--workspace", "--example", "adapter"];
    assert!(Command::new(env!("CARGO")).args(arguments).status().unwrap().success());
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_ringback")).parent().unwrap().join("examples");
    folder.join(format!("adapter{}", std::env::consts::EXE_SUFFIX)).display().to_string()
}

/// The verdicts of a report, with the reasons.
fn verdicts<'r>(report: &'r Value, verdict: &str) -> Vec<&'r str> {
    let cases = report["cases"].as_array().unwrap().iter().filter(|case| case["verdict"] == verdict);
    cases.map(|case| case["why"].as_str().unwrap_or_default()).collect()
}

#[test]
fn every_worked_adapter_passes_and_keeps_to_the_protocol() {
    let (python, node, shell, rust) =
        (worked("adapter.py"), worked("adapter.mjs"), worked("adapter.sh"), rust_example());
    for (interpreter, program) in [
        ("python3", vec!["python3", &*python]),
        ("node", vec!["node", &*node]),
        ("jq", vec!["sh", &*shell]),
        ("", vec![&*rust]),
    ] {
        if !interpreter.is_empty() && !is_here(interpreter) {
            continue;
        }
        let (code, report) = run(&program, &[]);
        let failed = report["cases"].as_array().unwrap().iter().filter(|case| {
            case["level"] == "documented" && !["pass", "skipped"].contains(&case["verdict"].as_str().unwrap())
        });
        assert_eq!((code, failed.collect::<Vec<_>>()), (0, Vec::new()), "{program:?}");
        assert!(report["summary"]["passed"].as_u64().unwrap() > 150, "{}", report["summary"]);
        let folder = tempfile::tempdir().unwrap();
        let checked = ringback(folder.path(), &program, &[&["adapter", "check", "--"], &program[..]].concat());
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(checked.status.success() && told.contains("it ends when its input is closed"), "{told}");
    }
}

#[test]
fn what_an_adapter_produces_is_judged_like_a_response() {
    if !is_here("python3") {
        return;
    }
    for (payload, code) in
        [(r#"{"callbackNumbers": ["+12025550100"]}"#, 0), (r#"{"callbackNumbers": "+12025550100"}"#, 1)]
    {
        let program = format!(
            "import sys, json\nfor text in sys.stdin:\n  line = json.loads(text)\n  \
             print(json.dumps({{'hello': {{}}}} if 'hello' in line else {{'case': line['case'], 'payload': {payload}}}), flush=True)"
        );
        let folder = tempfile::tempdir().unwrap();
        let arguments = ["run", "--operation", "get-conversation", "--report", "json=report.json"];
        let output = ringback(folder.path(), &["python3", "-c", &program], &arguments);
        assert_eq!(output.status.code(), Some(code), "{payload}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// An adapter in Python that answers each line as `body` says, a statement that may use `line` and `say`.
fn bad(body: &str) -> String {
    format!(
        "import sys, json, time, os\n\
         say = lambda **answer: print(json.dumps(answer), flush=True)\n\
         count = 0\n\
         for text in sys.stdin:\n  \
           line = json.loads(text)\n  \
           if 'hello' in line:\n    \
             say(hello={{'name': 'bad', 'version': '0'}})\n    \
             continue\n  \
           count += 1\n  \
           case = line['case']\n  \
           {body}\n"
    )
}

#[test]
fn an_adapter_that_judges_wrongly_is_caught() {
    if !is_here("python3") {
        return;
    }
    let (code, report) = run(&["python3", "-c", &bad("say(case=case, verdict='accept')")], &[]);
    assert_eq!(code, 1);
    let failed = verdicts(&report, "fail").len();
    assert!(failed > 100, "{}", report["summary"]);
    // Who refuses everything proves nothing by it: what must be accepted fails, and no refusal passes.
    let (code, report) = run(&["python3", "-c", &bad("say(case=case, verdict='reject', message='no')")], &[]);
    assert_eq!(code, 1);
    let passed = report["cases"].as_array().unwrap().iter().filter(|case| case["verdict"] == "pass");
    assert_eq!(passed.count(), 0);
    assert!(verdicts(&report, "inconclusive").len() > 100, "{}", report["summary"]);
    let (code, report) = run(&["python3", "-c", &bad("say(case=case, verdict='skip', reason='not today')")], &[]);
    assert_eq!(code, 4, "{}", report["summary"]);
    assert!(verdicts(&report, "skipped").iter().any(|why| why.contains("not today")));
}

#[test]
fn answers_may_come_in_any_order() {
    if !is_here("python3") {
        return;
    }
    let program = "
import sys, json, threading, time, queue
lines = queue.Queue()
def read():
    for text in sys.stdin: lines.put(json.loads(text))
    lines.put(None)
threading.Thread(target=read).start()
while True:
    held = [lines.get()]
    time.sleep(0.005)
    while not lines.empty(): held.append(lines.get())
    for line in reversed([line for line in held if line]):
        if 'hello' in line: print(json.dumps({'hello': {}}), flush=True)
        else: print(json.dumps({'case': line['case'], 'verdict': 'accept'}), flush=True)
    if None in held: break
";
    let (_, report) = run(&["python3", "-c", program], &["--case", "*/valid/*"]);
    assert!(verdicts(&report, "unreachable").is_empty());
    assert!(report["summary"]["passed"].as_u64().unwrap() > 20, "{}", report["summary"]);
}

#[test]
fn what_an_adapter_does_wrong_is_told_of_what_it_owed_and_of_nothing_else() {
    if !is_here("python3") {
        return;
    }
    for (name, body, words) in [
        ("dies", "sys.exit('out of memory') if count == 20 else say(case=case, verdict='accept')", "out of memory"),
        ("hangs", "time.sleep(60) if count == 20 else say(case=case, verdict='accept')", "did not answer within 2s"),
        ("chats", "print('working') if count == 20 else say(case=case, verdict='accept')", "no JSON"),
        ("repeats", "say(case='x' if count == 20 else case, verdict='accept')", "was not asked"),
        ("guesses", "say(case=case, verdict='maybe' if count == 20 else 'accept')", "accept, reject or skip"),
        ("floods", "print('x' * 3000000) if count == 20 else say(case=case, verdict='accept')", "more than 1024 KiB"),
    ] {
        let (code, report) = run(&["python3", "-c", &bad(body)], &["--case", "*/valid/*", "--jobs", "4"]);
        let unreachable = verdicts(&report, "unreachable");
        assert!(
            !unreachable.is_empty() && unreachable.iter().all(|why| why.contains(words)),
            "{name}: {unreachable:?}"
        );
        // It is started again for the rest, and does the same again.
        let (lost, passed) = (unreachable.len() as u64, report["summary"]["passed"].as_u64().unwrap());
        assert!(passed > lost, "{name}: {}", report["summary"]);
        assert_eq!(code, 3, "{name}");
    }
}

#[test]
fn an_adapter_that_never_answers_ends_the_run() {
    for program in [vec!["/nonexistent/adapter"], vec!["false"], vec!["true"], vec!["sleep", "60"], vec!["echo", "hi"]]
    {
        let (code, report) = run(&program, &[]);
        assert_eq!(code, 3, "{program:?}");
        assert!(report["stopped"].as_str().is_some_and(|why| why.contains("answered nothing")), "{program:?}");
        assert_eq!(report["summary"]["passed"], 0);
    }
}

#[test]
fn a_program_and_a_server_are_not_mixed() {
    let folder = tempfile::tempdir().unwrap();
    for (section, words) in [
        ("url = \"http://127.0.0.1:1\"\nexec = [\"true\"]", "`url` is about servers"),
        ("exec = [\"true\"]\nsettle = \"1s\"", "`settle` is about servers"),
        ("exec = []", "exec"),
    ] {
        fs::write(folder.path().join("ringback.toml"), format!("[target]\n{section}\n")).unwrap();
        let output =
            Command::new(env!("CARGO_BIN_EXE_ringback")).current_dir(folder.path()).arg("run").output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(words) && told.contains("ringback.toml:"), "{told}");
    }
}

#[test]
fn the_lines_of_both_sides_are_those_of_the_printed_schemas() {
    let output = Command::new(env!("CARGO_BIN_EXE_ringback")).args(["adapter", "schema"]).output().unwrap();
    let schemas: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (question, answer) = (&schemas["question"], &schemas["answer"]);
    for (schema, line, is_valid) in [
        (question, r#"{"ringback":1,"case":"a/b","type":"v/T","payload":null}"#, true),
        (question, r#"{"ringback":1,"case":"a/b","produce":"v/T"}"#, true),
        (question, r#"{"case":"a/b"}"#, false),
        (answer, r#"{"case":"a/b","verdict":"accept"}"#, true),
        (answer, r#"{"case":"a/b","verdict":"reject","message":"no"}"#, true),
        (answer, r#"{"case":"a/b","payload":{}}"#, true),
        (answer, r#"{"hello":{"name":"x","version":"1","can":["judge"]}}"#, true),
        (answer, r#"{"case":"a/b","verdict":"maybe"}"#, false),
        (answer, r#"{"verdict":"accept"}"#, false),
    ] {
        let validator = jsonschema::validator_for(schema).unwrap();
        assert_eq!(validator.is_valid(&serde_json::from_str(line).unwrap()), is_valid, "{line}");
    }
}
