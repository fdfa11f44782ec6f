//! The solver: its state, its step budget and the questions that it answers.

use super::{branch::Alternatives, satisfiability::Satisfiability};
use crate::{
    arena::PredicateArena,
    compile::{Compiler, DefinitionCache, Definitions, Interpretation},
    language::AutomatonCache,
    predicate::{Literal, Predicate, PredicateId},
};
use foldhash::{HashMap, HashMapExt};
use serde_json::Value;
use std::rc::Rc;

/// Steps that one question may take; a step is a fraction of a microsecond.
const STEP_LIMIT: u64 = 400_000;
/// Steps that all questions since the last [`Solver::reset_budget`] may take, so that a type with many properties ends.
const TOTAL_LIMIT: u64 = 20_000_000;
/// What is left of that where very many types are compared.
const LEAST_TOTAL: u64 = 1_000_000;
/// Steps of a whole comparison, by which each type gets its share.
const WHOLE_LIMIT: u64 = 400_000_000;
/// Steps of each question beyond these: enough for one that is easily answered.
const LEAST_STEPS: u64 = 2_000;

/// The reason given for a question that exceeded its step limit.
pub(super) const OUT_OF_STEPS: &str = "it takes too many steps to find out";

/// Compiles schemas, and decides which sets of values they accept have members in common.
#[derive(Debug)]
pub struct Solver {
    pub(super) predicates: PredicateArena,
    /// What each recursive definition was compiled to; a [`Predicate::Reference`] holds an index of this list.
    pub(super) targets: Vec<Option<PredicateId>>,
    pub(super) automata: AutomatonCache,
    /// Steps of the question at hand.
    steps: u64,
    /// Steps of all questions before.
    total_steps: u64,
    /// Steps that all questions since the last reset may take.
    total_limit: u64,
    /// Whether the search looks ahead: it took all steps without.
    pub(super) looks_ahead: bool,
    /// Questions that took all of their steps.
    exhausted: HashMap<Vec<Literal>, Satisfiability>,
    /// Answers that do not depend on an open goal.
    pub(super) answers: HashMap<Vec<Literal>, Satisfiability>,
    /// What [`Predicate::DeclaredOnly`] comes to, by what declares.
    pub(super) declared_cases: HashMap<PredicateId, Option<Rc<Alternatives>>>,
    /// Goals that are being solved, each with the number of goals around it.
    pub(super) open_goals: HashMap<Vec<Literal>, usize>,
    /// The shallowest open goal that the answer at hand depends on.
    pub(super) shallowest_dependency: usize,
}

impl Default for Solver {
    fn default() -> Self {
        Self {
            predicates: PredicateArena::default(),
            targets: Vec::new(),
            automata: AutomatonCache::default(),
            steps: 0,
            total_steps: 0,
            total_limit: TOTAL_LIMIT,
            looks_ahead: false,
            exhausted: HashMap::new(),
            answers: HashMap::new(),
            declared_cases: HashMap::new(),
            open_goals: HashMap::new(),
            shallowest_dependency: usize::MAX,
        }
    }
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

    /// Whether a predicate is a union of alternatives of which no two can hold of one value, as their kinds or a property
    /// tell them apart.
    pub fn is_disjoint(&self, id: PredicateId) -> bool {
        match &*self.predicates.get(id) {
            Predicate::Disjoint(_) => true,
            Predicate::And(operands) => matches!(operands.as_slice(), [one] if self.is_disjoint(*one)),
            _ => false,
        }
    }

    /// A value that the first predicate accepts and the second does not.
    pub fn difference(&mut self, accepted_by: PredicateId, rejected_by: PredicateId) -> Satisfiability {
        self.satisfy(&[(accepted_by, true), (rejected_by, false)])
    }

    /// A value of which every literal of the goal is true.
    pub fn satisfy(&mut self, goal: &[Literal]) -> Satisfiability {
        self.total_steps = self.total_steps.saturating_add(self.steps);
        self.steps = if self.total_steps > self.total_limit { STEP_LIMIT - LEAST_STEPS } else { 0 };
        self.open_goals.clear();
        self.shallowest_dependency = usize::MAX;
        if let Some(answer) = self.exhausted.get(goal) {
            return answer.clone();
        }
        let is_whole = self.steps == 0;
        let mut answer = self.solve(goal.to_vec());
        // Looking ahead finds proofs where the plain search gets lost, and takes the steps that it needs for a witness.
        if is_whole && self.is_spent() && matches!(answer, Satisfiability::Unknown(_)) {
            self.total_steps = self.total_steps.saturating_add(self.steps);
            self.steps = 0;
            self.open_goals.clear();
            self.shallowest_dependency = usize::MAX;
            self.looks_ahead = true;
            answer = self.solve(goal.to_vec());
            self.looks_ahead = false;
        }
        // A question that took all steps once would take them again.
        if is_whole && matches!(answer, Satisfiability::Unknown(_)) {
            self.exhausted.insert(goal.to_vec(), answer.clone());
        }
        answer
    }

    /// Gives the questions to come a budget: that of one of so many parts of a whole.
    pub fn reset_budget(&mut self, parts: usize) {
        (self.steps, self.total_steps) = (0, 0);
        self.total_limit = (WHOLE_LIMIT / parts.max(1) as u64).clamp(LEAST_TOTAL, TOTAL_LIMIT);
    }

    /// Whether the budget of the question at hand is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.steps > STEP_LIMIT
    }

    /// Takes steps from the budget of the question at hand; `true` if it is used up.
    pub(super) fn spend(&mut self, steps: u64) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.is_spent()
    }

    /// The predicate that holds of one value only.
    pub fn constant(&mut self, value: &Value) -> PredicateId {
        let (definitions, mut cache) = (Definitions::default(), DefinitionCache::new(Interpretation::Accepted));
        let (predicates, targets) = (&mut self.predicates, &mut self.targets);
        Compiler { predicates, targets, definitions: &definitions, cache: &mut cache, depth: 0 }.constant(value)
    }
}
