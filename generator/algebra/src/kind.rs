//! The kinds of JSON values, sets of kinds, and values that hold no others.

use super::exact_number::ExactNumber;
use std::rc::Rc;

/// A kind of JSON value. Integers and other numbers are two kinds: no keyword but `type` treats them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueKind {
    /// `{…}`.
    Object,
    /// A string.
    Text,
    /// A number without a fractional part: `1.0` is one.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// `[…]`.
    List,
    /// A number with a fractional part.
    Fraction,
    /// `null`.
    Null,
}

impl ValueKind {
    /// Every kind, in the order in which the solver looks for a witness: the most informative witnesses first.
    pub const ALL: [Self; 7] =
        [Self::Object, Self::Text, Self::Integer, Self::Boolean, Self::List, Self::Fraction, Self::Null];
}

/// A set of kinds, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ValueKinds(u8);

impl ValueKinds {
    /// The set of these kinds.
    pub fn of(kinds: &[ValueKind]) -> Self {
        Self(kinds.iter().fold(0, |all, kind| all | 1 << *kind as u8))
    }

    /// Whether the set contains a kind.
    pub fn contains(self, kind: ValueKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// The union of both sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds that both sets contain.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The set without a kind.
    #[must_use]
    pub fn without(self, kind: ValueKind) -> Self {
        Self(self.0 & !(1 << kind as u8))
    }

    /// Whether the set contains no kind.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A value that is neither a list nor an object. Numbers are equal by value: `1` and `1.0` are one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number of any size.
    Number(ExactNumber),
    /// A string.
    Text(Rc<str>),
}

impl Scalar {
    /// The kind of the value.
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Null => ValueKind::Null,
            Self::Boolean(_) => ValueKind::Boolean,
            Self::Number(number) if number.is_integer() => ValueKind::Integer,
            Self::Number(_) => ValueKind::Fraction,
            Self::Text(_) => ValueKind::Text,
        }
    }
}
