//! Valid requests that the documents of the response contradict: whoever accepted such a value would have to return it,
//! and would break the rule of the response. Both sentences cannot be demanded, so the request is only observed.

use crate::case::{Case, Level, Payload};
use ringback_constraints::model::{Model, Node};
use ringback_contract::operation::Operation;
use serde_json::Value;

/// The class of such cases.
const CONTRADICTED: &str = "contradicted";

/// Leaves a case undecided if it sends a value that must not be returned by the operation, or by one that reads it back.
pub fn leave_undecided(model: &Model, operation: &Operation, case: &mut Case) {
    let Payload::Json(Value::Object(sent)) = &case.payload else { return };
    let returned = || {
        let readers = operation
            .read_back
            .iter()
            .filter_map(|read_back| model.vendor.operations.iter().find(|reader| reader.name == read_back.operation));
        let types = std::iter::once(operation).chain(readers).filter_map(|operation| operation.response.as_ref());
        types.filter_map(|name| model.types.get(name))
    };
    let is_forbidden = |name: &str, value: &Value| {
        let nodes = returned().filter_map(|kind| kind.node.properties.get(name));
        nodes.into_iter().any(|node| forbids(node, value))
    };
    if sent.iter().any(|(name, value)| is_forbidden(name, value)) {
        case.level = Level::Observed;
        case.tags.push(CONTRADICTED.into());
    }
}

/// Whether a constraint of a place rejects a value.
fn forbids(node: &Node, value: &Value) -> bool {
    node.constraints.iter().any(|constraint| constraint.value.allows(value) == Some(false))
}
