//! Valid values at the boundaries of what constraints allow, which implementations often reject.

use ringback_constraints::{
    constraint::{Boundary, Constraint, Spot, Type},
    model::Node,
};
use ringback_contract::{
    provenance::{Basis, Source},
    vendor::Notation,
};
use serde_json::{Map, Value, json};

/// A valid value at a boundary, with the sentences that allow it.
pub struct Valid {
    /// The kind of boundary, such as `longest`.
    pub way: String,
    /// The valid value at its place.
    pub value: Value,
    /// Whether a document states the sentences, and not an overlay.
    pub basis: Basis,
    /// Whether the sentences have only one reading, so that they decide the case.
    pub decided: bool,
    /// The sentences that make it valid.
    pub because: Vec<Source>,
}

/// The boundary values at a place, given the name of its property, an ordinary value and the example values of its
/// vendor.
pub fn values(name: &str, node: &Node, ordinary: &Value, notations: &[Notation]) -> Vec<Valid> {
    let spot = Spot { name, ordinary, around: node.around() };
    let mut all: Vec<Valid> = Vec::new();
    for constraint in &node.constraints {
        let values = constraint.value.boundary_values(&spot);
        all.extend(values.into_iter().map(|Boundary { way, value, decided }| Valid {
            way,
            value,
            basis: constraint.basis,
            decided,
            because: constraint.sources.clone(),
        }));
    }
    all.extend(notations.iter().filter_map(|known| notation(name, node, known)));
    all.extend(example(node, ordinary));
    all
}

/// A value of a kind that a sentence names and the vendor's folder has an example of, such as an ARN.
fn notation(name: &str, node: &Node, notation: &Notation) -> Option<Valid> {
    // One that may be computed may be written out as well.
    let limits = |constraint: &Constraint| constraint.limits_text() && !constraint.admits(&json!("$.Attributes.queue"));
    let narrow = node.constraints.iter().any(|constraint| limits(&constraint.value));
    let text = node.may_be(Type::String) && node.parts().next().is_none() && !narrow;
    let sentence = node.description.iter().find(|sentence| text && notation.is_used_in(&sentence.value))?;
    let (basis, because) = (sentence.basis, sentence.sources.clone());
    let value = json!(notation.value(name));
    Some(Valid { way: notation.word.to_lowercase(), value, basis, decided: true, because })
}

/// The document's own example of a map, if its values have the same JSON type as the ordinary value's, and it contains
/// no digits that could be dialled.
fn example(node: &Node, ordinary: &Value) -> Option<Valid> {
    let kind = |value: &Value| std::mem::discriminant(value);
    let same = |map: &Map<String, Value>| {
        let ordinary = ordinary.as_object().and_then(|ordinary| ordinary.values().next());
        !map.is_empty() && ordinary.is_some_and(|ordinary| map.values().all(|value| kind(value) == kind(ordinary)))
    };
    let silent = |value: &Value| !value.to_string().chars().any(|c| c.is_ascii_digit());
    let fits = |value: &Value| node.values.is_some() && silent(value) && value.as_object().is_some_and(same);
    let example = node.examples.iter().find(|example| fits(&example.value))?;
    Some(Valid {
        way: "documented-example".into(),
        value: example.value.clone(),
        basis: example.basis,
        decided: true,
        because: example.sources.clone(),
    })
}
