//! The solver: its state, its step budget and the questions that it answers.

use super::satisfiability::Satisfiability;
use crate::{
    arena::PredicateArena,
    compile::{Compiler, DefinitionCache, Definitions, Interpretation},
    language::AutomatonCache,
    predicate::{Literal, Predicate, PredicateId},
};
use serde_json::Value;
use std::collections::HashMap;

/// Steps that one question may take; a step is a fraction of a microsecond.
const STEP_LIMIT: u64 = 400_000;
/// Steps that all questions since the last [`Solver::reset_budget`] may take, so that a type with many properties ends.
const TOTAL_LIMIT: u64 = 20_000_000;

/// The reason given for a question that exceeded its step limit.
pub(super) const OUT_OF_STEPS: &str = "it takes too many steps to find out";

/// Compiles schemas, and decides which sets of values they accept have members in common.
#[derive(Debug, Default)]
pub struct Solver {
    pub(super) predicates: PredicateArena,
    /// What each recursive definition was compiled to; a [`Predicate::Reference`] holds an index of this list.
    pub(super) targets: Vec<Option<PredicateId>>,
    pub(super) automata: AutomatonCache,
    /// Steps of the question at hand.
    steps: u64,
    /// Steps of all questions before.
    total_steps: u64,
    /// Answers that do not depend on an open goal.
    pub(super) answers: HashMap<Vec<Literal>, Satisfiability>,
    /// Goals that are being solved, each with the number of goals around it.
    pub(super) open_goals: HashMap<Vec<Literal>, usize>,
    /// The shallowest open goal that the answer at hand depends on.
    pub(super) shallowest_dependency: usize,
}

impl Solver {
    /// Compiles a schema.
    pub fn compile(&mut self, schema: &Value, definitions: &Definitions, cache: &mut DefinitionCache) -> PredicateId {
        let (predicates, targets) = (&mut self.predicates, &mut self.targets);
        Compiler { predicates, targets, definitions, cache, depth: 0 }.compile(schema)
    }

    /// The identifier of a predicate made of others.
    pub fn intern(&mut self, predicate: Predicate) -> PredicateId {
        self.predicates.intern(predicate)
    }

    /// A value that the first predicate accepts and the second does not.
    pub fn difference(&mut self, accepted_by: PredicateId, rejected_by: PredicateId) -> Satisfiability {
        self.satisfy(&[(accepted_by, true), (rejected_by, false)])
    }

    /// A value of which every literal of the goal is true.
    pub fn satisfy(&mut self, goal: &[Literal]) -> Satisfiability {
        self.total_steps = self.total_steps.saturating_add(self.steps);
        self.steps = if self.total_steps > TOTAL_LIMIT { STEP_LIMIT } else { 0 };
        self.open_goals.clear();
        self.shallowest_dependency = usize::MAX;
        self.solve(goal.to_vec())
    }

    /// Gives the questions to come the whole budget again.
    pub fn reset_budget(&mut self) {
        (self.steps, self.total_steps) = (0, 0);
    }

    /// Takes steps from the budget of the question at hand; `true` if it is used up.
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.steps > STEP_LIMIT
    }

    /// The predicate that holds of one value only.
    pub(super) fn constant(&mut self, value: &Value) -> PredicateId {
        let (definitions, mut cache) = (Definitions::default(), DefinitionCache::new(Interpretation::Accepted));
        let (predicates, targets) = (&mut self.predicates, &mut self.targets);
        Compiler { predicates, targets, definitions: &definitions, cache: &mut cache, depth: 0 }.constant(value)
    }
}
