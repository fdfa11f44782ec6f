//! What single operations have of their own: URL, headers, credentials, nothing of a kind; and who takes events.

use crate::counterpart::look;
use ringback_runner::{
    clock::Clock,
    config::{self, Config},
    dry_run,
    judges::Judges,
    plan::{Plan, SelectedCases},
    site::Site,
};
use ringback_suite::{case::Case, derive::cases, vendors};

/// The requests of a configuration for operations with this name, as text.
fn requests(text: &str, operation: &str) -> Result<String, String> {
    let config = Config::parse("ringback.toml", text, &look).map_err(|error| error.to_string())?;
    let mut models = vendors::models(None).unwrap();
    let skips = config::merge(&config, &mut models).map_err(|error| error.to_string())?;
    let suite: Vec<Case> = models.iter().flat_map(cases).collect();
    let cases = suite.iter().filter(|case| case.operation == operation).cloned().collect();
    let plan = Plan::new(&models, &suite, &SelectedCases { cases, skips, ..SelectedCases::default() }, &config);
    let site = Site::of(&config, "http://127.0.0.1:1/base".parse().unwrap()).unwrap();
    let plan = plan.map_err(|error| error.to_string())?;
    Ok(dry_run::describe(&plan, &site, Clock::now(), &Judges::new(&models).unwrap()))
}

const TARGET: &str = r#"
[target]
auth = { bearer = { env = "TARGET" } }
headers = { x-tenant = "acme", x-other = "o" }
[parameters]
orgId = "o"
"#;

#[test]
fn an_operation_has_a_url_headers_and_credentials_of_its_own() {
    let own = r#"
[[operations]]
vendor = "webex"
name = "create-scheduled-callback"
url = "http://127.0.0.1:2/own"
headers = { x-tenant = "other" }
auth = { api_key = { header = "x-api-key", value = { env = "KEY" } } }
"#;
    let shown = requests(&format!("{TARGET}{own}"), "create-scheduled-callback").unwrap();
    for words in ["POST http://127.0.0.1:2/own/", "x-tenant: other", "x-other: o", "x-api-key: $KEY"] {
        assert!(shown.contains(words), "{words}: {}", &shown[..2000]);
    }
    assert!(!shown.contains("$TARGET") && !shown.contains("secret-of"));
    let usual = requests(TARGET, "create-scheduled-callback").unwrap();
    assert!(usual.contains("POST http://127.0.0.1:1/base/") && usual.contains("authorization: Bearer $TARGET"));
}

#[test]
fn events_go_to_a_consumer_without_the_credentials_of_the_target_or_nowhere() {
    let shown = requests(TARGET, "conversation-event").unwrap();
    assert!(shown.contains("# skipped: nobody takes its events") && !shown.contains("POST"), "{shown}");
    let consumer = format!("{TARGET}[consumer]\nurl = \"http://127.0.0.1:3/taken\"\n");
    let shown = requests(&consumer, "conversation-event").unwrap();
    assert!(shown.contains("POST http://127.0.0.1:3/taken\n"), "{}", &shown[..1000]);
    assert!(!shown.contains("$TARGET") && !shown.contains("x-tenant"));
}

#[test]
fn none_takes_away_what_the_documents_say() {
    let operation = "[[operations]]\nvendor = \"webex\"\nname = \"create-scheduled-callback\"\n";
    let config = format!(
        "{operation}response = \"none\"\nresponse_at = \"none\"\nrequest_at = \"none\"\nerror = \"none\"\nenvelope = \"none\"\n"
    );
    let config = Config::parse("ringback.toml", &config, &look).unwrap();
    let mut models = vendors::models(None).unwrap();
    config::merge(&config, &mut models).unwrap();
    let mut operations = models.iter().flat_map(|model| &model.vendor.operations);
    let operation = operations.find(|operation| operation.name == "create-scheduled-callback").unwrap();
    assert!(operation.response.is_none() && operation.response_at.is_none() && operation.error.is_none());
    assert!(operation.request_at.is_none() && operation.envelope.is_none());
}

#[test]
fn a_parameter_comes_from_the_environment_and_must_be_used() {
    let parameters = "[parameters]\nconversationId = { env = \"CONVERSATION\" }\nparticipantId = \"p\"\n";
    let shown = requests(parameters, "create-callback-on-conversation").unwrap();
    assert!(shown.contains("/conversations/$CONVERSATION/"), "{}", &shown[..1000]);
    for (text, words) in [
        (
            "[parameters]\norgId = \"o\"\n\nconversationID = \"c\"\n",
            ["ringback.toml:4:", "\"conversationID\"", "orgId"],
        ),
        ("[parameters]\norgId = { env = \"NOT_THERE\" }\n", ["ringback.toml:2:", "NOT_THERE", "orgId"]),
    ] {
        let error = requests(text, "create-callback-on-conversation").unwrap_err();
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
    }
}
