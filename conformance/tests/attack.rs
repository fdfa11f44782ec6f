//! What once broke something: servers, patterns, neighbours and disks. Each ends with a documented exit code, in seconds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

const LONGEST: Duration = Duration::from_secs(60);

fn ringback(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.args(arguments).current_dir(folder);
    command
}

/// The exit code and the messages, without a panic and in time.
fn outcome(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let began = Instant::now();
    let Output { status, stderr, .. } = ringback(folder, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&stderr).into_owned();
    assert!(!said.contains("panicked") && began.elapsed() < LONGEST, "{arguments:?}: {said}");
    (status.code(), said)
}

#[test]
fn patterns_and_rates_without_measure_are_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let nested = "{a,".repeat(2000);
    at("nested.toml", format!("[[known]]\ncase = \"{nested}\"\nreason = \"r\"\n"));
    at("stars.toml", format!("[[known]]\ncase = \"{}\"\nreason = \"r\"\n", "*".repeat(100_000)));
    at("accept.toml", format!("[[accept]]\nat = \"/{nested}\"\nmovement = \"removed\"\nreason = \"r\"\n"));
    at("a.json", "{\"title\":\"A\",\"type\":\"object\"}".into());
    for (arguments, words) in [
        (&["run", "--reference", "--known", "nested.toml"][..], "nested.toml:2: case: the pattern"),
        (&["run", "--reference", "--known", "stars.toml"], "stars.toml:2: case: the pattern"),
        (&["drift", "a.json", "a.json", "--accept", "accept.toml"], "accept.toml:2: at: the pattern"),
        (&["cases", "--case", &nested], "--case: the pattern"),
        (&["run", "--reference", "--rate", "1e-19/s"], "invalid rate"),
        (&["run", "--reference", "--rate", "0/s"], "invalid rate"),
        (&["run", "--target", "http://0.0.0.0:9"], "0.0.0.0 is not this machine"),
        (&["run", "--target", "http://127.0.0.1.example.com"], "is not this machine"),
    ] {
        let (code, said) = outcome(folder.path(), arguments);
        assert!(code == Some(2) && said.contains(words), "{code:?}: {said}");
    }
}

#[test]
fn a_server_that_asks_to_wait_for_ever_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            _ = stream.read(&mut [0; 1 << 16]);
            let wait = if number == 0 { "1" } else { "18446744073709551615" };
            let head =
                format!("HTTP/1.1 429 X\r\nRetry-After: {wait}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            _ = stream.write_all(head.as_bytes());
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let config = format!("[target]\nurl = \"http://{address}\"\n[parameters]\norgId = \"o\"\n");
    fs::write(folder.path().join("c.toml"), config).unwrap();
    let arguments = ["run", "--config", "c.toml", "--vendor", "webex", "--operation", "create-scheduled-callback"];
    assert_eq!(outcome(folder.path(), &arguments).0, Some(3));
}

const SCHEMA: &str =
    r#"{"title":"A","type":"object","properties":{"b":{"type":"object","properties":{"c":{"minLength":2}}}}}"#;

#[cfg(unix)]
#[test]
fn an_output_folder_takes_nothing_through_links_and_gives_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::write(at("s.json"), SCHEMA).unwrap();
    fs::create_dir_all(at("linked")).unwrap();
    fs::create_dir_all(at("outside")).unwrap();
    std::os::unix::fs::symlink("../outside", at("linked/runtime")).unwrap();
    let (code, said) = outcome(folder.path(), &["generate", "s.json", "--out", "linked"]);
    assert!(code == Some(2) && said.contains("linked/runtime:1: ") && said.contains("in the way"), "{said}");
    assert_eq!(fs::read_dir(at("outside")).unwrap().count(), 0);

    fs::create_dir_all(at("journal/.ringback")).unwrap();
    fs::write(at("journal/.ringback/journal"), r#"[[null,"mine.rs"]]"#).unwrap();
    fs::write(at("journal/mine.rs"), "mine").unwrap();
    fs::write(at("journal/mine.json"), "{\"$id\": \"https://ringback.invalid/schemas/a/A\"}").unwrap();
    fs::create_dir_all(at(".ringback-new")).unwrap();
    fs::write(at(".ringback-new/mine"), "mine").unwrap();
    for out in ["journal", "new", "."] {
        assert_eq!(outcome(folder.path(), &["generate", "s.json", "--out", out]).0, Some(0), "{out}");
        assert_eq!(outcome(folder.path(), &["generate", "s.json", "--out", out, "--check"]).0, Some(0), "{out}");
    }
    assert!(at("journal/mine.rs").exists() && at("journal/mine.json").exists());
    assert!(at(".ringback-new/mine").exists() && at("s.json").exists());
    let hidden = fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 1);
}

