//! The rules of a type as a static table: what must hold, and which words of which document say so.

use super::format::Format;

pub use super::kind::Kind;

/// Rules may refer to each other in circles: what is nested deeper than this is not judged any more.
pub const DEEPEST: usize = 1024;

/// Everything that must hold for a value.
#[derive(Debug)]
pub struct Schema {
    /// The type's name; empty inside a type.
    pub name: &'static str,
    /// All of them must hold.
    pub rules: &'static [Check],
    /// The words on which each rule rests, in the order of the rules. Where there are fewer, the last ones serve all rules
    /// that are left.
    pub sources: &'static [Source],
}

impl Schema {
    /// The words on which the rule of this index rests.
    pub fn source(&self, index: usize) -> Source {
        const NONE: Source = Source { document: "", lines: [1, 1], quote: "" };
        self.sources.get(index).or(self.sources.last()).copied().unwrap_or(NONE)
    }
}

/// The document, lines and words on which a rule rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Path of the document, relative to its vendor's folder.
    pub document: &'static str,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// The sentence, table cell or keyword.
    pub quote: &'static str,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, _] = self.lines;
        write!(f, "{}:{first}: {}", self.document, self.quote)
    }
}

/// A number in a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// Anything else.
    Float(f64),
}

/// A JSON value in a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Text(&'static str),
    /// Any other value, as JSON.
    Json(&'static str),
}

/// One rule. As in JSON Schema, a rule about another type than the value's is not broken by it.
#[derive(Debug)]
pub enum Check {
    /// The value has one of these types.
    Types(&'static [Kind]),
    /// The value is one of these.
    Values(&'static [Literal]),
    /// The number is at least this.
    Minimum(Bound),
    /// The number is at most this.
    Maximum(Bound),
    /// The number is greater than this.
    ExclusiveMinimum(Bound),
    /// The number is less than this.
    ExclusiveMaximum(Bound),
    /// The number is a multiple of this.
    MultipleOf(Bound),
    /// The string has at least this many code points.
    MinLength(u64),
    /// The string has at most this many code points.
    MaxLength(u64),
    /// The string matches somewhere (ECMA-262).
    Pattern(&'static str),
    /// The string has this format.
    Format(Format),
    /// The object has this property.
    Required(&'static str),
    /// The property, when present, holds this.
    Property(&'static str, &'static Schema),
    /// Every property whose name matches holds this.
    PatternProperty(&'static str, &'static Schema),
    /// Every property that is neither named nor matched by a pattern holds `schema`.
    AdditionalProperties {
        /// The named properties.
        known: &'static [&'static str],
        /// The patterns of property names.
        patterns: &'static [&'static str],
        /// The rules of the other properties.
        schema: &'static Schema,
    },
    /// Every property name, as a string, holds this.
    PropertyNames(&'static Schema),
    /// The object has at least this many properties.
    MinProperties(u64),
    /// The object has at most this many properties.
    MaxProperties(u64),
    /// Every element from the given index on holds this.
    Items(usize, &'static Schema),
    /// The element at the given index, when present, holds this.
    PrefixItem(usize, &'static Schema),
    /// Between `min` and `max` elements hold this.
    Contains {
        /// Their rules.
        schema: &'static Schema,
        /// How many there are at least.
        min: u64,
        /// How many there are at most.
        max: Option<u64>,
    },
    /// The list has at least this many elements.
    MinItems(u64),
    /// The list has at most this many elements.
    MaxItems(u64),
    /// No two elements are equal.
    UniqueItems,
    /// Every property that no other rule of the schema evaluates holds this.
    UnevaluatedProperties(&'static Schema),
    /// Every element that no other rule of the schema evaluates holds this.
    UnevaluatedItems(&'static Schema),
    /// All of these hold.
    AllOf(&'static [&'static Schema]),
    /// At least one of these holds.
    AnyOf(&'static [&'static Schema]),
    /// Exactly one of these holds.
    OneOf(&'static [&'static Schema]),
    /// This does not hold.
    Not(&'static Schema),
    /// If `test` holds, so does `then`, else `otherwise`.
    If {
        /// The condition.
        test: &'static Schema,
        /// What follows from it.
        then: &'static Schema,
        /// What follows when it does not hold.
        otherwise: &'static Schema,
    },
    /// When the property is present, so are the others.
    DependentRequired(&'static str, &'static [&'static str]),
    /// When the property is present, the object holds this.
    DependentSchema(&'static str, &'static Schema),
    /// Another type's rules hold.
    Reference(&'static Schema),
    /// At least one of these properties is present.
    AtLeastOneOf(&'static [&'static str]),
    /// These properties are not all present at once.
    NotTogether(&'static [&'static str]),
    /// Nothing is allowed here.
    Never,
}
