//! Values that a document allows and few implementations are tried with: the edges of what the constraints of a place allow.

use ringback_constraints::{
    constraint::{Boundary, Constraint, Spot, Type},
    model::Node,
};
use ringback_contract::{
    provenance::{Basis, Source},
    vendor::Notation,
};
use serde_json::{Map, Value, json};

/// A valid value and the words by which it is.
pub struct Valid {
    /// What is rare about it.
    pub way: String,
    /// The valid value at its place.
    pub value: Value,
    /// Whether the words are a document's.
    pub basis: Basis,
    /// Whether the words decide; where they do not, readings of them differ.
    pub decided: bool,
    /// The sentences by which it is valid.
    pub because: Vec<Source>,
}

/// The edges of what is allowed at a place, given the name of its property, an ordinary value and what its vendor's
/// documents allow by a word.
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

/// A value that a sentence allows by a word of which the vendor's folder gives an example: an ARN.
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

/// The document's own example of a map, where it is one of the same kind as the ordinary value and rings nowhere.
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
