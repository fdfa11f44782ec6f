//! Evaluates predicates on values.

use super::{branch::Alternatives, solver::Solver};
use crate::{
    compile::scalar,
    exact_number::ExactNumber,
    kind::{Scalar, ValueKind},
    predicate::{NameSet, Predicate, PredicateId, Strictness},
};
use serde_json::{Map, Value};

/// Predicates within predicates that are evaluated; recursion on a recursive schema ends here.
const DEPTH_LIMIT: usize = 64;

impl Solver {
    /// Whether a predicate holds of a value; `None` if that depends on a keyword, pattern or format that is not understood.
    pub fn holds(&mut self, id: PredicateId, value: &Value) -> Option<bool> {
        self.holds_at_depth(id, value, DEPTH_LIMIT)
    }

    fn holds_at_depth(&mut self, id: PredicateId, value: &Value, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        self.spend(1);
        let predicate = self.predicates.get(id);
        let kind = kind(value)?;
        if !predicate.applies_to(kind) {
            return Some(true);
        }
        match &*predicate {
            Predicate::And(operands) => self.all_hold(operands.iter().map(|operand| (*operand, value)), depth),
            Predicate::Or(operands) | Predicate::Disjoint(operands) => {
                let mut known = Some(false);
                for operand in operands {
                    match self.holds_at_depth(*operand, value, depth) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => known = None,
                    }
                }
                known
            }
            Predicate::ExactlyOne(operands, _) => {
                let mut count = 0;
                for operand in operands {
                    count += usize::from(self.holds_at_depth(*operand, value, depth)?);
                }
                Some(count == 1)
            }
            Predicate::OneSent(alternatives, _) => {
                let (mut count, mut is_sent) = (0, false);
                for alternative in alternatives {
                    if self.holds_at_depth(alternative.accepted, value, depth)? {
                        count += 1;
                        is_sent = self.holds_at_depth(alternative.sent, value, depth)?;
                    }
                }
                Some(count == 1 && is_sent)
            }
            Predicate::Not(operand) => self.holds_at_depth(*operand, value, depth).map(|holds| !holds),
            Predicate::Reference(target) => {
                let target = self.targets.get(*target as usize).copied().flatten()?;
                self.holds_at_depth(target, value, depth)
            }
            Predicate::Uninterpreted(_) => None,
            Predicate::Type(kinds) => Some(kinds.contains(kind)),
            Predicate::Enum(values) => Some(scalar(value).is_some_and(|value| values.binary_search(&value).is_ok())),
            Predicate::Minimum(..) | Predicate::Maximum(..) | Predicate::MultipleOf(_) => {
                let Some(Scalar::Number(number)) = scalar(value) else { return None };
                Some(number_holds(&predicate, &number))
            }
            Predicate::MinLength(..) | Predicate::MaxLength(..) | Predicate::Pattern(..) | Predicate::Format(..) => {
                self.text_holds(&predicate, value.as_str()?)
            }
            _ => match value {
                Value::Array(list) => self.list_holds(&predicate, list, value, depth),
                Value::Object(object) => self.object_holds(&predicate, object, value, depth),
                _ => Some(true),
            },
        }
    }

    /// Whether each predicate holds of its value.
    fn all_hold<'v>(&mut self, all: impl Iterator<Item = (PredicateId, &'v Value)>, depth: usize) -> Option<bool> {
        let mut known = Some(true);
        for (id, value) in all {
            match self.holds_at_depth(id, value, depth) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => known = None,
            }
        }
        known
    }

    /// Whether all literals of at least one alternative hold.
    fn any_holds(&mut self, alternatives: &Alternatives, value: &Value, depth: usize) -> Option<bool> {
        let mut known = Some(false);
        for alternative in alternatives {
            let mut all = Some(true);
            for (id, must_hold) in alternative {
                match self.holds_at_depth(*id, value, depth) {
                    Some(holds) if holds == *must_hold => {}
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

    fn list_holds(&mut self, predicate: &Predicate, list: &[Value], value: &Value, depth: usize) -> Option<bool> {
        let count = list.len() as u64;
        match predicate {
            Predicate::Item(at, id) => match usize::try_from(*at).ok().and_then(|at| list.get(at)) {
                Some(item) => self.holds_at_depth(*id, item, depth),
                None => Some(true),
            },
            Predicate::Items(from, id) => {
                let from = usize::try_from(*from).unwrap_or(usize::MAX);
                self.all_hold(list.iter().skip(from).map(|item| (*id, item)), depth)
            }
            Predicate::MinItems(least) => Some(count >= *least),
            Predicate::MaxItems(most) => Some(count <= *most),
            Predicate::UniqueItems => {
                let mut texts = std::collections::HashSet::new();
                Some(list.iter().all(|item| texts.insert(canonical_text(item))))
            }
            Predicate::MinContains(id, _) | Predicate::MaxContains(id, _) => {
                let mut found = 0;
                for item in list {
                    found += u64::from(self.holds_at_depth(*id, item, depth)?);
                }
                Some(match predicate {
                    Predicate::MinContains(_, least) => found >= *least,
                    Predicate::MaxContains(_, most) => found <= *most,
                    _ => true,
                })
            }
            Predicate::UnevaluatedItems(evaluating, schema) => {
                let cases = self.unevaluated_items(*evaluating, *schema, true)?;
                self.any_holds(&cases, value, depth)
            }
            _ => Some(true),
        }
    }

    fn object_holds(
        &mut self,
        predicate: &Predicate,
        object: &Map<String, Value>,
        value: &Value,
        depth: usize,
    ) -> Option<bool> {
        let count = object.len() as u64;
        match predicate {
            Predicate::Property(name, id) => match object.get(&**name) {
                Some(value) => self.holds_at_depth(*id, value, depth),
                None => Some(true),
            },
            Predicate::PatternProperty(pattern, id) => {
                for (name, value) in object {
                    if self.matches(pattern, name)? && !self.holds_at_depth(*id, value, depth)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Predicate::AdditionalProperties(name_set, id) => {
                for (name, value) in object {
                    if !self.contains_name(name_set, name)? && !self.holds_at_depth(*id, value, depth)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Predicate::PropertyNames(id) => {
                for name in object.keys() {
                    if !self.holds_at_depth(*id, &Value::String(name.clone()), depth)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Predicate::Required(name) => Some(object.contains_key(&**name)),
            Predicate::MinProperties(least) => Some(count >= *least),
            Predicate::MaxProperties(most) => Some(count <= *most),
            Predicate::DependentSchema(name, id) => {
                if object.contains_key(&**name) {
                    self.holds_at_depth(*id, value, depth)
                } else {
                    Some(true)
                }
            }
            Predicate::UnevaluatedProperties(evaluating, schema) => {
                let cases = self.unevaluated_properties(*evaluating, *schema, true)?;
                self.any_holds(&cases, value, depth)
            }
            // The goal around it is not known here, so neither are the names that it mentions.
            Predicate::MentionedOnly(_) => None,
            Predicate::DeclaredOnly(declaring) => {
                let cases = self.declared_only(*declaring)?;
                self.any_holds(&cases, value, depth)
            }
            _ => Some(true),
        }
    }

    /// Whether a name is in a set, literally or by a pattern; `None` if a pattern is not understood.
    pub(super) fn contains_name(&mut self, name_set: &NameSet, name: &str) -> Option<bool> {
        if name_set.names.binary_search_by(|known| (**known).cmp(name)).is_ok() {
            return Some(true);
        }
        let mut known = Some(false);
        for pattern in &name_set.patterns {
            match self.matches(pattern, name) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = None,
            }
        }
        known
    }
}

/// The kind of a value; `None` for numbers with too many digits.
fn kind(value: &Value) -> Option<ValueKind> {
    Some(match value {
        Value::Array(_) => ValueKind::List,
        Value::Object(_) => ValueKind::Object,
        other => scalar(other)?.kind(),
    })
}

fn number_holds(predicate: &Predicate, number: &ExactNumber) -> bool {
    match predicate {
        Predicate::Minimum(bound, Strictness::Inclusive) => number >= bound,
        Predicate::Minimum(bound, Strictness::Exclusive) => number > bound,
        Predicate::Maximum(bound, Strictness::Inclusive) => number <= bound,
        Predicate::Maximum(bound, Strictness::Exclusive) => number < bound,
        Predicate::MultipleOf(of) => number.is_multiple(of),
        _ => true,
    }
}

/// A text that is the same for equal values and differs for others: properties sorted, numbers as fractions.
pub(super) fn canonical_text(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("[{}]", list.iter().map(canonical_text).collect::<Vec<_>>().join(",")),
        Value::Object(object) => {
            let mut members: Vec<String> =
                object.iter().map(|(name, value)| format!("{name:?}:{}", canonical_text(value))).collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Number(number) => match ExactNumber::read(number) {
            Some(number) => number.rational().to_string(),
            None => number.to_string(),
        },
        other => other.to_string(),
    }
}