#[test]
fn documents_are_not_read_into_files_of_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::write(at("a.json"), SCHEMA).unwrap();
    fs::create_dir(at("out")).unwrap();
    fs::write(at("out/facts.json"), "{\"mine\": 1}").unwrap();
    let (code, said) = outcome(folder.path(), &["ingest", "a.json", "--out", "out"]);
    assert!(
        code == Some(2) && said.contains("out/facts.json:1: a file that was not generated is in the way"),
        "{said}"
    );
    assert_eq!(fs::read_dir(at("out")).unwrap().count(), 1);
    fs::remove_file(at("out/facts.json")).unwrap();
    for _ in 0..2 {
        assert_eq!(outcome(folder.path(), &["ingest", "a.json", "--out", "out"]).0, Some(0));
    }
}

#[test]
fn of_two_runs_at_once_one_waits_for_the_other() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("s.json"), SCHEMA).unwrap();
    for _ in 0..3 {
        let start = || {
            let mut command = ringback(folder.path(), &["generate", "s.json", "--out", "two"]);
            command.stdout(Stdio::null()).spawn().unwrap()
        };
        let both = [start(), start()];
        for mut one in both {
            assert!(one.wait().unwrap().success());
        }
        assert_eq!(outcome(folder.path(), &["generate", "s.json", "--out", "two", "--check"]).0, Some(0));
        fs::remove_dir_all(folder.path().join("two")).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_nobody_can_read_are_lost_and_the_exit_code_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = ringback(folder.path(), &["generate", "nowhere.json", "--out", "x"]).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(2));
    let status = ringback(folder.path(), &["cases"]).stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn names_of_files_and_texts_of_documents_do_not_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\u{1b}[31m\u{202e}.json";
    fs::write(folder.path().join(name), SCHEMA).unwrap();
    for arguments in [["generate", name, "--out", "o\u{1b}[2J"], ["generate", "nope\u{1b}[2J.json", "--out", "x"]] {
        let Output { stdout, stderr, .. } = ringback(folder.path(), &arguments).output().unwrap();
        let shown = String::from_utf8([stdout, stderr].concat()).unwrap();
        assert!(!shown.is_empty() && !shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    }
}

#[test]
fn a_line_that_is_not_json_is_told_and_the_others_are_judged() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.jsonl"), "{\"state\": 1}\n{\n{}\n").unwrap();
    let output = ringback(folder.path(), &["check", "--type", "webex/CallbackSchedule", "p.jsonl"]).output().unwrap();
    let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("error: p.jsonl:2: not JSON"), "{said}");
    assert!(out.contains("p.jsonl:1: ") && out.contains("p.jsonl:3: "), "{out}");
    assert_eq!(output.status.code(), Some(2));
}

/// A vendor with one operation, and a type of one property.
fn vendor(folder: &Path, operation: &str, overlay: &str) {
    let vendor = folder.join("schemas/acme");
    fs::create_dir_all(&vendor).unwrap();
    let operation = format!(
        "[[operations]]\nname = \"ring\"\nmethod = \"POST\"\npath = \"/ring\"\ndirection = \"request\"\n{operation}"
    );
    fs::write(vendor.join("vendor.toml"), operation).unwrap();
    fs::write(vendor.join("overlay.toml"), overlay).unwrap();
}

