//! One branch of the search: what is assumed in it, and which choices are still open.

use super::solver::{OUT_OF_STEPS, Solver};
use crate::{
    kind::ValueKind,
    predicate::{Literal, Predicate, PredicateId},
};
use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

/// Operands of an `ExactlyOne` that are expanded; the expansion of its negation is quadratic.
const EXCLUSIVE_LIMIT: usize = 200;

/// Alternatives, of each of which all literals must hold.
pub type Alternatives = Vec<Vec<Literal>>;

/// A set of assumptions about a value of one kind.
#[derive(Clone)]
pub struct Branch {
    /// The kind of the value.
    pub kind: ValueKind,
    /// Whether the goal holds positive literals only: is there any value at all?
    pub is_positive: bool,
    /// Predicates whose truth is assumed.
    pub assigned: HashMap<PredicateId, bool>,
    /// Literals that are to be assumed next.
    pub pending: Vec<Literal>,
    /// Choices, in each of which one alternative must hold.
    pub choices: Vec<Rc<Alternatives>>,
    /// Operands of [`Predicate::DeclaredOnly`]: together they declare the properties that may be sent.
    pub declaring: Vec<PredicateId>,
    /// Literals of which each says that exactly one of several alternatives holds, or that this is not so.
    pub exclusive: Vec<Literal>,
    /// Literals about values of this kind, to be solved by number, text, list or object.
    pub atoms: Vec<Literal>,
    /// The open choices when the search last looked ahead; 0 if it has not.
    pub looked_ahead: usize,
    /// Why a witness of this branch would prove nothing.
    pub unknown: Option<Rc<str>>,
}

impl Branch {
    /// The branch of a goal for values of one kind.
    pub fn new(kind: ValueKind, goal: &[Literal]) -> Self {
        Self {
            kind,
            is_positive: goal.iter().all(|(_, holds)| *holds),
            assigned: HashMap::new(),
            pending: goal.to_vec(),
            choices: Vec::new(),
            declaring: Vec::new(),
            exclusive: Vec::new(),
            atoms: Vec::new(),
            looked_ahead: 0,
            unknown: None,
        }
    }

    /// Adds a choice; `None` stands for one with too many alternatives to list.
    pub fn choose(&mut self, alternatives: Option<Alternatives>) {
        match alternatives {
            Some(alternatives) => self.choices.push(alternatives.into()),
            None => self.unknown = Some("too many alternatives decide which properties are evaluated".into()),
        }
    }
}

impl Solver {
    /// Assumes a literal; `None` if it contradicts the branch.
    pub(super) fn assume(&mut self, branch: &mut Branch, id: PredicateId, holds: bool) -> Option<()> {
        if self.spend(1) {
            branch.unknown = Some(OUT_OF_STEPS.into());
            return Some(());
        }
        match branch.assigned.insert(id, holds) {
            Some(assigned) if assigned == holds => return Some(()),
            Some(_) => return None,
            None => {}
        }
        let predicate = self.predicates.get(id);
        if !predicate.applies_to(branch.kind) {
            return holds.then_some(());
        }
        self.compare_exclusive(branch, id, holds)?;
        let all = |ids: &[PredicateId], holds: bool| ids.iter().map(move |id| (*id, holds)).collect::<Vec<_>>();
        let each = |ids: &[PredicateId], holds: bool| ids.iter().map(|id| vec![(*id, holds)]).collect::<Vec<_>>();
        match (&*predicate, holds) {
            (Predicate::And(operands), true) => branch.pending.extend(all(operands, true)),
            (Predicate::Or(operands) | Predicate::Disjoint(operands), false) => {
                branch.pending.extend(all(operands, false))
            }
            (Predicate::And(operands), false) => branch.choices.push(each(operands, false).into()),
            (Predicate::Or(operands) | Predicate::Disjoint(operands), true) => {
                branch.choices.push(each(operands, true).into());
            }
            (Predicate::OneSent(alternatives, _), _) if alternatives.len() > EXCLUSIVE_LIMIT => {
                branch.unknown = Some("too many alternatives exclude each other".into());
            }
            (Predicate::OneSent(alternatives, exclusions), _) => {
                let ways = self.one_sent(alternatives, exclusions.as_deref(), holds);
                branch.choices.push(ways.into());
            }
            (Predicate::ExactlyOne(operands, _), _) if operands.len() > EXCLUSIVE_LIMIT => {
                branch.unknown = Some("too many alternatives exclude each other".into());
            }
            (Predicate::ExactlyOne(operands, exclusions), _) => {
                let ways = self.exactly_one(operands, exclusions.as_deref(), holds);
                branch.choices.push(ways.into());
            }
            (Predicate::Not(operand), _) => branch.pending.push((*operand, !holds)),
            (Predicate::Reference(target), _) => match self.targets.get(*target as usize).copied().flatten() {
                Some(target) => branch.pending.push((target, holds)),
                None => branch.unknown = Some("a reference has no target".into()),
            },
            // Some value satisfies the keyword, whatever it means: a schema that accepts nothing would not be sent.
            (Predicate::Uninterpreted(_), true) if branch.is_positive => {}
            (Predicate::Uninterpreted(what), _) => {
                branch.unknown = Some(format!("it is not known what {what} allows").into());
            }
            (Predicate::Type(kinds), _) => return (kinds.contains(branch.kind) == holds).then_some(()),
            (Predicate::DependentSchema(name, schema), _) => {
                let required = self.predicates.intern(Predicate::Required(name.clone()));
                match holds {
                    true => {
                        let present = vec![(*schema, true), (required, true)];
                        branch.choices.push(vec![vec![(required, false)], present].into());
                    }
                    false => branch.pending.extend([(required, true), (*schema, false)]),
                }
            }
            (Predicate::UnevaluatedProperties(evaluating, schema), _) => {
                let alternatives = self.unevaluated_properties(*evaluating, *schema, holds);
                branch.choose(alternatives);
            }
            (Predicate::UnevaluatedItems(evaluating, schema), _) => {
                let alternatives = self.unevaluated_items(*evaluating, *schema, holds);
                branch.choose(alternatives);
            }
            // What one schema of the value declares is declared for all of its schemas.
            (Predicate::DeclaredOnly(declaring), true) => branch.declaring.push(*declaring),
            _ => branch.atoms.push((id, holds)),
        }
        Some(())
    }

