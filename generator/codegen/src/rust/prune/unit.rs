//! Units of source text: what is kept or left out as one.

use super::{imports::Leaf, mentions::Mentions};
use std::ops::Range;

/// The enums that tables of rules are made of. A variant that no table has is no value that code meets.
pub const TABLES: &[&str] = &["Bound", "Check", "Kind", "Literal"];

/// A unit of a source text.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Its text, with the comments and blank lines before it.
    pub range: Range<usize>,
    /// What it is.
    pub kind: UnitKind,
    /// What it mentions beside its parts.
    pub mentions: Mentions,
    /// The units inside of it.
    pub parts: Vec<Unit>,
}

/// What a unit is, which tells when it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UnitKind {
    /// An attribute of the file, or its documentation.
    Attribute,
    /// The declaration of a module in a file of its own.
    Module(String),
    /// What is imported.
    Import(Vec<Leaf>),
    /// A function, type, trait, constant or macro of a file.
    Item {
        /// Its name.
        name: String,
        /// Whether it is a trait.
        is_trait: bool,
        /// Whether it is a macro.
        is_macro: bool,
    },
    /// An implementation.
    Implementation {
        /// The last word of the trait; `None` for a type's own.
        of_trait: Option<String>,
        /// The last word of the type; `None` if it is a parameter, or has no name.
        of_type: Option<String>,
        /// The types and traits before its block, without its parameters.
        names: Vec<String>,
    },
    /// A function, type or constant in a trait or an implementation.
    Member {
        /// Its name.
        name: String,
        /// The trait that it is of; `None` if it is a type's own.
        of_trait: Option<String>,
        /// The type that it is of, empty if that has no name; `None` in the trait itself.
        of_type: Option<String>,
        /// Whether it is public.
        is_public: bool,
        /// Whether each implementation has it.
        is_required: bool,
    },
    /// A call of a macro that makes items, with the first word that it is given.
    Call(Option<String>),
    /// A rule of a macro, with the words that it is called with.
    Rule(Vec<String>),
    /// A variant of an enum of tables: the enum, and its name.
    Variant(String, String),
    /// What is done with a value that matches a pattern.
    Pattern {
        /// Its alternatives.
        alternatives: Vec<Alternative>,
        /// Whether other code takes what it does not match.
        has_fallback: bool,
    },
    /// What only types with parts need.
    OfParts,
    /// What is never kept.
    #[default]
    Marker,
}

/// An alternative of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Its text.
    pub range: Range<usize>,
    /// The variants of tables that it names, each with its enum.
    pub variants: Vec<(String, String)>,
}
