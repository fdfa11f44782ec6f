//! Envelopes: events are decoded whatever else is in them, and flows are built consistently.

use super::calls::action;
use ringback_types::{
    amazon_connect::{
        client::{Api as _, Double},
        envelopes::{CreateContactFlowBody, UpdateContactFlowContentBody},
    },
    client::Error,
    genesys_cloud::envelopes::ConversationEvent,
};
use serde_json::{Value, json};

#[test]
fn every_payload_of_an_event_is_found_and_broken_ones_are_kept() {
    let event = json!({
        "topicName": "v2.users.1.conversations",
        "eventBody": {"participants": [
            {"callbacks": [{"state": "connected", "more": 1}, 7]},
            {},
            {"callbacks": null},
            "x",
            {"callbacks": {"state": "CONNECTED"}},
            {"callbacks": [{"state": "NEVER_HEARD_OF"}]},
        ]},
    });
    let found = ConversationEvent::parse(event.to_string()).unwrap();
    assert_eq!(found.document, event);
    let decoded: Vec<Value> = found.decoded().map(|callback| serde_json::to_value(callback).unwrap()).collect();
    assert_eq!(decoded, [json!({"state": "connected", "more": 1}), json!({"state": "NEVER_HEARD_OF"})]);
    let broken: Vec<(&str, &Value)> =
        found.undecodable().map(|(at, undecodable)| (at.as_str(), &undecodable.value)).collect();
    let participants = &event["eventBody"]["participants"];
    let expected = [
        ("/eventBody/participants/0/callbacks/1", &participants[0]["callbacks"][1]),
        ("/eventBody/participants/3", &participants[3]),
        ("/eventBody/participants/4/callbacks", &participants[4]["callbacks"]),
    ];
    assert_eq!(broken, expected);
}

#[test]
fn text_that_is_no_json_is_one_error_that_keeps_it() {
    for text in ["", "{", "nope", "{} {}", &"[".repeat(1 << 20)] {
        let error = ConversationEvent::parse(text).unwrap_err();
        assert_eq!(error.raw, text.as_bytes());
    }
    for text in ["null", "7", "[]", "{}", "\"x\"", "\u{feff}{}"] {
        assert_eq!(ConversationEvent::parse(text).unwrap().decoded().count(), 0);
    }
    let error = ConversationEvent::parse([0xff, 0xfe]).unwrap_err();
    assert_eq!(error.raw, [0xff, 0xfe]);
}

#[test]
fn a_flow_is_built_as_the_language_has_it() {
    let next = json!({"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}});
    let body = CreateContactFlowBody::new(&action())
        .name("Call back")
        .identifier("ring")
        .next_action("bye")
        .on_error("end")
        .action(next);
    assert_eq!(body.violations(), []);
    assert_eq!(body.document()["Name"], "Call back");
    assert_eq!(body.document()["Type"], "CONTACT_FLOW");
    let flow: Value = serde_json::from_str(body.content()).unwrap();
    assert_eq!(flow["StartAction"], "ring");
    assert_eq!(flow["Actions"][0]["Identifier"], "ring");
    assert_eq!(flow["Actions"][0]["Parameters"], serde_json::to_value(action()).unwrap());
    assert_eq!(flow["Actions"][0]["Transitions"]["NextAction"], "bye");
    assert_eq!(flow["Actions"][2]["Identifier"], "bye");
    let body = UpdateContactFlowContentBody::new(&action());
    assert_eq!(body.document().as_object().unwrap().keys().collect::<Vec<_>>(), ["Content"]);
}

#[tokio::test]
async fn a_flow_that_does_not_hold_together_is_not_sent() {
    let build = || UpdateContactFlowContentBody::new(&action());
    let big = json!({"Identifier": "big", "Parameters": {"Text": "x".repeat(256_000)}});
    let twice = json!({"Identifier": "end"});
    for (body, rule) in [
        (build().next_action("nowhere"), "link"),
        (build().action(twice), "unique"),
        (build().identifier("end"), "unique"),
        (build().action(big), "maxLength"),
    ] {
        let violations = body.violations();
        assert!(violations.iter().any(|violation| violation.rule == rule), "{rule}: {violations:?}");
        let double = Double::new();
        let error = double.update_contact_flow_content("i", "f", &body).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)));
        assert!(double.sent().is_empty());
    }
}
