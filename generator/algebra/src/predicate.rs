//! The formulas that schemas are compiled to: atoms about one kind of value, and combinations of these.

use super::{
    exact_number::ExactNumber,
    kind::{Scalar, ValueKind, ValueKinds},
};
use std::rc::Rc;

/// Identifies a predicate within its arena. Equal predicates have equal identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PredicateId(pub(super) u32);

/// A predicate, and whether it must hold.
pub type Literal = (PredicateId, bool);

/// Something that holds of a JSON value or does not.
///
/// An atom (everything but the combinations at the top) holds trivially of values of another kind than the one that it
/// is about, as a keyword of JSON Schema does: `minLength` accepts every number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Predicate {
    /// All of these hold; of none, always true.
    And(Vec<PredicateId>),
    /// At least one of these holds; of none, always false.
    Or(Vec<PredicateId>),
    /// Exactly one of these holds.
    ExactlyOne(Vec<PredicateId>, Option<Rc<Exclusions>>),
    /// At least one of these holds, and no two can: alternatives that a property tells apart.
    Disjoint(Vec<PredicateId>),
    /// Exactly one of some predicates holds, in a narrower form: what a sender produces of exactly one alternative.
    OneSent(Vec<SentAlternative>, Option<Rc<Exclusions>>),
    /// This does not hold.
    Not(PredicateId),
    /// A recursive definition, by its index among the solver's reference targets.
    Reference(u32),
    /// A keyword that the compiler cannot interpret; the text is what a message says of it.
    Uninterpreted(Rc<str>),
    /// The value is of one of these kinds.
    Type(ValueKinds),
    /// The value is one of these, sorted. Lists and objects in an `enum` are compiled to atoms of their own.
    Enum(Rc<[Scalar]>),
    /// A number is at least this, or greater.
    Minimum(ExactNumber, Strictness),
    /// A number is at most this, or smaller.
    Maximum(ExactNumber, Strictness),
    /// A number is a multiple of this.
    MultipleOf(ExactNumber),
    /// A string has at least this many characters.
    MinLength(u64),
    /// A string has at most this many characters.
    MaxLength(u64),
    /// An ECMA-262 regular expression matches somewhere in a string.
    Pattern(Rc<str>),
    /// A string has the format of this name.
    Format(Rc<str>),
    /// The element at this index, if there is one, satisfies a predicate.
    Item(u64, PredicateId),
    /// Every element from this index on satisfies a predicate.
    Items(u64, PredicateId),
    /// A list has at least this many elements.
    MinItems(u64),
    /// A list has at most this many elements.
    MaxItems(u64),
    /// No two elements of a list are equal.
    UniqueItems,
    /// At least this many elements satisfy a predicate.
    MinContains(PredicateId, u64),
    /// At most this many elements satisfy a predicate.
    MaxContains(PredicateId, u64),
    /// The elements that the first predicate does not evaluate satisfy the second.
    UnevaluatedItems(PredicateId, PredicateId),
    /// The property of this name, if there is one, satisfies a predicate.
    Property(Rc<str>, PredicateId),
    /// Every property whose name matches this pattern satisfies a predicate.
    PatternProperty(Rc<str>, PredicateId),
    /// Every property whose name is not in the set satisfies a predicate.
    AdditionalProperties(Rc<NameSet>, PredicateId),
    /// The name of every property satisfies a predicate.
    PropertyNames(PredicateId),
    /// The property of this name exists.
    Required(Rc<str>),
    /// An object has at least this many properties.
    MinProperties(u64),
    /// An object has at most this many properties.
    MaxProperties(u64),
    /// If the property of this name exists, the whole object satisfies a predicate.
    DependentSchema(Rc<str>, PredicateId),
    /// The properties that the first predicate does not evaluate satisfy the second.
    UnevaluatedProperties(PredicateId, PredicateId),
    /// An object has no property that the predicate does not declare. If it declares none at all, properties that no
    /// other predicate mentions are allowed.
    DeclaredOnly(PredicateId),
    /// Of the names that any predicate of the goal mentions, an object has only those in the set.
    MentionedOnly(Rc<NameSet>),
}

/// Which alternatives of a `oneOf` can hold of one value together: what cannot need not be refuted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exclusions {
    /// Holds of objects with the property that tells alternatives apart.
    pub tagged: PredicateId,
    /// For each alternative, the indexes of the others that can hold of the same object with that property.
    pub among_tagged: Vec<Vec<usize>>,
    /// The same for all other values.
    pub among_others: Vec<Vec<usize>>,
}

/// An alternative of a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SentAlternative {
    /// What the alternative accepts.
    pub accepted: PredicateId,
    /// What is sent of it.
    pub sent: PredicateId,
}

/// Whether a bound is itself allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strictness {
    /// The bound is allowed: `minimum`.
    Inclusive,
    /// The bound is not allowed: `exclusiveMinimum`.
    Exclusive,
}

impl Strictness {
    /// The strictness of the complement: what is not at least 5 is strictly below 5.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Inclusive => Self::Exclusive,
            Self::Exclusive => Self::Inclusive,
        }
    }
}

/// The property names that a schema mentions, literally and by pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameSet {
    /// Literal names, sorted.
    pub names: Vec<Rc<str>>,
    /// ECMA-262 patterns, sorted.
    pub patterns: Vec<Rc<str>>,
}

impl NameSet {
    /// Sorts names and patterns and removes duplicates, so that equal sets are equal values.
    #[must_use]
    pub fn normalized(mut self) -> Self {
        for all in [&mut self.names, &mut self.patterns] {
            all.sort();
            all.dedup();
        }
        self
    }
}

impl Predicate {
    /// Whether a predicate can be false of a value of a kind: combinations of any kind, atoms of their own kind only.
    pub fn applies_to(&self, kind: ValueKind) -> bool {
        match self {
            Self::And(_)
            | Self::Or(_)
            | Self::ExactlyOne(..)
            | Self::Disjoint(_)
            | Self::OneSent(..)
            | Self::Not(_)
            | Self::Reference(_)
            | Self::Uninterpreted(_)
            | Self::Type(_)
            | Self::Enum(_) => true,
            Self::Minimum(..) | Self::Maximum(..) | Self::MultipleOf(_) => {
                matches!(kind, ValueKind::Integer | ValueKind::Fraction)
            }
            Self::MinLength(_) | Self::MaxLength(_) | Self::Pattern(_) | Self::Format(_) => kind == ValueKind::Text,
            Self::Item(..)
            | Self::Items(..)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinContains(..)
            | Self::MaxContains(..)
            | Self::UnevaluatedItems(..) => kind == ValueKind::List,
            Self::Property(..)
            | Self::PatternProperty(..)
            | Self::AdditionalProperties(..)
            | Self::PropertyNames(_)
            | Self::Required(_)
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::DependentSchema(..)
            | Self::UnevaluatedProperties(..)
            | Self::DeclaredOnly(_)
            | Self::MentionedOnly(_) => kind == ValueKind::Object,
        }
    }
}
