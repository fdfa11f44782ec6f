//! Values that a kind of constraint generates: invalid ones, valid ones at a boundary, ordinary ones.

pub use ringback_runtime::format::Decided;
use serde_json::Value;

/// A value that breaks a constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The way in which it breaks the constraint, a part of the case's name: `absent`, `wrong-case`.
    pub way: &'static str,
    /// The value.
    pub value: Value,
    /// The kind of leniency with which a receiver would accept it, such as `calendar`; a tag of the case.
    pub tag: Option<&'static str>,
    /// Who decides that the value is invalid.
    pub decided: Decided,
    /// The part of an object that is at fault; `None` for the object as a whole.
    pub at: Option<Fault>,
}

/// The property at fault, or one element of the list in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The property, which may be missing.
    pub property: String,
    /// The index of the element.
    pub element: Option<usize>,
}

impl Broken {
    /// A value that breaks a constraint in this way.
    pub fn new(way: &'static str, value: impl Into<Value>) -> Self {
        Self { way, value: value.into(), tag: None, decided: Decided::ByEveryReading, at: None }
    }

    /// The same with a kind of leniency.
    #[must_use]
    pub fn tagged(self, tag: &'static str) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// The same, marked as one that standards or readers disagree about.
    #[must_use]
    pub fn disputed(self) -> Self {
        Self { decided: Decided::ByNobody, ..self }
    }

    /// The same with the property at fault, and optionally the element of the list in it.
    #[must_use]
    pub fn at(self, property: &str, element: Option<usize>) -> Self {
        Self { at: Some(Fault { property: property.into(), element }), ..self }
    }
}

/// A valid value at a boundary of what a constraint allows: the smallest, the longest, one of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// The boundary, a part of the case's name: `smallest`, `upper-case`.
    pub way: String,
    /// The value.
    pub value: Value,
    /// Whether the constraint's sentence has only one reading, by which the value is valid.
    pub decided: bool,
}

impl Boundary {
    /// A value that every reading of the sentence allows.
    pub fn new(way: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { way: way.into(), value: value.into(), decided: true }
    }

    /// A value that one reading of the sentence allows and another does not.
    pub fn unsure(way: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { way: way.into(), value: value.into(), decided: false }
    }
}

/// What a solver has found about a keyword whose values no kind can tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solved {
    /// A value of the place, which keeps all of its rules.
    pub holds: Option<Value>,
    /// A value of the place that breaks the keyword and nothing else.
    pub breaks: Option<Value>,
    /// A value of the place for each alternative that the keyword allows.
    pub alternatives: Vec<Value>,
}

/// A constraint's contribution to a sample value.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// No contribution: any value of the type satisfies it, or other constraints decide.
    Open,
    /// A value that satisfies it.
    Value(Value),
    /// The constraint is not understood well enough to make a value that satisfies it.
    Unknown,
}

impl From<Option<Value>> for Sample {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Unknown, Self::Value)
    }
}
