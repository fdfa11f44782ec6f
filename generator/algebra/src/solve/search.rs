//! Solves a goal kind by kind, branch by branch, until a witness is found or every branch is closed.

use super::{
    branch::{Alternatives, Branch},
    satisfiability::Satisfiability,
    solver::{OUT_OF_STEPS, Solver},
};
use crate::{
    kind::ValueKind,
    predicate::{Literal, Predicate},
};
use foldhash::HashMap;
use serde_json::Value;
use std::rc::Rc;

/// Goals within goals, such as the properties of properties; deeper ones overflow the stack on hostile schemas.
const DEPTH_LIMIT: usize = 40;
/// The reason given for a goal that is nested deeper.
const TOO_DEEP: &str = "values are nested too deeply";
/// Open choices of one branch; every choice multiplies the branches.
const CHOICE_LIMIT: usize = 4_000;
/// Alternatives of a choice that are first looked at property by property: the object is solved for each that is left.
const MANY_ALTERNATIVES: usize = 8;

impl Solver {
    /// Solves a goal, possibly within another one.
    pub(super) fn solve(&mut self, mut goal: Vec<Literal>) -> Satisfiability {
        // That nothing does not hold says nothing.
        let nothing = self.predicates.accept_none();
        goal.retain(|literal| *literal != (nothing, false));
        goal.sort_unstable();
        goal.dedup();
        if goal.array_windows().any(|[(one, _), (other, _)]| one == other) {
            return Satisfiability::Unsatisfiable;
        }
        if let Some(answer) = self.answers.get(&goal) {
            return answer.clone();
        }
        if let Some(depth) = self.open_goals.get(&goal) {
            // The smallest witness of a goal contains no other witness of the same goal.
            self.shallowest_dependency = self.shallowest_dependency.min(*depth);
            return Satisfiability::Unsatisfiable;
        }
        let depth = self.open_goals.len();
        if depth >= DEPTH_LIMIT {
            return Satisfiability::unknown(TOO_DEEP);
        }
        self.open_goals.insert(goal.clone(), depth);
        let outer = std::mem::replace(&mut self.shallowest_dependency, usize::MAX);
        let mut answer = Satisfiability::Unsatisfiable;
        for kind in ValueKind::ALL {
            answer = answer.or(self.explore(Branch::new(kind, &goal)));
            if answer.is_satisfiable() {
                break;
            }
        }
        self.open_goals.remove(&goal);
        let is_final = match &answer {
            Satisfiability::Satisfiable(_) => true,
            Satisfiability::Unsatisfiable => self.shallowest_dependency >= depth,
            // With more steps, or less deep, another answer may be found.
            Satisfiability::Unknown(why) => {
                self.shallowest_dependency >= depth && !self.is_spent() && **why != *TOO_DEEP
            }
        };
        if is_final {
            self.answers.insert(goal, answer.clone());
        }
        // A dependency on this goal itself ends with it.
        let beyond = if self.shallowest_dependency < depth { self.shallowest_dependency } else { usize::MAX };
        self.shallowest_dependency = outer.min(beyond);
        answer
    }

    /// Follows a branch: takes in what is certain, solves its atoms, then tries the alternatives of one choice.
    fn explore(&mut self, mut branch: Branch) -> Satisfiability {
        if let Some(closed) = self.saturate(&mut branch) {
            return closed;
        }
        let of_atoms = self.solve_atoms(&branch);
        if branch.choices.is_empty() || matches!(of_atoms, Satisfiability::Unsatisfiable) {
            return match (of_atoms, branch.unknown) {
                (Satisfiability::Satisfiable(_), Some(why)) => Satisfiability::Unknown(why),
                (of_atoms, _) => of_atoms,
            };
        }
        if let (Satisfiability::Satisfiable(value), None) = (&of_atoms, &branch.unknown)
            && branch.choices.iter().all(|choice| self.choice_holds(choice, value))
        {
            return of_atoms;
        }
        if branch.choices.len() > CHOICE_LIMIT {
            return Satisfiability::unknown("too many alternatives are combined");
        }
        if self.should_look_ahead(&branch) {
            branch.looked_ahead = branch.choices.len();
            if self.is_closed_ahead(&branch) {
                return Satisfiability::Unsatisfiable;
            }
        }
        let smallest = |at: &usize| branch.choices.get(*at).map_or(0, |choice| choice.len());
        let Some(at) = (0..branch.choices.len()).min_by_key(smallest) else { return of_atoms };
        let choice = branch.choices.swap_remove(at);
        self.split(branch, &choice)
    }

    /// Whether it pays to look ahead: many choices about an object are open, and several fewer than the last time.
    fn should_look_ahead(&self, branch: &Branch) -> bool {
        let (open, last) = (branch.choices.len(), branch.looked_ahead);
        self.looks_ahead && branch.kind == ValueKind::Object && open > 1 && (last == 0 || open + 3 <= last)
    }

    /// Whether some choice has no alternative left, given the atoms of the branch: found here, it is not found again below
    /// each alternative of the others.
    fn is_closed_ahead(&mut self, branch: &Branch) -> bool {
        let choices = branch.choices.iter();
        let mut is_open = |alternative: &Vec<Literal>| self.spend(1) || self.is_feasible(branch, alternative);
        choices.into_iter().any(|choice| !choice.iter().any(&mut is_open))
    }

