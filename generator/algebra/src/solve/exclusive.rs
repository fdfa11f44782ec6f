//! The ways in which exactly one of several alternatives holds, or does not. Alternatives that cannot hold together by their
//! kinds or by a property that tells them apart are not refuted one by one.

use super::{
    branch::{Alternatives, Branch},
    solver::Solver,
};
use crate::predicate::{Exclusions, Literal, Predicate, PredicateId, SentAlternative};
use std::collections::BTreeSet;

impl Solver {
    /// Takes in that exactly one of several alternatives holds, or that this is not so; `None` if that contradicts the branch.
    ///
    /// Where exactly one of some holds and not exactly one of others, one that is not in both lists holds: of those that are,
    /// the same number holds. So a large union of which one alternative changed is about that one.
    pub(super) fn compare_exclusive(&mut self, branch: &mut Branch, id: PredicateId, holds: bool) -> Option<()> {
        let Some(own) = self.exclusive_operands(id, holds) else { return Some(()) };
        for (other, other_holds) in &branch.exclusive {
            let Some(others) = self.exclusive_operands(*other, *other_holds).filter(|_| *other_holds != holds) else {
                continue;
            };
            let differing: Alternatives =
                own.symmetric_difference(&others).map(|alternative| vec![(*alternative, true)]).collect();
            if differing.is_empty() {
                return None;
            }
            branch.choices.push(differing.into());
        }
        branch.exclusive.push((id, holds));
        Some(())
    }

    /// The alternatives of which a literal says that exactly one holds, or that this is not so; `None` if it says something
    /// else, or lists one twice.
    fn exclusive_operands(&self, id: PredicateId, holds: bool) -> Option<BTreeSet<PredicateId>> {
        let operands: Vec<PredicateId> = match (&*self.predicates.get(id), holds) {
            (Predicate::ExactlyOne(operands, _), _) | (Predicate::Disjoint(operands), true) => operands.clone(),
            (Predicate::OneSent(alternatives, _), true) => {
                alternatives.iter().map(|alternative| alternative.accepted).collect()
            }
            _ => return None,
        };
        let count = operands.len();
        Some(BTreeSet::from_iter(operands)).filter(|all| all.len() == count)
    }

    /// The ways in which exactly one operand holds, or in which none or several do.
    pub(super) fn exactly_one(
        &mut self,
        operands: &[PredicateId],
        exclusions: Option<&Exclusions>,
        holds: bool,
    ) -> Alternatives {
        if holds { chosen(operands, exclusions) } else { self.none_or_several(operands, exclusions) }
    }

    /// The ways in which exactly one alternative is accepted, and is sent; or in which that is not so.
    pub(super) fn one_sent(
        &mut self,
        alternatives: &[SentAlternative],
        exclusions: Option<&Exclusions>,
        holds: bool,
    ) -> Alternatives {
        let accepted: Vec<PredicateId> = alternatives.iter().map(|alternative| alternative.accepted).collect();
        if !holds {
            let mut ways = self.none_or_several(&accepted, exclusions);
            ways.extend(
                alternatives.iter().map(|alternative| vec![(alternative.accepted, true), (alternative.sent, false)]),
            );
            return ways;
        }
        let mut ways = chosen(&accepted, exclusions);
        // There is one way for each alternative, or there are two.
        for (way, alternative) in ways.iter_mut().zip(alternatives.iter().cycle()) {
            way.push((alternative.sent, true));
        }
        ways
    }

    fn none_or_several(&mut self, operands: &[PredicateId], exclusions: Option<&Exclusions>) -> Alternatives {
        let mut ways = vec![operands.iter().map(|id| (*id, false)).collect()];
        let mut add_pairs = |at: usize, others: &mut dyn Iterator<Item = usize>, also: Option<Literal>| {
            for other in others.filter(|other| *other > at) {
                let pair = operands.get(at).zip(operands.get(other));
                ways.extend(pair.map(|(one, other)| also.into_iter().chain([(*one, true), (*other, true)]).collect()));
            }
        };
        let Some(exclusions) = exclusions else {
            (0..operands.len()).for_each(|at| add_pairs(at, &mut (0..operands.len()), None));
            return ways;
        };
        for (at, others) in exclusions.among_tagged.iter().enumerate() {
            add_pairs(at, &mut others.iter().copied(), Some((exclusions.tagged, true)));
        }
        // Several that hold of a value without the property: taken apart only where that is considered.
        if exclusions.among_others.iter().any(|others| !others.is_empty()) {
            let any = self.intern(Predicate::Or(operands.to_vec()));
            let one = self.intern(Predicate::ExactlyOne(operands.to_vec(), None));
            ways.push(vec![(exclusions.tagged, false), (any, true), (one, false)]);
        }
        ways
    }
}

/// The ways in which one operand holds and no other does.
fn chosen(operands: &[PredicateId], exclusions: Option<&Exclusions>) -> Alternatives {
    let refuted = |others: &[usize]| -> Vec<Literal> {
        others.iter().filter_map(|other| Some((*operands.get(*other)?, false))).collect()
    };
    let Some(exclusions) = exclusions else {
        return (0..operands.len())
            .map(|chosen| operands.iter().enumerate().map(|(at, id)| (*id, at == chosen)).collect())
            .collect();
    };
    let sides = [(&exclusions.among_tagged, true), (&exclusions.among_others, false)];
    let ways = sides.into_iter().flat_map(|(lists, is_tagged)| {
        operands.iter().zip(lists).map(move |(id, others)| {
            [(exclusions.tagged, is_tagged), (*id, true)].into_iter().chain(refuted(others)).collect()
        })
    });
    ways.collect()
}
