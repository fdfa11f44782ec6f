//! Bodies of forms: `application/x-www-form-urlencoded`, and `multipart/form-data` with files.

use super::{
    Body,
    parameter::{Parameter, ParameterPlace, ParameterStyle, plain},
};
use serde_json::{Map, Value};

/// The files of a multipart body, each in the field that it is for.
#[derive(Clone, Default)]
pub struct Files(Vec<File>);

#[derive(Clone)]
struct File {
    field: String,
    name: String,
    media_type: String,
    content: Body,
}

impl Files {
    /// No files.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The same with a file, given its field, its name, its media type and its content, which may be a
    /// [stream](Body::stream).
    #[must_use]
    pub fn file(mut self, field: &str, name: &str, media_type: &str, content: impl Into<Body>) -> Self {
        let [field, name] = [field, name].map(String::from);
        self.0.push(File { field, name, media_type: media_type.into(), content: content.into() });
        self
    }

    /// Whether a field has a file.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|file| file.field == field)
    }
}

/// `Debug` shows no content.
impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|file| (&file.field, &file.name, &file.content))).finish()
    }
}

/// A body of `application/x-www-form-urlencoded`.
pub fn urlencoded(object: &Map<String, Value>, encodings: &[Parameter<'_>]) -> String {
    let mut parts = Vec::new();
    for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        match encodings.iter().find(|encoding| encoding.property == name) {
            Some(encoding) => parts.extend(encoding.query(value)),
            None => parts.extend(default_query(name, value)),
        }
    }
    parts.join("&")
}

/// A property as a form writes it where nothing else is said: elements on their own, objects as JSON.
fn default_query(name: &str, value: &Value) -> Vec<String> {
    let encode = |text: &str| super::template::encode(text).to_string();
    let values = match value {
        Value::Array(list) => list.iter().map(plain).collect(),
        value => vec![plain(value)],
    };
    values.iter().map(|value| format!("{}={}", encode(name), encode(value))).collect()
}

/// A body of `multipart/form-data`, and its boundary. `media_types` are those of parts, by property.
pub fn multipart(
    object: &Map<String, Value>,
    media_types: &[(&'static str, &'static str)],
    files: &Files,
) -> (Body, String) {
    let boundary = format!("ringback-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
    let mut pieces = Vec::new();
    let mut part = |disposition: String, media_type: Option<&str>, content: Body| {
        let media_type = media_type.map(|media_type| format!("content-type: {media_type}\r\n")).unwrap_or_default();
        let head = format!("--{boundary}\r\ncontent-disposition: form-data; {disposition}\r\n{media_type}\r\n");
        pieces.extend([head.into(), content, "\r\n".into()]);
    };
    for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        let said = media_types.iter().find(|(property, _)| property == name).map(|(_, media_type)| *media_type);
        let values: Vec<&Value> = match value {
            Value::Array(list) if said.is_none() => list.iter().collect(),
            value => vec![value],
        };
        for value in values {
            let json = value.is_object() || value.is_array();
            let media_type = said.or(json.then_some("application/json"));
            part(format!("name=\"{}\"", quoted(name)), media_type, plain(value).into());
        }
    }
    for File { field, name, media_type, content } in &files.0 {
        let disposition = format!("name=\"{}\"; filename=\"{}\"", quoted(field), quoted(name));
        // A media type is one line.
        let media_type = media_type.replace(['\r', '\n'], " ");
        part(disposition, Some(&media_type), content.clone());
    }
    pieces.push(format!("--{boundary}--\r\n").into());
    (Body::chained(pieces), boundary)
}

/// A name as browsers write it between quotes.
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// How a property of a form is written where its encoding says so.
pub const fn encoding(name: &'static str, style: ParameterStyle, explode: bool, reserved: bool) -> Parameter<'static> {
    Parameter { property: name, name, place: ParameterPlace::Query, style, explode, reserved }
}
