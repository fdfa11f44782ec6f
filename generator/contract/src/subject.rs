//! The subject of a fact: a type, or a property, element or value inside it.

use crate::pointer::{escape, unescape};
use serde::{Deserialize, Serialize};

/// One step from a type to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A named property of an object.
    Property(String),
    /// All elements of a list.
    Items,
    /// All values of a map.
    Values,
}

/// The most steps in a path; a deeper subject becomes a finding and is not modelled. Most JSON parsers stop at 128
/// levels, and each property of a schema takes two.
pub const MAX_STEPS: usize = 40;

/// A type, or a part of it: `CreateCallbackContact/QueueId`, `Callback/callbackNumbers/[]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    /// The name of the type.
    pub owner: String,
    /// The steps from the type to the part; empty for the type itself.
    pub path: Vec<Step>,
}

impl Subject {
    /// The subject that is a whole type.
    pub fn of(owner: impl Into<String>) -> Self {
        Self { owner: owner.into(), path: Vec::new() }
    }

    /// The part one step further.
    pub fn join(&self, step: Step) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { owner: self.owner.clone(), path }
    }

    /// The subject of a property of this object.
    pub fn property(&self, name: impl Into<String>) -> Self {
        self.join(Step::Property(name.into()))
    }

    /// The subject that contains this one; `None` for a type.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.path.split_last()?;
        Some(Self { owner: self.owner.clone(), path: rest.to_vec() })
    }

    /// The name of the property; `None` if the last step is not one.
    pub fn name(&self) -> Option<&str> {
        match self.path.last() {
            Some(Step::Property(name)) => Some(name),
            _ => None,
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.owner)?;
        self.path.iter().try_for_each(|step| match step {
            Step::Property(name) => write!(f, "/{}", escape(name)),
            Step::Items => f.write_str("/[]"),
            Step::Values => f.write_str("/{}"),
        })
    }
}

impl std::str::FromStr for Subject {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('/');
        let mut subject = Subject::of(parts.next().unwrap_or_default());
        for part in parts {
            subject.path.push(match part {
                "[]" => Step::Items,
                "{}" => Step::Values,
                name => Step::Property(unescape(name).into_owned()),
            });
        }
        Ok(subject)
    }
}

impl Serialize for Subject {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.parse().unwrap_or_else(|never| match never {}))
    }
}
