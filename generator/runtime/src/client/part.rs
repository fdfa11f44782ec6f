//! Parts of `multipart/form-data` (RFC 7578): which a property becomes, and how each begins.

use super::{media_type::JSON, parameter::plain};
use serde_json::Value;

/// The media type and the text of each part that a property becomes: one for each element of a list, and objects as JSON.
/// With a media type of its own, a property is one part.
pub fn parts_of<'v>(value: &'v Value, media_type: Option<&'v str>) -> impl Iterator<Item = (Option<&'v str>, String)> {
    let values = match value {
        Value::Array(list) if media_type.is_none() => list.as_slice(),
        value => std::slice::from_ref(value),
    };
    values.iter().map(move |value| {
        let is_json = value.is_object() || value.is_array();
        (media_type.or(is_json.then_some(JSON)), plain(value))
    })
}

/// The lines before the content of a part: the boundary, the name of its field, of its file if it is one, and its media type.
pub fn part_head(boundary: &str, field: &str, file: Option<&str>, media_type: Option<&str>) -> String {
    let file = file.map(|name| format!("; filename=\"{}\"", quoted(name))).unwrap_or_default();
    // A media type is one line.
    let media_type = media_type.map(|kind| format!("content-type: {}\r\n", kind.replace(['\r', '\n'], " ")));
    let media_type = media_type.unwrap_or_default();
    format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"{file}\r\n{media_type}\r\n", quoted(field))
}

/// The line after the content of the last part.
pub fn parts_end(boundary: &str) -> String {
    format!("--{boundary}--\r\n")
}

/// A name as browsers write it between quotes.
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}
