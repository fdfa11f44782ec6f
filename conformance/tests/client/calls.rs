//! Every operation of every vendor as a call, and the law that nothing that came back is lost.

use ringback_constraints::{model::Model, sample::Samples};
use ringback_types::{
    amazon_connect::{
        self,
        client::Api as _,
        envelopes::{CreateContactFlowBody, UpdateContactFlowContentBody},
    },
    client::{Answer, Builder, Caller, Error, Hook, Page, Request, Retry, Unanswered},
    envelope::Found,
    genesys_cloud::{self, client::Api as _},
    talkdesk::{self, client::Api as _, envelopes::UpdateCallbackBody},
    webex::{self, client::Api as _},
};
use serde::Serialize;
use serde_json::Value;
use std::{
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

/// A token that must never be seen.
pub const TOKEN: &str = "very-secret-token";

pub static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| ringback_suite::vendors::models(None).unwrap());

/// Every operation that a client calls: vendor and name.
pub fn all() -> Vec<(&'static str, &'static str)> {
    let named = |vendor: &'static str, operations: &[&'static ringback_types::client::Operation]| {
        operations.iter().map(|operation| (vendor, operation.name)).collect::<Vec<_>>()
    };
    let mut all = named("amazon-connect", &amazon_connect::client::operations::ALL);
    all.extend(named("genesys-cloud", &genesys_cloud::client::operations::ALL));
    all.extend(named("talkdesk", &talkdesk::client::operations::ALL));
    all.extend(named("webex", &webex::client::operations::ALL));
    all
}

/// What came over the wire, last attempt last.
#[derive(Clone, Default)]
pub struct Wire(Arc<Mutex<Vec<Option<Answer>>>>);

impl Hook for Wire {
    fn after(&self, _: &Request, answer: &Result<Answer, Unanswered>) {
        self.0.lock().unwrap().push(answer.as_ref().ok().cloned());
    }
}

impl Wire {
    pub fn last(&self) -> Option<Answer> {
        self.0.lock().unwrap().last().cloned().flatten()
    }
}

/// What a call came to.
#[derive(Debug)]
pub struct Outcome {
    /// What was decoded, or why not as text that must show no secret.
    pub read: Result<Value, String>,
    /// What was kept of the body, to the byte.
    pub kept: Option<Vec<u8>>,
    /// Which error, if any.
    pub kind: &'static str,
}

fn outcome<T: Serialize, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> Outcome {
    match result {
        Ok(value) => Outcome { read: Ok(serde_json::to_value(value).unwrap()), kept: None, kind: "ok" },
        Err(error) => failed(&error),
    }
}

fn raw<E: std::fmt::Debug>(result: Result<Answer, Error<E>>) -> Outcome {
    match result {
        Ok(answer) => Outcome { read: Err(format!("{answer:?}")), kept: Some(answer.body.to_vec()), kind: "ok" },
        Err(error) => failed(&error),
    }
}

fn found<T: Serialize, E: std::fmt::Debug>(result: Result<Found<T>, Error<E>>) -> Outcome {
    outcome(result.map(|found| {
        for located in &found.payloads {
            let there = found.document.pointer(located.at.as_str()).unwrap();
            match &located.payload {
                Ok(payload) => assert_eq!(&serde_json::to_value(payload).unwrap(), there),
                Err(undecodable) => assert_eq!(&undecodable.value, there),
            }
        }
        found.document
    }))
}

fn failed<E: std::fmt::Debug>(error: &Error<E>) -> Outcome {
    let kind = match error {
        Error::Invalid(_) => "invalid",
        Error::Unanswered(_) => "unanswered",
        Error::Documented { .. } => "documented",
        Error::Undocumented(_) => "undocumented",
        Error::Undecodable { .. } => "undecodable",
        _ => "other",
    };
    let shown = format!("{error} {error:?} {error:#?} {:?}", std::error::Error::source(error));
    Outcome { read: Err(shown), kept: error.answer().map(|answer| answer.body.to_vec()), kind }
}

fn payload<T: serde::de::DeserializeOwned>(vendor: &str, kind: &str) -> T {
    let model = MODELS.iter().find(|model| model.vendor.name == vendor).unwrap();
    let value = Samples::new(&model.types).full(&model.types[kind].node).unwrap();
    serde_json::from_value(value).unwrap()
}

pub fn request() -> webex::ScheduledCallbackRequest {
    payload("webex", "ScheduledCallbackRequest")
}

pub fn command() -> genesys_cloud::CreateCallbackOnConversationCommand {
    payload("genesys-cloud", "CreateCallbackOnConversationCommand")
}

