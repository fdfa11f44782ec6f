//! Looks for a value of which some parts hold and others do not, kind of value by kind, case by case.

use super::{
    automaton::Automata,
    case::Case,
    compile::{Compiled, Compiler, Definitions, Reading},
    node::{Id, Kind, Node, Nodes},
};
use serde_json::Value;
use std::{collections::HashMap, rc::Rc};

/// A part, and whether it holds.
pub type Literal = (Id, bool);

/// What a search came to.
#[derive(Clone, Debug)]
pub enum Answer {
    /// There is no such value.
    Empty,
    /// This is one.
    Found(Rc<Value>),
    /// None was found, and that there is none is not certain.
    Unknown(Rc<str>),
}

/// Steps that a question may take.
const PATIENCE: u64 = 400_000;
/// Values within values that are looked into.
const DEEPEST: usize = 40;
/// Open choices of one case.
const OPEN: usize = 4_000;
/// Steps that all questions together may take.
const ENDURANCE: u64 = 20_000_000;

/// Finds values.
#[derive(Debug, Default)]
pub struct Algebra {
    /// All parts.
    pub(super) nodes: Nodes,
    /// What definitions that refer to themselves came to.
    pub(super) targets: Vec<Option<Id>>,
    pub(super) automata: Automata,
    pub(super) steps: u64,
    spent: u64,
    answers: HashMap<Vec<Literal>, Answer>,
    /// What is being looked for, with how deep.
    open: HashMap<Vec<Literal>, usize>,
    /// The outermost of these that the answer at hand rests on.
    rests_on: usize,
}

pub(super) const TOO_LONG: &str = "it takes too many steps to find out";

impl Algebra {
    /// What a schema says.
    pub fn schema(&mut self, schema: &Value, definitions: &Definitions, compiled: &mut Compiled) -> Id {
        Compiler { nodes: &mut self.nodes, targets: &mut self.targets, definitions, compiled, depth: 0 }.place(schema)
    }

    /// A part made of others.
    pub fn add(&mut self, node: Node) -> Id {
        self.nodes.add(node)
    }

    /// A value that is of the first, and not of the second.
    pub fn difference(&mut self, of: Id, not: Id) -> Answer {
        self.find(&[(of, true), (not, false)])
    }

    /// A value of which all of these hold or do not hold, as they say.
    pub fn find(&mut self, goal: &[Literal]) -> Answer {
        self.spent = self.spent.saturating_add(self.steps);
        self.steps = if self.spent > ENDURANCE { PATIENCE } else { 0 };
        self.open.clear();
        self.rests_on = usize::MAX;
        self.solve(goal.to_vec())
    }

    /// Begins anew to count what questions take.
    pub fn rest(&mut self) {
        (self.steps, self.spent) = (0, 0);
    }

    pub(super) fn constant(&mut self, value: &Value) -> Id {
        let (definitions, mut compiled) = (Definitions::default(), Compiled::new(Reading::Plain));
        let (nodes, targets) = (&mut self.nodes, &mut self.targets);
        Compiler { nodes, targets, definitions: &definitions, compiled: &mut compiled, depth: 0 }.constant(value)
    }

    /// Counts a step; `true` when there were too many.
    pub(super) fn tire(&mut self, steps: u64) -> bool {
        self.steps = self.steps.saturating_add(steps);
        self.steps > PATIENCE
    }

    /// Solves a goal within another.
    pub(super) fn solve(&mut self, mut goal: Vec<Literal>) -> Answer {
        goal.sort_unstable();
        goal.dedup();
        if goal.array_windows().any(|[(one, _), (other, _)]| one == other) {
            return Answer::Empty;
        }
        if let Some(answer) = self.answers.get(&goal) {
            return answer.clone();
        }
        if let Some(depth) = self.open.get(&goal) {
            // The smallest value of this sort holds no other of the sort: it need not be looked for inside itself.
            self.rests_on = self.rests_on.min(*depth);
            return Answer::Empty;
        }
        let depth = self.open.len();
        if depth >= DEEPEST {
            return Answer::unknown("values lie too deep in each other");
        }
        self.open.insert(goal.clone(), depth);
        let outer = std::mem::replace(&mut self.rests_on, usize::MAX);
        let mut answer = Answer::Empty;
        for kind in Kind::ALL {
            let case = Case {
                kind,
                is_positive: goal.iter().all(|(_, holds)| *holds),
                known: HashMap::new(),
                pending: goal.clone(),
                choices: Vec::new(),
                declared: Vec::new(),
                leaves: Vec::new(),
                opaque: None,
            };
            answer = answer.or(self.follow(case));
            if answer.is_found() {
                break;
            }
        }
        self.open.remove(&goal);
        let certain = match &answer {
            Answer::Found(_) => true,
            Answer::Empty => self.rests_on >= depth,
            Answer::Unknown(_) => false,
        };
        if certain {
            self.answers.insert(goal, answer.clone());
        }
        // What rests on this goal alone is settled with it.
        let rests_on = if self.rests_on < depth { self.rests_on } else { usize::MAX };
        self.rests_on = outer.min(rests_on);
        answer
    }

