//! How an accepted payload is read back.

use indexmap::IndexMap;
use ringback_runtime::{envelope::PayloadLocator, runtime::pointer::JsonPointer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// How an accepted payload is read back.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReadBack {
    /// The operation that reads.
    pub operation: String,
    /// The parameters of that operation: by name, where the response to the payload contains the value.
    #[serde(default)]
    pub with: IndexMap<String, ValueSource>,
    /// Pairs of pointers: in the sent payload, and in the read response. Empty if the whole payload is returned.
    #[serde(default)]
    pub compare: IndexMap<JsonPointer, PayloadLocator>,
    /// The same for what no document promises: a difference is told, and fails nothing.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub observe: IndexMap<JsonPointer, PayloadLocator>,
}

/// The place of a value in a response: `body:/id` or `header:location`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ValueSource {
    /// A locator in the JSON body.
    Body(JsonPointer),
    /// A header; if its value is a URL, the last segment of the path.
    Header(String),
}

impl FromStr for ValueSource {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let source = match text.split_once(':') {
            Some(("body", at)) => at.parse().ok().filter(|at: &JsonPointer| !at.is_whole()).map(Self::Body),
            Some(("header", name)) => Some(Self::Header(name.into())),
            _ => None,
        };
        source.ok_or_else(|| format!("{text:?} is neither \"body:/POINTER\" nor \"header:NAME\""))
    }
}

impl fmt::Display for ValueSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(at) => write!(f, "body:{at}"),
            Self::Header(name) => write!(f, "header:{name}"),
        }
    }
}

impl Serialize for ValueSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ValueSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|why: String| serde::de::Error::custom(format!("read_back: {why}")))
    }
}

#[cfg(test)]
mod tests {
    use super::ValueSource;

    #[test]
    fn a_source_is_written_as_it_was_read() {
        for text in ["body:/id", "body:/a~1b/0", "header:Location"] {
            assert_eq!(text.parse::<ValueSource>().unwrap().to_string(), text);
        }
        for text in ["", "body:", "body:id", "cookie:a", "/id"] {
            assert!(text.parse::<ValueSource>().is_err(), "{text}");
        }
    }
}
