//! The packages for Python and Node, built, installed where nothing else is, and run by pytest and `node --test`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_testing::repository;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

/// How the tests of a runner ended, by name: `passed`, `failed`, `skipped` or `error`.
type Outcomes = BTreeMap<String, &'static str>;

/// The case that a service breaks whose titles may have 25 characters.
const TOO_LONG: &str = "notes/createNote/body/title/length/too-long";

fn files(folder: &str) -> PathBuf {
    repository().join("conformance/tests/packages").join(folder)
}

/// Whether a command succeeds here; if not, what is not tried is said loudly.
#[allow(clippy::print_stderr, reason = "whoever runs the tests reads it")]
fn works(command: &[&str], what: &str) -> bool {
    let works = Command::new(command[0]).args(&command[1..]).output().is_ok_and(|output| output.status.success());
    if !works {
        eprintln!("WARNING: `{}` does not work here: {what} is not tried", command.join(" "));
    }
    works
}

fn run(folder: &Path, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(program);
    // A runner below another one would take its variables for its own.
    command.env_remove("NODE_TEST_CONTEXT").env_remove("RINGBACK_BINARY").env("COLUMNS", "400");
    command.args(arguments).current_dir(folder).envs(variables.iter().copied()).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder with the packages. What is packed is a script that starts the binary under test: the binary of a debug build takes
/// longer to compress than all else here.
fn packages() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("ringback");
    fs::write(&script, format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_ringback"))).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let pack = repository().join("deploy/packages.py").display().to_string();
    let built = run(folder.path(), "python3", &[&pack, "--out", ".", "ringback"], &[]);
    assert!(built.status.success(), "{}", text(&built));
    folder
}

/// The file in a folder whose name has this ending.
fn package(folder: &Path, ending: &str) -> String {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().display().to_string());
    all.filter(|path| path.ends_with(ending)).max().unwrap()
}

/// The names of all cases.
fn cases(operation: &[&str]) -> BTreeSet<String> {
    let arguments = [&["run", "--spec", "notes.yaml", "--list"], operation].concat();
    let listed = run(&files(""), env!("CARGO_BIN_EXE_ringback"), &arguments, &[]);
    String::from_utf8_lossy(&listed.stdout).lines().map(String::from).collect()
}

fn names_with(outcomes: &Outcomes, outcome: &str) -> Vec<String> {
    outcomes.iter().filter(|(_, one)| **one == outcome).map(|(name, _)| name.clone()).collect()
}

/// The tests of a suite, without its name.
fn of_suite(outcomes: &Outcomes, suite: &str) -> BTreeSet<String> {
    outcomes.keys().filter_map(|name| name.strip_prefix(suite)?.strip_prefix("::")).map(String::from).collect()
}

