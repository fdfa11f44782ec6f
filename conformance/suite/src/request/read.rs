//! From what was sent to the payload, as a server reads it.

use super::{
    multipart,
    text::{FindType, is_list, is_object, list_separator, resolved, typed, writes_members},
    write::form_field,
};
use percent_encoding::percent_decode_str;
use ringback_constraints::model::Node;
use ringback_contract::operation::{BodyFormat, RequestPart, SentParameter, Specified, media_type, router::Parameters};
use ringback_runtime::parameter::ParameterStyle;
use serde_json::{Map, Value};

/// A request as a server gets it.
#[derive(Clone, Copy, Debug)]
pub struct Received<'r> {
    /// The values of the placeholders, decoded.
    pub path: &'r Parameters,
    /// The query, still encoded.
    pub query: &'r str,
    /// The headers, names in lower case.
    pub headers: &'r [(String, String)],
    /// The body.
    pub body: &'r [u8],
}

/// The payload of a request.
///
/// # Errors
///
/// If its body is not of the documented media type, or cannot be parsed; the message says why.
pub fn read<'n>(
    specified: &Specified,
    request: &Received,
    root: &'n Node,
    types: FindType<'n>,
) -> Result<Value, String> {
    let mut payload = Map::new();
    for parameter in &specified.parameters {
        let part = parameter.part().name();
        let holder = root.properties.get(part);
        let Some(value) = value_of(parameter, request, holder, types) else { continue };
        let holder = payload.entry(part).or_insert_with(|| Value::Object(Map::new()));
        if let Some(holder) = holder.as_object_mut() {
            holder.insert(parameter.name.clone(), value);
        }
    }
    let content_type = header(request, "content-type").unwrap_or_default();
    let body_node = root.properties.get(RequestPart::Body.name()).and_then(|node| resolved(node, types));
    let body = match &specified.body {
        None => None,
        Some(_) if request.body.is_empty() && content_type.is_empty() => None,
        Some(BodyFormat::Json(_)) if media_type::is_json(content_type) => {
            Some(serde_json::from_slice(request.body).map_err(|error| format!("the body is not JSON: {error}"))?)
        }
        Some(BodyFormat::Form) if media_type::essence(content_type) == media_type::FORM => {
            Some(form(&String::from_utf8_lossy(request.body), body_node, types))
        }
        Some(BodyFormat::Multipart(_)) if media_type::essence(content_type) == media_type::MULTIPART => {
            Some(multipart::read(content_type, request.body, body_node, types)?)
        }
        Some(BodyFormat::Plain(kind)) if media_type::essence(content_type) == *kind => {
            Some(String::from_utf8_lossy(request.body).into())
        }
        Some(format) => return Err(format!("the content type {content_type:?} is not {}", format.media_type())),
    };
    payload.extend(body.map(|body| (RequestPart::Body.name().to_owned(), body)));
    Ok(Value::Object(payload))
}

fn header<'r>(request: &Received<'r>, name: &str) -> Option<&'r str> {
    let found = request.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// The headers of a response as one object of those that are described.
pub fn read_headers<'n>(
    described: &[SentParameter],
    headers: &[(String, String)],
    root: &'n Node,
    types: FindType<'n>,
) -> Value {
    let response = Received { path: &Parameters::new(), query: "", headers, body: &[] };
    let values = described
        .iter()
        .filter_map(|header| value_of(header, &response, Some(root), types).map(|value| (header.name.clone(), value)));
    Value::Object(values.collect())
}

/// The value of a parameter, whose place is a property of its part; `None` if it was not sent.
fn value_of<'n>(
    parameter: &SentParameter,
    request: &Received,
    part: Option<&'n Node>,
    types: FindType<'n>,
) -> Option<Value> {
    let node = part.and_then(|part| part.properties.get(&parameter.name)).and_then(|node| resolved(node, types));
    match parameter.part() {
        RequestPart::Path => one(parameter, request.path.get(&parameter.name)?, node, types),
        RequestPart::Header => one(parameter, header(request, &parameter.name)?, node, types),
        RequestPart::Query => of_pairs(parameter, &pairs(request.query, '&'), node, types),
        RequestPart::Cookie => of_pairs(parameter, &pairs(header(request, "cookie")?, ';'), node, types),
        RequestPart::Body => None,
    }
}

