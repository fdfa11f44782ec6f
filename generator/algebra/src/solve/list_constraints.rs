//! What the atoms of a branch require of a list, gathered by subject.

use crate::predicate::{Literal, Predicate, PredicateId};

/// Positions with literals of their own; all elements after them satisfy the same literals.
pub const POSITION_LIMIT: u64 = 16;

/// What is required of a list.
#[derive(Clone, Default)]
pub struct ListConstraints {
    /// The least number of elements.
    pub least: u64,
    /// The greatest number of elements, if there is one.
    pub most: Option<u64>,
    /// Whether all elements must differ.
    pub is_unique: bool,
    /// Whether at least two elements must be equal.
    pub is_repeated: bool,
    /// Predicates for the element at an index.
    pub items: Vec<(u64, PredicateId)>,
    /// Predicates for all elements from an index on.
    pub suffixes: Vec<(u64, PredicateId)>,
    /// Literals that must hold of some element.
    pub obligations: Vec<ElementObligation>,
    /// Predicates that must hold of at most a number of elements.
    pub at_most_of: Vec<(PredicateId, u64)>,
}

/// A literal that must hold of some element.
#[derive(Clone)]
pub struct ElementObligation {
    /// The first index at which the element may be.
    pub from: u64,
    /// The index before which it must be.
    pub to: u64,
    /// What must hold of it.
    pub literal: Literal,
    /// Obligations of one group need an element each: `minContains: 2` makes two.
    pub group: usize,
}

impl ListConstraints {
    /// Adds a literal; `None` if no list satisfies it.
    pub fn add(&mut self, predicate: &Predicate, holds: bool, group: usize) -> Option<()> {
        match (predicate, holds) {
            (Predicate::MinItems(least), true) => self.least = self.least.max(*least),
            (Predicate::MaxItems(most), true) => self.at_most(*most),
            (Predicate::MaxItems(most), false) => self.least = self.least.max(most.saturating_add(1)),
            (Predicate::MinItems(least), false) => self.at_most(least.checked_sub(1)?),
            (Predicate::UniqueItems, true) => self.is_unique = true,
            (Predicate::UniqueItems, false) => {
                self.is_repeated = true;
                self.least = self.least.max(2);
            }
            (Predicate::Item(at, id), true) => self.items.push((*at, *id)),
            (Predicate::Item(at, id), false) => self.violate(*id, *at, at.saturating_add(1), group),
            (Predicate::Items(from, id), true) => self.suffixes.push((*from, *id)),
            (Predicate::Items(from, id), false) => self.violate(*id, *from, u64::MAX, group),
            (Predicate::MinContains(id, least), true) => self.contain(*id, *least, group),
            (Predicate::MaxContains(id, most), false) => self.contain(*id, most.saturating_add(1), group),
            (Predicate::MaxContains(id, most), true) => self.at_most_of.push((*id, *most)),
            (Predicate::MinContains(id, least), false) => self.at_most_of.push((*id, least.checked_sub(1)?)),
            (Predicate::Enum(_), true) => return None,
            _ => {}
        }
        Some(())
    }

    /// The literals that hold of the element at an index, obligations aside.
    pub fn at(&self, index: u64) -> Vec<Literal> {
        let items = self.items.iter().filter(|(at, _)| *at == index).map(|(_, id)| (*id, true));
        let suffixes = self.suffixes.iter().filter(|(from, _)| *from <= index).map(|(_, id)| (*id, true));
        items.chain(suffixes).collect()
    }

    /// The index from which on the same literals hold of all elements.
    pub fn uniform_from(&self) -> u64 {
        let items = self.items.iter().map(|(at, _)| at + 1);
        items.chain(self.suffixes.iter().map(|(from, _)| *from)).max().unwrap_or_default()
    }

    /// The greatest length worth trying: a longer list has an element that could be removed.
    pub fn longest_useful(&self) -> u64 {
        let obliged = self.obligations.iter().map(|obligation| obligation.from).max().unwrap_or_default();
        let individual = self.uniform_from().max(obliged);
        let pair = if self.is_repeated { 2 } else { 0 };
        let needed = individual.saturating_add(self.obligations.len() as u64).saturating_add(pair);
        let longest = self.least.max(needed);
        self.most.map_or(longest, |most| most.min(longest))
    }

    fn at_most(&mut self, most: u64) {
        self.most = Some(self.most.map_or(most, |known| known.min(most)));
    }

    /// Requires an element between two indices that does not satisfy a predicate.
    fn violate(&mut self, id: PredicateId, from: u64, to: u64, group: usize) {
        self.least = self.least.max(from.saturating_add(1));
        self.obligations.push(ElementObligation { from, to, literal: (id, false), group });
    }

    /// Requires a number of elements that satisfy a predicate.
    fn contain(&mut self, id: PredicateId, count: u64, group: usize) {
        self.least = self.least.max(count);
        let obligation = ElementObligation { from: 0, to: u64::MAX, literal: (id, true), group };
        let count = usize::try_from(count.min(POSITION_LIMIT + 1)).unwrap_or_default();
        self.obligations.extend(std::iter::repeat_n(obligation, count));
    }
}
