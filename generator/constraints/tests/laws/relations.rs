//! Laws about constraints on the same place: merging and precedence.

use super::{constraints, probes};
use ringback_constraints::constraint::{Constraint, Merged};
use serde_json::Value;

/// Equality that ignores the order of values and names.
fn alike(one: &Constraint, other: &Constraint) -> bool {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Array(list) => {
                let mut list: Vec<Value> = list.iter().map(sorted).collect();
                list.sort_by_key(Value::to_string);
                Value::Array(list)
            }
            Value::Object(object) => object.iter().map(|(name, value)| (name.clone(), sorted(value))).collect(),
            value => value.clone(),
        }
    }
    let json = |constraint| sorted(&serde_json::to_value(constraint).unwrap());
    json(one) == json(other)
}

#[test]
fn the_same_said_twice_is_said_once() {
    for (name, constraint, _) in constraints() {
        assert_eq!(constraint.merge(&constraint), Merged::Into(constraint.clone()), "{name}");
    }
}

#[test]
fn who_says_it_first_makes_no_difference() {
    let all = constraints();
    for (name, one, _) in &all {
        for (_, other, _) in &all {
            let same = match (one.merge(other), other.merge(one)) {
                (Merged::Into(one), Merged::Into(other)) => alike(&one, &other),
                (one, other) => std::mem::discriminant(&one) == std::mem::discriminant(&other),
            };
            assert!(same, "{name}: {one:?} and {other:?}");
        }
    }
}

#[test]
fn what_one_of_two_forbids_both_forbid_together() {
    let (all, probes) = (constraints(), probes());
    for (name, one, _) in &all {
        for (_, other, _) in &all {
            let Merged::Into(both) = one.merge(other) else { continue };
            for value in &probes {
                let forbidden = [one, other].into_iter().any(|constraint| constraint.allows(value) == Some(false));
                assert_eq!(both.allows(value) == Some(false), forbidden, "{name}: {one:?} and {other:?} of {value}");
            }
        }
    }
}

#[test]
fn of_two_constraints_one_stands() {
    let all = constraints();
    for (name, one, _) in &all {
        for (other_name, other, _) in &all {
            let both = one.yields_to(other).is_some() && other.yields_to(one).is_some();
            assert!(!both, "{name} and {other_name} yield to each other");
        }
    }
}
