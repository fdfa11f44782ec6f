//! Laws about the keywords that kinds write into schemas.

use super::{base, constraints, declared, holds, judge, leads_elsewhere, probes};
use ringback_constraints::{
    clue::Content,
    constraint::{Constraint, Merged, Reading, Typing},
};
use serde_json::Value;
use std::cell::LazyCell;

#[test]
fn what_is_read_from_keywords_is_read_again_from_those_that_are_declared() {
    for (name, examples) in Constraint::examples() {
        for example in examples {
            let (Content::Keyword(..), Reading::This(constraint)) = (&example.content, &example.reading) else {
                continue;
            };
            let schema = declared(constraint);
            let keywords = schema.as_object().unwrap().iter();
            let read = keywords.flat_map(|(keyword, value)| Constraint::of_keyword(keyword, value));
            let again =
                read.filter(|read| read.name() == constraint.name()).reduce(|one, other| match one.merge(&other) {
                    Merged::Into(both) => both,
                    merged => panic!("{name}: {one:?} and {other:?} in {schema}: {merged:?}"),
                });
            assert_eq!(again.as_ref(), Some(constraint), "{name}: {schema}");
        }
    }
}

#[test]
fn the_type_that_is_implied_is_that_of_the_valid_value() {
    for (name, constraint, valid) in constraints() {
        let fits = match constraint.typing() {
            Typing::Implied(kind) | Typing::Stated(kind) => kind.fits(&valid),
            Typing::Says(kinds) => kinds.iter().any(|kind| kind.fits(&valid)),
            Typing::Silent | Typing::Elsewhere => true,
        };
        assert!(fits, "{name}: {:?} of {valid}", constraint.typing());
    }
}

#[test]
fn what_a_constraint_allows_its_schema_allows() {
    let probes = probes();
    for (name, constraint, _) in constraints() {
        let schema = declared(&constraint);
        // Built where it is asked: what leads to another type cannot be judged alone, and nothing is said of it.
        let holds = LazyCell::new(|| judge(&schema));
        for value in &probes {
            if let Some(allowed) = constraint.allows(value) {
                assert_eq!((*holds)(value), allowed, "{name}: {value} by {schema}");
            }
        }
    }
}

#[test]
fn what_is_admitted_passes_the_schema() {
    let probes = probes();
    for (name, constraint, _) in constraints() {
        let schema = declared(&constraint);
        // Built where it is asked: what leads to another type cannot be judged alone, and nothing is said of it.
        let holds = LazyCell::new(|| judge(&schema));
        let base = base(&constraint);
        let allowed = |value: &Value| base.as_ref().is_none_or(|base| base.allows(value) != Some(false));
        for value in &probes {
            let meant = constraint.stands_for(value).is_some_and(|meant| allowed(&meant));
            if constraint.admits(value) || meant {
                assert!((*holds)(value), "{name}: {value} by {schema}");
            }
        }
    }
}

#[test]
fn the_valid_example_passes_and_every_violation_fails_the_declared_schema() {
    for (name, constraint, valid) in constraints() {
        // What another type says, the emitter's tests resolve.
        if constraint.target().is_some() {
            continue;
        }
        let schema = declared(&constraint);
        assert!(holds(&schema, &valid), "{name}: {valid} should pass {schema}");
        for broken in constraint.violate(&valid) {
            let value = &broken.value;
            assert!(!holds(&schema, value), "{name}: {value} should fail {schema}");
        }
    }
}

#[test]
fn a_kind_that_can_be_broken_is_broken_by_its_violations() {
    for (name, constraint, valid) in constraints() {
        let can = !constraint.permits() && !leads_elsewhere(&constraint);
        assert_eq!(!constraint.violate(&valid).is_empty(), can, "{name}: {constraint:?} with {valid}");
    }
}
