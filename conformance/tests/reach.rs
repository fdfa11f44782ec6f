//! `ringback run` at a configured target: hooks, signals, waiting, the consumer of events, and the schema of the file.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_reference::{Server, known};
use ringback_suite::vendors;
use ringback_testing::{repository, snapshot};
use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A folder with a configuration and the scripts `before` and `after`; what they do is noted in `log`.
fn folder(config: &str, before: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("conf")).unwrap();
    let path = |name: &str| folder.path().join("conf").join(name);
    let hooks = "[hooks]\nbefore = [\"./before\", \"an argument\"]\nafter = [\"./after\"]\n";
    fs::write(path("ringback.toml"), format!("{config}\n{hooks}")).unwrap();
    fs::write(path("before"), format!("#!/bin/sh\necho before \"$@\" >> log\n{before}\n")).unwrap();
    fs::write(path("after"), "#!/bin/sh\necho after >> log\n").unwrap();
    for script in ["before", "after"] {
        fs::set_permissions(path(script), fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.current_dir(folder).args(["run", "--config", "conf/ringback.toml"]).args(arguments);
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder.path(), arguments).output().unwrap()
}

fn log(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("conf/log")).unwrap_or_default()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn server() -> Server {
    Server::start(vendors::models(None).unwrap(), "127.0.0.1:0", None).unwrap()
}

const OPERATION: [&str; 2] = ["--operation", "create-callback-on-conversation"];

#[test]
fn what_the_hook_before_prints_is_sent_and_the_hook_after_runs() {
    let server = server();
    let known = known();
    let config =
        format!("[target]\nurl = \"http://{}\"\n[parameters]\nparticipantId = \"{known}\"\n", server.address());
    let before = folder(&config, &format!("echo '{{\"conversationId\": \"{known}\"}}'"));
    let output = run(&before, &OPERATION);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(log(&before), "before an argument\nafter\n");
    let output = run(&before, &["--dry-run", "--operation", OPERATION[1]]);
    assert_eq!((output.status.code(), log(&before).lines().count()), (Some(0), 2), "{}", text(&output.stderr));
}

#[test]
fn a_hook_that_fails_or_prints_something_else_stops_the_run() {
    let config = "[target]\nurl = \"http://127.0.0.1:1\"\n";
    for (script, code, words) in [
        ("exit 7", 3, "`cd 'conf' && ./before 'an argument'` failed: exit status: 7"),
        ("echo hello", 3, "JSON object"),
        ("echo '{\"conversationID\": \"c\"}'", 2, "no operation uses the parameter \"conversationID\""),
    ] {
        let folder = folder(config, script);
        let output = run(&folder, &OPERATION);
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains("hooks.before"), "{}", text(&output.stderr));
        assert_eq!(log(&folder), "before an argument\nafter\n", "{script}");
    }
}

/// Waits until something is there.
fn until(there: impl Fn() -> bool) {
    let began = Instant::now();
    while !there() {
        assert!(began.elapsed() < Duration::from_secs(60), "it takes too long");
        thread::sleep(Duration::from_millis(10));
    }
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn sigterm_and_ctrl_c_end_a_run_with_its_report_and_the_hook_after() {
    for name in ["TERM", "INT"] {
        // It takes connections and never answers.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let config = format!("[target]\nurl = \"http://{address}\"\ntimeout = \"1m\"\n");
        let folder = folder(&config, "echo '{\"conversationId\": \"c\", \"participantId\": \"p\"}'");
        let arguments = [&OPERATION[..], &["--report", "json=report.json"]].concat();
        let mut child = command(folder.path(), &arguments).stderr(Stdio::null()).spawn().unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 10]).unwrap();
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{name}");
        assert!(fs::read_to_string(folder.path().join("report.json")).unwrap().contains("interrupted"), "{name}");
        assert_eq!(log(&folder), "before an argument\nafter\n", "{name}");
    }
}

#[test]
fn a_run_is_interrupted_while_the_hook_before_runs() {
    let folder = folder("[target]\nurl = \"http://127.0.0.1:1\"\n", "exec sleep 30");
    let mut child = command(folder.path(), &OPERATION).stderr(Stdio::null()).spawn().unwrap();
    until(|| log(&folder).starts_with("before"));
    signal(&child, "TERM");
    let began = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(log(&folder), "before an argument\nafter\n");
}