    /// Whether an object may satisfy the atoms of a branch and those of an alternative.
    fn is_feasible(&mut self, branch: &Branch, alternative: &[Literal]) -> bool {
        let is_atom = |(id, holds): &&Literal| match &*self.predicates.get(*id) {
            Predicate::Property(..)
            | Predicate::AdditionalProperties(..)
            | Predicate::PatternProperty(..)
            | Predicate::Required(_) => true,
            Predicate::MinProperties(_) | Predicate::MaxProperties(_) => *holds,
            _ => false,
        };
        let atoms: Vec<Literal> = alternative.iter().filter(is_atom).copied().collect();
        if atoms.is_empty() {
            return true;
        }
        let all: Vec<Literal> = branch.atoms.iter().copied().chain(atoms).collect();
        !matches!(self.solve_object(&all), Satisfiability::Unsatisfiable)
    }

    /// Processes pending literals and forced choices until none are left; an answer if that closes the branch or uses
    /// up the budget.
    fn saturate(&mut self, branch: &mut Branch) -> Option<Satisfiability> {
        loop {
            if self.spend(1) {
                return Some(Satisfiability::unknown(OUT_OF_STEPS));
            }
            while let Some((id, holds)) = branch.pending.pop() {
                if self.assume(branch, id, holds).is_none() {
                    return Some(Satisfiability::Unsatisfiable);
                }
            }
            if !branch.declaring.is_empty() {
                let all = self.predicates.intern(Predicate::And(std::mem::take(&mut branch.declaring)));
                let alternatives = self.declared_only(all);
                branch.choose(alternatives.map(|all| Alternatives::clone(&all)));
            }
            match self.propagate(branch) {
                None => return Some(Satisfiability::Unsatisfiable),
                Some(true) => {}
                Some(false) => return None,
            }
        }
    }

    /// Tries the alternatives of a choice one after the other. Those that failed are assumed false afterwards.
    fn split(&mut self, mut branch: Branch, choice: &[Vec<Literal>]) -> Satisfiability {
        let mut answer = Satisfiability::Unsatisfiable;
        let properties = self.properties(&branch, choice);
        for alternative in choice {
            if self.is_refuted(&properties, alternative) {
                continue;
            }
            self.spend(branch.assigned.len() as u64 / 8);
            let mut chosen = branch.clone();
            chosen.pending.clone_from(alternative);
            answer = answer.or(self.explore(chosen));
            if answer.is_satisfiable() || self.spend(1) {
                break;
            }
            if let [(id, holds)] = alternative.as_slice() {
                branch.pending.push((*id, !holds));
            }
            while let Some((id, holds)) = branch.pending.pop() {
                if self.assume(&mut branch, id, holds).is_none() {
                    return answer;
                }
            }
        }
        match self.spend(0) && !answer.is_satisfiable() {
            true => Satisfiability::unknown(OUT_OF_STEPS),
            false => answer,
        }
    }

    /// What the atoms of a branch require of each property, if a choice has so many alternatives that this is worth while.
    fn properties(&self, branch: &Branch, choice: &[Vec<Literal>]) -> HashMap<Rc<str>, Vec<Literal>> {
        let mut properties: HashMap<Rc<str>, Vec<Literal>> = HashMap::default();
        if branch.kind == ValueKind::Object && choice.len() >= MANY_ALTERNATIVES {
            for (atom, _) in branch.atoms.iter().filter(|(_, holds)| *holds) {
                if let Predicate::Property(name, id) = &*self.predicates.get(*atom) {
                    properties.entry(name.clone()).or_default().push((*id, true));
                }
            }
        }
        properties
    }

    /// Whether an alternative asks of one property what the others exclude, which is found without solving the whole object.
    fn is_refuted(&mut self, properties: &HashMap<Rc<str>, Vec<Literal>>, alternative: &[Literal]) -> bool {
        let [(id, false)] = alternative else { return false };
        let predicate = self.predicates.get(*id);
        let Predicate::Property(name, refuted) = &*predicate else { return false };
        let Some(required) = properties.get(name) else { return false };
        let goal = required.iter().copied().chain([(*refuted, false)]).collect();
        matches!(self.solve(goal), Satisfiability::Unsatisfiable)
    }

    /// Whether at least one alternative is known to hold of a value.
    fn choice_holds(&mut self, choice: &[Vec<Literal>], value: &Value) -> bool {
        choice.iter().any(|all| all.iter().all(|(id, holds)| self.holds(*id, value) == Some(*holds)))
    }

    fn solve_atoms(&mut self, branch: &Branch) -> Satisfiability {
        let atoms = &branch.atoms;
        match branch.kind {
            ValueKind::Null | ValueKind::Boolean => self.solve_constant(branch.kind, atoms),
            ValueKind::Integer | ValueKind::Fraction => self.solve_number(branch.kind, atoms),
            ValueKind::Text => self.solve_text(atoms),
            ValueKind::List => self.solve_list(atoms),
            ValueKind::Object => self.solve_object(atoms),
        }
    }

    /// Tries `null`, or `true` and `false`: these kinds have no other values.
    fn solve_constant(&mut self, kind: ValueKind, atoms: &[Literal]) -> Satisfiability {
        let values: &[Value] =
            if kind == ValueKind::Null { &[Value::Null] } else { &[Value::Bool(true), Value::Bool(false)] };
        let mut answer = Satisfiability::Unsatisfiable;
        for value in values {
            if atoms.iter().all(|(id, holds)| self.holds(*id, value) == Some(*holds)) {
                answer = Satisfiability::satisfiable(value.clone());
            }
        }
        answer
    }
}
