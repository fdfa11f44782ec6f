//! The doubles: every operation answers from the documents' examples, and what was sent is there to be seen.

use super::calls::{action, callback, change, command, request};
use ringback_types::{
    Conform as _,
    amazon_connect::{
        self,
        client::Api as _,
        envelopes::{CreateContactFlowBody, UpdateContactFlowContentBody},
    },
    client::{Answer, Error, Page, StatusCode},
    genesys_cloud::{self, client::Api as _},
    talkdesk::{self, client::Api as _, envelopes::UpdateCallbackBody},
    webex::{self, client::Api as _},
};

#[tokio::test]
async fn every_operation_of_a_double_answers_as_documented() {
    let flows = amazon_connect::client::Double::new();
    let body = CreateContactFlowBody::new(&action()).name("Call back");
    let created = flows.create_contact_flow("i", &body).await.unwrap();
    assert_eq!(created.violations(), []);
    assert_eq!(flows.sent()[0].json().unwrap()["Name"], "Call back");
    let body = UpdateContactFlowContentBody::new(&action());
    flows.update_contact_flow_content("i", "f", &body).await.unwrap();
    assert_eq!(flows.describe_contact_flow("i", "f").await.unwrap().violations(), []);

    let conversations = genesys_cloud::client::Double::new();
    conversations.create_callback_on_conversation("c", "p", &command()).await.unwrap();
    let found = conversations.get_conversation("c").await.unwrap();
    assert_eq!((found.decoded().count(), found.undecodable().count()), (1, 0));
    assert_eq!(conversations.sent().len(), 2);

    let callbacks = talkdesk::client::Double::new();
    assert_eq!(callbacks.create_callback(&callback()).await.unwrap().violations(), []);
    assert_eq!(callbacks.list_callbacks().await.unwrap().violations(), []);
    let body = UpdateCallbackBody::new(&change());
    assert_eq!(callbacks.update_callback("c", &body).await.unwrap().violations(), []);
    assert_eq!(callbacks.cancel_callback("c").await.unwrap().status, StatusCode::NO_CONTENT);
    assert_eq!(callbacks.sent()[2].json().unwrap(), serde_json::json!([change()]));

    let schedules = webex::client::Double::new();
    let schedule = schedules.create_scheduled_callback("o", &request()).await.unwrap();
    assert_eq!(schedule.violations(), []);
    assert_eq!(schedules.get_scheduled_callback("o", "i").await.unwrap(), schedule);
    assert_eq!(schedules.update_scheduled_callback("o", "i", &request()).await.unwrap(), schedule);
    assert_eq!(schedules.delete_scheduled_callback("o", "i").await.unwrap().status, StatusCode::NO_CONTENT);
    assert_eq!(schedules.list_scheduled_callbacks("o", Page::default()).await.unwrap().decoded().count(), 1);
    assert_eq!(schedules.sent()[0].json().unwrap(), serde_json::to_value(request()).unwrap());
}

#[tokio::test]
async fn a_double_answers_what_it_is_told_to_and_refuses_what_the_client_refuses() {
    let double = genesys_cloud::client::Double::new();
    let refusal = Answer::new(StatusCode::BAD_REQUEST, r#"{"message": "no such queue", "status": 400}"#);
    double.answer(&genesys_cloud::client::operations::CREATE_CALLBACK_ON_CONVERSATION, refusal);
    let api: &dyn genesys_cloud::client::Api = &double;
    let error = api.create_callback_on_conversation("c", "p", &command()).await.unwrap_err();
    assert_eq!(error.documented().unwrap().message.as_deref(), Some("no such queue"));

    let sent = double.sent().len();
    let mut broken = command();
    broken.queue_id = None;
    broken.routing_data = None;
    let error = api.create_callback_on_conversation("c", "p", &broken).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid(violations) if !violations.is_empty()), "{error}");
    assert!(error.is_unsent());
    assert_eq!(double.sent().len(), sent);
}
