//! Random schemas and payloads: no payload may contradict a verdict.

use super::compared;
use jsonschema::Validator;
use proptest::prelude::*;
use ringback_drift::change::{DriftVerdict, Side};
use serde_json::{Map, Value, json};

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..4).prop_map(Value::from),
        (-6_i64..7).prop_map(|half| json!(half as f64 / 2.0)),
        "[ab]{0,3}".prop_map(Value::from),
    ]
}

/// Payloads made of the names and values that the schemas mention.
fn payload() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(2, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[abc]", inner, 0..4)
                .prop_map(|object| Value::Object(object.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn keywords(inner: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let name = || prop_oneof![Just("a"), Just("b"), Just("c")];
    let some = move |inner: BoxedStrategy<Value>| proptest::collection::vec(inner, 1..4);
    let small = || 0_u64..4;
    let keyword = prop_oneof![
        prop_oneof![
            Just(json!("integer")),
            Just(json!("number")),
            Just(json!("string")),
            Just(json!("object")),
            Just(json!("array")),
            Just(json!(["null", "string", "object"])),
        ]
        .prop_map(|kind| ("type".to_owned(), kind)),
        proptest::collection::vec(leaf(), 1..4).prop_map(|values| ("enum".to_owned(), json!(values))),
        payload().prop_map(|value| ("const".to_owned(), value)),
        (-3_i64..4).prop_map(|bound| ("minimum".to_owned(), json!(bound))),
        (-3_i64..4).prop_map(|bound| ("exclusiveMaximum".to_owned(), json!(bound))),
        prop_oneof![Just(json!(2)), Just(json!(3)), Just(json!(0.5))].prop_map(|of| ("multipleOf".to_owned(), of)),
        small().prop_map(|count| ("minLength".to_owned(), json!(count))),
        small().prop_map(|count| ("maxLength".to_owned(), json!(count))),
        prop_oneof![Just("^a"), Just("b$"), Just("^[ab]+$"), Just("aa"), Just("^a?b?$")]
            .prop_map(|pattern| ("pattern".to_owned(), json!(pattern))),
        proptest::collection::vec(name(), 0..3).prop_map(|mut names| {
            names.sort_unstable();
            names.dedup();
            ("required".to_owned(), json!(names))
        }),
        proptest::collection::btree_map(name(), inner.clone(), 1..4)
            .prop_map(|properties| ("properties".to_owned(), json!(properties))),
        inner.clone().prop_map(|schema| ("additionalProperties".to_owned(), schema)),
        Just(("additionalProperties".to_owned(), json!(false))),
        inner.clone().prop_map(|schema| ("patternProperties".to_owned(), json!({"^[ab]": schema}))),
        Just(("propertyNames".to_owned(), json!({"enum": ["a", "c"]}))),
        small().prop_map(|count| ("minProperties".to_owned(), json!(count))),
        small().prop_map(|count| ("maxProperties".to_owned(), json!(count))),
        (name(), name()).prop_map(|(one, other)| ("dependentRequired".to_owned(), json!({ one: [other] }))),
        inner.clone().prop_map(|schema| ("items".to_owned(), schema)),
        some(inner.clone()).prop_map(|schemas| ("prefixItems".to_owned(), json!(schemas))),
        inner.clone().prop_map(|schema| ("contains".to_owned(), schema)),
        small().prop_map(|count| ("minItems".to_owned(), json!(count))),
        small().prop_map(|count| ("maxItems".to_owned(), json!(count))),
        any::<bool>().prop_map(|unique| ("uniqueItems".to_owned(), json!(unique))),
        inner.clone().prop_map(|schema| ("not".to_owned(), schema)),
        some(inner.clone()).prop_map(|schemas| ("allOf".to_owned(), json!(schemas))),
        some(inner.clone()).prop_map(|schemas| ("anyOf".to_owned(), json!(schemas))),
        some(inner.clone()).prop_map(|schemas| ("oneOf".to_owned(), json!(schemas))),
        inner.clone().prop_map(|schema| ("if".to_owned(), schema)),
        inner.clone().prop_map(|schema| ("then".to_owned(), schema)),
        inner.clone().prop_map(|schema| ("else".to_owned(), schema)),
        Just(("unevaluatedProperties".to_owned(), json!(false))),
        Just(("unevaluatedItems".to_owned(), json!(false))),
    ];
    proptest::collection::vec(keyword, 1..5).prop_map(|keywords| satisfiable(keywords.into_iter().collect()))
}

/// Without a type that none of the listed values has: that is read as missing or superfluous quotes, and not to the letter.
fn satisfiable(mut schema: Map<String, Value>) -> Value {
    if let (Some(kind), Some(Value::Array(values))) = (schema.get("type"), schema.get("enum")) {
        let typed = validator(&json!({ "type": kind }));
        if values.iter().all(|value| value.is_null() || !typed.is_valid(value)) {
            schema.shift_remove("type");
        }
    }
    Value::Object(schema)
}

fn schema() -> impl Strategy<Value = Value> {
    let simple = prop_oneof![Just(json!({"type": "string"})), Just(json!({"type": "integer"})), Just(json!({}))];
    simple.prop_recursive(2, 16, 3, |inner| keywords(inner.boxed()))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_payload_contradicts_a_verdict(
        before in schema(),
        after in schema(),
        payloads in proptest::collection::vec(payload(), 60),
    ) {
        let drift = compared(&before, &after, Side::Request, true).unwrap();
        let (sender, receiver) = (validator(&before), validator(&after));
        if matches!(drift.verdict, DriftVerdict::None | DriftVerdict::Compatible) {
            for payload in &payloads {
                prop_assert!(
                    !sender.is_valid(payload) || receiver.is_valid(payload),
                    "{payload} is sent by {before} and refused by {after}"
                );
            }
        }
        for witness in drift.changes.iter().filter_map(|change| change.witness.as_ref()) {
            prop_assert!(
                sender.is_valid(witness) && !receiver.is_valid(witness),
                "{witness} is no payload of {before} that {after} refuses"
            );
        }
    }

    #[test]
    fn a_schema_lies_within_what_is_less_strict(before in schema(), more in schema()) {
        let both = json!({"allOf": [before, more]});
        let drift = compared(&both, &before, Side::Request, true).unwrap();
        prop_assert!(drift.verdict != DriftVerdict::Breaking, "{drift:?}");
        let either = json!({"anyOf": [before, more]});
        let drift = compared(&before, &either, Side::Request, true).unwrap();
        prop_assert!(drift.verdict != DriftVerdict::Breaking, "{drift:?}");
    }
}
