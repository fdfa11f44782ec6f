//! Which properties and elements a predicate evaluates, in JSON Schema's sense: what `unevaluatedProperties` leaves to
//! others, and what a sender declares.
//!
//! That depends on which alternatives hold, so every answer is a list of cases, each under its own conditions.

use super::{branch::Alternatives, solver::Solver};
use crate::predicate::{Literal, NameSet, Predicate, PredicateId};
use std::rc::Rc;

/// Cases that are distinguished; every `anyOf` multiplies them.
const CASE_LIMIT: usize = 256;
/// Combinations and references within each other that are followed.
const DEPTH_LIMIT: usize = 24;

/// What a predicate evaluates if some conditions hold.
#[derive(Clone, Debug, Default)]
struct Coverage {
    conditions: Vec<Literal>,
    /// Properties that `properties` and `patternProperties` name.
    names: NameSet,
    additional: Additional,
    /// Names that are required without being declared, and those of an object in an `enum`: declared, not evaluated.
    required: Vec<Rc<str>>,
    /// Elements before this index are evaluated.
    items: u64,
    /// Elements that satisfy one of these are evaluated, by `contains`.
    contained: Vec<PredicateId>,
}

/// What a schema says of properties that it does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Additional {
    /// Nothing: they are not evaluated.
    #[default]
    Unmentioned,
    /// They may be anything: evaluated, but not declared.
    Anything,
    /// They have a schema: evaluated and declared.
    Schema,
}

impl Coverage {
    fn under(conditions: Vec<Literal>) -> Self {
        Self { conditions, ..Self::default() }
    }

    /// The coverage of a conjunction.
    fn and(mut self, other: &Self) -> Self {
        self.conditions.extend(&other.conditions);
        self.names.names.extend(other.names.names.iter().cloned());
        self.names.patterns.extend(other.names.patterns.iter().cloned());
        self.additional = self.additional.max(other.additional);
        self.required.extend(other.required.iter().cloned());
        self.items = self.items.max(other.items);
        self.contained.extend(&other.contained);
        self
    }

    fn normalized(mut self) -> Self {
        self.names = self.names.normalized();
        self
    }

    /// Adds the names that another coverage requires.
    fn require(&mut self, other: &Self) {
        self.required.extend(other.required.iter().cloned());
    }

    fn evaluates_nothing(&self) -> bool {
        self.names == NameSet::default()
            && self.additional == Additional::Unmentioned
            && self.items == 0
            && self.contained.is_empty()
    }
}

impl Solver {
    /// The cases in which the properties that `evaluating` leaves open satisfy `schema` (or one of them does not, if
    /// `holds` is false); `None` if there are too many.
    pub(super) fn unevaluated_properties(
        &mut self,
        evaluating: PredicateId,
        schema: PredicateId,
        holds: bool,
    ) -> Option<Alternatives> {
        let mut alternatives = Vec::new();
        for case in self.coverage(evaluating, DEPTH_LIMIT)? {
            let mut case = case.normalized();
            match (case.additional, holds) {
                (Additional::Unmentioned, _) => {
                    let others = self.predicates.intern(Predicate::AdditionalProperties(case.names.into(), schema));
                    case.conditions.push((others, holds));
                }
                (_, true) => {}
                (_, false) => continue,
            }
            alternatives.push(case.conditions);
        }
        Some(alternatives)
    }

    /// The same for the elements that `evaluating` leaves open.
    pub(super) fn unevaluated_items(
        &mut self,
        evaluating: PredicateId,
        schema: PredicateId,
        holds: bool,
    ) -> Option<Alternatives> {
        let mut alternatives = Vec::new();
        for mut case in self.coverage(evaluating, DEPTH_LIMIT)? {
            if case.items == u64::MAX {
                if holds {
                    alternatives.push(case.conditions);
                }
                continue;
            }
            case.contained.push(schema);
            let schema = self.predicates.intern(Predicate::Or(case.contained));
            let others = self.predicates.intern(Predicate::Items(case.items, schema));
            case.conditions.push((others, holds));
            alternatives.push(case.conditions);
        }
        Some(alternatives)
    }

