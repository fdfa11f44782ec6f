//! What was decided about the documents holds in the canonical schemas: each row is a payload and what becomes of it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use jsonschema::{Registry, Validator, canonical::Containment};
use ringback_constraints::{model::Model, schema::schemas};
use ringback_contract::{
    keyword::SOURCE,
    validator::{Formats, options},
};
use ringback_documents::folders::read_models;
use ringback_documents::folders::read_schemas;
use serde_json::{Value, json};

fn models() -> Vec<Model> {
    read_models("schemas", &read_schemas(&ringback_testing::schemas()).unwrap()).unwrap()
}

fn schema(models: &[Model], vendor: &str, name: &str) -> Value {
    let model = models.iter().find(|model| model.vendor.name == vendor).unwrap();
    schemas(model)[name].clone()
}

fn validator(models: &[Model], vendor: &str, name: &str) -> Validator {
    let model = models.iter().find(|model| model.vendor.name == vendor).unwrap();
    let all = schemas(model);
    let registry =
        Registry::new().extend(all.values().map(|schema| (schema["$id"].as_str().unwrap(), schema))).unwrap();
    let registry = registry.prepare().unwrap();
    options(Formats::Unknown).with_registry(&registry).build(&all[name]).unwrap()
}

/// A base payload, then per row: a JSON merge patch and whether the result is valid.
fn decide(vendor: &str, name: &str, base: &Value, rows: &[(Value, bool)]) {
    let models = models();
    let validator = validator(&models, vendor, name);
    assert!(validator.is_valid(base), "the base payload of {name} is refused");
    for (patch, expected) in rows {
        let mut payload = base.clone();
        merge(&mut payload, patch);
        assert_eq!(validator.is_valid(&payload), *expected, "{vendor}/{name} with {patch}");
    }
}

/// A JSON merge patch, except that `"(null)"` sets null and null removes.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else { return *target = patch.clone() };
    let object = target.as_object_mut().unwrap();
    for (name, value) in patch {
        match value {
            Value::Null => _ = object.shift_remove(name),
            Value::String(text) if text == "(null)" => _ = object.insert(name.clone(), Value::Null),
            value => _ = object.insert(name.clone(), value.clone()),
        }
    }
}

#[test]
fn a_callback_command_needs_numbers_and_a_queue_or_routing_data() {
    decide(
        "genesys-cloud",
        "CreateCallbackOnConversationCommand",
        &json!({"callbackNumbers": ["+12025550100"], "queueId": "q"}),
        &[
            (json!({"callbackNumbers": null}), false),
            (json!({"callbackNumbers": "(null)"}), false),
            (json!({"callbackNumbers": "+12025550100"}), false),
            (json!({"callbackNumbers": [1]}), false),
            (json!({"callbackNumbers": []}), true),
            (json!({"queueId": null}), false),
            (json!({"queueId": null, "routingData": {}}), true),
            (json!({"routingData": {"queueId": "q"}}), true),
            (json!({"routingData": "text"}), false),
            (json!({"callbackScheduledTime": "2027-02-03T10:00:00.000Z"}), true),
            (json!({"callbackScheduledTime": "2027-02-03T10:00:00+02:00"}), true),
            (json!({"callbackScheduledTime": "2027-02-03T10:00:00"}), false),
            (json!({"callbackScheduledTime": "2027-02-30T10:00:00Z"}), false),
            (json!({"callerId": "+12025550100"}), true),
            (json!({"callerId": "12025550100"}), false),
            (json!({"callerId": "+02025550100"}), false),
            (json!({"callerId": "+9991234567890123"}), false),
            (json!({"validateCallbackNumbers": true}), true),
            (json!({"validateCallbackNumbers": "true"}), false),
            (json!({"data": {"notes": "ready"}}), true),
            (json!({"data": {"notes": 1}}), false),
            (json!({"data": []}), false),
            (json!({"scriptId": "any text"}), true),
            (json!({"countryCode": "(null)"}), false),
            (json!({"unheardOf": {"x": 1}}), true),
        ],
    );
}

