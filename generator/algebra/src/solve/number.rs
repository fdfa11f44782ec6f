//! Finds a number: between bounds, a multiple of some numbers and not of others.

use super::{number_constraints::NumberConstraints, satisfiability::Satisfiability, solver::Solver};
use crate::{exact_number::ExactNumber, kind::ValueKind, predicate::Literal};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Multiples that are tried one by one, on either side of the start.
const TRIES: u64 = 5_000;

impl Solver {
    /// Solves atoms about numbers; `kind` says whether an integer or a fraction is wanted.
    pub(super) fn solve_number(&mut self, kind: ValueKind, atoms: &[Literal]) -> Satisfiability {
        let one = ExactNumber::whole(1);
        let mut constraints = NumberConstraints::default();
        match kind {
            ValueKind::Integer => constraints.step = Some(one),
            _ => constraints.not_multiples.push(one),
        }
        for (id, holds) in atoms {
            constraints.add(&self.predicates.get(*id), *holds);
        }
        self.spend(4);
        if let Some(only) = &constraints.only {
            return match only.iter().find(|number| constraints.allow(number)) {
                Some(number) => witness(number),
                None => Satisfiability::Unsatisfiable,
            };
        }
        match &constraints.step {
            Some(step) => self.find_multiple(&constraints, step),
            None => find_between(&constraints),
        }
    }

    /// Tries the multiples of `step` between the bounds, those nearest to zero first.
    fn find_multiple(&mut self, constraints: &NumberConstraints, step: &ExactNumber) -> Satisfiability {
        if constraints.not_multiples.iter().any(|of| step.is_multiple(of)) {
            return Satisfiability::Unsatisfiable;
        }
        let (least, most) = (constraints.least_factor(step), constraints.most_factor(step));
        if let (Some(least), Some(most)) = (&least, &most)
            && least > most
        {
            return Satisfiability::Unsatisfiable;
        }
        let zero = BigInt::zero();
        let start = match (&least, &most) {
            (Some(least), _) if *least > zero => least.clone(),
            (_, Some(most)) if *most < zero => most.clone(),
            _ => zero,
        };
        let width = step.rational();
        let mut inexpressible = None;
        let mut tried = 0;
        for offset in 0..TRIES {
            for factor in [&start + offset, &start - offset] {
                let is_within = least.as_ref().is_none_or(|least| factor >= *least)
                    && most.as_ref().is_none_or(|most| factor <= *most);
                if !is_within {
                    continue;
                }
                tried = offset;
                let number = ExactNumber::from(BigRational::from_integer(factor) * &width);
                if constraints.allow(&number) {
                    match witness(&number) {
                        found if found.is_satisfiable() => return found,
                        unknown => inexpressible = inexpressible.or(Some(unknown)),
                    }
                }
            }
            if offset > tried + 1 {
                break;
            }
        }
        let far = || far_multiples(constraints, step).find(|far| constraints.allow(far) && far.value().is_some());
        if inexpressible.is_some()
            && let Some(far) = far()
        {
            return witness(&far);
        }
        self.spend(tried / 8);
        let is_exhaustive = match (&least, &most) {
            (Some(least), Some(most)) => most - least < BigInt::from(TRIES),
            _ => false,
        };
        match inexpressible {
            Some(unknown) => unknown,
            None if is_exhaustive => Satisfiability::Unsatisfiable,
            None if constraints.excluded.is_empty() && constraints.period(step) < BigInt::from(TRIES) => {
                Satisfiability::Unsatisfiable
            }
            None => Satisfiability::unknown("too many multiples would have to be tried"),
        }
    }
}

/// Numbers so far from zero that doubles have few significant digits of them: tried where nearer ones have too many.
fn far_multiples(constraints: &NumberConstraints, step: &ExactNumber) -> impl Iterator<Item = ExactNumber> {
    let powers = (19..=22).flat_map(|power| [1, -1].map(|sign| BigInt::from(10).pow(power) * sign));
    let powers: Vec<ExactNumber> =
        powers.map(|far| ExactNumber::from(step.rational() * BigRational::from_integer(far))).collect();
    let bounds = [&constraints.least, &constraints.most].into_iter().flatten().map(|(bound, _)| bound.clone());
    let bounds = bounds.flat_map(|bound| {
        [11, 15, 20, 100, 9, 5].map(|tenths| ExactNumber::from(&bound * BigRational::new(tenths.into(), 10.into())))
    });
    powers.into_iter().chain(bounds.collect::<Vec<_>>())
}

/// Finds a number between the bounds where no multiple is asked for: there are more than can be excluded.
fn find_between(constraints: &NumberConstraints) -> Satisfiability {
    let one = BigRational::one();
    let (low, high) = match (constraints.least.as_ref().map(|it| &it.0), constraints.most.as_ref().map(|it| &it.0)) {
        (Some(least), Some(most)) => (least.clone(), most.clone()),
        // An interval as wide as the bound is large, so that a double lies within it.
        (Some(least), None) => (least.clone(), least + least.abs().max(one)),
        (None, Some(most)) => (most - most.abs().max(one), most.clone()),
        (None, None) => (BigRational::zero(), one),
    };
    if low > high {
        return Satisfiability::Unsatisfiable;
    }
    if low == high {
        let number = ExactNumber::from(low);
        return if constraints.allow(&number) { witness(&number) } else { Satisfiability::Unsatisfiable };
    }
    let mut unknown = Satisfiability::unknown("no double lies between the bounds");
    // First tenths, hundredths and so on, as people write them; then halves, quarters and so on, as doubles keep them.
    for (base, digits) in [(10, 12), (2, 70)] {
        let mut step = BigRational::one();
        for _ in 0..digits {
            step /= BigRational::from_integer(BigInt::from(base));
            let is_around_zero = low < BigRational::zero() && high > BigRational::zero();
            let first = if is_around_zero { BigRational::zero() } else { (&low / &step).ceil() };
            for offset in 0..16 {
                let number = ExactNumber::from((&first + BigRational::from_integer(BigInt::from(offset))) * &step);
                if constraints.allow(&number) {
                    match witness(&number) {
                        found if found.is_satisfiable() => return found,
                        other => unknown = other,
                    }
                }
            }
        }
    }
    let middle = ExactNumber::from((&low + &high) / BigRational::from_integer(BigInt::from(2)));
    if constraints.allow(&middle) { witness(&middle) } else { unknown }
}

/// A number that satisfies all constraints, as a witness, if JSON can express it without rounding.
fn witness(number: &ExactNumber) -> Satisfiability {
    match number.value() {
        Some(value) => Satisfiability::satisfiable(value),
        None => Satisfiability::unknown("no double has the exact value of an example"),
    }
}
