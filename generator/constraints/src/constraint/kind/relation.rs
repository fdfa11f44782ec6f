//! Relations between constraints on the same place: merging, precedence, links to types.

/// The result of merging two constraints of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Merged<T> {
    /// One constraint that is equivalent to both.
    Into(T),
    /// Both are kept: they concern different things, or only later facts decide between them.
    Apart,
    /// A contradiction: only one of them can hold.
    Contradiction,
}

impl<T> Merged<T> {
    /// The same result for another type of constraint.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Merged<U> {
        match self {
            Self::Into(both) => Merged::Into(turn(both)),
            Self::Apart => Merged::Apart,
            Self::Contradiction => Merged::Contradiction,
        }
    }
}

/// A remark for the maintainer, which becomes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The finding's kind: `sentinel-in-enum`.
    pub kind: &'static str,
    /// The message.
    pub message: String,
}

/// Why a constraint yields to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Yields {
    /// The other one states the same of more values; no finding is needed.
    Silently,
    /// The documents contradict themselves; this becomes a finding.
    With(Remark),
}

/// The references of a constraint to other types.
pub enum Links<'a> {
    /// It has none.
    None,
    /// The name of a type.
    Type(&'a mut String),
    /// The value of a keyword as the document has it, which may contain `$ref`s.
    Carried(&'a mut serde_json::Value),
}
