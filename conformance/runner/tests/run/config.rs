//! Configuration files: what is allowed, and the messages for what is not.

use crate::test_run::*;
use ringback_runner::{
    config::{self, Config},
    plan::{Plan, SelectedCases},
    safety,
};
use ringback_suite::{derive::cases, vendors};

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
    ("[target]\nauth = { basic = \"hunter2\" }\n", &[":2:", "basic", "bearer"]),
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
            let cases = models.iter().flat_map(cases).filter(|case| case.vendor == "genesys-cloud").collect();
            Plan::new(&models, &SelectedCases { cases, skips, ..SelectedCases::default() }, &config)
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
    assert_eq!((flow.operation.method.as_str(), flow.operation.path.as_str()), ("PUT", "/callback"));
    assert!(flow.operation.envelope.is_none() && flow.operation.request_at.is_none());
    assert_eq!(list.skip.as_deref(), Some("not implemented yet"));
    assert!(!stored.cases.is_empty());
}
