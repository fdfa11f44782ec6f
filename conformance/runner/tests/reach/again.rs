//! The commands that send a request again: a shell fills in the secrets, and no report hides the variables.

use crate::counterpart::{configured, look};
use ringback_contract::secret::secrets;
use std::{fs, os::unix::fs::PermissionsExt, process::Command};

/// A way of authentication, and the arguments of `curl` that must come out of it.
const WAYS: &[(&str, &[&str])] = &[
    ("auth = { bearer = { env = \"T\" } }", &["-H", "authorization: Bearer secret-of-T"]),
    ("headers = { x-token = { env = \"T\" } }", &["-H", "x-token: secret-of-T"]),
    ("auth = { basic = { user = \"a\\\"$b\", password = { env = \"P\" } } }", &["-u", "a\"$b:secret-of-P"]),
    ("auth = { api_key = { header = \"x-api-key\", value = { env = \"K\" } } }", &["-H", "x-api-key: secret-of-K"]),
    ("auth = { command = [\"printf\", \"%s\", \"to ken\"] }", &["-H", "authorization: Bearer to ken"]),
    (
        "auth = { oauth2 = { token_url = \"http://127.0.0.1/t\", client_id = { env = \"I\" }, client_secret = { env = \"S\" }, scopes = [\"a b\"] } }",
        &["-H", "authorization: Bearer issued"],
    ),
    (
        "auth = { sigv4 = { service = \"connect\", region = \"eu-west-1\" } }",
        &[
            "--aws-sigv4",
            "aws:amz:eu-west-1:connect",
            "-u",
            "secret-of-AWS_ACCESS_KEY_ID:secret-of-AWS_SECRET_ACCESS_KEY",
        ],
    ),
];

/// Prints its arguments, one a line; as a token endpoint, a token.
const CURL: &str = r#"#!/bin/sh
case "$*" in
  *"grant_type=client_credentials"*) printf '{\n  "access_token": "issued",\n  "expires_in": 3600\n}\n' ;;
  *) printf '%s\n' "$@" ;;
esac
"#;

#[test]
fn a_pasted_command_sends_what_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let curl = folder.path().join("curl");
    fs::write(&curl, CURL).unwrap();
    fs::set_permissions(&curl, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    for (way, expected) in WAYS {
        let command = configured(&format!("[target]\n{way}"), "http://127.0.0.1:1/").again();
        assert!(!command.contains("secret-of-"), "{command}");
        assert_eq!(secrets(&command), command, "reports leave it as it is");
        let mut shell = Command::new("sh");
        shell.args(["-c", &command]).env("PATH", &path);
        for name in ["T", "P", "K", "I", "S", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
            shell.env(name, look(name).unwrap());
        }
        let output = String::from_utf8(shell.output().unwrap().stdout).unwrap();
        let arguments: Vec<&str> = output.lines().collect();
        assert!(arguments.windows(expected.len()).any(|window| window == *expected), "{command}\n{output}");
        assert!(arguments.ends_with(&["--data-raw", "{\"a\":\"it's\"}"]), "{output}");
    }
}

#[test]
fn the_contract_s_example_is_in_the_command_to_the_letter() {
    let command = configured("[target]\nauth = { bearer = { env = \"TOKEN\" } }", "http://127.0.0.1:1/").again();
    assert!(command.contains(r#" -H "authorization: Bearer $TOKEN" "#), "{command}");
    let command = configured("[target]\nheaders = { k = { generate = \"uuid\" } }", "http://127.0.0.1:1/").again();
    assert!(command.contains(r#" -H "k: $(uuidgen)" "#), "{command}");
}