pub fn action() -> amazon_connect::CreateCallbackContact {
    payload("amazon-connect", "CreateCallbackContact")
}

pub fn callback() -> talkdesk::CreateCallback {
    payload("talkdesk", "CreateCallback")
}

pub fn change() -> talkdesk::CallbackChange {
    payload("talkdesk", "CallbackChange")
}

/// A client with a short temper; it repeats quickly.
pub fn client<C: From<Caller>>(builder: Builder<C>, base_url: &str, wire: &Wire) -> C {
    let retry = Retry::default().base(Duration::from_millis(1)).longest(Duration::from_secs(2));
    let builder = builder.base_url(base_url).token(TOKEN).timeout(Duration::from_millis(400)).retry(retry);
    builder.longest_body(1 << 20).hook(wire.clone()).build().unwrap()
}

/// Calls an operation with the fullest payload. The law is checked here: what came over the wire is decoded whole or
/// kept to the byte.
pub async fn call(vendor: &str, operation: &str, base_url: &str) -> Outcome {
    call_with(vendor, operation, base_url, &Value::Null).await
}

/// This payload, or the full sample if it is not valid for the type.
fn sent<T: serde::de::DeserializeOwned>(payload: &Value, full: fn() -> T) -> T {
    T::deserialize(payload).unwrap_or_else(|_| full())
}

/// The same with a payload.
pub async fn call_with(vendor: &str, operation: &str, base_url: &str, payload: &Value) -> Outcome {
    let wire = Wire::default();
    let id = ringback_reference::known();
    let outcome = match vendor {
        "amazon-connect" => {
            let api = client(amazon_connect::client::Client::builder(), base_url, &wire);
            match operation {
                "create-contact-flow" => {
                    let body = CreateContactFlowBody::new(&sent(payload, action));
                    outcome(api.create_contact_flow(id, &body).await)
                }
                "update-contact-flow-content" => {
                    let body = UpdateContactFlowContentBody::new(&sent(payload, action));
                    raw(api.update_contact_flow_content(id, id, &body).await)
                }
                "describe-contact-flow" => outcome(api.describe_contact_flow(id, id).await),
                other => panic!("nothing calls {other}"),
            }
        }
        "genesys-cloud" => {
            let api = client(genesys_cloud::client::Client::builder(), base_url, &wire);
            match operation {
                "get-conversation" => found(api.get_conversation(id).await),
                _ => raw(api.create_callback_on_conversation(id, id, &sent(payload, command)).await),
            }
        }
        "talkdesk" => {
            let api = client(talkdesk::client::Client::builder(), base_url, &wire);
            match operation {
                "create-callback" => outcome(api.create_callback(&sent(payload, callback)).await),
                "list-callbacks" => outcome(api.list_callbacks().await),
                "update-callback" => {
                    let body = UpdateCallbackBody::new(&sent(payload, change));
                    outcome(api.update_callback(id, &body).await)
                }
                "cancel-callback" => raw(api.cancel_callback(id).await),
                other => panic!("nothing calls {other}"),
            }
        }
        _ => {
            let api = client(webex::client::Client::builder(), base_url, &wire);
            match operation {
                "create-scheduled-callback" => {
                    outcome(api.create_scheduled_callback(id, &sent(payload, request)).await)
                }
                "get-scheduled-callback" => outcome(api.get_scheduled_callback(id, id).await),
                "update-scheduled-callback" => {
                    outcome(api.update_scheduled_callback(id, id, &sent(payload, request)).await)
                }
                "delete-scheduled-callback" => raw(api.delete_scheduled_callback(id, id).await),
                "list-scheduled-callbacks" => found(api.list_scheduled_callbacks(id, Page::default()).await),
                other => panic!("nothing calls {other}"),
            }
        }
    };
    let came = wire.last();
    match (&came, &outcome.read, &outcome.kept) {
        (Some(answer), Ok(value), _) => {
            let document: Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(value, &document, "{vendor}/{operation} lost something");
        }
        (Some(answer), Err(_), Some(kept)) => assert_eq!(&answer.body, kept, "{vendor}/{operation}"),
        (Some(answer), ..) => panic!("{vendor}/{operation} lost {answer:?}: {outcome:?}"),
        (None, ..) => assert!(["unanswered", "invalid"].contains(&outcome.kind), "{vendor}/{operation}: {outcome:?}"),
    }
    if let Err(shown) = &outcome.read {
        assert!(!shown.contains(TOKEN), "{vendor}/{operation} shows the token: {shown}");
    }
    outcome
}