/// A folder with the tests of a language, and the specification.
fn project(language: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(files("notes.yaml"), folder.path().join("notes.yaml")).unwrap();
    for entry in fs::read_dir(files(language)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

mod python {
    use super::*;

    /// An environment with the package and the pytest of this machine.
    fn environment() -> Option<(TempDir, String)> {
        let here = works(&["python3", "-c", "import tomllib, venv, pytest, pip"], "the package for Python");
        here.then(|| {
            let packages = packages();
            let folder = packages.path().to_path_buf();
            let made = ["-m", "venv", "--system-site-packages", "--without-pip", "environment"];
            assert!(run(&folder, "python3", &made, &[]).status.success());
            let python = folder.join("environment/bin/python").display().to_string();
            let wheel = package(&folder, ".whl");
            let install = ["-m", "pip", "--python", &python, "install", "--no-index", "--no-deps", "--quiet", &wheel];
            let installed = run(&folder, "python3", &install, &[]);
            assert!(installed.status.success(), "{}", text(&installed));
            (packages, python)
        })
    }

    fn pytest(python: &str, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (String, Outcomes) {
        let usual = ["-m", "pytest", "-v", "--color=no", "-p", "no:cacheprovider"];
        let shown = text(&run(folder, python, &[&usual, arguments].concat(), variables));
        let outcomes = shown.lines().filter_map(|line| {
            let (name, rest) = line.split_once(' ')?;
            let (_, name) = name.split_once("::")?;
            let outcome = match rest.split([' ', '(']).next()? {
                "PASSED" => "passed",
                "FAILED" => "failed",
                "SKIPPED" => "skipped",
                "ERROR" => "error",
                _ => return None,
            };
            Some((name.to_owned(), outcome))
        });
        let outcomes = outcomes.collect();
        (shown, outcomes)
    }

    #[test]
    fn pytest_shows_each_case_as_a_test_and_fails_that_of_a_broken_rule() {
        let Some((_packages, python)) = environment() else { return };
        let folder = project("python");
        let (shown, outcomes) = pytest(&python, folder.path(), &["test_notes.py"], &[]);
        assert_eq!(of_suite(&outcomes, "test_contract"), cases(&[]), "{shown}");
        for suite in ["test_factory", "test_fixture"] {
            assert_eq!(of_suite(&outcomes, suite), cases(&["--operation", "listNotes"]), "{shown}");
        }
        assert!(outcomes.values().all(|outcome| ["passed", "skipped"].contains(outcome)), "{shown}");
        assert_eq!(outcomes[&format!("test_contract::{TOO_LONG}")], "passed", "{shown}");

        let broken = [("LONGEST", "25")];
        let (shown, outcomes) = pytest(&python, folder.path(), &["test_notes.py"], &broken);
        assert_eq!(names_with(&outcomes, "failed"), [format!("test_contract::{TOO_LONG}")], "{shown}");
        for words in ["maxLength: 20", "notes.yaml:", "again", "rejected: the payload breaks"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("Traceback") && !shown.contains("_pytest.py"), "{shown}");
        // What is selected is run, and nothing else.
        let one = format!("test_notes.py::test_contract::{TOO_LONG}");
        let (shown, outcomes) = pytest(&python, folder.path(), &[&one], &broken);
        assert_eq!(outcomes, Outcomes::from([(format!("test_contract::{TOO_LONG}"), "failed")]), "{shown}");
        let (shown, outcomes) =
            pytest(&python, folder.path(), &["-x", "-k", "test_contract and title", "test_notes.py"], &broken);
        assert_eq!(names_with(&outcomes, "failed").len(), 1, "{shown}");
        assert!(outcomes.len() < cases(&[]).len(), "{shown}");
    }

    #[test]
    fn the_command_is_the_binary_and_what_cannot_be_run_is_one_clear_message_in_pytest() {
        let Some((packages, python)) = environment() else { return };
        let script = packages.path().join("environment/bin/ringback").display().to_string();
        for (program, arguments) in [(&python, vec!["-m", "ringback", "--version"]), (&script, vec!["--version"])] {
            let output = run(packages.path(), program, &arguments, &[]);
            assert_eq!(text(&output).trim(), concat!("ringback ", env!("CARGO_PKG_VERSION")), "{output:?}");
        }
        assert_eq!(run(packages.path(), &script, &["run", "--nonsense"], &[]).status.code(), Some(2));

        let folder = project("python");
        let (shown, outcomes) =
            pytest(&python, folder.path(), &["test_broken.py", "--continue-on-collection-errors"], &[]);
        for words in [
            "missing.yaml",
            "unknown operation \"createNotes\"",
            "no operation uses the parameter \"noteId\"",
            "nothing says what the cases of notes.yaml are sent to",
            "a URL, a WSGI or an ASGI application is needed, and this is None",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("Traceback"), "{shown}");
        for suite in ["test_no_target", "test_no_application"] {
            let errors = names_with(&outcomes, "error").into_iter().filter(|name| name.starts_with(suite));
            assert_eq!(errors.count(), 1, "{suite}: {shown}");
        }
        let reached = outcomes.iter().filter(|(name, _)| name.starts_with("test_no_server"));
        assert!(reached.clone().any(|(_, outcome)| *outcome == "error"), "{shown}");
        assert!(reached.clone().all(|(_, outcome)| *outcome != "passed"), "{shown}");

        let inside = package(&packages.path().join("environment/lib"), "");
        fs::remove_file(Path::new(&inside).join("site-packages/ringback/bin/ringback")).unwrap();
        let (shown, _) = pytest(&python, folder.path(), &["test_notes.py"], &[]);
        assert!(shown.contains("this installation of the package ringback lacks"), "{shown}");
        let command = run(folder.path(), &python, &["-m", "ringback", "--version"], &[]);
        assert!(text(&command).starts_with("error: ") && command.status.code() == Some(1), "{command:?}");
    }
}

mod node {
    use super::*;

    /// A project with the package installed.
    fn environment() -> Option<TempDir> {
        let here = works(&["python3", "-c", "import tomllib"], "the package for Node")
            && works(
                &["node", "-e", "process.exit(Number(process.versions.node.split('.')[0]) < 20 ? 1 : 0)"],
                "the package for Node",
            )
            && works(&["npm", "--version"], "the package for Node");
        here.then(|| {
            let packages = packages();
            let folder = project("node");
            fs::write(folder.path().join("package.json"), "{\"private\": true}").unwrap();
            let archive = package(packages.path(), ".tgz");
            let install = ["install", "--offline", "--no-audit", "--no-fund", "--silent", &archive];
            let installed = run(folder.path(), "npm", &install, &[]);
            assert!(installed.status.success(), "{}", text(&installed));
            folder
        })
    }

    /// What the tests of a file came to; the name of a test is preceded by that of its group.
    fn node_test(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (String, Outcomes) {
        let shown = text(&run(folder, "node", &[&["--test", "--test-reporter=tap"], arguments].concat(), variables));
        let (mut outcomes, mut group) = (Outcomes::new(), String::new());
        for line in shown.lines() {
            let depth = line.len() - line.trim_start().len();
            if let Some(name) = line.trim_start().strip_prefix("# Subtest: ").filter(|_| depth == 0) {
                group = name.to_owned();
            }
            let Some((status, rest)) = line.trim_start().split_once(" - ") else { continue };
            let (name, note) = rest.split_once(" # ").unwrap_or((rest, ""));
            let outcome = match status.rsplit_once(' ') {
                _ if note.starts_with("SKIP") => "skipped",
                Some(("ok", _)) => "passed",
                Some(("not ok", _)) => "failed",
                _ => continue,
            };
            let name = if depth == 0 { name.to_owned() } else { format!("{group}::{name}") };
            outcomes.insert(name, outcome);
        }
        (shown, outcomes)
    }

    #[test]
    fn node_shows_each_case_as_a_test_and_fails_that_of_a_broken_rule() {
        let Some(folder) = environment() else { return };
        let (shown, outcomes) = node_test(folder.path(), &["notes.test.mjs"], &[]);
        assert_eq!(of_suite(&outcomes, "contract"), cases(&[]), "{shown}");
        for suite in ["factory", "fetch"] {
            assert_eq!(of_suite(&outcomes, suite), cases(&["--operation", "listNotes"]), "{shown}");
        }
        assert!(outcomes.values().all(|outcome| ["passed", "skipped"].contains(outcome)), "{shown}");
        assert_eq!(outcomes[&format!("contract::{TOO_LONG}")], "passed", "{shown}");

        let broken = [("LONGEST", "25")];
        let (shown, outcomes) = node_test(folder.path(), &["notes.test.mjs"], &broken);
        assert_eq!(
            names_with(&outcomes, "failed"),
            ["contract".to_owned(), format!("contract::{TOO_LONG}")],
            "{shown}"
        );
        for words in ["maxLength: 20", "notes.yaml:", "again", "rejected: the payload breaks"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("stack:"), "{shown}");
        let (shown, outcomes) =
            node_test(folder.path(), &["--test-name-pattern=title/length/too-long", "notes.test.mjs"], &broken);
        assert!(names_with(&outcomes, "failed").contains(&format!("contract::{TOO_LONG}")), "{shown}");
        assert!(!names_with(&outcomes, "passed").iter().any(|name| name.contains("::")), "{shown}");
    }

    #[test]
    fn the_command_is_the_binary_and_what_cannot_be_run_is_one_clear_message_in_node() {
        let Some(folder) = environment() else { return };
        // What `npx ringback` starts.
        let script = folder.path().join("node_modules/.bin/ringback").display().to_string();
        let command = |arguments: &[&str]| run(folder.path(), &script, arguments, &[]);
        let output = command(&["--version"]);
        assert_eq!(text(&output).trim(), concat!("ringback ", env!("CARGO_PKG_VERSION")), "{output:?}");
        assert_eq!(command(&["run", "--nonsense"]).status.code(), Some(2));

        let (shown, outcomes) = node_test(folder.path(), &["broken.test.mjs"], &[]);
        for (group, words) in [
            ("no file", "missing.yaml"),
            ("no operation", "unknown operation \"createNotes\""),
            ("no parameter", "no operation uses the parameter \"noteId\""),
            ("no target", "nothing says what the cases of notes.yaml are sent to"),
            ("no server", "no valid payload is accepted"),
            ("no application", "and this is undefined"),
        ] {
            assert_eq!(outcomes[group], "failed", "{group}: {shown}");
            assert!(shown.replace("\\\"", "\"").contains(words), "{words}: {shown}");
        }
        for group in ["no target", "no application"] {
            let failed =
                names_with(&outcomes, "failed").into_iter().filter(|name| name.starts_with(&format!("{group}::")));
            assert_eq!(failed.count(), 1, "{group}: {shown}");
        }
        fs::remove_dir_all(folder.path().join("node_modules/ringback/binaries")).unwrap();
        let (shown, _) = node_test(folder.path(), &["notes.test.mjs"], &[]);
        assert!(shown.contains("the package ringback has no binary for"), "{shown}");
        let output = command(&["--version"]);
        assert!(text(&output).starts_with("error: ") && output.status.code() == Some(2), "{output:?}");
    }
}
