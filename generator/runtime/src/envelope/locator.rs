//! Locators of payloads in larger documents: `/participants/*/callbacks/*`, where `*` matches every element, and
//! `/Content|json/Actions/0`, where `|json` enters a string that contains JSON.

use crate::runtime::pointer::{JsonPointer, escape, index, is_pointer, unescape};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

/// The place of payloads in a larger document: a JSON pointer in which `*` matches every element, and `name|json`
/// enters a string that contains JSON. Empty for the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PayloadLocator(Vec<Step>);

/// One step of a locator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The part of the value.
    pub part: Part,
    /// Whether the part is a string, whose JSON content the next step enters.
    pub holds_json: bool,
}

/// The part of a value that a step selects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Every element of a list; the first one if only one is wanted.
    Every,
    /// The property of an object, or the element of a list, with this name.
    Named(String),
}

impl PayloadLocator {
    /// A locator in generated code, which the generator has checked.
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

    /// The locator of the list whose elements the first `*` matches.
    pub fn list(&self) -> Option<Self> {
        let first = self.0.iter().position(|step| step.part == Part::Every)?;
        self.0.get(..first).map(|before| Self(before.to_vec()))
    }

    /// The locator with `*` in place of every index: `/list/*/name` for `/list/0/name`.
    #[must_use]
    pub fn everywhere(&self) -> Self {
        let step = |step: &Step| match &step.part {
            Part::Named(name) if index(name).is_some() => Step { part: Part::Every, ..*step },
            _ => step.clone(),
        };
        Self(self.0.iter().map(step).collect())
    }

    /// The locator of the first string whose JSON content is entered.
    pub fn text(&self) -> Option<JsonPointer> {
        let last = self.0.iter().position(|step| step.holds_json)?;
        let steps = self.0.get(..=last)?;
        Some(steps.iter().fold(JsonPointer::default(), |at, step| at.property(step.name())))
    }

    /// The locator of every element of the list at this one.
    #[must_use]
    pub fn elements(&self) -> Self {
        let every = Step { part: Part::Every, holds_json: false };
        Self(self.0.iter().cloned().chain([every]).collect())
    }
}

impl Step {
    /// The index of the element in a list; 0 for `*`.
    pub fn index(&self) -> Option<usize> {
        match &self.part {
            Part::Every => Some(0),
            Part::Named(name) => index(name),
        }
    }

    /// The name or index as text, or `*`.
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

/// The error for a text that is not a locator.
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
