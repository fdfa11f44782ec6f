//! Whether a part holds of a value, as far as that is known.

use super::{
    constant::scalar,
    node::{Id, Kind, Node, Region, Scalar, Strictness},
    number::Number,
    search::{Algebra, Literal},
};
use serde_json::{Map, Value};

/// Values within values that are looked into.
const DEEPEST: usize = 64;

impl Algebra {
    /// Whether a part holds of a value; `None` where nobody knows.
    pub fn holds(&mut self, id: Id, value: &Value) -> Option<bool> {
        self.holds_within(id, value, DEEPEST)
    }

    fn holds_within(&mut self, id: Id, value: &Value, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        self.tire(1);
        let node = self.nodes.get(id);
        let kind = kind(value)?;
        if !node.about(kind) {
            return Some(true);
        }
        match &*node {
            Node::And(parts) => self.every(parts.iter().map(|part| (*part, value)), depth),
            Node::Or(parts) => {
                let mut known = Some(false);
                for part in parts {
                    match self.holds_within(*part, value, depth) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => known = None,
                    }
                }
                known
            }
            Node::One(parts) => {
                let mut count = 0;
                for part in parts {
                    count += usize::from(self.holds_within(*part, value, depth)?);
                }
                Some(count == 1)
            }
            Node::Not(part) => self.holds_within(*part, value, depth).map(|holds| !holds),
            Node::Reference(number) => {
                let target = self.targets.get(*number as usize).copied().flatten()?;
                self.holds_within(target, value, depth)
            }
            Node::Opaque(_) => None,
            Node::Type(kinds) => Some(kinds.has(kind)),
            Node::Values(values) => Some(scalar(value).is_some_and(|value| values.binary_search(&value).is_ok())),
            Node::Minimum(..) | Node::Maximum(..) | Node::Multiple(_) => {
                let Some(Scalar::Number(number)) = scalar(value) else { return None };
                Some(number_holds(&node, &number))
            }
            Node::MinLength(..) | Node::MaxLength(..) | Node::Pattern(..) | Node::Format(..) => {
                self.text_holds(&node, value.as_str()?)
            }
            _ => match value {
                Value::Array(list) => self.list_holds(&node, list, value, depth),
                Value::Object(object) => self.object_holds(&node, object, value, depth),
                _ => Some(true),
            },
        }
    }

    fn every<'v>(&mut self, all: impl Iterator<Item = (Id, &'v Value)>, depth: usize) -> Option<bool> {
        let mut known = Some(true);
        for (id, value) in all {
            match self.holds_within(id, value, depth) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => known = None,
            }
        }
        known
    }

    /// Whether any of these ways holds.
    fn any_way(&mut self, ways: &[Vec<Literal>], value: &Value, depth: usize) -> Option<bool> {
        let mut known = Some(false);
        for way in ways {
            let mut all = Some(true);
            for (id, wanted) in way {
                match self.holds_within(*id, value, depth) {
                    Some(holds) if holds == *wanted => {}
                    Some(_) => {
                        all = Some(false);
                        break;
                    }
                    None => all = None,
                }
            }
            match all {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = None,
            }
        }
        known
    }

    fn list_holds(&mut self, node: &Node, list: &[Value], value: &Value, depth: usize) -> Option<bool> {
        let count = list.len() as u64;
        match node {
            Node::Item(at, id) => match usize::try_from(*at).ok().and_then(|at| list.get(at)) {
                Some(item) => self.holds_within(*id, item, depth),
                None => Some(true),
            },
            Node::Items(from, id) => {
                let from = usize::try_from(*from).unwrap_or(usize::MAX);
                self.every(list.iter().skip(from).map(|item| (*id, item)), depth)
            }
            Node::MinItems(least) => Some(count >= *least),
            Node::MaxItems(most) => Some(count <= *most),
            Node::Unique => {
                let mut texts = std::collections::HashSet::new();
                Some(list.iter().all(|item| texts.insert(plain(item))))
            }
            Node::MinContains(id, _) | Node::MaxContains(id, _) => {
                let mut found = 0;
                for item in list {
                    found += u64::from(self.holds_within(*id, item, depth)?);
                }
                Some(match node {
                    Node::MinContains(_, least) => found >= *least,
                    Node::MaxContains(_, most) => found <= *most,
                    _ => true,
                })
            }
            Node::UnevaluatedItems(of, inner) => {
                let ways = self.unevaluated_items(*of, *inner, true)?;
                self.any_way(&ways, value, depth)
            }
            _ => Some(true),
        }
    }

    fn object_holds(&mut self, node: &Node, object: &Map<String, Value>, value: &Value, depth: usize) -> Option<bool> {
        let count = object.len() as u64;
        match node {
            Node::Property(name, id) => match object.get(&**name) {
                Some(value) => self.holds_within(*id, value, depth),
                None => Some(true),
            },
            Node::Patterned(pattern, id) => {
                for (name, value) in object {
                    if self.matches(pattern, name)? && !self.holds_within(*id, value, depth)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Node::Rest(region, id) => {
                for (name, value) in object {
                    if !self.is_within(region, name)? && !self.holds_within(*id, value, depth)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Node::Names(id) => {
                for name in object.keys() {
                    if !self.holds_within(*id, &Value::String(name.clone()), depth)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Node::Required(name) => Some(object.contains_key(&**name)),
            Node::MinProperties(least) => Some(count >= *least),
            Node::MaxProperties(most) => Some(count <= *most),
            Node::Dependent(name, id) => {
                if object.contains_key(&**name) {
                    self.holds_within(*id, value, depth)
                } else {
                    Some(true)
                }
            }
            Node::Unevaluated(of, inner) => {
                let ways = self.unevaluated(*of, *inner, true)?;
                self.any_way(&ways, value, depth)
            }
            // Of which names somebody speaks is only known where a value is looked for.
            Node::Undeclared(_) => None,
            Node::Declared(of) => {
                let ways = self.declared(*of)?;
                self.any_way(&ways, value, depth)
            }
            _ => Some(true),
        }
    }

    /// Whether a name is among those of a region.
    pub(super) fn is_within(&mut self, region: &Region, name: &str) -> Option<bool> {
        if region.names.binary_search_by(|known| (**known).cmp(name)).is_ok() {
            return Some(true);
        }
        let mut known = Some(false);
        for pattern in &region.patterns {
            match self.matches(pattern, name) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = None,
            }
        }
        known
    }
}

/// The kind of a value; `None` for numbers that are too long to be told apart.
fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Object,
        other => scalar(other)?.kind(),
    })
}

fn number_holds(node: &Node, number: &Number) -> bool {
    match node {
        Node::Minimum(bound, Strictness::Inclusive) => number >= bound,
        Node::Minimum(bound, Strictness::Exclusive) => number > bound,
        Node::Maximum(bound, Strictness::Inclusive) => number <= bound,
        Node::Maximum(bound, Strictness::Exclusive) => number < bound,
        Node::Multiple(of) => number.is_multiple(of),
        _ => true,
    }
}

/// A value as a text that equal values share.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("[{}]", list.iter().map(plain).collect::<Vec<_>>().join(",")),
        Value::Object(object) => {
            let mut members: Vec<String> =
                object.iter().map(|(name, value)| format!("{name:?}:{}", plain(value))).collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Number(number) => match Number::read(number) {
            Some(number) => number.rational().to_string(),
            None => number.to_string(),
        },
        other => other.to_string(),
    }
}