/// Names, decoded, and their values, still encoded.
fn pairs(text: &str, separator: char) -> Vec<(String, &str)> {
    let parts = text.split(separator).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').unwrap_or((part, ""))).map(|(name, value)| (decoded(name), value)).collect()
}

fn of_pairs<'n>(
    parameter: &SentParameter,
    pairs: &[(String, &str)],
    node: Option<&'n Node>,
    types: FindType<'n>,
) -> Option<Value> {
    let given: Vec<&str> = pairs.iter().filter(|(name, _)| *name == parameter.name).map(|(_, value)| *value).collect();
    match parameter.style {
        ParameterStyle::Json => {
            let text = decoded(given.last()?);
            Some(serde_json::from_str(&text).unwrap_or_else(|_| text.into()))
        }
        _ if node.is_some_and(is_object) && writes_members(parameter) => object(parameter, pairs, node?, types),
        _ if node.is_some_and(is_list) && list_separator(parameter).is_none() => {
            let elements = node.and_then(|node| node.items.as_deref()).and_then(|items| resolved(items, types));
            let all: Vec<Value> = given.iter().map(|text| typed(&decoded(text), elements)).collect();
            (!all.is_empty()).then(|| all.into())
        }
        _ => {
            let separator = list_separator(parameter).filter(|_| node.is_some_and(is_list));
            let elements = node.and_then(|node| node.items.as_deref()).and_then(|items| resolved(items, types));
            let text = given.last()?;
            Some(match separator {
                // Written between elements it may be encoded as well.
                Some(separator) => decoded(text).split(separator).map(|one| typed(one, elements)).collect(),
                None => typed(&decoded(text), node),
            })
        }
    }
}

/// An object of which each property is written on its own: `a=1`, or `name[a]=1`.
fn object<'n>(
    parameter: &SentParameter,
    pairs: &[(String, &str)],
    node: &'n Node,
    types: FindType<'n>,
) -> Option<Value> {
    let mut members = Map::new();
    for (name, value) in pairs {
        let property = match parameter.style {
            ParameterStyle::DeepObject => {
                name.strip_prefix(&parameter.name).and_then(|rest| rest.strip_prefix('[')?.strip_suffix(']'))
            }
            _ => Some(name.as_str()).filter(|name| node.properties.contains_key(*name)),
        };
        let Some(property) = property else { continue };
        let part = node.properties.get(property).or(node.values.as_deref()).and_then(|part| resolved(part, types));
        members.insert(property.to_owned(), typed(&decoded(value), part));
    }
    (!members.is_empty()).then_some(Value::Object(members))
}

/// A body of a form: its properties, and what no property is.
fn form<'n>(text: &str, node: Option<&'n Node>, types: FindType<'n>) -> Value {
    let pairs = pairs(text, '&');
    let mut members = Map::new();
    for (name, part) in node.into_iter().flat_map(|node| &node.properties) {
        let value = of_pairs(&form_field(name), &pairs, resolved(part, types), types);
        members.extend(value.map(|value| (name.clone(), value)));
    }
    for (name, value) in &pairs {
        let known = name.split('[').next().unwrap_or_default();
        if !node.is_some_and(|node| node.properties.contains_key(known)) {
            members.insert(name.clone(), decoded(value).into());
        }
    }
    Value::Object(members)
}

/// The value of a parameter that is one text.
fn one<'n>(parameter: &SentParameter, text: &str, node: Option<&'n Node>, types: FindType<'n>) -> Option<Value> {
    if parameter.style == ParameterStyle::Json {
        return Some(serde_json::from_str(text).unwrap_or_else(|_| text.into()));
    }
    let elements = node.and_then(|node| node.items.as_deref()).and_then(|items| resolved(items, types));
    Some(match node.is_some_and(is_list) {
        true => text.split(',').map(|one| typed(one.trim(), elements)).collect(),
        false => typed(text, node),
    })
}

/// A text of a query: blanks may be written as `+`.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
