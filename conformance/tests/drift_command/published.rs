//! Changes that vendors published after the pages were supplied: each is reported correctly.

use super::{page, quotes, told, with, with_page};
use serde_json::Value;

/// A vendor's folder before and after an edit of a page.
fn compared(path: &str, edits: &[(&str, &str)]) -> (Value, i32) {
    with_page(path, &with(&page(path), edits))
}

#[test]
fn optional_parameters_that_a_flow_action_gained_break_nobody() {
    let anchor = "    \"InitialCallDelaySeconds\"";
    let lines = "    \"ContactFlowId\": [Optional] The ID or ARN of the flow that the callback contact runs. Must be specified fully statically or with a single valid JSONPath identifier.\n    \"CallerId\": [Optional] The phone number shown to the customer. Must be specified fully statically or with a single valid JSONPath identifier.\n    \"InitialCallDelaySeconds\"";
    let (report, code) = compared("amazon-connect/documents/interactions-createcallbackcontact.md", &[(anchor, lines)]);
    assert_eq!(
        told(&report),
        [
            "CreateCallbackContact /CallerId request added compatible",
            "CreateCallbackContact /ContactFlowId request added compatible"
        ]
    );
    assert_eq!((report["verdict"].as_str(), code), (Some("compatible"), 0));
    for (change, words) in
        report["changes"].as_array().unwrap().iter().zip(["The phone number shown", "The ID or ARN of the flow"])
    {
        assert_eq!(change["message"], "optional property added");
        let [old, new] = quotes(change);
        assert!(old.is_empty() && new.iter().any(|quote| quote.contains(words)), "{old:?} {new:?}");
    }
}

#[test]
fn an_optional_property_with_an_enumeration_that_a_request_gained_breaks_nobody() {
    let anchor = "{: class=\"table table-striped\"}";
    let added = "| **customerFirstCallbackDeliveryMode** | <!----><!---->[**CustomerFirstCallbackDeliveryModeEnum**](#CustomerFirstCallbackDeliveryModeEnum)<!----> | How the callback is delivered when the customer is called first. |  [optional] |\n{: class=\"table table-striped\"}\n\n\n<a name=\"CustomerFirstCallbackDeliveryModeEnum\"></a>\n\n## Enum: CustomerFirstCallbackDeliveryModeEnum\n\n| Name | Value |\n| ---- | ----- |\n| USEQUEUESETTING | &quot;UseQueueSetting&quot; |\n| USEAGENTRESERVATION | &quot;UseAgentReservation&quot; |\n| NOAGENTRESERVATION | &quot;NoAgentReservation&quot; |\n{: class=\"table table-striped\"}";
    let (report, code) = compared("genesys-cloud/documents/CreateCallbackOnConversationCommand.md", &[(anchor, added)]);
    assert_eq!(
        told(&report),
        ["CreateCallbackOnConversationCommand /customerFirstCallbackDeliveryMode request added compatible"]
    );
    assert_eq!((report["verdict"].as_str(), code), (Some("compatible"), 0));
    let [old, new] = quotes(&report["changes"][0]);
    assert!(
        old.is_empty() && new.iter().any(|quote| quote.contains("when the customer is called first")),
        "{old:?} {new:?}"
    );
}

#[test]
fn values_that_an_event_spells_otherwise_break_nobody_where_the_list_is_open() {
    // Both spellings are read, as the vendor's folder has it; only what is documented as known changed.
    let values = ["ALERTING", "DIALING", "CONNECTED", "TRANSFER_NOANSWER", "INBOUND"];
    let respelt: Vec<(String, String)> = values
        .iter()
        .map(|value| {
            (format!("&quot;{value}&quot;"), format!("&quot;{}&quot;", value.to_lowercase().replace('_', ".")))
        })
        .collect();
    let edits: Vec<(&str, &str)> = respelt.iter().map(|(before, after)| (before.as_str(), after.as_str())).collect();
    let (report, code) = compared("genesys-cloud/documents/ConversationNotificationCallback.md", &edits);
    assert_eq!((report["verdict"].as_str(), code), (Some("none"), 0), "{:?}", told(&report));
    let points = report["documentation"].as_array().unwrap();
    let at: Vec<&str> = points.iter().map(|point| point["at"].as_str().unwrap()).collect();
    assert_eq!(at, ["/direction", "/disconnectType", "/state"]);
    assert_eq!(points[0]["message"], "known value \"INBOUND\" removed, \"inbound\" added");
    for point in points {
        let [old, new] = quotes(point);
        assert!(!old.is_empty() && !new.is_empty() && old != new, "{old:?} {new:?}");
    }
}