#[test]
fn everything_of_a_callback_is_optional_and_two_properties_may_be_null() {
    decide(
        "genesys-cloud",
        "Callback",
        &json!({}),
        &[
            (json!({"id": "anything"}), true),
            (json!({"id": 7}), false),
            (json!({"disconnectType": "(null)"}), true),
            (json!({"automatedCallbackConfigId": "(null)"}), true),
            (json!({"state": "(null)"}), false),
            (json!({"state": "anything"}), true),
            (json!({"scriptId": "123e4567-e89b-12d3-a456-426614174000"}), true),
            (json!({"scriptId": "123E4567-E89B-12D3-A456-426614174000"}), true),
            (json!({"scriptId": "script"}), false),
            (json!({"timeoutSeconds": 0}), true),
            (json!({"timeoutSeconds": -1}), true),
            (json!({"timeoutSeconds": 2_147_483_648_i64}), false),
            (json!({"timeoutSeconds": 1.5}), false),
            (json!({"timeoutSeconds": "5"}), false),
            (json!({"callbackNumbers": [""]}), true),
            (json!({"held": "true"}), false),
            (json!({"segments": [{}]}), true),
            (json!({"segments": ["text"]}), false),
            (json!({"connectedTime": "2027-02-03T10:00:00z"}), true),
            (json!({"connectedTime": "yesterday"}), false),
            (json!({"dialerPreview": {"any": 1}, "voicemail": {}}), true),
        ],
    );
}

#[test]
fn the_enums_of_a_notification_are_open_and_never_name_the_sentinel() {
    decide(
        "genesys-cloud",
        "ConversationNotificationCallback",
        &json!({}),
        &[
            (json!({"state": "CONNECTED"}), true),
            (json!({"state": "connected", "disconnectType": "transfer.noanswer"}), true),
            (json!({"state": "UNHEARD_OF"}), true),
            (json!({"state": 5}), false),
            (json!({"additionalProperties": {}}), true),
            (json!({"additionalProperties": "text"}), false),
            (json!({"callbackNumbers": ["+12025550100"]}), true),
            (json!({"skipEnabled": 1}), false),
        ],
    );
    let models = models();
    let schema = schema(&models, "genesys-cloud", "ConversationNotificationCallback");
    let values = schema["properties"]["state"]["x-ringback-open-enum"].as_array().unwrap();
    assert_eq!(values.len(), 10);
    assert!(!values.contains(&json!("OutdatedSdkVersion")));
    assert_eq!(schema.get("additionalProperties"), None);
}

#[test]
fn the_parameters_of_the_flow_action_are_bounded_static_and_exclusive() {
    let rows = |name: &str| {
        [
            (json!(1), true),
            (json!("5"), true),
            (json!(0), false),
            (json!("0"), false),
            (json!(-5), false),
            (json!("-5"), false),
            (json!(1.5), false),
            (json!("1.5"), false),
            (json!(1.0), true),
            (json!("five"), false),
            (json!(""), false),
            (json!(true), false),
            (json!("(null)"), false),
            (json!(null), false),
            (json!("$.Attributes.delay"), false),
            (json!(259_200), true),
            (json!("259200"), true),
            (json!(259_201), name == "MaximumConnectionAttempts"),
            (json!("259201"), name == "MaximumConnectionAttempts"),
        ]
        .map(|(value, expected)| (json!({name: value}), expected))
    };
    let mut all = Vec::new();
    for name in ["InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"] {
        all.extend(rows(name));
    }
    all.extend([
        (json!({"QueueId": "arn:aws:connect:queue/1"}), true),
        (json!({"QueueId": "$.Attributes.queue"}), true),
        (json!({"QueueId": "$['Attributes']['my queue']"}), true),
        (json!({"QueueId": "costs 5$. Really"}), true),
        (json!({"QueueId": "queue $.Attributes.queue"}), false),
        (json!({"QueueId": "$.Attributes.queue and more"}), false),
        (json!({"QueueId": "$.Attributes.a$.Attributes.b"}), false),
        (json!({"QueueId": 5}), false),
        (json!({"AgentId": "agent"}), true),
        (json!({"AgentId": "agent", "QueueId": "queue"}), false),
    ]);
    let base = json!({"InitialCallDelaySeconds": 5, "MaximumConnectionAttempts": "1", "RetryDelaySeconds": 600});
    decide("amazon-connect", "CreateCallbackContact", &base, &all);
}

fn schedule() -> Value {
    let id = "123e4567-e89b-12d3-a456-426614174000";
    json!({
        "id": id, "customerName": "John", "callbackNumber": "+12025550100", "timezone": "America/New_York",
        "scheduleDate": "2027-02-03", "startTime": "14:30:00", "endTime": "15:30:00", "queueId": "any", "orgId": id,
        "callbackOrigin": "api", "createdTimestamp": 1_672_531_199_000_i64, "lastUpdatedTimestamp": 1,
    })
}

