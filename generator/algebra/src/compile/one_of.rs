//! Compiles `oneOf`: alternatives that nothing can satisfy together are told apart without trying every pair.

use super::{alternative::Alternative, compiler::Compiler};
use crate::{
    kind::{ValueKind, ValueKinds},
    predicate::{Exclusions, Predicate, PredicateId, SentAlternative},
};
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashSet},
    rc::Rc,
};

/// Alternatives that are told apart; the number of pairs grows with the square.
const EXCLUSIVE_LIMIT: usize = 200;

impl Compiler<'_> {
    /// `oneOf`. What of a sender is not of an alternative is not accepted by it, rather than not sent.
    pub(super) fn one_of(&mut self, value: &Value) -> Option<Predicate> {
        let sent = self.schemas(value)?;
        let accepted: Vec<PredicateId> = value.as_array()?.iter().map(|schema| self.accepted(schema)).collect();
        if self.are_enums(&accepted) {
            return Some(Predicate::Or(sent));
        }
        let exclusions = match self.apart(value.as_array()?) {
            Apart::Always => return Some(Predicate::Disjoint(sent)),
            Apart::Partly(exclusions) => Some(Rc::new(exclusions)),
            Apart::Never => None,
        };
        if sent == accepted {
            return Some(Predicate::ExactlyOne(sent, exclusions));
        }
        let pairs = accepted.into_iter().zip(sent);
        let alternatives = pairs.map(|(accepted, sent)| SentAlternative { accepted, sent }).collect();
        Some(Predicate::OneSent(alternatives, exclusions))
    }

    /// Whether all operands are enums of which no two share a value, so that `oneOf` is the same as `anyOf`.
    fn are_enums(&self, operands: &[PredicateId]) -> bool {
        let mut seen = HashSet::new();
        operands.iter().all(|operand| match &*self.predicates.get(*operand) {
            Predicate::Enum(values) => values.iter().all(|value| seen.insert(value.clone())),
            _ => false,
        })
    }
}

/// What tells alternatives apart.
enum Apart {
    /// No two can hold of one value.
    Always,
    /// Some can.
    Partly(Exclusions),
    /// Nothing is known.
    Never,
}

impl Compiler<'_> {
    fn apart(&mut self, schemas: &[Value]) -> Apart {
        if schemas.len() > EXCLUSIVE_LIMIT || schemas.len() < 2 {
            return Apart::Never;
        }
        let all: Vec<Alternative> = schemas.iter().map(|schema| Alternative::of(schema, self.definitions)).collect();
        let names: BTreeSet<&Rc<str>> = all.iter().flat_map(|alternative| alternative.listed.keys()).collect();
        let pairs = |name: &str| {
            let each = all.iter().enumerate();
            each.map(|(at, one)| all.iter().skip(at + 1).filter(|other| one.is_told_apart_by(name, other)).count())
                .sum()
        };
        let best = names.into_iter().max_by_key(|name| -> usize { pairs(name) });
        let best = best.filter(|name| pairs(name) > 0).cloned();
        let others = |can_both: &dyn Fn(&Alternative, &Alternative) -> bool| -> Vec<Vec<usize>> {
            let each = all.iter().enumerate();
            each.map(|(at, one)| {
                let others = all.iter().enumerate().filter(|(other, two)| *other != at && can_both(one, two));
                others.map(|(other, _)| other).collect()
            })
            .collect()
        };
        let kinds = |one: &Alternative, other: &Alternative| one.kinds.intersection(other.kinds);
        let among_tagged = others(&|one, other| {
            kinds(one, other).contains(ValueKind::Object)
                && !best.as_ref().is_some_and(|best| one.is_told_apart_by(best, other))
        });
        // An object without the property is of no alternative that requires it.
        let among_others = others(&|one, other| {
            let is_required = |best| one.required.contains(best) || other.required.contains(best);
            let is_without = !best.as_ref().is_some_and(is_required);
            let kinds = kinds(one, other);
            kinds.contains(ValueKind::Object) && is_without || !kinds.without(ValueKind::Object).is_empty()
        });
        let count = |lists: &[Vec<usize>]| lists.iter().map(Vec::len).sum::<usize>();
        match (count(&among_tagged), count(&among_others)) {
            (0, 0) => Apart::Always,
            (tagged, others) if tagged.min(others) == all.len() * (all.len() - 1) => Apart::Never,
            _ => {
                let is_object = self.predicates.intern(Predicate::Type(ValueKinds::of(&[ValueKind::Object])));
                let tagged = match best {
                    Some(best) => {
                        let has_tag = self.predicates.intern(Predicate::Required(best));
                        self.predicates.intern(Predicate::And(vec![is_object, has_tag]))
                    }
                    None => self.predicates.accept_none(),
                };
                Apart::Partly(Exclusions { tagged, among_tagged, among_others })
            }
        }
    }
}