    /// Unit propagation: drops alternatives that contradict the branch, and makes the literals of the last alternative
    /// of a choice pending. `Some(true)` if there was such a one, `None` if a choice has no alternative left.
    pub(super) fn propagate(&mut self, branch: &mut Branch) -> Option<bool> {
        let mut open = Vec::new();
        let mut is_forced = false;
        for choice in std::mem::take(&mut branch.choices) {
            self.spend(1 + choice.len() as u64 / 8);
            match self.reduce(branch, &choice) {
                Reduced::Satisfied => {}
                Reduced::Unchanged => open.push(choice),
                Reduced::To(mut alternatives) => match alternatives.len() {
                    0 => return None,
                    1 => {
                        branch.pending.extend(alternatives.drain(..).flatten());
                        is_forced = true;
                    }
                    _ => open.push(Rc::new(alternatives)),
                },
            }
        }
        branch.choices = open;
        Some(is_forced)
    }

    /// A choice without the alternatives that are false in the branch and the literals that are true in it.
    fn reduce(&self, branch: &Branch, choice: &Rc<Alternatives>) -> Reduced {
        let mut left = Vec::new();
        let mut is_shorter = false;
        for alternative in choice.iter() {
            let mut undecided = Vec::new();
            let mut is_possible = true;
            for (id, holds) in alternative {
                match self.assigned(branch, *id) {
                    Some(assigned) if assigned != *holds => is_possible = false,
                    Some(_) => {}
                    None => undecided.push((*id, *holds)),
                }
            }
            if !is_possible {
                is_shorter = true;
                continue;
            }
            if undecided.is_empty() {
                return Reduced::Satisfied;
            }
            is_shorter |= undecided.len() < alternative.len();
            left.push(undecided);
        }
        if is_shorter || left.len() < 2 { Reduced::To(left) } else { Reduced::Unchanged }
    }

    /// Whether a predicate holds in a branch; `None` if the branch does not decide it.
    fn assigned(&self, branch: &Branch, id: PredicateId) -> Option<bool> {
        if let Some(assigned) = branch.assigned.get(&id) {
            return Some(*assigned);
        }
        match &*self.predicates.get(id) {
            Predicate::Type(kinds) => Some(kinds.contains(branch.kind)),
            Predicate::And(operands) if operands.is_empty() => Some(true),
            Predicate::Or(operands) if operands.is_empty() => Some(false),
            Predicate::Not(operand) => self.assigned(branch, *operand).map(|assigned| !assigned),
            predicate if !predicate.applies_to(branch.kind) => Some(true),
            _ => None,
        }
    }
}

/// What is left of a choice in a branch.
enum Reduced {
    /// An alternative holds already.
    Satisfied,
    /// Nothing about the choice is decided.
    Unchanged,
    /// These alternatives are left.
    To(Alternatives),
}
