//! JSON Pointer (RFC 6901): the place of a value in a document.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::{borrow::Cow, fmt, str::FromStr};

/// The place of a value in a document, as RFC 6901 writes it: `/callbackNumbers/0`; empty for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JsonPointer(String);

impl JsonPointer {
    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it refers to the whole document.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of a property of this object.
    #[must_use]
    pub fn property(&self, name: &str) -> Self {
        Self(format!("{}/{}", self.0, escape(name)))
    }

    /// The place of an element of this list.
    #[must_use]
    pub fn element(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer to the value that is at `below`, relative to this one.
    #[must_use]
    pub fn join(&self, below: &Self) -> Self {
        Self(format!("{}{}", self.0, below.0))
    }

    /// The unescaped names and indices, from the outermost to the innermost.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        tokens(&self.0)
    }

    /// The value at this place; `None` if there is none.
    pub fn resolve<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        document.pointer(&self.0)
    }

    /// The value at this place, mutably.
    pub fn resolve_mut<'v>(&self, document: &'v mut Value) -> Option<&'v mut Value> {
        document.pointer_mut(&self.0)
    }
}

/// The unescaped tokens of a pointer in text form.
pub fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

/// A name escaped as a token: `a/b` becomes `a~1b`.
pub fn escape(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}

/// The name that a token stands for.
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

/// The index that a token stands for: digits without leading zeros.
pub fn index(token: &str) -> Option<usize> {
    let is_plain = token == "0" || !token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit());
    token.parse().ok().filter(|_| is_plain)
}

/// Whether a text is a JSON pointer: empty, or tokens that each begin with `/`, in which `~` is escaped as `~0` and `/`
/// as `~1`.
pub fn is_pointer(text: &str) -> bool {
    let is_escape = |rest: &str| rest.starts_with(['0', '1']);
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(is_escape)
}

/// The error for a text that is not a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPointer(String);

impl fmt::Display for InvalidPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid JSON Pointer {:?}: expected nothing, or /name/0 with ~ as ~0 and / as ~1", self.0)
    }
}

impl std::error::Error for InvalidPointer {}

impl FromStr for JsonPointer {
    type Err = InvalidPointer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_pointer(text) { Ok(Self(text.into())) } else { Err(InvalidPointer(text.into())) }
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for JsonPointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for JsonPointer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
