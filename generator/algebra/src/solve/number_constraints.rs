//! What the atoms of a branch require of a number, gathered by subject.

use crate::{
    exact_number::ExactNumber,
    kind::Scalar,
    predicate::{Predicate, Strictness},
};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeSet;

/// A bound, and whether it is itself allowed.
type Bound = (BigRational, Strictness);

/// What is required of a number.
#[derive(Default)]
pub struct NumberConstraints {
    /// The lower bound.
    pub least: Option<Bound>,
    /// The upper bound.
    pub most: Option<Bound>,
    /// The number is a multiple of this.
    pub step: Option<ExactNumber>,
    /// The number is a multiple of none of these.
    pub not_multiples: Vec<ExactNumber>,
    /// The number is none of these.
    pub excluded: BTreeSet<ExactNumber>,
    /// The number is one of these.
    pub only: Option<BTreeSet<ExactNumber>>,
}

impl NumberConstraints {
    /// Adds a literal.
    pub fn add(&mut self, predicate: &Predicate, holds: bool) {
        match (predicate, holds) {
            (Predicate::Minimum(bound, strictness), true) => self.at_least(bound, *strictness),
            (Predicate::Maximum(bound, strictness), true) => self.at_most(bound, *strictness),
            (Predicate::Minimum(bound, strictness), false) => self.at_most(bound, strictness.opposite()),
            (Predicate::Maximum(bound, strictness), false) => self.at_least(bound, strictness.opposite()),
            (Predicate::MultipleOf(of), true) => {
                self.step = Some(self.step.take().map_or(of.clone(), |step| step.common_multiple(of)));
            }
            (Predicate::MultipleOf(of), false) => self.not_multiples.push(of.clone()),
            (Predicate::Enum(values), true) => {
                let numbers = numbers(values);
                self.only = Some(match self.only.take() {
                    Some(only) => only.intersection(&numbers).cloned().collect(),
                    None => numbers,
                });
            }
            (Predicate::Enum(values), false) => self.excluded.extend(numbers(values)),
            _ => {}
        }
    }

    /// Whether a number satisfies everything but `only`.
    pub fn allow(&self, number: &ExactNumber) -> bool {
        let exact = number.rational();
        let is_above = self.least.as_ref().is_none_or(|(least, strictness)| match strictness {
            Strictness::Inclusive => exact >= *least,
            Strictness::Exclusive => exact > *least,
        });
        let is_below = self.most.as_ref().is_none_or(|(most, strictness)| match strictness {
            Strictness::Inclusive => exact <= *most,
            Strictness::Exclusive => exact < *most,
        });
        is_above
            && is_below
            && self.step.as_ref().is_none_or(|step| number.is_multiple(step))
            && !self.not_multiples.iter().any(|of| number.is_multiple(of))
            && !self.excluded.contains(number)
    }

    /// The least factor of `step` within the bounds.
    pub fn least_factor(&self, step: &ExactNumber) -> Option<BigInt> {
        let (least, strictness) = self.least.as_ref()?;
        let first = (least / step.rational()).ceil().to_integer();
        let is_bound = BigRational::from_integer(first.clone()) * step.rational() == *least;
        Some(if is_bound && *strictness == Strictness::Exclusive { first + 1 } else { first })
    }

    /// The greatest factor of `step` within the bounds.
    pub fn most_factor(&self, step: &ExactNumber) -> Option<BigInt> {
        let (most, strictness) = self.most.as_ref()?;
        let last = (most / step.rational()).floor().to_integer();
        let is_bound = BigRational::from_integer(last.clone()) * step.rational() == *most;
        Some(if is_bound && *strictness == Strictness::Exclusive { last - 1 } else { last })
    }

    /// After how many multiples of `step` the pattern of forbidden multiples repeats itself.
    pub fn period(&self, step: &ExactNumber) -> BigInt {
        let period = self.not_multiples.iter().fold(step.clone(), |all, of| all.common_multiple(of));
        (period.rational() / step.rational()).to_integer()
    }

    fn at_least(&mut self, bound: &ExactNumber, strictness: Strictness) {
        let bound = bound.rational();
        let is_tighter = self
            .least
            .as_ref()
            .is_none_or(|(least, _)| bound > *least || bound == *least && strictness == Strictness::Exclusive);
        if is_tighter {
            self.least = Some((bound, strictness));
        }
    }

    fn at_most(&mut self, bound: &ExactNumber, strictness: Strictness) {
        let bound = bound.rational();
        let is_tighter = self
            .most
            .as_ref()
            .is_none_or(|(most, _)| bound < *most || bound == *most && strictness == Strictness::Exclusive);
        if is_tighter {
            self.most = Some((bound, strictness));
        }
    }
}

fn numbers(values: &[Scalar]) -> BTreeSet<ExactNumber> {
    values
        .iter()
        .filter_map(|value| match value {
            Scalar::Number(number) => Some(number.clone()),
            _ => None,
        })
        .collect()
}
