//! Finds an object: chooses the names of its properties, then solves the value of each.

use super::{
    object_constraints::{NameCondition, ObjectConstraints, PropertyObligation},
    obligations::PlannedObligation,
    satisfiability::{Satisfiability, TOO_LARGE, fit},
    solver::{OUT_OF_STEPS, Solver},
};
use crate::{
    kind::{Scalar, ValueKind, ValueKinds},
    predicate::{Literal, Predicate},
};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Properties of a witness; a larger one helps no reader.
const PROPERTY_LIMIT: u64 = 2_000;
/// Patterns by which names are distinguished: every one doubles the names that are tried.
const PATTERN_LIMIT: usize = 6;

/// Why no witness can be given where names must match, or must not match, a pattern that is not understood.
const UNKNOWN_MATCH: &str = "it is not known which names match a pattern";
const UNKNOWN_NAMES: &str = "it is not known which names are allowed";

/// The properties chosen so far, each with what obligations require of its value.
pub(super) type ObjectDraft = BTreeMap<Rc<str>, Vec<Literal>>;

impl Solver {
    /// Solves atoms about objects.
    pub(super) fn solve_object(&mut self, atoms: &[Literal]) -> Satisfiability {
        self.spend(2 + atoms.len() as u64 / 2);
        let mut constraints = ObjectConstraints::default();
        for (id, holds) in atoms {
            if constraints.add(&self.predicates.get(*id), *holds).is_none() {
                return Satisfiability::Unsatisfiable;
            }
        }
        let is_too_few =
            constraints.most.is_some_and(|most| most < constraints.least || most < constraints.required.len() as u64);
        if is_too_few || constraints.required.iter().any(|name| constraints.absent.contains(name)) {
            return Satisfiability::Unsatisfiable;
        }
        if constraints.least > PROPERTY_LIMIT {
            return Satisfiability::unknown("an example would have too many properties");
        }
        let mut draft = ObjectDraft::new();
        let mut unknown = None;
        let required: Vec<Rc<str>> = constraints.required.iter().cloned().collect();
        for name in required {
            match self.is_allowed(&constraints, &name) {
                Some(true) => {}
                Some(false) => return Satisfiability::Unsatisfiable,
                None => unknown = Some(UNKNOWN_NAMES),
            }
            draft.insert(name, Vec::new());
        }
        // The properties with the most literals are the likeliest to close the branch.
        let mut by_literals: Vec<&Rc<str>> = draft.keys().collect();
        by_literals.sort_by_key(|name| std::cmp::Reverse(constraints.properties.get(*name).map_or(0, Vec::len)));
        for name in by_literals {
            let goal = self.property_goal(&constraints, name, &[]);
            match goal.map(|goal| self.solve(goal)) {
                Some(Satisfiability::Unsatisfiable) => return Satisfiability::Unsatisfiable,
                Some(_) => {}
                None => unknown = Some(UNKNOWN_MATCH),
            }
        }
        let Some(plan) = self.plan(&constraints, &draft) else { return Satisfiability::Unsatisfiable };
        match (self.meet_obligations(&constraints, &plan, draft), unknown) {
            (Satisfiability::Unsatisfiable, _) => Satisfiability::Unsatisfiable,
            (_, Some(why)) => Satisfiability::unknown(why),
            (answer, None) => answer,
        }
    }

    /// Meets obligations: each with a property that was chosen already, with a mentioned name, or with a new one.
    fn meet_obligations(
        &mut self,
        constraints: &ObjectConstraints,
        plan: &[PlannedObligation],
        draft: ObjectDraft,
    ) -> Satisfiability {
        if self.spend(1 + draft.len() as u64 / 8) {
            return Satisfiability::unknown(OUT_OF_STEPS);
        }
        let Some((next, rest)) = plan.split_first() else { return self.complete(constraints, draft) };
        // A property that is there, and whose value may be anything, is in no other obligation's way.
        if next.is_met_by_any_value && next.names.iter().any(|name| draft.contains_key(name)) {
            return self.meet_obligations(constraints, rest, draft);
        }
        let mut answer = match next.is_undecided {
            true => Satisfiability::unknown(UNKNOWN_MATCH),
            false => Satisfiability::Unsatisfiable,
        };
        let new: Vec<Rc<str>> = draft.keys().filter(|name| !constraints.mentioned.contains(*name)).cloned().collect();
        let new = new.into_iter().filter(|name| self.meets_condition(next.obligation, name) == Some(true));
        let chosen = new.collect::<Vec<_>>().into_iter();
        let chosen = chosen.chain(next.names.iter().filter(|name| draft.contains_key(*name)).cloned());
        let others = next.names.iter().filter(|name| !draft.contains_key(*name)).cloned();
        for name in chosen.chain(others).collect::<Vec<_>>() {
            answer = answer.or(self.meet_with(constraints, next, rest, &draft, name));
            if answer.is_satisfiable() {
                return answer;
            }
        }
        let new_names =
            if next.may_be_new { self.new_names(constraints, Some(next.obligation), &draft) } else { Vec::new() };
        for name in new_names {
            match name {
                Satisfiability::Satisfiable(name) => {
                    let Some(name) = name.as_str() else { continue };
                    answer = answer.or(self.meet_with(constraints, next, rest, &draft, name.into()));
                }
                other => answer = answer.or(other),
            }
            if answer.is_satisfiable() {
                return answer;
            }
        }
        answer
    }

