//! The trait of all kinds of constraints. A kind implements what it knows; every other method has a default.

pub mod cell;
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
pub use presence::{Dependent, Effect, Presence};
pub use relation::{Links, Merged, Remark, Yields};
pub use schema::Schema;
pub use values::{Boundary, Broken, Decided, Fault, Sample, Solved};

use super::Constraint;
use crate::{
    clue::{Clue, Content},
    fact::Mark,
};
use proc_macro2::TokenStream;
use ringback_contract::subject::Step;
use serde_json::{Map, Value};

/// A kind of constraint. The laws in `tests/laws.rs` are checked for all of them.
pub trait Kind: Clone + PartialEq + Into<Constraint> {
    /// Whether it only permits, so that no payload breaks it.
    const PERMITS: bool = false;

    /// Words of which a sentence has one, in either case, if the kind reads anything in it: what every other sentence is
    /// spared. None for a kind that reads no sentences.
    const WORDS: &'static [&'static str] = &[];

    /// Whether it names alternatives itself, so that an "or" in its sentence is not a hedge: a list of values, one of two
    /// forms.
    const IS_CHOICE: bool = false;

    /// Whether it restricts strings so much that an ordinary text is no sample.
    const LIMITS_TEXT: bool = false;

    /// Whether it keeps the document's own text, which may not be legal: a pattern that does not compile.
    const AS_WRITTEN: bool = false;

    /// Whether only one constraint of the kind can hold, chosen by the document's own examples.
    const DECIDED_BY_EXAMPLES: bool = false;

    /// Whether it takes the keywords that no other kind reads.
    const LAST_RESORT: bool = false;

    // What documents say.

    /// The readings of a clue that is not a keyword. Reading what is not stated is worse than missing what is.
    fn read(_clue: &Clue) -> Vec<Reading> {
        Vec::new()
    }

    /// The constraints that a keyword of a JSON Schema states.
    fn of_keyword(_name: &str, _value: &Value) -> Vec<Self> {
        Vec::new()
    }

    /// Phrases and keywords with the expected readings.
    fn examples() -> Vec<Example>;

    // How it is written down.

    /// Writes the constraint into a JSON Schema.
    fn declare(&self, schema: &mut Schema);

    /// The checks for generated Rust: expressions of type `Check`, which is in scope. Empty for keywords that contain
    /// schemas, whose checks are made from the schema.
    fn enforce(&self) -> Vec<TokenStream> {
        Vec::new()
    }

    /// The message about a value that breaks a keyword of this kind, if it is better than the keyword's standard
    /// message.
    fn explain(_schema: &Map<String, Value>, _keyword: &str, _value: &Value) -> Option<String> {
        None
    }

    // What it says, in terms that all kinds share.

    /// How it determines the type of the value.
    fn typing(&self) -> Typing {
        Typing::Silent
    }

    /// The bounds that it states for a measure of the value.
    fn interval(&self) -> Option<Interval> {
        None
    }

    /// Its effect on the presence of an object's properties.
    fn presence(&self) -> Presence<'_> {
        Presence::default()
    }

    /// The name of the format that it states.
    fn format(&self) -> Option<&str> {
        None
    }

    /// The name of the type that it refers to.
    fn target(&self) -> Option<&str> {
        None
    }

    /// Its references to other types.
    fn links(&mut self) -> Links<'_> {
        Links::None
    }

    /// Whether it allows a value; `None` if it cannot tell or does not apply to the value.
    fn allows(&self, _value: &Value) -> Option<bool> {
        None
    }

    /// Whether it permits a value that other constraints on the place reject: null, or a JSONPath instead of a number.
    fn admits(&self, _value: &Value) -> bool {
        false
    }

    /// The value that an alternative form stands for: 5 for `"5"`. The form is permitted if the other constraints allow
    /// that value.
    fn stands_for(&self, _value: &Value) -> Option<Value> {
        None
    }

    // How it stands to others of the same place.

    /// Merges it with another constraint of its kind.
    fn merge(&self, other: &Self) -> Merged<Self> {
        if self == other { Merged::Into(self.clone()) } else { Merged::Apart }
    }

    /// Whether it yields to another constraint, and why.
    fn yields_to(&self, _other: &Constraint) -> Option<Yields> {
        None
    }

    /// Whether it applies to the elements if another constraint makes the value a list: an enum beside `List<String>`.
    fn is_of_elements(&self, _other: &Constraint) -> bool {
        false
    }

    /// Whether a value that breaks it is judged by another constraint's sentence instead: a value that is no integer in
    /// any form breaks the sentence that asks for an integer.
    fn is_judged_by(&self, _other: &Constraint) -> bool {
        false
    }

    /// A remark for the maintainer about how it was read.
    fn remark(&self) -> Option<Remark> {
        None
    }

    // Values.

    /// Values that break exactly this constraint, made from a valid value: one for each way in which an implementation
    /// could overlook the constraint.
    fn violate(&self, _valid: &Value) -> Vec<Broken> {
        Vec::new()
    }

    /// Further values that break it, which other constraints on the place make possible.
    fn violate_around(&self, _valid: &Value, _around: &dyn Surroundings) -> Vec<Broken> {
        Vec::new()
    }

    /// A value that breaks another constraint, in the alternative form that this one permits.
    fn respell(&self, _broken: &Broken) -> Option<Broken> {
        None
    }

    /// Response faults that break it, by name: some of the violations. `rule` is the kind's name.
    fn faults(&self, rule: &str, violations: Vec<Broken>) -> Vec<(String, Broken)> {
        violations.into_iter().map(|broken| (format!("broken-{rule}-{}", broken.way), broken)).collect()
    }

    /// Valid values at the boundaries of what it allows.
    fn boundary_values(&self, _spot: &Spot) -> Vec<Boundary> {
        Vec::new()
    }

    /// The keyword, if only a solver can tell which values keep it and break it.
    fn unsolved(&self) -> Option<&str> {
        None
    }

    /// Notes what a solver has found.
    fn solve(&mut self, _found: Solved) {}

    /// A value that keeps all rules of the place, known from a solver.
    fn solution(&self) -> Option<&Value> {
        None
    }

    /// Its contribution to an ordinary valid value.
    fn sample(&self, _around: &dyn Surroundings) -> Sample {
        Sample::Open
    }
}

/// What a clue states.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A constraint on the clue's subject.
    This(Constraint),
    /// A constraint on the object that the subject is a property of.
    Owner(Constraint),
    /// The subject is optional.
    Optional,
    /// It is deprecated, or in requests or responses only.
    Mark(Mark),
    /// The default value.
    Default(Value),
    /// A value given as an example.
    Example(Value),
    /// A statement about a part of the subject, to be read recursively: the element type in `List<String>`.
    Part(Step, Content),
    /// A statement about the same subject with one layer removed: `String` in `Option<String>`.
    Again(Content),
    /// The sentence was understood; it only describes, and constrains no payload.
    Description,
}

/// An example of a phrase: its readings, and a valid value.
pub struct Example {
    /// The clue's content.
    pub content: Content,
    /// The properties of the object, the subject first.
    pub siblings: &'static [&'static str],
    /// The expected readings, all of them.
    pub reading: Reading,
    /// A valid value of the subject, or of its owner for [`Reading::Owner`].
    pub valid: Value,
}

impl Example {
    /// An example sentence about the property `this`, whose siblings are `that` and `other`.
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
