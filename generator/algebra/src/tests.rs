//! The solver's answers, checked by evaluating the witnesses that it finds.

use super::{DefinitionCache, Definitions, Interpretation, Satisfiability, Solver};
use serde_json::{Value, json};

/// Whether the large schema accepts every value of the small one; `None` if the solver does not know.
fn is_subset(small: &Value, large: &Value, interpretation: Interpretation) -> Option<bool> {
    let mut solver = Solver::default();
    let definitions = Definitions::default();
    let one = solver.compile(small, &definitions, &mut DefinitionCache::new(interpretation));
    let other = solver.compile(large, &definitions, &mut DefinitionCache::new(Interpretation::Accepted));
    match solver.difference(one, other) {
        Satisfiability::Unsatisfiable => Some(true),
        Satisfiability::Satisfiable(value) => {
            assert_ne!(solver.holds(one, &value), Some(false), "{value} is accepted by {small}");
            assert_eq!(solver.holds(other, &value), Some(false), "{value} is not accepted by {large}");
            Some(false)
        }
        Satisfiability::Unknown(why) => {
            println!("{small} in {large}: {why}");
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
    assert_eq!(is_subset(&pairs[0].0, &pairs[0].1, Interpretation::Accepted), Some(true));
    assert_eq!(is_subset(&pairs[0].1, &pairs[0].0, Interpretation::Accepted), Some(false));
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
        assert_eq!(is_subset(&small, &large, Interpretation::Accepted), Some(true), "{small} in {large}");
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
        assert_eq!(is_subset(&open, &receiver, Interpretation::Sent), Some(holds), "{receiver}");
    }
    let free = json!({"type": "object"});
    for (receiver, holds) in [
        (json!({"type": "object", "properties": {"b": {"type": "integer"}}}), true),
        (json!({"type": "object", "maxProperties": 3}), false),
        (json!({"type": "object", "additionalProperties": {"type": "integer"}}), false),
    ] {
        assert_eq!(is_subset(&free, &receiver, Interpretation::Sent), Some(holds), "{receiver}");
    }
}
