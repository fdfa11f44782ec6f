//! Bodies of forms: `application/x-www-form-urlencoded`, and `multipart/form-data` with files.

use super::{
    Body,
    parameter::{Parameter, ParameterPlace, ParameterStyle, plain},
    part::{part_head, parts_end, parts_of},
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
    let mut part = |head: String, content: Body| pieces.extend([head.into(), content, "\r\n".into()]);
    for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        let said = media_types.iter().find(|(property, _)| property == name).map(|(_, media_type)| *media_type);
        for (media_type, text) in parts_of(value, said) {
            part(part_head(&boundary, name, None, media_type), text.into());
        }
    }
    for File { field, name, media_type, content } in &files.0 {
        part(part_head(&boundary, field, Some(name), Some(media_type)), content.clone());
    }
    pieces.push(parts_end(&boundary).into());
    (Body::chained(pieces), boundary)
}

/// How a property of a form is written where its encoding says so.
pub const fn encoding(name: &'static str, style: ParameterStyle, explode: bool, reserved: bool) -> Parameter<'static> {
    Parameter { property: name, name, place: ParameterPlace::Query, style, explode, reserved }
}
