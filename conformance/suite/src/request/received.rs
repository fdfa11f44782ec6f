//! A payload as a receiver reads it.

use super::{
    multipart,
    read::{Received, read},
    text::{FindType, is_list, is_object, list_separator, resolved, writes_members},
    write::{form_field, given, write},
};
use ringback_constraints::{constraint::Type as JsonType, model::Node};
use ringback_contract::operation::{BodyFormat, RequestPart, SentParameter, Specified};
use ringback_runtime::parameter::{ParameterStyle, plain};
use serde_json::Value;

/// A payload as a receiver reads it: in a query, a path, a header, a cookie and a form everything is text, so that `5` and
/// `"5"` are the same, and a list of one is that one. `None` if what is sent can be read in several ways, or not sent at all.
pub fn as_received<'n>(specified: &Specified, payload: &Value, root: &'n Node, types: FindType<'n>) -> Option<Value> {
    let place = |part: RequestPart| root.properties.get(part.name()).and_then(|node| resolved(node, types));
    let property = |part: RequestPart, name: &str| {
        place(part).and_then(|node| node.properties.get(name)).and_then(|node| resolved(node, types))
    };
    let is_clear = |(parameter, value): (&SentParameter, &Value)| {
        is_clear(parameter, value, property(parameter.part(), &parameter.name))
    };
    if !has_only_parameters(specified, payload)? || !given(specified, payload).all(is_clear) {
        return None;
    }
    let field = |name: &str| property(RequestPart::Body, name);
    let is_clear_body = match (&specified.body, payload.get(RequestPart::Body.name())) {
        (Some(BodyFormat::Form), Some(body)) => {
            body.as_object()?.iter().all(|(name, value)| is_clear_text(&form_field(name), value, field(name)))
        }
        (Some(BodyFormat::Multipart(described)), Some(body)) => body.as_object()?.iter().all(|(name, value)| {
            let is_file = described.iter().any(|property| property.is_file && property.name == *name);
            multipart::is_clear(value, field(name), is_file)
        }),
        // What is empty may as well be no body.
        (Some(BodyFormat::Plain(_)), Some(body)) => !body.as_str()?.is_empty(),
        _ => true,
    };
    if !is_clear_body {
        return None;
    }
    let written = write(specified, payload);
    let (path, mut headers) = (written.path.into_iter().collect(), written.headers);
    let (content_type, body) = written.body.unwrap_or_default();
    headers.extend((!content_type.is_empty()).then(|| ("content-type".to_owned(), content_type)));
    let request = Received { path: &path, query: &written.query, headers: &headers, body: &body };
    read(specified, &request, root, types).ok()
}

/// Whether a payload has no parameters but those of its operation; `None` if it is no request at all.
fn has_only_parameters(specified: &Specified, payload: &Value) -> Option<bool> {
    let is_known = |part: &str, name: &String| {
        specified.parameters.iter().any(|parameter| parameter.part().name() == part && parameter.name == *name)
    };
    let mut all = true;
    for (part, values) in payload.as_object()?.iter().filter(|(part, _)| *part != RequestPart::Body.name()) {
        all &= values.as_object()?.keys().all(|name| is_known(part, name));
    }
    Some(all)
}

/// Whether the value of a parameter can be sent, and be read in one way only.
fn is_clear(parameter: &SentParameter, value: &Value, node: Option<&Node>) -> bool {
    let can_be_sent = match parameter.part() {
        // An empty segment is another path.
        RequestPart::Path => !plain(value).is_empty(),
        // Blanks around the value of a header are not part of it, and most characters cannot be in one.
        RequestPart::Header => {
            let text = parameter.writer().header(value);
            text.trim() == text && text.chars().all(|c| c == ' ' || c.is_ascii_graphic())
        }
        RequestPart::Query | RequestPart::Cookie | RequestPart::Body => true,
    };
    can_be_sent && (parameter.style == ParameterStyle::Json || is_clear_text(parameter, value, node))
}

/// Whether the text of a value can be read in one way only.
fn is_clear_text(parameter: &SentParameter, value: &Value, node: Option<&Node>) -> bool {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    let may_be = |kind: JsonType| node.is_none_or(|node| node.may_be(kind));
    let (separator, is_list) = (list_separator(parameter), node.is_some_and(is_list));
    if node.is_some_and(is_object) {
        let members = value.as_object().filter(|_| writes_members(parameter));
        return members.is_some_and(|members| members.values().all(is_scalar));
    }
    match value {
        Value::Object(_) => false,
        Value::Array(list) if list.is_empty() => is_list && separator.is_none(),
        Value::Array(list) => {
            let is_whole = |one: &Value| {
                let text = plain(one);
                is_scalar(one) && !text.is_empty() && !separator.is_some_and(|separator| text.contains(separator))
            };
            // Of several values for one, servers take the first, the last or none.
            let is_one = is_list || separator.is_some() || list.len() == 1;
            is_one && list.iter().all(is_whole)
        }
        // It is written as an empty text, which a text may be.
        Value::Null => !is_list && !may_be(JsonType::Null) && !may_be(JsonType::String),
        _ => true,
    }
}