#[test]
fn a_callback_schedule_is_what_its_block_says_with_the_decided_repairs() {
    let mut rows = vec![
        (json!({"startTime": "14:30:00Z"}), false),
        (json!({"startTime": "14:30"}), false),
        (json!({"startTime": "25:61:00"}), false),
        (json!({"startTime": "14:30:00.5"}), true),
        (json!({"scheduleDate": "2027-02-30"}), false),
        (json!({"createdTimestamp": "1"}), false),
        (json!({"createdTimestamp": 9_223_372_036_854_775_808_u64}), false),
        (json!({"callbackOrigin": "IVR"}), true),
        (json!({"callbackOrigin": 1}), false),
        (json!({"queueId": "not a uuid"}), true),
        (json!({"id": "not a uuid"}), false),
        (json!({"timezone": "Europe/Berlin"}), true),
        (json!({"timezone": "America/Argentina/Buenos_Aires"}), true),
        (json!({"timezone": "UTC"}), true),
        (json!({"timezone": "Mars/Phobos"}), false),
        (json!({"timezone": "Eastern Standard Time"}), false),
        (json!({"callbackReason": "(null)"}), false),
        (json!({"assigneeAgent": "123e4567-e89b-12d3-a456-426614174000", "assignedTime": 1}), true),
        (json!({"unheardOf": 1}), true),
    ];
    for name in schedule().as_object().unwrap().keys() {
        rows.push((json!({name: null}), false));
    }
    decide("webex", "CallbackSchedule", &schedule(), &rows);
}

/// The vendor's own block, with nothing but the decided repairs applied by hand.
fn repaired_block() -> Value {
    let page =
        std::fs::read_to_string(ringback_testing::schemas().join("webex/documents/CallbackSchedule.txt")).unwrap();
    let (_, block) = page.split_once("JSON Schema\n").unwrap();
    let mut block: Value = serde_json::from_str(block).unwrap();
    block.as_object_mut().unwrap().shift_remove("$id");
    let overlay = std::fs::read_to_string(ringback_testing::schemas().join("webex/overlay.toml")).unwrap();
    let zone = overlay.lines().find_map(|line| line.strip_prefix("regex = '''")).unwrap().trim_end_matches("'''");
    for (name, property) in block["properties"].as_object_mut().unwrap() {
        let property = property.as_object_mut().unwrap();
        match property.get("format").and_then(Value::as_str) {
            Some("time") => _ = property.insert("format".into(), json!("partial-time")),
            Some("int64") => {
                property.insert("minimum".into(), json!(i64::MIN));
                property.insert("maximum".into(), json!(i64::MAX));
            }
            _ if name == "timezone" => _ = property.insert("pattern".into(), json!(zone)),
            _ => {}
        }
    }
    block
}

#[test]
fn the_canonical_schema_accepts_exactly_what_the_repaired_block_accepts() {
    let models = models();
    let canonicalize = |schema: &Value| jsonschema::canonicalize(schema).unwrap();
    let canonical = canonicalize(&schema(&models, "webex", "CallbackSchedule"));
    let block = canonicalize(&repaired_block());
    assert_eq!(canonical.covers(&block).unwrap(), Containment::Yes);
    assert_eq!(block.covers(&canonical).unwrap(), Containment::Yes);
}

#[test]
fn every_canonical_schema_is_valid_and_says_where_each_property_and_constraint_comes_from() {
    for model in models() {
        for (name, schema) in schemas(&model) {
            assert!(jsonschema::meta::is_valid(&schema), "{name} is not valid against its metaschema");
            let path = format!("{}/{name}", model.vendor.name).replace(' ', "%20");
            assert_eq!(schema["$id"], json!(format!("https://ringback.invalid/schemas/{path}")));
            sourced(&name, &schema);
        }
    }
}

fn sourced(place: &str, schema: &Value) {
    const ASSERTIONS: &[&str] =
        &["type", "format", "enum", "pattern", "minimum", "maximum", "anyOf", "not", "maxLength", "required"];
    let sources = schema[SOURCE].as_array().unwrap_or_else(|| panic!("{place} has no source"));
    for source in sources {
        assert!(!source["document"].as_str().unwrap().is_empty(), "{place}");
        assert!(source["lines"][0].as_u64().unwrap() >= 1, "{place}");
        assert!(!source["quote"].as_str().unwrap().trim().is_empty(), "{place} has no quote: {source}");
    }
    let keywords: Vec<&str> = sources
        .iter()
        .flat_map(|source| source["keywords"].as_array().into_iter().flatten())
        .filter_map(|keyword| keyword.as_str()?.split('/').next())
        .collect();
    // Bounds that follow from a format's width have the source of the format.
    let width = schema.get("format").is_some_and(|format| format == "int32" || format == "int64");
    let unresolved = schema.get("x-ringback-unresolved").is_some();
    for assertion in ASSERTIONS.iter().filter(|assertion| schema.get(**assertion).is_some()) {
        let follows = (width || unresolved) && ["type", "minimum", "maximum"].contains(assertion);
        assert!(follows || keywords.contains(assertion), "{place}: nothing is said to state {assertion:?}");
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        sourced(&format!("{place}/{name}"), property);
    }
}
