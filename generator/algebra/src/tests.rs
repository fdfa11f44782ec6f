//! What the algebra answers, checked by evaluating what it finds.

use super::{Algebra, Answer, Definitions, Reading, compile::Compiled};
use serde_json::{Value, json};

/// Whether everything of the first schema is of the second: `None` where nobody knows.
fn within(of: &Value, not: &Value, reading: Reading) -> Option<bool> {
    let mut algebra = Algebra::default();
    let definitions = Definitions::default();
    let one = algebra.schema(of, &definitions, &mut Compiled::new(reading));
    let other = algebra.schema(not, &definitions, &mut Compiled::new(Reading::Plain));
    match algebra.difference(one, other) {
        Answer::Empty => Some(true),
        Answer::Found(value) => {
            assert_ne!(algebra.holds(one, &value), Some(false), "{value} is of {of}");
            assert_eq!(algebra.holds(other, &value), Some(false), "{value} is not of {not}");
            Some(false)
        }
        Answer::Unknown(why) => {
            println!("{of} in {not}: {why}");
            None
        }
    }
}

#[test]
fn smaller_sets_lie_within_larger_ones_and_not_the_other_way_round() {
    let pairs = [
        (json!({"type": "integer"}), json!({"type": "number"})),
        (
            json!({"type": "integer", "minimum": 1}),
            json!({"type": "integer", "exclusiveMinimum": 0, "maximum": 1e9}).clone(),
        ),
    ];
    assert_eq!(within(&pairs[0].0, &pairs[0].1, Reading::Plain), Some(true));
    assert_eq!(within(&pairs[0].1, &pairs[0].0, Reading::Plain), Some(false));
    for (small, large) in [
        (json!({"multipleOf": 6, "type": "integer"}), json!({"allOf": [{"multipleOf": 2}, {"multipleOf": 3}]})),
        (json!({"type": "string", "pattern": "^[a-c]+$"}), json!({"type": "string", "pattern": "^[a-z]+$"})),
        (json!({"type": "string", "pattern": "^[a-c]{2,3}$"}), json!({"minLength": 2, "maxLength": 3})),
        (json!({"type": "string", "format": "date"}), json!({"maxLength": 10, "minLength": 10})),
        (json!({"enum": ["a", "b"]}), json!({"anyOf": [{"const": "a"}, {"type": "string", "pattern": "b"}]})),
        (json!({"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": true}), json!({"maxItems": 2})),
        (
            json!({"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": false}),
            json!({"type": "object", "maxProperties": 1, "minProperties": 1}),
        ),
        (
            json!({"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": false, "minProperties": 2}),
            json!({"required": ["a", "b"]}),
        ),
        (json!({"const": {"a": [1, 2.0]}}), json!({"properties": {"a": {"contains": {"const": 2}}}})),
        (
            json!({"oneOf": [{"type": "object", "properties": {"k": {"const": "x"}}, "required": ["k"]}, {"type": "object", "properties": {"k": {"const": "y"}}, "required": ["k"]}]}),
            json!({"type": "object", "properties": {"k": {"enum": ["x", "y"]}}, "required": ["k"]}),
        ),
        (
            json!({"allOf": [{"properties": {"a": {}}}], "properties": {"b": {}}, "unevaluatedProperties": false}),
            json!({"propertyNames": {"enum": ["a", "b"]}}),
        ),
        (json!({"if": {"type": "string"}, "then": {"minLength": 1}, "else": false}), json!({"type": "string"})),
        (json!(false), json!({"type": "null"})),
    ] {
        assert_eq!(within(&small, &large, Reading::Plain), Some(true), "{small} in {large}");
    }
}

#[test]
fn a_sender_sends_what_it_declares() {
    let open = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    for (receiver, holds) in [
        (json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}), true),
        (json!({"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}), true),
        (json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}, "required": ["b"]}), false),
        (json!({"type": "object", "additionalProperties": false}), false),
    ] {
        assert_eq!(within(&open, &receiver, Reading::Declared), Some(holds), "{receiver}");
    }
    let free = json!({"type": "object"});
    for (receiver, holds) in [
        (json!({"type": "object", "properties": {"b": {"type": "integer"}}}), true),
        (json!({"type": "object", "maxProperties": 3}), false),
        (json!({"type": "object", "additionalProperties": {"type": "integer"}}), false),
    ] {
        assert_eq!(within(&free, &receiver, Reading::Declared), Some(holds), "{receiver}");
    }
}