    /// Meets an obligation with the property `name`, then the ones after it.
    fn meet_with(
        &mut self,
        constraints: &ObjectConstraints,
        next: &PlannedObligation,
        rest: &[PlannedObligation],
        draft: &ObjectDraft,
        name: Rc<str>,
    ) -> Satisfiability {
        match self.is_allowed(constraints, &name) {
            Some(true) => {}
            Some(false) => return Satisfiability::Unsatisfiable,
            None => return Satisfiability::unknown(UNKNOWN_NAMES),
        }
        let mut draft = draft.clone();
        let literals = draft.entry(name.clone()).or_default();
        literals.extend(next.obligation.literal);
        let literals = literals.clone();
        if constraints.most.is_some_and(|most| draft.len() as u64 > most) {
            return Satisfiability::Unsatisfiable;
        }
        let Some(goal) = self.property_goal(constraints, &name, &literals) else {
            return Satisfiability::unknown(UNKNOWN_MATCH);
        };
        match self.solve(goal) {
            Satisfiability::Unsatisfiable => Satisfiability::Unsatisfiable,
            _ => self.meet_obligations(constraints, rest, draft),
        }
    }

    /// Adds properties until there are enough, then solves the value of each.
    fn complete(&mut self, constraints: &ObjectConstraints, mut draft: ObjectDraft) -> Satisfiability {
        if constraints.most.is_some_and(|most| draft.len() as u64 > most) {
            return Satisfiability::Unsatisfiable;
        }
        let unknown = self.add_mentioned(constraints, &mut draft);
        if let Some(failed) = self.add_new(constraints, &mut draft, unknown) {
            return failed;
        }
        let mut values: Vec<(&Rc<str>, Rc<Value>)> = Vec::new();
        for (name, literals) in &draft {
            let Some(goal) = self.property_goal(constraints, name, literals) else {
                return Satisfiability::unknown(UNKNOWN_MATCH);
            };
            match self.solve(goal) {
                Satisfiability::Satisfiable(value) => values.push((name, value)),
                other => return other,
            }
        }
        if !fit(values.iter().map(|(_, value)| &**value)) {
            return Satisfiability::unknown(TOO_LARGE);
        }
        let members = values.into_iter().map(|(name, value)| ((**name).into(), Value::clone(&value)));
        Satisfiability::satisfiable(Value::Object(members.collect::<Map<_, _>>()))
    }

    /// Adds properties with mentioned names, as long as there are too few; the reason if some could not be decided.
    fn add_mentioned(&mut self, constraints: &ObjectConstraints, draft: &mut ObjectDraft) -> Option<Satisfiability> {
        let mut unknown = None;
        for name in &constraints.mentioned {
            if draft.len() as u64 >= constraints.least {
                break;
            }
            if draft.contains_key(name) {
                continue;
            }
            match (self.is_allowed(constraints, name), self.property_goal(constraints, name, &[])) {
                (Some(false), _) => {}
                (Some(true), Some(goal)) => match self.solve(goal) {
                    Satisfiability::Satisfiable(_) => _ = draft.insert(name.clone(), Vec::new()),
                    Satisfiability::Unsatisfiable => {}
                    other => unknown = Some(other),
                },
                _ => unknown = Some(Satisfiability::unknown(UNKNOWN_NAMES)),
            }
        }
        unknown
    }

    /// Adds properties with new names, as long as there are too few; the answer if that fails.
    fn add_new(
        &mut self,
        constraints: &ObjectConstraints,
        draft: &mut ObjectDraft,
        mut unknown: Option<Satisfiability>,
    ) -> Option<Satisfiability> {
        while (draft.len() as u64) < constraints.least {
            if self.spend(1) {
                return Some(Satisfiability::unknown(OUT_OF_STEPS));
            }
            let mut is_added = false;
            for name in self.new_names(constraints, None, draft) {
                match name {
                    Satisfiability::Satisfiable(name) => {
                        let Some(name) = name.as_str() else { continue };
                        match self.property_goal(constraints, name, &[]).map(|goal| self.solve(goal)) {
                            Some(Satisfiability::Satisfiable(_)) => {
                                draft.insert(name.into(), Vec::new());
                                is_added = true;
                                break;
                            }
                            Some(Satisfiability::Unsatisfiable) => {}
                            _ => {
                                let why = "it is not known which values other properties may have";
                                unknown = Some(Satisfiability::unknown(why));
                            }
                        }
                    }
                    Satisfiability::Unsatisfiable => {}
                    other => unknown = Some(other),
                }
            }
            if !is_added {
                return Some(unknown.unwrap_or(Satisfiability::Unsatisfiable));
            }
        }
        None
    }

