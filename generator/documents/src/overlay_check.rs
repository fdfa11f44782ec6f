//! Whether what a person wrote in `overlay.toml` can apply to what it is about. A document may contradict itself; a correction
//! may not.

use ringback_constraints::{
    constraint::{Constraint, Type, Typing},
    fact::{Claim, Fact},
    model::Model,
};
use ringback_contract::{error::Error, provenance::Basis};

/// Checks every constraint that an overlay adds to a model, given the path of the overlay.
///
/// # Errors
///
/// When a constraint is about a property that nothing declares, about values of another type, or allows no value. The message
/// names the line.
pub fn check(path: &str, model: &Model) -> Result<(), Error> {
    for fact in model.facts.iter().filter(|fact| fact.source.is_overlay()) {
        if let Some(problem) = problem(fact, model) {
            return Err(Error::input(path, fact.source.lines[0], format!("{}: {problem}", fact.subject)));
        }
    }
    Ok(())
}

fn problem(fact: &Fact, model: &Model) -> Option<String> {
    let Claim::Limits(constraint) = &fact.claim else { return None };
    let node = model.types.get(&fact.subject.owner).and_then(|kind| kind.node.at(&fact.subject.path))?;
    let name = constraint.name().replace('_', "-");
    let is_empty = constraint.interval().is_some_and(|interval| match (interval.least, interval.most) {
        (Some(least), Some(most)) => least > most,
        _ => false,
    });
    if is_empty {
        return Some(format!("`{name}` allows no value: its lower bound is above its upper one"));
    }
    let is_typed = node.typed().is_some_and(|typed| typed.basis != Basis::Inferred);
    if node.declared.is_empty() && !is_typed && node.parts().next().is_none() {
        return Some(format!("no document and no [[types]] declares it, so `{name}` has nothing to hold for"));
    }
    let kind = applies_to(constraint)?;
    let kinds: &[Type] = match kind {
        Type::Integer | Type::Number => &[Type::Integer, Type::Number],
        _ => &[kind],
    };
    if kinds.iter().any(|kind| node.may_be(*kind)) {
        return None;
    }
    let types = node.constraints.iter().find_map(|constraint| match constraint.value.typing() {
        Typing::Says(types) => Some(types.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ")),
        _ => None,
    });
    Some(format!("`{name}` limits values of the type {}, and this is of the type {}", kind.name(), types?))
}

/// The only type of values that a constraint limits; `None` if there is no such type.
fn applies_to(constraint: &Constraint) -> Option<Type> {
    match constraint.typing() {
        Typing::Implied(kind) | Typing::Stated(kind) => Some(kind),
        Typing::Silent | Typing::Says(_) | Typing::Elsewhere => None,
    }
}
