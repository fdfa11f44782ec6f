//! Adds a constraint to what is known of a place: twice the same is once, bounds add up, the rest is a contradiction.

use ringback_constraints::{
    constraint::{
        Constraint,
        bounds::Bounds,
        count::Count,
        length::Length,
        open_enum::OpenEnum,
        types::{Type, Types},
    },
    model::Node,
};
use ringback_contract::{
    finding::Finding,
    source::{Basis, Sourced},
    subject::Subject,
};
use serde_json::Number;

/// What becomes of two constraints of one kind.
enum Merged {
    /// One that says what both say.
    Into(Constraint),
    /// Both stand: they are about different things.
    Apart,
    /// Only one of them can hold.
    Contradiction,
}

/// Adds a constraint.
pub fn add(subject: &Subject, node: &mut Node, incoming: Sourced<Constraint>, findings: &mut Vec<Finding>) {
    for known in &mut node.constraints {
        match merge(&known.value, &incoming.value) {
            Merged::Apart => {}
            Merged::Into(both) => {
                known.value = both;
                known.basis = known.basis.min(incoming.basis);
                for source in incoming.sources {
                    if !known.sources.contains(&source) {
                        known.sources.push(source);
                    }
                }
                return;
            }
            Merged::Contradiction => {
                let sources = known.sources.iter().chain(&incoming.sources).cloned().collect();
                let name = known.value.name();
                if incoming.basis == Basis::Overlay {
                    let message = format!("the overlay replaces what the documents say of {name:?}");
                    findings.push(Finding::new(&format!("overlay-replaces-{name}"), subject, message, sources));
                    *known = incoming;
                } else {
                    let message = format!("two different statements of {name:?}; the first is kept");
                    findings.push(Finding::new(&format!("contradicting-{name}"), subject, message, sources));
                }
                return;
            }
        }
    }
    node.constraints.push(incoming);
}

fn merge(known: &Constraint, incoming: &Constraint) -> Merged {
    use Constraint::{
        AtLeastOne, Bounds as B, Count as C, Enumeration, Exclusive, Format, Length as L, Multiple, OpenEnum as O,
        Reference, Required, Types as T,
    };
    if known == incoming {
        return Merged::Into(known.clone());
    }
    match (known, incoming) {
        (T(known), T(incoming)) => types(known, incoming),
        (Required(one), Required(other)) if one.property == other.property => {
            Merged::Into(if one.silent { incoming.clone() } else { known.clone() })
        }
        (B(known), B(incoming)) => Merged::Into(bounds(known, incoming).into()),
        (L(known), L(incoming)) => {
            let length =
                Length { least: larger(known.least, incoming.least), most: smaller(known.most, incoming.most) };
            Merged::Into(length.into())
        }
        (C(known), C(incoming)) if known.entries == incoming.entries => {
            let (least, most) = (larger(known.least, incoming.least), smaller(known.most, incoming.most));
            Merged::Into(Count { least, most, entries: known.entries }.into())
        }
        (O(known), O(incoming)) => Merged::Into(open(known, incoming).into()),
        (AtLeastOne(one), AtLeastOne(other)) if same_set(&one.of, &other.of) => Merged::Into(known.clone()),
        (Exclusive(one), Exclusive(other)) if same_set(&one.of, &other.of) => Merged::Into(known.clone()),
        // Formats are decided against the example once all are known.
        (Format(_), Format(_)) => Merged::Apart,
        (Enumeration(_), Enumeration(_)) | (Multiple(_), Multiple(_)) | (Reference(_), Reference(_)) => {
            Merged::Contradiction
        }
        _ => Merged::Apart,
    }
}

fn types(known: &Types, incoming: &Types) -> Merged {
    let narrower: Vec<Type> = [&known.any_of, &incoming.any_of]
        .into_iter()
        .flatten()
        .copied()
        .filter(|kind| {
            let in_both = |types: &Types| {
                types.any_of.contains(kind) || (*kind == Type::Integer && types.any_of.contains(&Type::Number))
            };
            in_both(known) && in_both(incoming)
        })
        .fold(Vec::new(), |mut kinds, kind| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            kinds
        });
    if narrower.is_empty() { Merged::Contradiction } else { Merged::Into(Types { any_of: narrower }.into()) }
}

/// The intersection of two intervals.
fn bounds(known: &Bounds, incoming: &Bounds) -> Bounds {
    let pick = |one: &Option<Number>, other: &Option<Number>, least: bool| match (one, other) {
        (Some(one), Some(other)) if (one.as_f64() < other.as_f64()) == least => Some(other.clone()),
        (None, other) => other.clone(),
        (one, _) => one.clone(),
    };
    Bounds {
        minimum: pick(&known.minimum, &incoming.minimum, true),
        exclusive_minimum: pick(&known.exclusive_minimum, &incoming.exclusive_minimum, true),
        maximum: pick(&known.maximum, &incoming.maximum, false),
        exclusive_maximum: pick(&known.exclusive_maximum, &incoming.exclusive_maximum, false),
    }
}

fn open(known: &OpenEnum, incoming: &OpenEnum) -> OpenEnum {
    let mut open = known.clone();
    for value in &incoming.values {
        if !open.values.contains(value) {
            open.values.push(value.clone());
        }
    }
    open.sentinel = open.sentinel.or_else(|| incoming.sentinel.clone());
    open
}

fn larger(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).max()
}

fn smaller(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

fn same_set(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}
