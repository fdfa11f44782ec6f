//! What every kind of constraint can do.

use super::Constraint;
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use ringback_contract::subject::Step;
use serde_json::{Map, Value};

/// One kind of constraint. Laws in `tests/laws.rs` run over all of them.
pub trait Kind: Sized + Into<Constraint> {
    /// What the clue says, if it says anything of this kind. Reading what is not said is worse than missing what is.
    fn read(clue: &Clue) -> Vec<Reading>;

    /// Writes the constraint as JSON Schema keywords; returns their names.
    fn declare(&self, schema: &mut Map<String, Value>) -> Vec<String>;

    /// The Rust checks: expressions of type `Check` (in scope).
    fn enforce(&self) -> Vec<TokenStream>;

    /// Values that break exactly this constraint, made from one that breaks none: one for each way in which an
    /// implementation could overlook it.
    fn violate(&self, valid: &Value) -> Vec<Broken>;

    /// Phrases and keywords with what is to be read in them.
    fn examples() -> Vec<Example>;
}

/// What a clue turned out to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A constraint on the clue's subject.
    This(Constraint),
    /// A constraint on the object that the subject is a property of.
    Owner(Constraint),
    /// The subject may be left out.
    Optional,
    /// The value that holds when none is given.
    Default(Value),
    /// A value given as an example.
    Example(Value),
    /// Something about a part of the subject, to be read in turn: the element type in `List<String>`.
    Part(Step, Content),
    /// The same subject again, with one layer taken off: `String` in `Option<String>`.
    Again(Content),
    /// The sentence was understood and puts no bound on a single payload: it only describes.
    Description,
}

/// A value that breaks a constraint, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The way in which it breaks it, part of the name of the case: `absent`, `wrong-case`.
    pub way: &'static str,
    /// The value.
    pub value: Value,
    /// The class of strictness, when an implementation may decide about all of it at once: `calendar`.
    pub tag: Option<&'static str>,
}

impl Broken {
    /// A way of breaking a constraint.
    pub fn new(way: &'static str, value: impl Into<Value>) -> Self {
        Self { way, value: value.into(), tag: None }
    }

    /// The same as one of a class.
    #[must_use]
    pub fn tagged(self, tag: &'static str) -> Self {
        Self { tag: Some(tag), ..self }
    }
}

/// A phrase, what it says, and a value for which it holds.
pub struct Example {
    /// The clue's content.
    pub content: Content,
    /// The properties around the subject, the subject first.
    pub siblings: &'static [&'static str],
    /// What must be read, and nothing else.
    pub reading: Reading,
    /// A valid value: of the subject, or of its owner for [`Reading::Owner`].
    pub valid: Value,
}

impl Example {
    /// An example sentence about `this`, whose siblings are `that` and `other`.
    pub fn sentence(text: &str, reading: Reading, valid: Value) -> Self {
        Self { content: Content::Sentence(text.into()), siblings: &["this", "that", "other"], reading, valid }
    }

    /// An example keyword.
    pub fn keyword(name: &str, value: Value, reading: Reading, valid: Value) -> Self {
        Self { content: Content::Keyword(name.into(), value), siblings: &["this", "that", "other"], reading, valid }
    }

    /// An example cell.
    pub fn cell(column: crate::clue::Column, text: &str, reading: Reading, valid: Value) -> Self {
        Self { content: Content::Cell(column, text.into()), siblings: &["this", "that", "other"], reading, valid }
    }
}
