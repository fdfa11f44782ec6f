//! Finds a number between bounds that is a multiple of some numbers and not of others.

use super::{
    node::{Kind, Node, Scalar, Strictness},
    number::Number,
    search::{Algebra, Answer, Literal},
};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// Numbers that are tried one by one.
const TRIES: u64 = 5_000;

/// What is asked of a number.
#[derive(Default)]
struct Wanted {
    least: Option<(BigRational, Strictness)>,
    most: Option<(BigRational, Strictness)>,
    step: Option<Number>,
    not_multiples: Vec<Number>,
    excluded: BTreeSet<Number>,
    only: Option<BTreeSet<Number>>,
}

impl Algebra {
    pub(super) fn number(&mut self, kind: Kind, leaves: &[Literal]) -> Answer {
        let whole = Number::whole(1);
        let mut wanted = Wanted::default();
        match kind {
            Kind::Integer => wanted.step = Some(whole),
            _ => wanted.not_multiples.push(whole),
        }
        for (id, holds) in leaves {
            match (&*self.nodes.get(*id), holds) {
                (Node::Minimum(bound, strictness), true) => wanted.at_least(bound, *strictness),
                (Node::Maximum(bound, strictness), true) => wanted.at_most(bound, *strictness),
                (Node::Minimum(bound, strictness), false) => wanted.at_most(bound, strictness.opposite()),
                (Node::Maximum(bound, strictness), false) => wanted.at_least(bound, strictness.opposite()),
                (Node::Multiple(of), true) => {
                    wanted.step = Some(wanted.step.map_or(of.clone(), |step| step.common_multiple(of)));
                }
                (Node::Multiple(of), false) => wanted.not_multiples.push(of.clone()),
                (Node::Values(values), true) => {
                    let numbers = numbers(values);
                    wanted.only = Some(match wanted.only {
                        Some(only) => only.intersection(&numbers).cloned().collect(),
                        None => numbers,
                    });
                }
                (Node::Values(values), false) => wanted.excluded.extend(numbers(values)),
                _ => {}
            }
        }
        self.tire(4);
        wanted.find(self)
    }
}

fn numbers(values: &[Scalar]) -> BTreeSet<Number> {
    values
        .iter()
        .filter_map(|value| match value {
            Scalar::Number(number) => Some(number.clone()),
            _ => None,
        })
        .collect()
}

impl Strictness {
    fn opposite(self) -> Self {
        match self {
            Self::Inclusive => Self::Exclusive,
            Self::Exclusive => Self::Inclusive,
        }
    }
}

impl Wanted {
    fn at_least(&mut self, bound: &Number, strictness: Strictness) {
        let tighter = self.least.as_ref().is_none_or(|(least, _)| bound.rational() > *least)
            || self
                .least
                .as_ref()
                .is_some_and(|(least, _)| bound.rational() == *least && strictness == Strictness::Exclusive);
        if tighter {
            self.least = Some((bound.rational(), strictness));
        }
    }

    fn at_most(&mut self, bound: &Number, strictness: Strictness) {
        let tighter = self.most.as_ref().is_none_or(|(most, _)| bound.rational() < *most)
            || self
                .most
                .as_ref()
                .is_some_and(|(most, _)| bound.rational() == *most && strictness == Strictness::Exclusive);
        if tighter {
            self.most = Some((bound.rational(), strictness));
        }
    }

    fn fits(&self, number: &Number) -> bool {
        let exact = number.rational();
        let above = self.least.as_ref().is_none_or(|(least, strictness)| match strictness {
            Strictness::Inclusive => exact >= *least,
            Strictness::Exclusive => exact > *least,
        });
        let below = self.most.as_ref().is_none_or(|(most, strictness)| match strictness {
            Strictness::Inclusive => exact <= *most,
            Strictness::Exclusive => exact < *most,
        });
        above
            && below
            && self.step.as_ref().is_none_or(|step| number.is_multiple(step))
            && !self.not_multiples.iter().any(|of| number.is_multiple(of))
            && !self.excluded.contains(number)
    }

    fn find(&self, algebra: &mut Algebra) -> Answer {
        if let Some(only) = &self.only {
            return match only.iter().find(|number| self.fits(number)) {
                Some(number) => answer(number),
                None => Answer::Empty,
            };
        }
        match &self.step {
            Some(step) => self.find_multiple(step, algebra),
            None => self.find_between(),
        }
    }

