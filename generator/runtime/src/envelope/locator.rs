//! Where payloads stand in larger documents: `/participants/*/callbacks/*`, where `*` is every element, and
//! `/Content|json/Actions/0`, where `|json` is a string that holds JSON.

use crate::runtime::pointer::{JsonPointer, escape, index, is_pointer, unescape};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

/// Where payloads stand in a larger document: a JSON Pointer in which `*` stands for every element, and `name|json` for
/// what is in a string that holds JSON. Empty for the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PayloadLocator(Vec<Step>);

/// One step on the way to a payload.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The part of the value that is meant.
    pub part: Part,
    /// Whether that is a string, and the way goes on in the JSON that it holds.
    pub holds_json: bool,
}

/// The part of a value that a step leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Every element of a list; where there can be but one, the first.
    Every,
    /// The property of an object, or the element of a list, of this name.
    Named(String),
}

impl PayloadLocator {
    /// A locator that was checked when the code that holds it was generated.
    pub(super) fn read(text: &str) -> Self {
        Self(text.split('/').skip(1).map(Step::read).collect())
    }

    /// The steps, from the outermost to the innermost.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether the payload is the whole document.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether payloads are the elements of a list: it ends with `*`.
    pub fn ends_with_every(&self) -> bool {
        self.0.last().is_some_and(|step| step.part == Part::Every && !step.holds_json)
    }

    /// Where the list stands whose elements the first `*` is.
    pub fn list(&self) -> Option<Self> {
        let first = self.0.iter().position(|step| step.part == Part::Every)?;
        self.0.get(..first).map(|before| Self(before.to_vec()))
    }

    /// The same with every element for the one that is meant: `/list/*/name` for `/list/0/name`.
    #[must_use]
    pub fn everywhere(&self) -> Self {
        let step = |step: &Step| match &step.part {
            Part::Named(name) if index(name).is_some() => Step { part: Part::Every, ..*step },
            _ => step.clone(),
        };
        Self(self.0.iter().map(step).collect())
    }

    /// Where the first string stands that holds JSON, and in which the way goes on.
    pub fn text(&self) -> Option<JsonPointer> {
        let last = self.0.iter().position(|step| step.holds_json)?;
        let steps = self.0.get(..=last)?;
        Some(steps.iter().fold(JsonPointer::default(), |at, step| at.property(step.name())))
    }

    /// Every element of the list that it leads to.
    #[must_use]
    pub fn elements(&self) -> Self {
        let every = Step { part: Part::Every, holds_json: false };
        Self(self.0.iter().cloned().chain([every]).collect())
    }
}

impl Step {
    /// The element that is meant where there is a list, the first for `*`.
    pub fn index(&self) -> Option<usize> {
        match &self.part {
            Part::Every => Some(0),
            Part::Named(name) => index(name),
        }
    }

    /// The name of the part, or `*`.
    pub fn name(&self) -> &str {
        match &self.part {
            Part::Every => "*",
            Part::Named(name) => name,
        }
    }

    fn read(token: &str) -> Self {
        let (name, holds_json) = token.strip_suffix("|json").map_or((token, false), |name| (name, true));
        let part = if name == "*" { Part::Every } else { Part::Named(unescape(name).into_owned()) };
        Self { part, holds_json }
    }
}

impl From<&JsonPointer> for PayloadLocator {
    fn from(pointer: &JsonPointer) -> Self {
        let step = |name: Cow<str>| Step { part: Part::Named(name.into_owned()), holds_json: false };
        Self(pointer.tokens().map(step).collect())
    }
}

impl fmt::Display for PayloadLocator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| {
            let name = match &step.part {
                Part::Every => "*".into(),
                Part::Named(name) => escape(name),
            };
            write!(f, "/{name}{}", if step.holds_json { "|json" } else { "" })
        })
    }
}

/// A text that is no locator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidLocator(String);

impl fmt::Display for InvalidLocator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let allowed = "nothing, or a JSON Pointer such as /list/*/text|json/name";
        write!(f, "invalid place of a payload {:?}: expected {allowed}", self.0)
    }
}

impl std::error::Error for InvalidLocator {}

impl FromStr for PayloadLocator {
    type Err = InvalidLocator;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_pointer(text) { Ok(Self::read(text)) } else { Err(InvalidLocator(text.into())) }
    }
}

impl Serialize for PayloadLocator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PayloadLocator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
