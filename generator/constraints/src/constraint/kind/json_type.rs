//! The types of JSON values, and how a constraint determines the type of its value.

pub use ringback_runtime::kind::Kind as Type;

/// How a constraint determines the type of its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Typing {
    /// Not at all.
    Silent,
    /// It implies the type, because it applies to no other: bounds of a number. The type counts as inferred.
    Implied(Type),
    /// It states the type together with the constraint: an enum of strings, a string format. The type is as certain as
    /// the constraint.
    Stated(Type),
    /// It states the type and nothing else: one of these.
    Says(Vec<Type>),
    /// The type is stated elsewhere: by the referenced type, or by raw keywords.
    Elsewhere,
}

impl Typing {
    /// Whether the type is stated, and not only implied.
    pub fn is_said(&self) -> bool {
        matches!(self, Self::Says(_))
    }
}
