//! Compiles `oneOf`: alternatives that nothing can satisfy together are told apart without trying every pair.

use super::compiler::Compiler;
use crate::{
    kind::{Scalar, ValueKind, ValueKinds},
    predicate::{Predicate, PredicateId, SentAlternative},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashSet},
    rc::Rc,
};

/// Values of the properties that an alternative requires and lists the values of.
type Tags = BTreeMap<Rc<str>, Rc<[Scalar]>>;

impl Compiler<'_> {
    /// `oneOf`. What of a sender is not of an alternative is not accepted by it, rather than not sent.
    pub(super) fn one_of(&mut self, value: &Value) -> Option<Predicate> {
        let sent = self.schemas(value)?;
        let accepted: Vec<PredicateId> = value.as_array()?.iter().map(|schema| self.accepted(schema)).collect();
        Some(if self.are_enums(&accepted) {
            Predicate::Or(sent)
        } else if self.are_told_apart(&accepted) {
            Predicate::Disjoint(sent)
        } else if sent == accepted {
            Predicate::ExactlyOne(sent)
        } else {
            let pairs = accepted.into_iter().zip(sent);
            Predicate::OneSent(pairs.map(|(accepted, sent)| SentAlternative { accepted, sent }).collect())
        })
    }

    /// Whether all operands are enums of which no two share a value, so that `oneOf` is the same as `anyOf`.
    fn are_enums(&self, operands: &[PredicateId]) -> bool {
        let mut seen = HashSet::new();
        operands.iter().all(|operand| match &*self.predicates.get(*operand) {
            Predicate::Enum(values) => values.iter().all(|value| seen.insert(value.clone())),
            _ => false,
        })
    }

    /// Whether all operands are objects that require a property with values that no other of them has for it.
    fn are_told_apart(&self, operands: &[PredicateId]) -> bool {
        let Some(all) = operands.iter().map(|operand| self.tags(*operand)).collect::<Option<Vec<Tags>>>() else {
            return false;
        };
        let Some(first) = all.first() else { return false };
        first.keys().any(|name| {
            let mut seen = HashSet::new();
            all.iter()
                .all(|tags| tags.get(name).is_some_and(|values| values.iter().all(|value| seen.insert(value.clone()))))
        })
    }

    /// The tags of an alternative; `None` if it is not an object for certain.
    fn tags(&self, id: PredicateId) -> Option<Tags> {
        let predicate = self.predicates.get(id);
        let Predicate::And(operands) = &*predicate else { return None };
        let (mut is_object, mut required, mut listed) = (false, HashSet::new(), Tags::new());
        for operand in operands {
            match &*self.predicates.get(*operand) {
                Predicate::Type(kinds) => is_object |= *kinds == ValueKinds::of(&[ValueKind::Object]),
                Predicate::Required(name) => _ = required.insert(name.clone()),
                Predicate::Property(name, value) => {
                    if let Predicate::Enum(values) = &*self.predicates.get(*value) {
                        listed.insert(name.clone(), values.clone());
                    }
                }
                _ => {}
            }
        }
        listed.retain(|name, _| required.contains(name));
        is_object.then_some(listed)
    }
}