#[test]
fn a_server_that_is_just_starting_is_waited_for() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let known = known();
    let config = format!(
        "[target]\nurl = \"http://127.0.0.1:{port}\"\nwait = \"60s\"\n\
         [parameters]\nparticipantId = \"{known}\"\nconversationId = \"{known}\"\n"
    );
    let folder = folder(&config, "");
    let starting = thread::spawn(move || {
        thread::sleep(Duration::from_millis(700));
        Server::start(vendors::models(None).unwrap(), &format!("127.0.0.1:{port}"), None).unwrap()
    });
    let output = run(&folder, &OPERATION);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    drop(starting.join().unwrap());
}

#[test]
fn events_are_delivered_to_the_consumer_only() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/events/in", listener.local_addr().unwrap());
    let consumer = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = [0; 4096];
        let length = stream.read(&mut head).unwrap();
        stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
        text(&head[..length])
    });
    let config = format!(
        "[target]\nurl = \"http://127.0.0.1:1\"\nauth = {{ bearer = {{ env = \"RINGBACK_TEST_TOKEN\" }} }}\n[consumer]\nurl = \"{url}\"\n"
    );
    let folder = folder(&config, "");
    let mut command = command(folder.path(), &["--operation", "conversation-event", "--case", "*/minimal"]);
    let output = command.env("RINGBACK_TEST_TOKEN", "opensesame-opensesame").output().unwrap();
    let got = consumer.join().unwrap();
    assert!(got.starts_with("POST /events/in HTTP/1.1\r\n") && !got.contains("opensesame"), "{got}");
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
}

/// A server that answers one request like this; returns its first line and headers.
fn answering(answer: &'static str) -> (String, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let answering = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = [0; 4096];
        let length = stream.read(&mut head).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        text(&head[..length])
    });
    (address, answering)
}

const PARAMETERS: &str = "[parameters]\nparticipantId = \"p\"\nconversationId = \"c\"\n";

#[test]
fn the_proxy_of_the_environment_is_used_but_for_the_hosts_that_need_none() {
    let arguments = [&OPERATION[..], &["--case", "*/minimal"]].concat();
    let (proxy, asked) = answering("HTTP/1.1 201 Created\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}");
    let folder = folder(&format!("[target]\nurl = \"http://127.0.0.1:1\"\n{PARAMETERS}"), "");
    let proxied = |no_proxy: &str| {
        let mut command = command(folder.path(), &arguments);
        command.env("HTTP_PROXY", format!("http://{proxy}")).env("NO_PROXY", no_proxy).output().unwrap()
    };
    assert_eq!(proxied("127.0.0.1").status.code(), Some(3));
    assert_eq!(proxied("other.example.com").status.code(), Some(0));
    assert!(asked.join().unwrap().starts_with("POST http://127.0.0.1:1/api/v2/"));
}

#[test]
fn a_token_endpoint_that_issues_none_stops_the_run() {
    let answer =
        "HTTP/1.1 403 Forbidden\r\ncontent-length: 25\r\nconnection: close\r\n\r\n{\"error\":\"access_denied\"}";
    let (endpoint, asked) = answering(answer);
    let oauth2 =
        format!("token_url = \"http://{endpoint}/token\", client_id = \"me\", client_secret = {{ env = \"SECRET\" }}");
    let config = format!("[target]\nurl = \"http://127.0.0.1:1\"\nauth = {{ oauth2 = {{ {oauth2} }} }}\n{PARAMETERS}");
    let folder = folder(&config, "");
    let output = command(folder.path(), &OPERATION).env("SECRET", "opensesame-opensesame").output().unwrap();
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(3), "{shown}");
    assert!(shown.contains("status 403 access_denied: look at `auth`"), "{shown}");
    assert!(!shown.contains("opensesame") && asked.join().unwrap().starts_with("POST /token"));
}

#[test]
fn the_schema_of_the_file_is_in_the_documentation() {
    let output = Command::new(env!("CARGO_BIN_EXE_ringback")).args(["run", "--config-schema"]).output().unwrap();
    snapshot::assert(repository().join("docs/ringback.schema.json"), &text(&output.stdout));
}

#[test]
fn every_key_of_the_schema_is_in_the_reference() {
    let page = fs::read_to_string(repository().join("docs/configuration.md")).unwrap();
    let schema = fs::read_to_string(repository().join("docs/ringback.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let definitions = &schema["$defs"];
    for section in ["TargetSection", "HookSection", "ConsumerSection", "Override", "OAuth2Setting"] {
        for key in definitions[section]["properties"].as_object().unwrap().keys() {
            assert!(
                page.contains(&format!("`{key}"))
                    || page.contains(&format!("{key} ="))
                    || page.contains(&format!(".{key}`")),
                "{section}: {key}"
            );
        }
    }
}
