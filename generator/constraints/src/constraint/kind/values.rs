//! Values that a kind of constraint makes: broken ones, valid ones at the edge of what it allows, ordinary ones.

use serde_json::Value;

/// A value that breaks a constraint, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The way in which it breaks it, part of the name of the case: `absent`, `wrong-case`.
    pub way: &'static str,
    /// The value.
    pub value: Value,
    /// The class of strictness, when an implementation may decide about all of it at once: `calendar`.
    pub tag: Option<&'static str>,
    /// Whether one standard forbids it and another allows it, or a reader may take it for something else: nobody is
    /// blamed for taking it.
    pub disputed: bool,
    /// Where in an object the fault is, when it is not in the object as a whole.
    pub at: Option<Fault>,
}

/// A property that is at fault, or one element of the list in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The property; it may be missing.
    pub property: String,
    /// The element.
    pub element: Option<usize>,
}

impl Broken {
    /// A way of breaking a constraint.
    pub fn new(way: &'static str, value: impl Into<Value>) -> Self {
        Self { way, value: value.into(), tag: None, disputed: false, at: None }
    }

    /// The same as one of a class.
    #[must_use]
    pub fn tagged(self, tag: &'static str) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// The same as one that standards and readers differ about.
    #[must_use]
    pub fn disputed(self) -> Self {
        Self { disputed: true, ..self }
    }

    /// The same with the property that is at fault, and of a list in it the element.
    #[must_use]
    pub fn at(self, property: &str, element: Option<usize>) -> Self {
        Self { at: Some(Fault { property: property.into(), element }), ..self }
    }
}

/// A valid value that few implementations are tried with: the least, the longest, one of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// What is rare about it, part of the name of the case: `smallest`, `upper-case`.
    pub way: String,
    /// The value.
    pub value: Value,
    /// Whether the words of the constraint decide that it is valid; where they do not, readings of them differ.
    pub decided: bool,
}

impl Boundary {
    /// A value that the constraint allows beyond doubt.
    pub fn new(way: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { way: way.into(), value: value.into(), decided: true }
    }

    /// A value that one reading of the words allows and another does not.
    pub fn unsure(way: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { way: way.into(), value: value.into(), decided: false }
    }
}

/// What a constraint contributes to a sample value.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// Nothing: a value of the type will do, or the other constraints decide.
    Open,
    /// This value satisfies it.
    Value(Value),
    /// No value is known that satisfies it.
    Unknown,
}

impl From<Option<Value>> for Sample {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Unknown, Self::Value)
    }
}