fn added_type(property: &str) -> String {
    let schema = format!(
        "{{\"title\": \"Ring\", \"type\": \"object\", \"properties\": {{\"to\": {property}}}, \"required\": [\"to\"]}}"
    );
    format!("[[types]]\nname = \"Ring\"\nreason = \"r\"\nevidence = \"e\"\nschema = '''\n{schema}\n'''\n")
}

#[test]
fn keys_and_types_that_nobody_knows_and_constraints_that_cannot_apply_are_mistakes_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let limit = "[[facts]]\nsubject = \"Ring/to\"\nreason = \"r\"\nevidence = \"e\"\n[facts.holds]\nkind = \"length\"\nmaximun = 5\n";
    let known = added_type("{\"type\": \"string\"}");
    let correction = |subject: &str, holds: &str| {
        format!("{known}[[facts]]\nsubject = \"{subject}\"\nreason = \"r\"\nevidence = \"e\"\nholds = {holds}\n")
    };
    let cannot_apply = correction("Ring/to", "{ kind = \"bounds\", minimum = 5 }");
    let allows_nothing = correction("Ring/to", "{ kind = \"length\", least = 5, most = 2 }");
    let about_nothing = correction("Ring/too", "{ kind = \"length\", most = 2 }");
    for (operation, overlay, words) in [
        ("request = \"Ring\"\n", format!("{known}{limit}"), "unknown field `maximun`"),
        (
            "request = \"Ring\"\n",
            cannot_apply,
            "schemas/acme/overlay.toml:9: Ring/to: `bounds` limits values of the type number, and this is of the type string",
        ),
        ("request = \"Ring\"\n", allows_nothing, "schemas/acme/overlay.toml:9: Ring/to: `length` allows no value"),
        ("request = \"Ring\"\n", about_nothing, "schemas/acme/overlay.toml:9: Ring/too: no document"),
        (
            "request = \"Rings\"\n",
            known.clone(),
            "schemas/acme/vendor.toml:6: operation \"ring\": request: unknown type \"Rings\", did you mean \"Ring\"? (one of Ring)",
        ),
    ] {
        vendor(folder.path(), operation, &overlay);
        let (code, said) = outcome(folder.path(), &["cases", "--schemas", "schemas"]);
        assert!(code == Some(2) && said.contains(words), "{code:?}: {said}");
    }
}

#[test]
fn an_operation_whose_documents_force_a_real_number_is_skipped_with_that_reason() {
    let folder = tempfile::tempdir().unwrap();
    for property in [
        r#"{"type": "string", "enum": ["+13172222222"]}"#,
        r#"{"type": "string", "enum": ["tel:+1-317-222-2222"]}"#,
        r#"{"type": "integer", "enum": [13172222222]}"#,
        r#"{"type": "string", "enum": ["１３１７２２２２２２２"]}"#,
        r#"{"type": "object", "properties": {"+13172222222": {"type": "string"}}, "required": ["+13172222222"]}"#,
    ] {
        vendor(folder.path(), "request = \"Ring\"\n", &added_type(property));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let sent = thread::spawn(move || {
            let mut sent = String::new();
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut bytes = vec![0; 1 << 16];
                let count = stream.read(&mut bytes).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
                if text.starts_with("END") {
                    return sent;
                }
                sent.push_str(&text);
                _ = stream.write_all(b"HTTP/1.1 201 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
            sent
        });
        let output = ringback(folder.path(), &["run", "--schemas", "schemas", "--target", &url]).output().unwrap();
        let mut end = std::net::TcpStream::connect(url.trim_start_matches("http://")).unwrap();
        end.write_all(b"END").unwrap();
        let sent = sent.join().unwrap();
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(
            shown.contains("may be a real phone number"),
            "{property}: {shown}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            !sent.contains("2222222") && !sent.contains("222-2222") && !sent.contains("２２２"),
            "{property}: {sent}"
        );
    }
}
