//! Parameters of an operation: where each is sent, and how its value becomes text (OpenAPI, Style Values).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// A documented parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    /// The property of the operation's parameters that holds its value.
    pub property: &'a str,
    /// Its name in the request.
    pub name: &'a str,
    /// Where it is sent.
    pub place: ParameterPlace,
    /// How lists and objects become text.
    pub style: ParameterStyle,
    /// Whether each element or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub reserved: bool,
}

impl<'a> Parameter<'a> {
    /// A parameter: the property that holds its value, its name, and how it is sent.
    pub const fn new(
        property: &'a str,
        name: &'a str,
        place: ParameterPlace,
        style: ParameterStyle,
        explode: bool,
        reserved: bool,
    ) -> Self {
        Self { property, name, place, style, explode, reserved }
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The query as a whole.
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a list or an object becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `;id=3`
    Matrix,
    /// `.3`
    Label,
    /// `3,4`
    Simple,
    /// `id=3,4`, or `id=3&id=4` if exploded.
    Form,
    /// `3 4`
    SpaceDelimited,
    /// `3|4`
    PipeDelimited,
    /// `3`, a tab, `4`
    TabDelimited,
    /// `id[a]=3`
    DeepObject,
    /// The value as JSON.
    Json,
}

/// Everything but unreserved characters (RFC 3986).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The same without the reserved characters that have no meaning of their own in a query.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

impl Parameter<'_> {
    /// The text of the value in a path; empty for an empty value.
    pub fn path(&self, value: &Value) -> String {
        let joined = |before: &str, between: &str, pairs: &[(Option<String>, String)], named: bool| {
            let each = pairs.iter().map(|(key, value)| match key {
                Some(key) if named => format!("{key}={value}"),
                Some(key) => format!("{key},{value}"),
                None => value.clone(),
            });
            format!("{before}{}", each.collect::<Vec<_>>().join(between))
        };
        let pairs = self.pairs(value);
        let name = self.encoded(self.name);
        match (self.style, self.explode) {
            (ParameterStyle::Label, explode) => joined(".", if explode { "." } else { "," }, &pairs, explode),
            (ParameterStyle::Matrix, true) => {
                let each = pairs.iter().map(|(key, value)| format!(";{}={value}", key.as_deref().unwrap_or(&name)));
                each.collect()
            }
            (ParameterStyle::Matrix, false) => joined(&format!(";{name}="), ",", &pairs, false),
            (_, explode) => joined("", ",", &pairs, explode),
        }
    }

    /// The value as parts of a query: `id=3`.
    pub fn query(&self, value: &Value) -> Vec<String> {
        if self.place == ParameterPlace::QueryString {
            return match value {
                Value::Object(object) => {
                    object.iter().map(|(name, value)| format!("{}={}", encode(name), encode(&plain(value)))).collect()
                }
                Value::String(text) => vec![text.clone()],
                value => vec![encode(&value.to_string())],
            };
        }
        let name = encode(self.name);
        if self.style == ParameterStyle::DeepObject && value.is_object() {
            let mut parts = Vec::new();
            self.deep(&name, value, &mut parts);
            return parts;
        }
        let pairs = self.pairs(value);
        let between = match self.style {
            ParameterStyle::SpaceDelimited => "%20",
            ParameterStyle::PipeDelimited => "%7C",
            ParameterStyle::TabDelimited => "%09",
            _ => ",",
        };
        let is_form = matches!(self.style, ParameterStyle::Form | ParameterStyle::DeepObject);
        if self.explode && is_form || self.style == ParameterStyle::Json {
            let part = |(key, value): &(Option<String>, String)| format!("{}={value}", key.as_ref().unwrap_or(&name));
            return pairs.iter().map(part).collect();
        }
        let each = pairs.iter().map(|(key, value)| match key {
            Some(key) => format!("{key}{between}{value}"),
            None => value.clone(),
        });
        vec![format!("{name}={}", each.collect::<Vec<_>>().join(between))]
    }

    /// The value of a header.
    pub fn header(&self, value: &Value) -> String {
        if self.style == ParameterStyle::Json {
            return value.to_string();
        }
        match value {
            Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(","),
            Value::Object(object) => {
                let sign = if self.explode { "=" } else { "," };
                let each = object.iter().map(|(name, value)| format!("{name}{sign}{}", plain(value)));
                each.collect::<Vec<_>>().join(",")
            }
            value => plain(value),
        }
    }

    /// The names or keys of a value, each with its text, percent-encoded.
    fn pairs(&self, value: &Value) -> Vec<(Option<String>, String)> {
        match value {
            value if self.style == ParameterStyle::Json => vec![(None, self.encoded(&value.to_string()))],
            Value::Array(list) => list.iter().map(|value| (None, self.encoded(&plain(value)))).collect(),
            Value::Object(object) => {
                let each = object.iter().filter(|(_, value)| !value.is_null());
                each.map(|(name, value)| (Some(self.encoded(name)), self.encoded(&plain(value)))).collect()
            }
            value => vec![(None, self.encoded(&plain(value)))],
        }
    }

    fn deep(&self, name: &str, value: &Value, parts: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
                    self.deep(&format!("{name}%5B{}%5D", encode(key)), value, parts);
                }
            }
            Value::Array(list) => {
                list.iter().for_each(|value| parts.push(format!("{name}={}", self.encoded(&plain(value)))))
            }
            value => parts.push(format!("{name}={}", self.encoded(&plain(value)))),
        }
    }

    fn encoded(&self, text: &str) -> String {
        let kept = if self.reserved && self.place == ParameterPlace::Query { RESERVED } else { UNRESERVED };
        utf8_percent_encode(text, kept).to_string()
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// A value as text: a string as it is, anything else as JSON.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}
