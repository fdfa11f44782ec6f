//! Sentences that promise how a sent value is returned, such as "These values will appear in the attributes property".

use ringback_constraints::model::{Model, Node};
use ringback_contract::{
    name::fold,
    operation::{Operation, Part, PayloadLocator, Step},
    pointer::JsonPointer,
    provenance::Source,
};

/// The sources about a place: of its description, or else of its declaration.
pub fn words(node: &Node) -> Vec<Source> {
    let described = node.description.iter().flat_map(|sentence| &sentence.sources);
    let declared = node.declared.iter().flat_map(|declared| &declared.sources);
    described.chain(declared).take(1).cloned().collect()
}

/// The sentences that promise that the value sent at one pointer is returned at another: those that name the place, or
/// else those that describe the property.
pub fn promise(model: &Model, operation: &Operation, from: &JsonPointer, to: &PayloadLocator) -> Vec<Source> {
    let property = from.tokens().next().unwrap_or_default();
    let kind = operation.request.as_ref().and_then(|name| model.types.get(name));
    let Some(node) = kind.and_then(|kind| kind.node.properties.get(&*property)) else { return Vec::new() };
    let last = to.steps().iter().rfind(|step| step.part != Part::Every);
    let place = fold(last.map(Step::name).unwrap_or_default());
    let names = |text: &str| !place.is_empty() && text.split_whitespace().any(|word| fold(word) == place);
    match node.description.iter().find(|sentence| names(&sentence.value)) {
        Some(sentence) => sentence.sources.clone(),
        None => words(node),
    }
}
