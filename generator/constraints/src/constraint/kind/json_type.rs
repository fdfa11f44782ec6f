//! The types of JSON values, and what a constraint says about the type of its value.

pub use ringback_runtime::kind::Kind as Type;

/// What a constraint says about the type of its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Typing {
    /// Nothing.
    Silent,
    /// It would be about nothing if the value were of another type: bounds of a number. The type is inferred.
    Implied(Type),
    /// Whoever says it says the type with it: a list of texts, the name of a string format. The type is as certain as
    /// the constraint.
    Stated(Type),
    /// That the value is of one of these types; nothing else is said.
    Says(Vec<Type>),
    /// The type is said elsewhere: by the type that is referred to, by keywords that are carried on.
    Elsewhere,
}

impl Typing {
    /// Whether the constraint is about the type and nothing else.
    pub fn is_said(&self) -> bool {
        matches!(self, Self::Says(_))
    }
}
