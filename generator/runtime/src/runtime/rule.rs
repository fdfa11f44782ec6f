//! The rules of a type as a static table: the checks, and the sentence that states each.

use super::format::Format;

pub use super::kind::Kind;

/// Rules may refer to each other in circles: what is nested deeper than this is not judged any more.
pub const DEEPEST: usize = 1024;

/// Everything that must hold for a value.
#[derive(Debug)]
pub struct Schema {
    /// The type's name; empty for a part of a type.
    pub name: &'static str,
    /// The checks; all of them must hold.
    pub rules: &'static [Check],
    /// The source of each check, in the same order. If there are fewer sources, the last one is that of all remaining
    /// checks.
    pub sources: &'static [Source],
}

/// The rules of a part of a type.
pub const fn part(rules: &'static [Check], sources: &'static [Source]) -> Schema {
    Schema { name: "", rules, sources }
}

/// A passage of one line.
pub const fn at(document: &'static str, line: u32, quote: &'static str) -> Source {
    Source { document, lines: [line, line], quote }
}

impl Schema {
    /// The rules of a type.
    pub const fn new(name: &'static str, rules: &'static [Check], sources: &'static [Source]) -> Self {
        Self { name, rules, sources }
    }

    /// The source of the check at an index.
    pub fn source(&self, index: usize) -> Source {
        const NONE: Source = Source { document: "", lines: [1, 1], quote: "" };
        self.sources.get(index).or(self.sources.last()).copied().unwrap_or(NONE)
    }
}

/// The passage of a document that states a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Path of the document, relative to its vendor's folder.
    pub document: &'static str,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// The sentence, table cell or keyword.
    pub quote: &'static str,
}

impl Source {
    /// A passage.
    pub const fn new(document: &'static str, lines: [u32; 2], quote: &'static str) -> Self {
        Self { document, lines, quote }
    }
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
    /// Any other number.
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

/// A check. As in JSON Schema, a check for one JSON type holds for values of all other types.
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
    /// The string contains a match of the pattern (ECMA-262).
    Pattern(&'static str),
    /// The string has this format.
    Format(Format),
    /// The object has this property.
    Required(&'static str),
    /// The property, if present, satisfies this.
    Property(&'static str, &'static Schema),
    /// Every property whose name matches satisfies this.
    PatternProperty(&'static str, &'static Schema),
    /// Every property that is neither named nor matched by a pattern satisfies `schema`.
    AdditionalProperties {
        /// The named properties.
        known: &'static [&'static str],
        /// The patterns of property names.
        patterns: &'static [&'static str],
        /// The rules of the other properties.
        schema: &'static Schema,
    },
    /// Every property name, as a string, satisfies this.
    PropertyNames(&'static Schema),
    /// The object has at least this many properties.
    MinProperties(u64),
    /// The object has at most this many properties.
    MaxProperties(u64),
    /// Every element from the given index on satisfies this.
    Items(usize, &'static Schema),
    /// The element at the given index, if present, satisfies this.
    PrefixItem(usize, &'static Schema),
    /// Between `min` and `max` elements satisfy this.
    Contains {
        /// Their rules.
        schema: &'static Schema,
        /// The least number of such elements.
        min: u64,
        /// The greatest number of such elements.
        max: Option<u64>,
    },
    /// The list has at least this many elements.
    MinItems(u64),
    /// The list has at most this many elements.
    MaxItems(u64),
    /// No two elements are equal.
    UniqueItems,
    /// Every property that no other check of the schema evaluates satisfies this.
    UnevaluatedProperties(&'static Schema),
    /// Every element that no other check of the schema evaluates satisfies this.
    UnevaluatedItems(&'static Schema),
    /// All of these hold.
    AllOf(&'static [&'static Schema]),
    /// At least one of these holds.
    AnyOf(&'static [&'static Schema]),
    /// Exactly one of these holds.
    OneOf(&'static [&'static Schema]),
    /// This does not hold.
    Not(&'static Schema),
    /// If `test` holds, `then` must hold, else `otherwise`.
    If {
        /// The condition.
        test: &'static Schema,
        /// The rules if the condition holds.
        then: &'static Schema,
        /// The rules if it does not hold.
        otherwise: &'static Schema,
    },
    /// If the property is present, so are the others.
    DependentRequired(&'static str, &'static [&'static str]),
    /// If the property is present, the object satisfies this.
    DependentSchema(&'static str, &'static Schema),
    /// The rules of another type hold.
    Reference(&'static Schema),
    /// At least one of these properties is present.
    AtLeastOneOf(&'static [&'static str]),
    /// These properties are not all present at once.
    NotTogether(&'static [&'static str]),
    /// No value is valid.
    Never,
}