    /// The cases in which an object has no property that the predicate does not declare; `None` if even what it
    /// mentions in any case is not known.
    pub(super) fn declared_only(&mut self, declaring: PredicateId) -> Option<Rc<Alternatives>> {
        if let Some(known) = self.declared_cases.get(&declaring) {
            return known.clone();
        }
        let cases = self.cases_of_declared(declaring).map(Rc::new);
        self.declared_cases.insert(declaring, cases.clone());
        cases
    }

    fn cases_of_declared(&mut self, declaring: PredicateId) -> Option<Alternatives> {
        let nothing = self.predicates.accept_none();
        let mut alternatives = Vec::new();
        // With too many cases, whatever any of them declares counts as declared.
        let cases = self
            .coverage(declaring, DEPTH_LIMIT)
            .or_else(|| self.mentioned(declaring, DEPTH_LIMIT).map(|all| vec![all]))?;
        for mut case in cases {
            let declares_none = case.names == NameSet::default();
            case.names.names.append(&mut case.required);
            let mut case = case.normalized();
            let names = Rc::new(case.names);
            match case.additional {
                Additional::Schema => {}
                Additional::Unmentioned | Additional::Anything if !declares_none => {
                    let others = self.predicates.intern(Predicate::AdditionalProperties(names, nothing));
                    case.conditions.push((others, true));
                }
                Additional::Unmentioned | Additional::Anything => {
                    let others = self.predicates.intern(Predicate::MentionedOnly(names));
                    case.conditions.push((others, true));
                }
            }
            alternatives.push(case.conditions);
        }
        Some(alternatives)
    }

    /// Everything that a predicate may evaluate, whichever alternatives hold.
    fn mentioned(&mut self, id: PredicateId, depth: usize) -> Option<Coverage> {
        let depth = depth.checked_sub(1)?;
        let operands = match &*self.predicates.get(id) {
            Predicate::And(operands)
            | Predicate::Or(operands)
            | Predicate::ExactlyOne(operands, _)
            | Predicate::Disjoint(operands) => operands.clone(),
            Predicate::OneSent(alternatives, _) => alternatives.iter().map(|alternative| alternative.sent).collect(),
            Predicate::DependentSchema(_, schema) => vec![*schema],
            Predicate::Reference(target) => vec![self.targets.get(*target as usize).copied().flatten()?],
            _ => return self.coverage(id, depth + 1)?.pop(),
        };
        let mut all = Coverage::default();
        for operand in operands {
            all = all.and(&self.mentioned(operand, depth)?);
        }
        Some(all)
    }

    /// What a predicate evaluates, case by case; `None` if there are too many cases.
    fn coverage(&mut self, id: PredicateId, depth: usize) -> Option<Vec<Coverage>> {
        let depth = depth.checked_sub(1)?;
        self.spend(1);
        match &*self.predicates.get(id) {
            Predicate::And(operands) => self.coverage_of_all(operands, depth),
            Predicate::Or(operands) => self.coverage_of_any(operands, depth),
            Predicate::ExactlyOne(operands, _) => self.coverage_of_one(operands, depth),
            Predicate::Disjoint(operands) => self.coverage_of_disjoint(operands, depth),
            Predicate::OneSent(alternatives, _) => {
                let sent: Vec<PredicateId> = alternatives.iter().map(|alternative| alternative.sent).collect();
                self.coverage_of_disjoint(&sent, depth)
            }
            Predicate::Reference(target) => {
                let target = self.targets.get(*target as usize).copied().flatten()?;
                self.coverage(target, depth)
            }
            Predicate::DependentSchema(name, schema) => self.coverage_if_present(name, *schema, depth),
            atom => Some(vec![self.coverage_of_atom(atom, depth)?]),
        }
    }

    fn coverage_of_atom(&mut self, atom: &Predicate, depth: usize) -> Option<Coverage> {
        let mut coverage = Coverage::default();
        match atom {
            Predicate::Property(name, _) => coverage.names.names.push(name.clone()),
            Predicate::PatternProperty(pattern, _) => coverage.names.patterns.push(pattern.clone()),
            Predicate::AdditionalProperties(_, schema) | Predicate::UnevaluatedProperties(_, schema) => {
                let schema = match &*self.predicates.get(*schema) {
                    Predicate::DeclaredOnly(declaring) => *declaring,
                    _ => *schema,
                };
                coverage.additional =
                    if self.predicates.accepts_all(schema) { Additional::Anything } else { Additional::Schema };
            }
            Predicate::Required(name) => coverage.required.push(name.clone()),
            Predicate::Not(operand) => {
                // Two negations enclose an object of an `enum`.
                if let Predicate::Not(constant) = &*self.predicates.get(*operand) {
                    let cases = self.coverage(*constant, depth)?;
                    coverage.required = cases.into_iter().flat_map(|case| case.names.names).collect();
                }
            }
            Predicate::Item(at, _) => coverage.items = at.saturating_add(1),
            Predicate::Items(..) | Predicate::UnevaluatedItems(..) => coverage.items = u64::MAX,
            Predicate::MinContains(schema, _) => coverage.contained.push(*schema),
            _ => {}
        }
        Some(coverage)
    }

