//! The shape of a value according to the page's `Type` cell, as far as readers of prose need it.

use crate::{
    clue::Clue,
    constraint::{Type, kind::sdk_type},
    spelling::{Spelling, spell},
};

/// The shape of a value, according to its type cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// There is no type cell.
    Unknown,
    /// A string of any format.
    Text,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// A map or object.
    Object,
    /// A named type, or anything else.
    Named,
}

impl Shape {
    /// The shape of a clue's subject.
    pub fn of(clue: &Clue) -> Self {
        match Self::spelt(&clue.around.spelling) {
            Self::Unknown if !clue.around.children.is_empty() => Self::Object,
            shape => shape,
        }
    }

    /// The shape of the elements of a list; unknown if the cell does not say it.
    pub fn of_elements(clue: &Clue) -> Self {
        match spell(&clue.around.spelling) {
            Spelling::List(inner) => Self::spelt(&inner),
            _ => Self::Unknown,
        }
    }

    fn spelt(text: &str) -> Self {
        match spell(text) {
            Spelling::Nullable(inner) => Self::spelt(&inner),
            Spelling::List(_) => Self::List,
            Spelling::Map(_) => Self::Object,
            Spelling::Unknown => Self::Unknown,
            Spelling::Name(name) => match sdk_type::json_type(&name) {
                Some(Type::String) => Self::Text,
                Some(Type::Integer) => Self::Integer,
                Some(Type::Number) => Self::Number,
                Some(Type::Boolean) => Self::Boolean,
                Some(Type::Array) => Self::List,
                Some(Type::Object) => Self::Object,
                Some(Type::Null) => Self::Unknown,
                None if sdk_type::format(&name, None).is_some() => Self::Text,
                None => Self::Named,
            },
        }
    }

    /// Whether the value is certainly a number.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }

    /// Whether the value may be a number.
    pub fn may_be_numeric(self) -> bool {
        self.is_numeric() || self == Self::Unknown
    }

    /// Whether the value may be a string.
    pub fn may_be_text(self) -> bool {
        matches!(self, Self::Text | Self::Unknown | Self::Named)
    }

    /// Whether the value may have elements or entries.
    pub fn may_be_counted(self) -> bool {
        matches!(self, Self::List | Self::Object | Self::Unknown | Self::Named)
    }
}