    fn follow(&mut self, mut case: Case) -> Answer {
        loop {
            if self.tire(1) {
                return Answer::unknown(TOO_LONG);
            }
            while let Some((id, holds)) = case.pending.pop() {
                if self.take(&mut case, id, holds).is_none() {
                    return Answer::Empty;
                }
            }
            if !case.declared.is_empty() {
                let all = self.nodes.add(Node::And(std::mem::take(&mut case.declared)));
                let alternatives = self.declared(all);
                self.choose(&mut case, alternatives);
            }
            match self.settle(&mut case) {
                None => return Answer::Empty,
                Some(true) => {}
                Some(false) => break,
            }
        }
        let leaf = self.leaf(&case);
        if case.choices.is_empty() || matches!(leaf, Answer::Empty) {
            return match (leaf, case.opaque) {
                (Answer::Found(_), Some(why)) => Answer::Unknown(why),
                (leaf, _) => leaf,
            };
        }
        if let (Answer::Found(value), None) = (&leaf, &case.opaque)
            && case.choices.iter().all(|choice| self.chosen(choice, value))
        {
            return leaf;
        }
        if case.choices.len() > OPEN {
            return Answer::unknown("too many alternatives are combined");
        }
        let Some(at) = (0..case.choices.len()).min_by_key(|at| case.choices.get(*at).map_or(0, |choice| choice.len()))
        else {
            return leaf;
        };
        let choice = case.choices.swap_remove(at);
        let mut answer = Answer::Empty;
        for alternative in choice.iter() {
            self.tire(case.known.len() as u64 / 8);
            let mut branch = case.clone();
            branch.pending.clone_from(alternative);
            answer = answer.or(self.follow(branch));
            if answer.is_found() || self.tire(1) {
                break;
            }
            // Where this alternative holds was looked already.
            if let [(id, holds)] = alternative.as_slice() {
                case.pending.push((*id, !holds));
            }
            while let Some((id, holds)) = case.pending.pop() {
                if self.take(&mut case, id, holds).is_none() {
                    return answer;
                }
            }
        }
        match self.tire(0) && !answer.is_found() {
            true => Answer::unknown(TOO_LONG),
            false => answer,
        }
    }

    /// Whether one alternative holds of a value, for certain.
    fn chosen(&mut self, choice: &[Vec<Literal>], value: &Value) -> bool {
        choice.iter().any(|all| all.iter().all(|(id, holds)| self.holds(*id, value) == Some(*holds)))
    }

    fn leaf(&mut self, case: &Case) -> Answer {
        let leaves = &case.leaves;
        match case.kind {
            Kind::Null | Kind::Boolean => self.constants(case.kind, leaves),
            Kind::Integer | Kind::Fraction => self.number(case.kind, leaves),
            Kind::Text => self.text(leaves),
            Kind::List => self.list(leaves),
            Kind::Object => self.object(leaves),
        }
    }

    /// Null, true and false: all there are of their kinds.
    fn constants(&mut self, kind: Kind, leaves: &[Literal]) -> Answer {
        let values: &[Value] =
            if kind == Kind::Null { &[Value::Null] } else { &[Value::Bool(true), Value::Bool(false)] };
        let mut answer = Answer::Empty;
        for value in values {
            if leaves.iter().all(|(id, holds)| self.holds(*id, value) == Some(*holds)) {
                answer = Answer::found(value.clone());
            }
        }
        answer
    }
}

impl Answer {
    pub(super) fn found(value: Value) -> Self {
        Self::Found(value.into())
    }

    pub(super) fn unknown(why: &str) -> Self {
        Self::Unknown(why.into())
    }

    pub(super) fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
    }

    /// What two ways together come to.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Found(value), _) | (_, Self::Found(value)) => Self::Found(value),
            (Self::Unknown(why), _) | (_, Self::Unknown(why)) => Self::Unknown(why),
            (Self::Empty, Self::Empty) => Self::Empty,
        }
    }
}
