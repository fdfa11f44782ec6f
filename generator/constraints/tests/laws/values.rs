//! Laws about the values that kinds generate.

use super::{base, constraints, declared, holds, leads_elsewhere, place};
use indexmap::IndexMap;
use ringback_constraints::{
    constraint::{Constraint, Sample, Spot, Typing},
    model::{Node, Type},
    schema::schema,
};
use ringback_contract::operation::Direction;
use serde_json::Value;

/// The canonical schema of a place.
fn canonical(node: Node) -> Value {
    schema("acme", &Type { name: "Place".into(), role: Direction::Request, node, notes: Vec::new() })
}

#[test]
fn boundary_values_are_valid() {
    for (name, constraint, valid) in constraints() {
        let schema = declared(&constraint);
        let node = place(base(&constraint).into_iter().chain([constraint.clone()]));
        let mut ways: IndexMap<String, Value> = IndexMap::new();
        for value in constraint.boundary_values(&Spot { name: "this", ordinary: &valid, around: node.around() }) {
            assert!(holds(&schema, &value.value), "{name}: {} {} by {schema}", value.way, value.value);
            let twice = ways.insert(value.way.clone(), value.value);
            assert!(twice.is_none(), "{name}: two values are called {}", value.way);
        }
    }
}

#[test]
fn a_sample_satisfies_its_constraint() {
    for (name, constraint, _) in constraints().into_iter().filter(|(_, constraint, _)| !leads_elsewhere(constraint)) {
        let node = place(base(&constraint).into_iter().chain([constraint.clone()]));
        if let Sample::Value(value) = constraint.sample(node.around()) {
            assert!(holds(&declared(&constraint), &value), "{name}: {value}");
        }
    }
}

#[test]
fn a_violation_is_of_a_property_that_the_constraint_is_about() {
    for (name, constraint, valid) in constraints() {
        for fault in constraint.violate(&valid).into_iter().filter_map(|broken| broken.at) {
            assert!(constraint.presence().concerns(&fault.property), "{name}: {fault:?}");
        }
    }
}

#[test]
fn the_property_without_which_nothing_is_broken_is_one_that_the_constraint_is_about() {
    for (name, constraint, _) in constraints() {
        let presence = constraint.presence();
        let concerned = presence.needs().is_none_or(|property| presence.concerns(property));
        assert!(concerned, "{name}: {presence:?}");
    }
}

#[test]
fn faults_in_what_is_returned_are_violations() {
    for (name, constraint, valid) in constraints() {
        let violations = constraint.violate(&valid);
        let faults = constraint.faults(&valid);
        assert_eq!(faults.is_empty(), violations.is_empty(), "{name}");
        for (fault, broken) in faults {
            assert!(violations.contains(&broken), "{name}: {fault} is {broken:?}");
        }
    }
}

/// A value that breaks a constraint is invalid by the schema of its place, whatever other constraints permit there.
#[test]
fn what_is_broken_beside_another_constraint_is_broken_by_both_together() {
    let all = constraints();
    let others = all.iter().filter(|(_, other, _)| {
        let other = other.clone();
        other.permits() || other.stands_for(&"5".into()).is_some() || other.admits(&"$.Attributes.value".into())
    });
    for (other_name, other, _) in others {
        for (name, constraint, valid) in all.iter().filter(|(name, ..)| name != other_name) {
            // Another form of a number is none of a text.
            let numeric =
                typed(constraint).or(Some(constraint.clone())).is_some_and(|it| it.allows(&5.into()) == Some(true));
            let senseless = other.stands_for(&"5".into()).is_some() && !numeric;
            if leads_elsewhere(constraint) || yields(constraint, other) || senseless {
                continue;
            }
            let both = typed(constraint).into_iter().chain([constraint.clone(), other.clone()]);
            let node = place(both);
            let schema = canonical(node.clone());
            for broken in constraint.violate_around(valid, node.around()) {
                let value = &broken.value;
                assert!(!holds(&schema, value), "{name} beside {other_name}: {} {value} by {schema}", broken.way);
            }
        }
    }
}

/// The type that a constraint implies, which is inferred if nothing states it.
fn typed(constraint: &Constraint) -> Option<Constraint> {
    base(constraint).or(match constraint.typing() {
        Typing::Implied(kind) | Typing::Stated(kind) => Some(Constraint::typed(kind)),
        Typing::Says(_) | Typing::Silent | Typing::Elsewhere => None,
    })
}

fn yields(one: &Constraint, other: &Constraint) -> bool {
    one.yields_to(other).is_some() || one.is_of_elements(other)
}