    fn coverage_of_all(&mut self, operands: &[PredicateId], depth: usize) -> Option<Vec<Coverage>> {
        let mut cases = vec![Coverage::default()];
        for operand in operands {
            let more = self.coverage(*operand, depth)?;
            if let [only] = more.as_slice() {
                cases.iter_mut().for_each(|case| *case = std::mem::take(case).and(only));
                continue;
            }
            cases = cases.iter().flat_map(|case| more.iter().map(|other| case.clone().and(other))).collect();
            if cases.len() > CASE_LIMIT {
                return None;
            }
        }
        Some(cases)
    }

    /// For each operand that evaluates something, a case in which it holds and one in which it does not.
    fn coverage_of_any(&mut self, operands: &[PredicateId], depth: usize) -> Option<Vec<Coverage>> {
        let mut cases = vec![Coverage::default()];
        for operand in operands {
            let more = self.coverage(*operand, depth)?;
            if more.iter().all(|case| case.conditions.is_empty() && case.evaluates_nothing()) {
                more.iter().for_each(|case| cases.iter_mut().for_each(|known| known.require(case)));
                continue;
            }
            let without = Coverage::under(vec![(*operand, false)]);
            let with = Coverage::under(vec![(*operand, true)]);
            let with: Vec<Coverage> = more.iter().map(|case| with.clone().and(case)).chain([without]).collect();
            cases = cases.iter().flat_map(|case| with.iter().map(|other| case.clone().and(other))).collect();
            if cases.len() > CASE_LIMIT {
                return None;
            }
        }
        Some(cases)
    }

    fn coverage_of_one(&mut self, operands: &[PredicateId], depth: usize) -> Option<Vec<Coverage>> {
        let each: Vec<Vec<Coverage>> =
            operands.iter().map(|operand| self.coverage(*operand, depth)).collect::<Option<_>>()?;
        if each.iter().flatten().all(|case| case.conditions.is_empty() && case.evaluates_nothing()) {
            let mut all = Coverage::default();
            each.iter().flatten().for_each(|case| all.require(case));
            return Some(vec![all]);
        }
        let mut cases = Vec::new();
        for (at, more) in each.into_iter().enumerate() {
            let conditions = operands.iter().enumerate().map(|(other, id)| (*id, at == other));
            let chosen = Coverage::under(conditions.collect());
            cases.extend(more.iter().map(|case| chosen.clone().and(case)));
        }
        (cases.len() <= CASE_LIMIT).then_some(cases)
    }

    /// For each operand, the cases in which it holds; no two do.
    fn coverage_of_disjoint(&mut self, operands: &[PredicateId], depth: usize) -> Option<Vec<Coverage>> {
        let mut cases = Vec::new();
        for operand in operands {
            let chosen = Coverage::under(vec![(*operand, true)]);
            cases.extend(self.coverage(*operand, depth)?.iter().map(|case| chosen.clone().and(case)));
            if cases.len() > CASE_LIMIT {
                return None;
            }
        }
        Some(cases)
    }

    /// One case without the property on which a schema depends, and those of the schema with it.
    fn coverage_if_present(&mut self, name: &Rc<str>, schema: PredicateId, depth: usize) -> Option<Vec<Coverage>> {
        let required = self.predicates.intern(Predicate::Required(name.clone()));
        let mut cases = vec![Coverage::under(vec![(required, false)])];
        let present = Coverage::under(vec![(required, true)]);
        cases.extend(self.coverage(schema, depth)?.iter().map(|case| present.clone().and(case)));
        if cases.iter().all(Coverage::evaluates_nothing) {
            let mut all = Coverage::default();
            cases.iter().for_each(|case| all.require(case));
            return Some(vec![all]);
        }
        Some(cases)
    }
}
