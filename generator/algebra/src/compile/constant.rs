//! Compiles `enum` and `const`: predicates that hold of the listed values only.

use super::compiler::Compiler;
use crate::{
    exact_number::ExactNumber,
    kind::{Scalar, ValueKind, ValueKinds},
    predicate::{NameSet, Predicate, PredicateId},
};
use serde_json::Value;
use std::rc::Rc;

impl Compiler<'_> {
    /// Holds of each of these values and no other.
    pub(super) fn values(&mut self, values: &[Value]) -> PredicateId {
        let mut scalars = Vec::new();
        let mut operands = Vec::new();
        for value in values {
            match scalar(value) {
                Some(scalar) => scalars.push(scalar),
                None => operands.push(self.constant(value)),
            }
        }
        scalars.sort();
        scalars.dedup();
        if !scalars.is_empty() {
            operands.push(self.predicates.intern(Predicate::Enum(scalars.into())));
        }
        self.predicates.intern(Predicate::Or(operands))
    }

    /// Holds of this value and no other. The properties of an object are wrapped in two negations, so that
    /// `unevaluatedProperties` does not take them for evaluated.
    pub fn constant(&mut self, value: &Value) -> PredicateId {
        if let Some(scalar) = scalar(value) {
            return self.predicates.intern(Predicate::Enum(vec![scalar].into()));
        }
        let nothing = self.predicates.accept_none();
        let mut operands = Vec::new();
        match value {
            Value::Array(list) => {
                operands.push(Predicate::Type(ValueKinds::of(&[ValueKind::List])));
                for (at, value) in (0..).zip(list) {
                    let id = self.constant(value);
                    operands.push(Predicate::Item(at, id));
                }
                operands.push(Predicate::MinItems(list.len() as u64));
                operands.push(Predicate::MaxItems(list.len() as u64));
            }
            Value::Object(object) => {
                operands.push(Predicate::Type(ValueKinds::of(&[ValueKind::Object])));
                let mut name_set = NameSet::default();
                for (name, value) in object {
                    let (name, id): (Rc<str>, PredicateId) = (name.as_str().into(), self.constant(value));
                    name_set.names.push(name.clone());
                    operands.push(Predicate::Required(name.clone()));
                    operands.push(Predicate::Property(name, id));
                }
                name_set.names.sort();
                operands.push(Predicate::AdditionalProperties(name_set.into(), nothing));
            }
            other => return self.uninterpreted(&format!("the number {other}")),
        }
        let operands = operands.into_iter().map(|operand| self.predicates.intern(operand)).collect();
        let all = self.predicates.intern(Predicate::And(operands));
        let not = self.predicates.intern(Predicate::Not(all));
        self.predicates.intern(Predicate::Not(not))
    }
}

/// A value as a scalar; `None` for lists, objects and numbers with too many digits.
pub fn scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::Null => Scalar::Null,
        Value::Bool(value) => Scalar::Boolean(*value),
        Value::Number(number) => Scalar::Number(ExactNumber::read(number)?),
        Value::String(text) => Scalar::Text(text.as_str().into()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}
