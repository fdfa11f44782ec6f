//! Finds a list: tries its lengths, then places obligations at positions, then solves the element at each.

use super::{
    distinct::NO_DISTINCT_ELEMENTS,
    evaluate::canonical_text,
    list_constraints::{ListConstraints, POSITION_LIMIT},
    satisfiability::{Satisfiability, TOO_LARGE, fit},
    solver::{OUT_OF_STEPS, Solver},
};
use crate::predicate::{Literal, PredicateId};
use serde_json::Value;
use std::{collections::HashSet, rc::Rc};

/// Elements of a witness; a larger one helps no reader.
const LENGTH_LIMIT: u64 = 20_000;
/// Elements that have to differ from each other: every one adds a literal to the goals of those after it.
const UNIQUE_LIMIT: u64 = 300;
/// Sets of positions that are tried for a predicate with `maxContains`.
const SUBSET_LIMIT: usize = 512;

/// A list of a certain length whose elements are not yet solved.
#[derive(Clone, Default)]
struct ListDraft {
    length: u64,
    /// What the elements at the first positions must satisfy.
    positions: Vec<Vec<Literal>>,
    /// Groups of obligations with the position of each: no two of a group share one.
    groups: HashSet<(usize, usize)>,
    /// Two positions whose elements must be equal.
    equal_pair: Option<(usize, usize)>,
}

impl Solver {
    /// Solves atoms about lists.
    pub(super) fn solve_list(&mut self, atoms: &[Literal]) -> Satisfiability {
        self.spend(2 + atoms.len() as u64 / 2);
        let mut constraints = ListConstraints::default();
        for (group, (id, holds)) in atoms.iter().enumerate() {
            if constraints.add(&self.predicates.get(*id), *holds, group).is_none() {
                return Satisfiability::Unsatisfiable;
            }
        }
        if constraints.most.is_some_and(|most| most < constraints.least) {
            return Satisfiability::Unsatisfiable;
        }
        if constraints.least > LENGTH_LIMIT {
            return Satisfiability::unknown("an example would have too many elements");
        }
        if constraints.obligations.len() as u64 > POSITION_LIMIT {
            return Satisfiability::unknown("too many elements must satisfy a schema of their own");
        }
        let longest = constraints.longest_useful();
        if longest - constraints.least > 4 * POSITION_LIMIT {
            return Satisfiability::unknown("too many lengths would have to be tried");
        }
        let mut answer = Satisfiability::Unsatisfiable;
        for length in constraints.least..=longest {
            let count = length.min(POSITION_LIMIT.max(constraints.obligations.len() as u64));
            let positions = (0..count).map(|at| constraints.at(at)).collect();
            let draft = ListDraft { length, positions, ..ListDraft::default() };
            answer = answer.or(self.place_obligations(&constraints, 0, draft));
            if answer.is_satisfiable() || self.spend(1) {
                break;
            }
        }
        answer
    }

    /// Chooses a position for every obligation from `next` on.
    fn place_obligations(&mut self, constraints: &ListConstraints, next: usize, draft: ListDraft) -> Satisfiability {
        if self.spend(1) {
            return Satisfiability::unknown(OUT_OF_STEPS);
        }
        let Some(obligation) = constraints.obligations.get(next) else { return self.place_pair(constraints, draft) };
        let mut answer = Satisfiability::Unsatisfiable;
        if obligation.from >= draft.length {
            return answer;
        }
        // The last position stands for all elements after it.
        let positions = draft.positions.len() as u64;
        let from = obligation.from.min(positions.saturating_sub(1));
        let to = obligation.to.min(positions);
        for at in from..to {
            let at = usize::try_from(at).unwrap_or_default();
            let mut draft = draft.clone();
            if !draft.groups.insert((obligation.group, at)) {
                continue;
            }
            let Some(position) = draft.positions.get_mut(at) else { continue };
            position.push(obligation.literal);
            if matches!(self.solve(position.clone()), Satisfiability::Unsatisfiable) {
                continue;
            }
            answer = answer.or(self.place_obligations(constraints, next + 1, draft));
            if answer.is_satisfiable() {
                break;
            }
        }
        answer
    }

    /// Chooses two positions whose elements are equal, if the list must have such.
    fn place_pair(&mut self, constraints: &ListConstraints, draft: ListDraft) -> Satisfiability {
        if !constraints.is_repeated {
            return self.place_limited(constraints, 0, draft);
        }
        let mut answer = Satisfiability::Unsatisfiable;
        for other in 1..draft.positions.len() {
            for one in 0..other {
                let draft = ListDraft { equal_pair: Some((one, other)), ..draft.clone() };
                answer = answer.or(self.place_limited(constraints, 0, draft));
                if answer.is_satisfiable() || self.spend(1) {
                    return answer;
                }
            }
        }
        answer
    }

