//! Requests of operations that a specification describes: from the payload, which is the whole request as one value, to
//! what is sent, and back to what a receiver reads.

use ringback_constraints::{
    constraint::Type as JsonType,
    model::{Node, Type},
};
use ringback_contract::operation::{BodyFormat, RequestPart, SentParameter, Specified, media_type};
use ringback_runtime::parameter::{Parameter, ParameterPlace, ParameterStyle, plain};
use serde_json::{Map, Value};

/// Finds a type by its name.
pub type FindType<'n> = &'n dyn Fn(&str) -> Option<&'n Type>;

/// What is sent of a payload, beside method and path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// The values of placeholders that the payload itself gives, as text.
    pub path: Vec<(String, String)>,
    /// The query, encoded; empty if there is none.
    pub query: String,
    /// Headers, cookies included.
    pub headers: Vec<(String, String)>,
    /// The media type of the body, and the body.
    pub body: Option<(String, Vec<u8>)>,
}

/// Writes a payload as its operation says.
pub fn write(specified: &Specified, payload: &Value) -> Written {
    let mut written = Written::default();
    let (mut query, mut cookies) = (Vec::new(), Vec::new());
    for (parameter, value) in given(specified, payload) {
        let writer = parameter.writer();
        match parameter.part() {
            RequestPart::Path => written.path.push((parameter.name.clone(), plain(value))),
            RequestPart::Query => query.extend(writer.query(value)),
            RequestPart::Header => written.headers.push((parameter.name.clone(), writer.header(value))),
            RequestPart::Cookie => cookies.extend(writer.query(value)),
            RequestPart::Body => {}
        }
    }
    written.query = query.join("&");
    if !cookies.is_empty() {
        written.headers.push(("cookie".into(), cookies.join("; ")));
    }
    let body = payload.get(RequestPart::Body.name());
    written.body = body.zip(specified.body.as_ref()).and_then(|(body, format)| match format {
        BodyFormat::Json(media_type) => Some((media_type.clone(), serde_json::to_vec(body).ok()?)),
        BodyFormat::Form => {
            let fields = body.as_object()?.iter().flat_map(|(name, value)| form_field(name).query(value));
            Some((media_type::FORM.into(), fields.collect::<Vec<_>>().join("&").into_bytes()))
        }
    });
    written
}

/// How a field of a form is written: elements on their own, properties of objects in brackets.
fn form_field(name: &str) -> Parameter<'_> {
    Parameter::new(name, name, ParameterPlace::Query, ParameterStyle::DeepObject, true, false)
}

/// The parameters that a payload gives, each with its value.
fn given<'s>(specified: &'s Specified, payload: &'s Value) -> impl Iterator<Item = (&'s SentParameter, &'s Value)> {
    let value = |parameter: &'s SentParameter| payload.get(parameter.part().name())?.get(&parameter.name);
    specified.parameters.iter().filter_map(move |parameter| Some((parameter, value(parameter)?)))
}

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
        let separator = match (parameter.style, parameter.explode) {
            (ParameterStyle::Json, _) => None,
            (ParameterStyle::SpaceDelimited, false) => Some(' '),
            (ParameterStyle::PipeDelimited, false) => Some('|'),
            (ParameterStyle::TabDelimited, false) => Some('\t'),
            (_, false) => Some(','),
            (_, true) => (parameter.part() != RequestPart::Query).then_some(','),
        };
        let value = match parameter.style {
            ParameterStyle::Json => Some(value.clone()),
            _ => as_text(value, node, types, separator)?,
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
                let value = as_text(value, field, types, None)?;
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

/// A value that was sent as text, as it is read: nothing for an empty list. `None` if there are several ways to read it.
fn as_text<'n>(
    value: &Value,
    node: Option<&'n Node>,
    types: FindType<'n>,
    separator: Option<char>,
) -> Option<Option<Value>> {
    let node = node.and_then(|node| resolved(node, types));
    let may_be = |kind: JsonType| node.is_none_or(|node| node.may_be(kind));
    let is_list = node.is_some_and(|node| node.items.is_some()) || !may_be(JsonType::String) && may_be(JsonType::Array);
    let elements = node.and_then(|node| node.items.as_deref()).and_then(|items| resolved(items, types));
    match value {
        Value::Object(_) if node.is_some() && may_be(JsonType::Object) => Some(Some(value.clone())),
        Value::Object(_) => None,
        Value::Array(list) if list.iter().any(|one| one.is_array() || one.is_object()) => None,
        Value::Array(list) => {
            let texts: Vec<String> = list.iter().map(plain).collect();
            let splits = |text: &String| text.is_empty() || separator.is_some_and(|separator| text.contains(separator));
            match texts.as_slice() {
                _ if texts.iter().any(splits) => None,
                [] => Some(None),
                [one] if !is_list => Some(Some(typed(one, node))),
                _ if !is_list && separator.is_none() => None,
                _ if !is_list => Some(Some(typed(&texts.join(&separator?.to_string()), node))),
                _ => Some(Some(texts.iter().map(|text| typed(text, elements)).collect())),
            }
        }
        Value::Null if !may_be(JsonType::Null) && !may_be(JsonType::String) => Some(Some("".into())),
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

/// A text as a value of its place: a number, boolean or null if it is one and the place allows it.
fn typed(text: &str, node: Option<&Node>) -> Value {
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
fn resolved<'n>(node: &'n Node, types: FindType<'n>) -> Option<&'n Node> {
    let mut node = node;
    for _ in 0..REFERENCES {
        let Some(target) = node.target() else { return Some(node) };
        node = &types(target)?.node;
    }
    None
}

/// References to references that are followed.
const REFERENCES: usize = 16;
