//! Bodies of `multipart/form-data`, both ways.

use super::text::{FindType, is_list, is_object, resolved, typed};
use bytes::Bytes;
use futures_util::stream;
use multer::Multipart;
use ringback_constraints::model::Node;
use ringback_contract::operation::{MultipartProperty, media_type, sample_file};
use ringback_runtime::{
    parameter::plain,
    part::{part_head, parts_end, parts_of},
};
use serde_json::{Map, Value};

/// The boundary between parts: the same for each request, so that a case sends the same bytes in each run.
const BOUNDARY: &str = "ringback-boundary-5f1d0e7c94b24a3c";

/// The media type of a body with its boundary, and the body.
pub fn write(body: &Map<String, Value>, described: &[MultipartProperty]) -> (String, Vec<u8>) {
    let mut written = Vec::new();
    for (name, value) in body {
        let property = described.iter().find(|property| property.name == *name);
        let wanted = property.and_then(|property| property.media_type.as_deref());
        let file = property.filter(|property| property.is_file).and_then(|_| sample_file(wanted.unwrap_or_default()));
        let file_name = file.map(|file| format!("{name}.{}", file.extension));
        for (kind, text) in parts_of(value, wanted.filter(|_| file.is_none())) {
            let kind = file.map(|file| file.media_type).or(kind);
            written.extend(part_head(BOUNDARY, name, file_name.as_deref(), kind).into_bytes());
            written.extend(file.map_or(text.as_bytes(), |file| file.bytes(&text)));
            written.extend(b"\r\n");
        }
    }
    written.extend(parts_end(BOUNDARY).into_bytes());
    (format!("{}; boundary={BOUNDARY}", media_type::MULTIPART), written)
}

/// The properties of a body.
///
/// # Errors
///
/// If it has no boundary, or is cut.
pub fn read<'n>(content_type: &str, body: &[u8], node: Option<&'n Node>, types: FindType<'n>) -> Result<Value, String> {
    let mut members = Map::new();
    for (name, kind, content) in parts(content_type, body)? {
        let node = node.and_then(|node| node.properties.get(&name).or(node.values.as_deref()));
        let node = node.and_then(|node| resolved(node, types));
        let text = String::from_utf8_lossy(&content).into_owned();
        let parsed = serde_json::from_str(&text).ok().filter(|_| media_type::is_json(&kind));
        let elements = node.filter(|node| is_list(node) && !matches!(parsed, Some(Value::Array(_))));
        let Some(list) = elements else {
            members.insert(name, parsed.unwrap_or_else(|| typed(&text, node)));
            continue;
        };
        let element = list.items.as_deref().and_then(|items| resolved(items, types));
        let value = parsed.unwrap_or_else(|| typed(&text, element));
        match members.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(list) => list.push(value),
            other => *other = value,
        }
    }
    Ok(Value::Object(members))
}

/// The name, the media type and the content of each part.
fn parts(content_type: &str, body: &[u8]) -> Result<Vec<(String, String, Bytes)>, String> {
    let broken = |error: multer::Error| format!("the body is no multipart/form-data: {error}");
    let boundary = multer::parse_boundary(content_type).map_err(broken)?;
    let body = Bytes::copy_from_slice(body);
    let mut fields = Multipart::new(stream::iter([Ok::<_, std::convert::Infallible>(body)]), boundary);
    // Everything is there already, so that nothing is waited for.
    futures_executor::block_on(async {
        let mut parts = Vec::new();
        while let Some(field) = fields.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let kind = field.content_type().map(ToString::to_string).unwrap_or_default();
            parts.push((name, kind, field.bytes().await.map_err(broken)?));
        }
        Ok(parts)
    })
}

/// Whether the value of a property can be read in one way only. A file without bytes is none to many servers.
pub fn is_clear(value: &Value, node: Option<&Node>, is_file: bool) -> bool {
    match value {
        Value::Object(_) => node.is_some_and(is_object),
        // A list without elements has no part.
        Value::Array(list) => node.is_some_and(is_list) && !list.is_empty() && list.iter().all(is_clear_element),
        value => !is_file || !plain(value).is_empty(),
    }
}

fn is_clear_element(value: &Value) -> bool {
    value.is_object() || !value.is_array() && !plain(value).is_empty()
}
