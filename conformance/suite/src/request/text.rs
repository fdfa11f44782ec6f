//! Texts of parameters as values of their places.

use ringback_constraints::{
    constraint::Type as JsonType,
    model::{Node, Type},
};
use ringback_contract::operation::{RequestPart, SentParameter};
use ringback_runtime::parameter::ParameterStyle;
use serde_json::Value;

/// Finds a type by its name.
pub type FindType<'n> = &'n dyn Fn(&str) -> Option<&'n Type>;

/// What stands between the elements of a list; `None` where each is written on its own, or the whole is JSON.
pub fn list_separator(parameter: &SentParameter) -> Option<char> {
    match (parameter.style, parameter.explode) {
        (ParameterStyle::Json, _) => None,
        (ParameterStyle::SpaceDelimited, false) => Some(' '),
        (ParameterStyle::PipeDelimited, false) => Some('|'),
        (ParameterStyle::TabDelimited, false) => Some('\t'),
        (_, false) => Some(','),
        (_, true) => (parameter.part() != RequestPart::Query).then_some(','),
    }
}

/// Whether each member of an object is written on its own: `a=1`, or `name[a]=1`.
pub fn writes_members(parameter: &SentParameter) -> bool {
    let in_query = parameter.part() == RequestPart::Query;
    in_query
        && (parameter.style == ParameterStyle::DeepObject
            || parameter.style == ParameterStyle::Form && parameter.explode)
}

/// Whether a place holds an object.
pub fn is_object(node: &Node) -> bool {
    !node.properties.is_empty() || node.values.is_some()
}

/// Whether a place holds a list.
pub fn is_list(node: &Node) -> bool {
    node.items.is_some() || !node.may_be(JsonType::String) && node.may_be(JsonType::Array)
}

/// A text as a value of its place: a number, boolean or null if it is one and the place allows it.
pub fn typed(text: &str, node: Option<&Node>) -> Value {
    let may_be = |kind: JsonType| node.is_none_or(|node| node.may_be(kind));
    if may_be(JsonType::String) && node.is_some() {
        return text.into();
    }
    match serde_json::from_str::<Value>(text) {
        Ok(number @ Value::Number(_)) if may_be(JsonType::Integer) || may_be(JsonType::Number) => number,
        Ok(boolean @ Value::Bool(_)) if may_be(JsonType::Boolean) => boolean,
        Ok(Value::Null) if may_be(JsonType::Null) => Value::Null,
        _ => text.into(),
    }
}

/// What is known of a place, through references.
pub fn resolved<'n>(node: &'n Node, types: FindType<'n>) -> Option<&'n Node> {
    let mut node = node;
    for _ in 0..REFERENCES {
        let Some(target) = node.target() else { return Some(node) };
        node = &types(target)?.node;
    }
    None
}

/// References to references that are followed.
const REFERENCES: usize = 16;