    /// What the value of a property must satisfy; `None` if it is not known which patterns match the name.
    pub(super) fn property_goal(
        &mut self,
        constraints: &ObjectConstraints,
        name: &str,
        also: &[Literal],
    ) -> Option<Vec<Literal>> {
        let mut goal = constraints.properties.get(name).cloned().unwrap_or_default();
        goal.extend(also);
        for (pattern, id) in &constraints.patterned {
            if self.matches(pattern, name)? {
                goal.push((*id, true));
            }
        }
        for (name_set, id) in &constraints.additional {
            if !self.contains_name(name_set, name)? {
                goal.push((*id, true));
            }
        }
        Some(goal)
    }

    /// Whether the object may have a property of this name.
    pub(super) fn is_allowed(&mut self, constraints: &ObjectConstraints, name: &Rc<str>) -> Option<bool> {
        if constraints.absent.contains(name) {
            return Some(false);
        }
        if constraints.mentioned.contains(name) {
            for name_set in &constraints.mentioned_only {
                if !self.contains_name(name_set, name)? {
                    return Some(false);
                }
            }
        }
        let value = Value::String((**name).into());
        let mut is_allowed = Some(true);
        for (id, holds) in &constraints.names {
            match self.holds(*id, &value) {
                Some(found) if found == *holds => {}
                Some(_) => return Some(false),
                None => is_allowed = None,
            }
        }
        is_allowed
    }

    /// Whether a name meets the condition of an obligation.
    pub(super) fn meets_condition(&mut self, obligation: &PropertyObligation, name: &Rc<str>) -> Option<bool> {
        match &obligation.name {
            NameCondition::Matches(pattern) => self.matches(pattern, name),
            NameCondition::Outside(name_set) => self.contains_name(name_set, name).map(|within| !within),
            NameCondition::Violates(id) => self.holds(*id, &Value::String((**name).into())).map(|holds| !holds),
        }
    }

    /// Names that no atom mentions: one for every combination of patterns that match and do not match.
    pub(super) fn new_names(
        &mut self,
        constraints: &ObjectConstraints,
        obligation: Option<&PropertyObligation>,
        draft: &ObjectDraft,
    ) -> Vec<Satisfiability> {
        // A closed object has mentioned names only.
        let nothing = self.predicates.accept_none();
        if constraints.additional.iter().any(|(names, id)| *id == nothing && names.patterns.is_empty()) {
            return Vec::new();
        }
        self.spend(1 + constraints.mentioned.len() as u64 / 4);
        let mut patterns: BTreeSet<Rc<str>> =
            constraints.patterned.iter().map(|(pattern, _)| pattern.clone()).collect();
        patterns.extend(constraints.additional.iter().flat_map(|(name_set, _)| name_set.patterns.iter().cloned()));
        let mut goal = constraints.names.clone();
        goal.push((self.predicates.intern(Predicate::Type(ValueKinds::of(&[ValueKind::Text]))), true));
        let taken: BTreeSet<Scalar> =
            constraints.mentioned.iter().chain(draft.keys()).cloned().map(Scalar::Text).collect();
        if !taken.is_empty() {
            let taken = taken.into_iter().collect::<Vec<_>>().into();
            goal.push((self.predicates.intern(Predicate::Enum(taken)), false));
        }
        match obligation.map(|obligation| &obligation.name) {
            Some(NameCondition::Matches(pattern)) => {
                goal.push((self.predicates.intern(Predicate::Pattern(pattern.clone())), true));
                patterns.remove(pattern);
            }
            Some(NameCondition::Outside(name_set)) => {
                for pattern in &name_set.patterns {
                    goal.push((self.predicates.intern(Predicate::Pattern(pattern.clone())), false));
                    patterns.remove(pattern);
                }
            }
            Some(NameCondition::Violates(id)) => goal.push((*id, false)),
            None => {}
        }
        let mut answers = Vec::new();
        if patterns.len() > PATTERN_LIMIT {
            answers.push(Satisfiability::unknown("too many patterns apply to property names"));
        }
        let patterns: Vec<Literal> = patterns
            .into_iter()
            .take(PATTERN_LIMIT)
            .map(|pattern| (self.predicates.intern(Predicate::Pattern(pattern)), true))
            .collect();
        for chosen in 0..1_u32 << patterns.len() {
            let signs = patterns.iter().enumerate().map(|(at, (id, _))| (*id, chosen & (1 << at) != 0));
            match self.solve(goal.iter().copied().chain(signs).collect()) {
                Satisfiability::Unsatisfiable => {}
                answer => answers.push(answer),
            }
        }
        answers
    }
}