    /// Chooses, for every predicate from `next` on that may hold of at most some elements, the positions at which it
    /// holds: as few as possible.
    fn place_limited(&mut self, constraints: &ListConstraints, next: usize, draft: ListDraft) -> Satisfiability {
        let Some((id, most)) = constraints.at_most_of.get(next).copied() else {
            return self.solve_elements(constraints, draft);
        };
        let asserted: Vec<bool> = draft.positions.iter().map(|position| position.contains(&(id, true))).collect();
        let used = asserted.iter().filter(|asserted| **asserted).count() as u64;
        let Some(left) = most.checked_sub(used) else { return Satisfiability::Unsatisfiable };
        let free: Vec<usize> = (0..asserted.len()).filter(|at| asserted.get(*at) == Some(&false)).collect();
        let forced = self.forced(&draft, id, &free);
        if forced.len() as u64 > left {
            return Satisfiability::Unsatisfiable;
        }
        let mut answer = Satisfiability::Unsatisfiable;
        for chosen in subsets(&free, &forced, left) {
            let mut draft = draft.clone();
            for at in &free {
                if let Some(position) = draft.positions.get_mut(*at) {
                    position.push((id, chosen.contains(at)));
                }
            }
            answer = answer.or(self.place_limited(constraints, next + 1, draft));
            if answer.is_satisfiable() || self.spend(1) {
                break;
            }
        }
        answer
    }

    /// The positions at which a predicate cannot be false.
    fn forced(&mut self, draft: &ListDraft, id: PredicateId, free: &[usize]) -> Vec<usize> {
        let mut forced = Vec::new();
        for at in free {
            let position = draft.positions.get(*at).cloned().unwrap_or_default();
            if matches!(self.solve([position, vec![(id, false)]].concat()), Satisfiability::Unsatisfiable) {
                forced.push(*at);
            }
        }
        forced
    }

    /// Solves the element at every position.
    fn solve_elements(&mut self, constraints: &ListConstraints, draft: ListDraft) -> Satisfiability {
        let positions = draft.with_pair_joined();
        let mut values: Vec<Rc<Value>> = Vec::new();
        let mut excluded: Vec<Literal> = Vec::new();
        let mut is_uniform = true;
        for at in 0..draft.length {
            let position = match usize::try_from(at).ok().and_then(|at| positions.get(at)) {
                Some(position) => position.clone(),
                // Predicates with a limit hold at the chosen positions only.
                None => {
                    let limited = constraints.at_most_of.iter().map(|(id, _)| (*id, false));
                    constraints.at(at).into_iter().chain(limited).collect()
                }
            };
            is_uniform &= positions.first().is_none_or(|first| *first == position);
            if constraints.is_unique && at > UNIQUE_LIMIT {
                return Satisfiability::unknown("too many elements would have to differ");
            }
            if !constraints.is_unique
                && at > positions.len() as u64 + constraints.uniform_from()
                && let Some(last) = values.last().cloned()
            {
                values.push(last);
                continue;
            }
            match self.solve([position.as_slice(), &excluded].concat()) {
                Satisfiability::Satisfiable(value) => {
                    if constraints.is_unique {
                        excluded.push((self.constant(&value), false));
                    }
                    values.push(value);
                }
                // An earlier position may have taken the only value for this one, unless all ask for the same.
                Satisfiability::Unsatisfiable if constraints.is_unique && !is_uniform && at > 0 => {
                    return match self.solve(position) {
                        Satisfiability::Unsatisfiable => Satisfiability::Unsatisfiable,
                        _ => self.solve_distinct(&positions, draft.length),
                    };
                }
                Satisfiability::Unsatisfiable if !constraints.at_most_of.is_empty() && at >= positions.len() as u64 => {
                    return Satisfiability::unknown("it is not certain how many elements may satisfy a schema");
                }
                other => return other,
            }
        }
        if !fit(values.iter().map(|value| &**value)) {
            return Satisfiability::unknown(TOO_LARGE);
        }
        let values: Vec<Value> = values.into_iter().map(|value| Value::clone(&value)).collect();
        if constraints.is_unique && values.iter().map(canonical_text).collect::<HashSet<_>>().len() < values.len() {
            return Satisfiability::unknown(NO_DISTINCT_ELEMENTS);
        }
        Satisfiability::satisfiable(Value::Array(values))
    }
}

impl ListDraft {
    /// The positions, the two of an equal pair each with the literals of both.
    fn with_pair_joined(&self) -> Vec<Vec<Literal>> {
        let mut positions = self.positions.clone();
        if let Some((one, other)) = self.equal_pair {
            let both: Vec<Literal> =
                [one, other].iter().filter_map(|at| positions.get(*at)).flatten().copied().collect();
            for at in [one, other] {
                if let Some(position) = positions.get_mut(at) {
                    position.clone_from(&both);
                }
            }
        }
        positions
    }
}

/// The subsets of some positions with all forced ones and at most `most` members, small ones first.
fn subsets(free: &[usize], forced: &[usize], most: u64) -> Vec<HashSet<usize>> {
    let mut subsets = vec![forced.iter().copied().collect::<HashSet<usize>>()];
    let mut at = 0;
    while let Some(subset) = subsets.get(at).cloned() {
        at += 1;
        if subset.len() as u64 >= most || subsets.len() >= SUBSET_LIMIT {
            continue;
        }
        let last = subset.iter().filter(|position| !forced.contains(position)).max().copied();
        for position in free.iter().filter(|position| last.is_none_or(|last| **position > last)) {
            let mut larger = subset.clone();
            if larger.insert(*position) {
                subsets.push(larger);
            }
        }
    }
    subsets
}
