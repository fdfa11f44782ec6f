//! Configuration files: what is allowed, and the messages for what is not.

use crate::test_run::*;
use ringback_runner::{
    config::{self, Config},
    plan::{Plan, SelectedCases},
    safety,
};
use ringback_suite::{case::Case, derive::cases, vendors};

#[test]
fn remote_targets_need_to_be_allowed_and_ringing_ones_twice() {
    let url = "https://api.example.com".parse().unwrap();
    assert!(safety::admit(&url, false).unwrap_err().to_string().contains("--allow-remote"));
    assert!(safety::admit(&url, true).is_ok());
    assert!(safety::admit(&"http://[::1]:9/x".parse().unwrap(), false).is_ok());
}

/// A configuration, and what its error message must contain, the line number first.
const WRONG: &[(&str, &[&str])] = &[
    ("[target]\nurl = \"http://127.0.0.1\"\nport = 1\n", &[":3:", "port", "url", "timeout"]),
    ("[taget]\n", &[":1:", "taget", "target"]),
    ("[target]\nurl = \"127.0.0.1:80\"\n", &[":2:", "http://HOST"]),
    ("[target]\nurl = \"ftp://127.0.0.1\"\n", &[":2:", "http://HOST"]),
    ("[target]\nurl = \"http://u:hunter2@127.0.0.1\"\n", &[":2:", "secret", "env"]),
    ("[target]\ntimeout = \"soon\"\n", &[":2:", "soon", "10s"]),
    ("[target]\ntimeout = \"0s\"\n", &[":2:", "10s"]),
    ("[target]\noperations = \"some\"\n", &[":2:", "all", "listed"]),
    ("[target]\nauth = { bearer = \"hunter2\" }\n", &[":2:", "only come from an environment variable", "env"]),
    ("[target]\nauth = { bearer = 7 }\n", &[":2:", "only come from an environment variable"]),
    ("[target]\nauth = { basic = \"hunter2\" }\n", &[":2:", "user", "password"]),
    (
        "[target]\nauth = { digest = \"hunter2\" }\n",
        &[":2:", "digest", "bearer", "basic", "api_key", "oauth2", "command", "sigv4"],
    ),
    ("[target]\nauth = { basic = { user = \"u\", password = \"hunter2\" } }\n", &[":2:", "auth.basic.password", "env"]),
    ("[target]\nauth = { basic = { user = \"u:v\", password = { env = \"TOKEN\" } } }\n", &[":2:", "colon"]),
    ("[target]\nauth = { api_key = { header = \"x\", value = \"hunter2\" } }\n", &[":2:", "auth.api_key.value", "env"]),
    (
        "[target]\nauth = { api_key = { header = \"x y\", value = { env = \"TOKEN\" } } }\n",
        &[":2:", "x y", "header name"],
    ),
    ("[target]\nauth = { oauth2 = { client_id = \"c\" } }\n", &[":2:", "token_url"]),
    (
        "[target]\nauth = { oauth2 = { token_url = \"x\", client_id = \"c\", client_secret = { env = \"TOKEN\" } } }\n",
        &[":2:", "token_url", "http://HOST"],
    ),
    ("[target]\nauth = { command = [] }\n", &[":2:", "auth.command", "program"]),
    ("[target]\nauth = { command = \"print hunter2\" }\n", &[":2:", "string", "sequence"]),
    (
        "[target]\nauth = { sigv4 = { service = \"connect\", region = \"us-east-1\" } }\n",
        &[":2:", "AWS_ACCESS_KEY_ID", "not set"],
    ),
    (
        "[target]\nauth = { sigv4 = { service = \"con nect\", region = \"us-east-1\" } }\n",
        &[":2:", "service", "letters"],
    ),
    ("[target]\nheaders = { key = { generate = \"ulid\" } }\n", &[":2:", "ulid", "uuid"]),
    (
        "[target]\nheaders = { Authorization = { env = \"TOKEN\" } }\nauth = { bearer = { env = \"TOKEN\" } }\n",
        &[":2:", "Authorization", "leave out one"],
    ),
    ("[target]\nsettle = \"soon\"\n", &[":2:", "settle", "10s"]),
    ("[target]\nmax_body = \"much\"\n", &[":2:", "max_body", "16MiB"]),
    ("[target]\nproxy = \"http://u:hunter2@127.0.0.1:1\"\n", &[":2:", "proxy", "env"]),
    ("[target]\nproxy = \"socks5://127.0.0.1:1\"\n", &[":2:", "proxy", "http://HOST:PORT"]),
    ("[target]\n\nca = \"there-is-none.pem\"\n", &[":3:", "ca", "there-is-none.pem", "PEM"]),
    ("[target]\nclient_certificate = { cert = \"Cargo.toml\", key = \"Cargo.toml\" }\n", &[":2:", "cert", "PEM"]),
    ("[hooks]\nbefore = []\n", &[":2:", "hooks.before", "program"]),
    ("[hooks]\nduring = [\"x\"]\n", &[":2:", "during", "before", "after"]),
    ("[consumer]\nurl = \"x\"\n", &[":2:", "consumer", "http://HOST"]),
    ("[parameters]\norgId = \"o\"\norgID = \"o\"\n", &[":3:", "orgID", "orgId"]),
    ("[parameters]\norgId = { env = \"NOT_THERE\" }\n", &[":2:", "orgId", "NOT_THERE"]),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nurl = \"x\"\n",
        &[":4:", "http://HOST"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nauth = { bearer = \"hunter2\" }\n",
        &[":4:", "auth.bearer", "env"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nerror = \"Nothing\"\n",
        &[":4:", "Nothing", "CallbackSchedule"],
    ),
    ("[target]\nauth = { bearer = { env = \"NOT_THERE\" } }\n", &[":2:", "NOT_THERE", "not set"]),
    ("[target]\n\nheaders = { Authorization = \"hunter2\" }\n", &[":3:", "authorization", "environment"]),
    ("[target]\nheaders = { x-api-key = \"hunter2\" }\n", &[":2:", "x-api-key", "environment"]),
    ("[target]\nheaders = { \"x y\" = \"1\" }\n", &[":2:", "x y", "header name"]),
    ("[parameters]\norgId = 7\n", &[":2:", "orgId", "list of strings"]),
    ("[parameters]\norgId = []\n", &[":2:", "orgId"]),
    ("[[operations]]\nname = \"x\"\n", &[":1:", "vendor"]),
    ("[[operations]]\nvendor = \"acme\"\nname = \"x\"\n", &[":2:", "acme", "webex"]),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"x\"\n",
        &[":3:", "\"x\"", "create-scheduled-callback", "method and path"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"x\"\nmethod = \"POST\"\npath = \"/x\"\nrequest = \"Nothing\"\n",
        &[":6:", "Nothing", "CallbackSchedule"],
    ),
    ("[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nskip = \"\"\n", &[":4:", "reason"]),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\npath = \"x\"\n",
        &[":4:", "begin with /"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nmethod = \"SEND\"\n",
        &[":4:", "SEND", "POST"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\npayload = 1\n",
        &[":4:", "payload", "request_at"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nenvelope = { a = 1 }\n",
        &[":4:", "request_at"],
    ),
    (
        "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\nread_back = [{ operation = \"find\" }]\n",
        &[":3:", "find", "get-scheduled-callback"],
    ),
    ("[parameters]\nconversationId = \"c\"\n", &[":1:", "participantId", "[parameters]", "given: conversationId"]),
];

#[test]
fn a_mistake_in_a_config_is_told_with_its_line_and_what_is_allowed() {
    for (text, words) in WRONG {
        let mut models = vendors::models(None).unwrap();
        let planned = Config::parse("ringback.toml", text, &look).and_then(|config| {
            let skips = config::merge(&config, &mut models)?;
            let suite: Vec<Case> =
                models.iter().flat_map(cases).filter(|case| case.vendor == "genesys-cloud").collect();
            let selected = SelectedCases { cases: suite.clone(), skips, ..SelectedCases::default() };
            Plan::new(&models, &suite, &selected, &config)
        });
        let error = planned.err().unwrap_or_else(|| panic!("{text} is taken")).to_string();
        assert!(!error.contains("hunter2"), "{error}");
        for word in *words {
            assert!(error.contains(word), "{text}\n{error}\n{word}");
        }
    }
}

#[test]
fn a_config_changes_operations_field_by_field_and_adds_some() {
    let config = r#"
        [target]
        operations = "listed"
        [[operations]]
        vendor = "amazon-connect"
        name = "update-contact-flow-content"
        path = "/callback"
        envelope = "none"
        [[operations]]
        vendor = "webex"
        name = "store-schedule"
        method = "POST"
        path = "/schedules"
        request = "CallbackSchedule"
        [[operations]]
        vendor = "webex"
        name = "list-scheduled-callbacks"
        skip = "not implemented yet"
    "#;
    let (plan, _) = planned(&RunSetup { config: config.into(), operation: "", ..RunSetup::default() });
    let names: Vec<&str> = plan.operations.iter().map(|planned| planned.operation.name.as_str()).collect();
    assert_eq!(names, ["update-contact-flow-content", "list-scheduled-callbacks", "store-schedule"]);
    let [flow, list, stored] = plan.operations.as_slice() else { panic!("three") };
    assert_eq!((flow.operation.method.as_str(), flow.operation.path.as_str()), ("POST", "/callback"));
    assert!(flow.operation.envelope.is_none() && flow.operation.request_at.is_none());
    assert_eq!(list.skip.as_deref(), Some("not implemented yet"));
    assert!(!stored.cases.is_empty());
}
