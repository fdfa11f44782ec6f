//! How constraints of one place bear on each other.

/// What becomes of two constraints of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Merged<T> {
    /// One that says what both say.
    Into(T),
    /// Both stand: they are about different things, or what decides between them is known later.
    Apart,
    /// Only one of them can hold.
    Contradiction,
}

impl<T> Merged<T> {
    /// The same with another type of constraint.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Merged<U> {
        match self {
            Self::Into(both) => Merged::Into(turn(both)),
            Self::Apart => Merged::Apart,
            Self::Contradiction => Merged::Contradiction,
        }
    }
}

/// What a maintainer is told, as a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The finding's kind: `sentinel-in-enum`.
    pub kind: &'static str,
    /// What was noticed.
    pub message: String,
}

/// Why a constraint does not hold beside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Yields {
    /// The other says the same of more values; nobody needs to be told.
    Silently,
    /// The documents contradict themselves.
    With(Remark),
}

/// What in a constraint leads to other types.
pub enum Links<'a> {
    /// Nothing.
    None,
    /// The name of a type.
    Type(&'a mut String),
    /// A keyword's value as the document writes it, in which there may be references.
    Carried(&'a mut serde_json::Value),
}
