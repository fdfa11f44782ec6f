//! Values as schemas that nothing else is of.

use super::{
    compile::Compiler,
    node::{Id, Kind, Kinds, Node, Region, Scalar},
    number::Number,
};
use serde_json::Value;
use std::rc::Rc;

impl Compiler<'_> {
    /// One of some values.
    pub(super) fn values(&mut self, values: &[Value]) -> Id {
        let mut scalars = Vec::new();
        let mut parts = Vec::new();
        for value in values {
            match scalar(value) {
                Some(scalar) => scalars.push(scalar),
                None => parts.push(self.constant(value)),
            }
        }
        scalars.sort();
        scalars.dedup();
        if !scalars.is_empty() {
            parts.push(self.nodes.add(Node::Values(scalars.into())));
        }
        self.nodes.add(Node::Or(parts))
    }

    /// A value as a schema that nothing else is of. What it says of properties does not count as having looked at them:
    /// two negations see to that.
    pub(super) fn constant(&mut self, value: &Value) -> Id {
        if let Some(scalar) = scalar(value) {
            return self.nodes.add(Node::Values(vec![scalar].into()));
        }
        let nothing = self.nodes.nothing();
        let mut parts = Vec::new();
        match value {
            Value::Array(list) => {
                parts.push(Node::Type(Kinds::of(&[Kind::List])));
                for (at, value) in (0..).zip(list) {
                    let id = self.constant(value);
                    parts.push(Node::Item(at, id));
                }
                parts.push(Node::MinItems(list.len() as u64));
                parts.push(Node::MaxItems(list.len() as u64));
            }
            Value::Object(object) => {
                parts.push(Node::Type(Kinds::of(&[Kind::Object])));
                let mut region = Region::default();
                for (name, value) in object {
                    let (name, id): (Rc<str>, Id) = (name.as_str().into(), self.constant(value));
                    region.names.push(name.clone());
                    parts.push(Node::Required(name.clone()));
                    parts.push(Node::Property(name, id));
                }
                region.names.sort();
                parts.push(Node::Rest(region.into(), nothing));
            }
            other => return self.opaque(&format!("the number {other}")),
        }
        let parts = parts.into_iter().map(|part| self.nodes.add(part)).collect();
        let all = self.nodes.add(Node::And(parts));
        let not = self.nodes.add(Node::Not(all));
        self.nodes.add(Node::Not(not))
    }
}

/// A value that is neither a list nor an object.
pub fn scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::Null => Scalar::Null,
        Value::Bool(value) => Scalar::Boolean(*value),
        Value::Number(number) => Scalar::Number(Number::read(number)?),
        Value::String(text) => Scalar::Text(text.as_str().into()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}
