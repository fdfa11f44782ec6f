//! Valid payloads with several boundary values at once: all at their maximum, all at their minimum, and every pair of two,
//! ordinary values included (a pairwise covering array), since some implementations only fail where two meet.

use super::{
    boundary_values::{self, Valid},
    contradicted,
    positive::{level, name_of, positive, without_gaps},
    subject::CaseSubject,
};
use crate::{
    case::{Case, Level},
    place,
};
use ringback_constraints::model::Node;
use ringback_contract::{
    provenance::{Basis, Source},
    subject::Step,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Values of one place that are combined at most; of more, the first and the last are kept.
const MOST_VALUES: usize = 3;

/// Places that are combined at most.
const MOST_PLACES: usize = 40;

/// A place with boundary values, from the smallest to the largest.
struct Factor {
    place: Vec<Step>,
    values: Vec<Valid>,
    /// Whether the values are the smallest and the largest that a bound allows, in this order.
    is_bounded: bool,
}

/// A payload: for each factor the index of its value, or none for the ordinary one.
type Row = Vec<Option<usize>>;

/// The cases with several boundary values at once.
pub fn cases(subject: &CaseSubject) -> Vec<Case> {
    let root = &subject.kind.node;
    let Some(full) = subject.samples.full(root) else { return Vec::new() };
    let base = without_gaps(root, &full).unwrap_or(full);
    let mut factors = Vec::new();
    subject.begin();
    visit(subject, root, &base, &mut Vec::new(), &[], &mut factors);
    factors.truncate(MOST_PLACES);
    if factors.len() < 2 {
        return Vec::new();
    }
    let Some(judge) = subject.judge else { return Vec::new() };
    let bounded = |index: fn(usize) -> Option<usize>| -> Row {
        factors.iter().map(|factor| index(factor.values.len()).filter(|_| factor.is_bounded)).collect()
    };
    // One value alone is the largest: few things are bounded from below only.
    let (least, most) = (bounded(|values| (values > 1).then_some(0)), bounded(|values| values.checked_sub(1)));
    let named = [("all-at-their-minimum".to_owned(), least), ("all-at-their-maximum".to_owned(), most)];
    let pairs = pairwise(&factors.iter().map(|factor| factor.values.len()).collect::<Vec<_>>());
    let pairs = pairs.into_iter().enumerate().map(|(index, row)| (format!("together-{}", index + 1), row));
    let mut sent: Vec<Value> = vec![base.clone()];
    let mut cases = Vec::new();
    for (way, row) in named.into_iter().chain(pairs) {
        let Some(Combined { payload, basis, because, parts }) = combined(subject, &base, &factors, &row) else {
            continue;
        };
        // Rules about several properties may exclude values that are allowed apart.
        if sent.contains(&payload) || !judge.broken_at(&payload).is_empty() {
            continue;
        }
        let level = level(subject, basis, &payload);
        cases.push(Case { parts, ..positive(subject, &[], &way, level, payload.clone(), because) });
        sent.push(payload);
    }
    cases
}

/// Collects the places with boundary values that have only one reading.
fn visit<'n>(
    subject: &'n CaseSubject,
    node: &'n Node,
    base: &Value,
    place: &mut Vec<Step>,
    within: &[&'n str],
    factors: &mut Vec<Factor>,
) {
    let Some((node, within)) = subject.resolved(node, within) else { return };
    if let Some(ordinary) = place::at(base, place).filter(|_| !place.is_empty()) {
        let notations = &subject.model.vendor.notations;
        let mut values: Vec<Valid> = Vec::new();
        for valid in boundary_values::values(name_of(place), node, ordinary, notations) {
            let is_new = values.iter().all(|known| known.value != valid.value);
            if valid.decided && is_new && is_as_sure_as_its_type(subject, base, place, &valid) {
                values.push(valid);
            }
        }
        while values.len() > MOST_VALUES {
            values.remove(values.len() / 2);
        }
        if !values.is_empty() {
            let is_bounded = node.constraints.iter().any(|constraint| constraint.value.interval().is_some());
            factors.push(Factor { place: place.clone(), values, is_bounded });
        }
    }
    for (step, part) in node.parts() {
        // Of a list's elements or a map's values, one stands for all.
        if matches!(step, Step::Property(_)) {
            place.push(step);
            visit(subject, part, base, place, &within, factors);
            place.pop();
        }
    }
}

/// Whether a document decides that a value is valid, if documents decide about its type at all: one that only an overlay
/// allows, or that a response could not show, would leave every payload undecided that has it.
fn is_as_sure_as_its_type(subject: &CaseSubject, base: &Value, place: &[Step], valid: &Valid) -> bool {
    let Some(payload) = place::put(base, place, valid.value.clone()) else { return false };
    let documented = level(subject, Basis::Stated, base);
    let level = level(subject, valid.basis, &payload);
    let mut case = positive(subject, place, &valid.way, level, payload, valid.because.clone());
    contradicted::leave_undecided(subject.model, subject.operation, &mut case);
    case.level == documented
}

/// The base with the values of a row.
struct Combined {
    payload: Value,
    /// The weakest basis of the sentences that allow the values.
    basis: Basis,
    /// The sentences that allow them.
    because: Vec<Source>,
    /// The cases that send each value alone.
    parts: Vec<String>,
}

fn combined(subject: &CaseSubject, base: &Value, factors: &[Factor], row: &Row) -> Option<Combined> {
    let mut payload = base.clone();
    let mut basis = Basis::Stated;
    let mut because: Vec<Source> = Vec::new();
    let mut parts = Vec::new();
    for (factor, chosen) in factors.iter().zip(row) {
        let Some(valid) = chosen.and_then(|index| factor.values.get(index)) else { continue };
        payload = place::put(&payload, &factor.place, valid.value.clone())?;
        if valid.basis != Basis::Stated {
            basis = valid.basis;
        }
        let new: Vec<Source> = valid.because.iter().filter(|source| !because.contains(source)).cloned().collect();
        because.extend(new);
        parts.push(positive(subject, &factor.place, &valid.way, Level::Observed, Value::Null, Vec::new()).name);
    }
    (!because.is_empty()).then_some(Combined { payload, basis, because, parts })
}

/// Rows in which every two values of different factors meet at least once; `sizes` are the numbers of boundary values, beside
/// which each factor has its ordinary value. Each row begins with a pair that is missing yet and takes of every other factor
/// the value that adds most pairs.
fn pairwise(sizes: &[usize]) -> Vec<Row> {
    type Pair = ((usize, usize), (usize, usize));
    let pair = |a: (usize, usize), b: (usize, usize)| if a.0 < b.0 { (a, b) } else { (b, a) };
    let mut missing: BTreeSet<Pair> = BTreeSet::new();
    for (one, first) in sizes.iter().enumerate() {
        for (other, second) in sizes.iter().enumerate().skip(one + 1) {
            let values = (0..=*first).flat_map(|left| (0..=*second).map(move |right| (left, right)));
            let is_ordinary = |(left, right): &(usize, usize)| left == first && right == second;
            missing.extend(values.filter(|both| !is_ordinary(both)).map(|(left, right)| ((one, left), (other, right))));
        }
    }
    let mut rows = Vec::new();
    while let Some(&(one, other)) = missing.first() {
        let mut chosen = vec![one, other];
        for (factor, size) in sizes.iter().enumerate() {
            if factor == one.0 || factor == other.0 {
                continue;
            }
            let new = |value: usize| {
                let met = chosen.iter().filter(|known| missing.contains(&pair((factor, value), **known)));
                met.count()
            };
            let best =
                (0..=*size).rev().max_by_key(|value| (new(*value), usize::from(*value == *size && new(*value) == 0)));
            chosen.extend(best.map(|best| (factor, best)));
        }
        for (index, a) in chosen.iter().enumerate() {
            for b in chosen.iter().skip(index + 1) {
                missing.remove(&pair(*a, *b));
            }
        }
        let value_of = |(factor, size): (usize, &usize)| {
            chosen.iter().find(|(known, value)| *known == factor && value < size).map(|(_, value)| *value)
        };
        rows.push(sizes.iter().enumerate().map(value_of).collect());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::pairwise;

    #[test]
    fn every_two_values_of_different_places_meet_in_few_payloads() {
        for sizes in [vec![2, 2], vec![3, 1, 2], vec![3; 8], vec![1, 1, 1], vec![2; 13]] {
            let rows = pairwise(&sizes);
            let values = |size: usize| (0..size).map(Some).chain([None]);
            for (one, first) in sizes.iter().enumerate() {
                for (other, second) in sizes.iter().enumerate().skip(one + 1) {
                    for (left, right) in values(*first).flat_map(|left| values(*second).map(move |right| (left, right)))
                    {
                        let met = rows.iter().any(|row| row[one] == left && row[other] == right);
                        // Where both are ordinary nothing is tried that the cases of one value do not try.
                        assert!(
                            met || (left.is_none() && right.is_none()),
                            "{sizes:?}: {left:?} of {one}, {right:?} of {other}"
                        );
                    }
                }
            }
            let all: usize = sizes.iter().map(|size| size + 1).product();
            assert!(rows.len() <= all.min(34), "{sizes:?} need {} rows", rows.len());
        }
    }
}
