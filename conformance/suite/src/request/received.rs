//! A payload as a receiver reads it, without sending it.

use super::{
    text::{FindType, is_list, is_object, list_separator, resolved, typed, writes_members},
    write::given,
};
use ringback_constraints::{constraint::Type as JsonType, model::Node};
use ringback_contract::operation::{BodyFormat, RequestPart, Specified};
use ringback_runtime::parameter::{ParameterStyle, plain};
use serde_json::{Map, Value};

/// A payload as a receiver reads it: in a query, a path, a header, a cookie and a form everything is text, so that `5` and
/// `"5"` are the same, and a list of one is that one. `None` if what is sent can be read in several ways, or not sent at all.
pub fn as_received<'n>(specified: &Specified, payload: &Value, root: &'n Node, types: FindType<'n>) -> Option<Value> {
    let sent = payload.as_object()?;
    let is_known = |part: &str, name: &String| {
        specified.parameters.iter().any(|parameter| parameter.part().name() == part && parameter.name == *name)
    };
    for (part, value) in sent.iter().filter(|(part, _)| *part != RequestPart::Body.name()) {
        if value.as_object()?.keys().any(|name| !is_known(part, name)) {
            return None;
        }
    }
    let mut received = Map::new();
    for (parameter, value) in given(specified, payload) {
        let part = parameter.part().name();
        let node = root.properties.get(part).and_then(|part| part.properties.get(&parameter.name));
        let writing = Writing { separator: list_separator(parameter), members: writes_members(parameter) };
        let value = match parameter.style {
            ParameterStyle::Json => Some(value.clone()),
            _ => as_text(value, node, types, writing)?,
        };
        let text = value.as_ref().map(plain).unwrap_or_default();
        match parameter.part() {
            // An empty segment is another path.
            RequestPart::Path if text.is_empty() => return None,
            // Blanks around the value of a header are not part of it, and most characters cannot be in one.
            RequestPart::Header if text.trim() != text || !text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) => {
                return None;
            }
            _ => {}
        }
        let holder = received.entry(part).or_insert_with(|| Value::Object(Map::new()));
        if let (Some(value), Some(holder)) = (value, holder.as_object_mut()) {
            holder.insert(parameter.name.clone(), value);
        }
    }
    let (name, node) = (RequestPart::Body.name(), root.properties.get(RequestPart::Body.name()));
    match (sent.get(name), &specified.body) {
        (Some(Value::Object(fields)), Some(BodyFormat::Form)) => {
            let body = node.and_then(|node| resolved(node, types));
            let mut read = Map::new();
            for (name, value) in fields {
                let field = body.and_then(|body| body.properties.get(name));
                let value = as_text(value, field, types, Writing { separator: None, members: true })?;
                read.extend(value.map(|value| (name.clone(), value)));
            }
            received.insert(name.into(), Value::Object(read));
        }
        (Some(_), Some(BodyFormat::Form)) => return None,
        (Some(body), Some(BodyFormat::Json(_))) => _ = received.insert(name.into(), body.clone()),
        (Some(_) | None, _) => {}
    }
    let said = |part: &str| sent.get(part).is_some_and(Value::is_object);
    let empty = [RequestPart::Query, RequestPart::Header, RequestPart::Cookie, RequestPart::Path];
    for part in empty.iter().map(|part| part.name()).filter(|part| said(part)) {
        received.entry(part).or_insert_with(|| Value::Object(Map::new()));
    }
    Some(Value::Object(received))
}

/// How a value is written that is no single text.
#[derive(Clone, Copy)]
struct Writing {
    /// What stands between the elements of a list; `None` if each is written on its own.
    separator: Option<char>,
    /// Whether each member of an object is written on its own.
    members: bool,
}

/// A value that was sent as text, as it is read: nothing for an empty list. `None` if there are several ways to read it.
fn as_text<'n>(value: &Value, node: Option<&'n Node>, types: FindType<'n>, writing: Writing) -> Option<Option<Value>> {
    let separator = writing.separator;
    let node = node.and_then(|node| resolved(node, types));
    let may_be = |kind: JsonType| node.is_none_or(|node| node.may_be(kind));
    let is_list = node.is_some_and(is_list);
    let elements = node.and_then(|node| node.items.as_deref()).and_then(|items| resolved(items, types));
    match value {
        Value::Object(members) if writing.members && node.is_some_and(is_object) => {
            let mut read = Map::new();
            // What is null is not written.
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                let part = node.and_then(|node| node.properties.get(name).or(node.values.as_deref()));
                if value.is_object() || value.is_array() {
                    return None;
                }
                let value = as_text(value, part, types, Writing { separator: None, members: false })?;
                read.extend(value.map(|value| (name.clone(), value)));
            }
            Some((!read.is_empty()).then_some(Value::Object(read)))
        }
        Value::Object(_) => None,
        _ if node.is_some_and(is_object) => None,
        Value::Array(list) if list.iter().any(|one| one.is_array() || one.is_object()) => None,
        Value::Array(list) => {
            let texts: Vec<String> = list.iter().map(plain).collect();
            let splits = |text: &String| text.is_empty() || separator.is_some_and(|separator| text.contains(separator));
            match texts.as_slice() {
                _ if texts.iter().any(splits) => None,
                [] if is_list && separator.is_none() => Some(None),
                [] => None,
                [one] if !is_list => Some(Some(typed(one, node))),
                _ if !is_list && separator.is_none() => None,
                _ if !is_list => Some(Some(typed(&texts.join(&separator?.to_string()), node))),
                _ => Some(Some(texts.iter().map(|text| typed(text, elements)).collect())),
            }
        }
        Value::Null if !is_list && !may_be(JsonType::Null) && !may_be(JsonType::String) => Some(Some("".into())),
        Value::Null => None,
        scalar => {
            let text = plain(scalar);
            match (is_list, separator) {
                (true, Some(separator)) => Some(Some(text.split(separator).map(|one| typed(one, elements)).collect())),
                (true, None) => Some(Some(Value::Array(vec![typed(&text, elements)]))),
                (false, _) => Some(Some(typed(&text, node))),
            }
        }
    }
}