    /// Goes through the multiples, those near to zero first.
    fn find_multiple(&self, step: &Number, algebra: &mut Algebra) -> Answer {
        if self.not_multiples.iter().any(|of| step.is_multiple(of)) {
            return Answer::Empty;
        }
        let width = step.rational();
        let whole = |bound: &BigRational, up: bool| {
            let quotient = bound / &width;
            if up { quotient.ceil() } else { quotient.floor() }.to_integer()
        };
        let least = self.least.as_ref().map(|(least, strictness)| {
            let first = whole(least, true);
            let on_bound = BigRational::from_integer(first.clone()) * &width == *least;
            if on_bound && *strictness == Strictness::Exclusive { first + 1 } else { first }
        });
        let most = self.most.as_ref().map(|(most, strictness)| {
            let last = whole(most, false);
            let on_bound = BigRational::from_integer(last.clone()) * &width == *most;
            if on_bound && *strictness == Strictness::Exclusive { last - 1 } else { last }
        });
        if let (Some(least), Some(most)) = (&least, &most)
            && least > most
        {
            return Answer::Empty;
        }
        let zero = BigInt::zero();
        let start = match (&least, &most) {
            (Some(least), _) if *least > zero => least.clone(),
            (_, Some(most)) if *most < zero => most.clone(),
            _ => zero,
        };
        // All that the numbers are not multiples of repeats itself after so many.
        let period = self.not_multiples.iter().fold(step.clone(), |all, of| all.common_multiple(of));
        let period = (period.rational() / &width).to_integer();
        let mut unrepresentable = None;
        let mut tried = 0;
        for offset in 0..TRIES {
            for factor in [&start + offset, &start - offset] {
                let within = least.as_ref().is_none_or(|least| factor >= *least)
                    && most.as_ref().is_none_or(|most| factor <= *most);
                if !within {
                    continue;
                }
                tried = offset;
                let number = Number::from(BigRational::from_integer(factor) * &width);
                if self.fits(&number) {
                    match answer(&number) {
                        found if found.is_found() => return found,
                        unknown => unrepresentable = unrepresentable.or(Some(unknown)),
                    }
                }
            }
            if offset > tried + 1 {
                break;
            }
        }
        if unrepresentable.is_some()
            && let Some(far) = self.far(step).find(|far| self.fits(far) && far.value().is_some())
        {
            return answer(&far);
        }
        algebra.tire(tried / 8);
        let all = match (&least, &most) {
            (Some(least), Some(most)) => most - least < BigInt::from(TRIES),
            _ => false,
        };
        match unrepresentable {
            Some(unknown) => unknown,
            None if all => Answer::Empty,
            None if self.excluded.is_empty() && period < BigInt::from(TRIES) => Answer::Empty,
            None => Answer::unknown("too many multiples would have to be tried"),
        }
    }

    /// Numbers that are so far away that only few of their digits are written.
    fn far(&self, step: &Number) -> impl Iterator<Item = Number> {
        let powers = (19..=22).flat_map(|power| [1, -1].map(|sign| BigInt::from(10).pow(power) * sign));
        let powers: Vec<Number> =
            powers.map(|far| Number::from(step.rational() * BigRational::from_integer(far))).collect();
        let bounds = [&self.least, &self.most].into_iter().flatten().map(|(bound, _)| bound.clone());
        let bounds = bounds.flat_map(|bound| {
            [11, 15, 20, 100, 9, 5].map(|tenths| Number::from(&bound * BigRational::new(tenths.into(), 10.into())))
        });
        powers.into_iter().chain(bounds.collect::<Vec<_>>())
    }

    /// Any number between two bounds: there are more of them than can be excluded.
    fn find_between(&self) -> Answer {
        let half = BigRational::new(BigInt::one(), BigInt::from(2));
        let width = BigRational::from_integer(BigInt::from(1));
        let (low, high) = match (self.least.as_ref().map(|it| &it.0), self.most.as_ref().map(|it| &it.0)) {
            (Some(least), Some(most)) => (least.clone(), most.clone()),
            // As far away as the bound is from zero, so that numbers as coarse as JSON's lie between.
            (Some(least), None) => (least.clone(), least + least.abs().max(width)),
            (None, Some(most)) => (most - most.abs().max(width), most.clone()),
            (None, None) => (BigRational::zero(), width),
        };
        if low > high {
            return Answer::Empty;
        }
        if low == high {
            let number = Number::from(low);
            return if self.fits(&number) { answer(&number) } else { Answer::Empty };
        }
        let mut unknown = Answer::unknown("no number of JSON's usual width lies between the bounds");
        // Tenths, hundredths and so on are what people write; halves are what numbers are kept as.
        let mut step = BigRational::one();
        for base in [10, 2] {
            step = if base == 2 { BigRational::one() } else { step };
            for _ in 0..if base == 2 { 70 } else { 12 } {
                step /= BigRational::from_integer(BigInt::from(base));
                let first = (&low / &step).ceil();
                let near =
                    if low < BigRational::zero() && high > BigRational::zero() { BigRational::zero() } else { first };
                for offset in 0..16 {
                    let number = Number::from((&near + BigRational::from_integer(BigInt::from(offset))) * &step);
                    if self.fits(&number) {
                        match answer(&number) {
                            found if found.is_found() => return found,
                            other => unknown = other,
                        }
                    }
                }
            }
        }
        let middle = Number::from((&low + &high) * half);
        if self.fits(&middle) { answer(&middle) } else { unknown }
    }
}

fn answer(number: &Number) -> Answer {
    match number.value() {
        Some(value) => Answer::found(value),
        None => Answer::unknown("JSON's usual numbers are too coarse for an example"),
    }
}
