//! What every kind of constraint can do. A kind's file says what it knows; for all else there is a default.

mod interval;
mod json_type;
mod place;
mod presence;
mod relation;
mod schema;
pub mod sdk_type;
mod values;

pub use interval::{Interval, Measure};
pub use json_type::{Type, Typing};
pub use place::{Spot, Surroundings};
pub use presence::{Dependent, Presence};
pub use relation::{Links, Merged, Remark, Yields};
pub use schema::Schema;
pub use values::{Boundary, Broken, Fault, Sample};

use super::Constraint;
use crate::clue::{Clue, Content};
use proc_macro2::TokenStream;
use ringback_contract::subject::Step;
use serde_json::{Map, Value};

/// One kind of constraint. Laws in `tests/laws.rs` run over all of them.
pub trait Kind: Clone + PartialEq + Into<Constraint> {
    /// Whether it only permits: no value breaks it, so nothing that is sent can.
    const PERMITS: bool = false;

    /// Whether it leaves little of what a text may be, so that an ordinary text is not a sample of it.
    const LIMITS_TEXT: bool = false;

    /// Whether it carries on what a document writes, which may be no legal schema: a pattern that is none.
    const AS_WRITTEN: bool = false;

    /// Whether only one of its kind can hold, and the document's own examples decide which.
    const DECIDED_BY_EXAMPLES: bool = false;

    /// Whether it takes the keywords that no other kind takes.
    const LAST_RESORT: bool = false;

    // What documents say.

    /// What a clue says, if it says anything of this kind, keywords of a schema aside. Reading what is not said is worse
    /// than missing what is.
    fn read(_clue: &Clue) -> Vec<Reading> {
        Vec::new()
    }

    /// What a keyword of a JSON Schema says of the schema it stands in.
    fn of_keyword(_name: &str, _value: &Value) -> Vec<Self> {
        Vec::new()
    }

    /// Phrases and keywords with what is to be read in them.
    fn examples() -> Vec<Example>;

    // How it is written down.

    /// Writes the constraint into a JSON Schema.
    fn declare(&self, schema: &mut Schema);

    /// The Rust checks: expressions of type `Check` (in scope). None where the checks are made from the schema: of
    /// keywords that hold other schemas.
    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new()
    }

    /// What is wrong with a value that breaks a keyword which this kind wrote, where that is more than the keyword tells.
    fn explain(_schema: &Map<String, Value>, _keyword: &str, _value: &Value) -> Option<String> {
        None
    }

    // What it says, in terms that all kinds share.

    /// What it says about the type of the value.
    fn typing(&self) -> Typing {
        Typing::Silent
    }

    /// What it says about a measure of the value.
    fn interval(&self) -> Option<Interval> {
        None
    }

    /// What it says about which properties an object has.
    fn presence(&self) -> Presence<'_> {
        Presence::default()
    }

    /// The name of the format that it says the value has.
    fn format(&self) -> Option<&str> {
        None
    }

    /// The name of the type that it says the value is of.
    fn target(&self) -> Option<&str> {
        None
    }

    /// What in it leads to other types.
    fn links(&mut self) -> Links<'_> {
        Links::None
    }

    /// Whether it allows a value, as far as it can tell; `None` where it says nothing about such values.
    fn allows(&self, _value: &Value) -> Option<bool> {
        None
    }

    /// Whether it admits a value that other constraints of the place do not allow: null, a path in place of a number.
    fn admits(&self, _value: &Value) -> bool {
        false
    }

    /// The value that another form of it stands for: 5 for `"5"`. It is admitted where the other constraints allow that.
    fn stands_for(&self, _value: &Value) -> Option<Value> {
        None
    }

    // How it stands to others of the same place.

    /// What becomes of it and another of its kind.
    fn merge(&self, other: &Self) -> Merged<Self> {
        if self == other { Merged::Into(self.clone()) } else { Merged::Apart }
    }

    /// Whether it does not hold where another one does.
    fn yields_to(&self, _other: &Constraint) -> Option<Yields> {
        None
    }

    /// Whether it holds for the elements where another constraint makes a list of the value: the documented values beside
    /// `List<String>`.
    fn is_of_elements(&self, _other: &Constraint) -> bool {
        false
    }

    /// Whether the words of another constraint decide about what breaks this one: whatever is no integer in any form
    /// breaks the words that ask for an integer.
    fn rests_on(&self, _other: &Constraint) -> bool {
        false
    }

    /// What a maintainer should know about how it was read.
    fn remark(&self) -> Option<Remark> {
        None
    }

    // Values.

    /// Values that break exactly this constraint, made from one that breaks none: one for each way in which an
    /// implementation could overlook it.
    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new()
    }

    /// Further values that break it, where what else holds there makes other ways possible.
    fn violate_around(&self, _valid: &Value, _around: &dyn Surroundings) -> Vec<Broken> {
        Vec::new()
    }

    /// A value that breaks another constraint, written in the other form that this one allows.
    fn respell(&self, _broken: &Broken) -> Option<Broken> {
        None
    }

    /// The faults of one who returns values that break it, by name: some of the violations. `rule` is the kind's name.
    fn faults(&self, rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        violations.into_iter().map(|broken| (format!("broken-{rule}-{}", broken.way), broken)).collect()
    }

    /// Valid values at the edge of what it allows, which few implementations are tried with.
    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        Vec::new()
    }

    /// What it contributes to an ordinary valid value.
    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        Sample::Open
    }
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
