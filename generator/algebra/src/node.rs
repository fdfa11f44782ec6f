//! What a schema is taken apart into. Equal parts are one: their identity is their equality.

use super::number::Number;
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

/// A part of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u32);

/// A kind of JSON value. Integers and other numbers are two, as no rule but `type` speaks of both alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An object.
    Object,
    /// A text.
    Text,
    /// An integer, however it is written.
    Integer,
    /// True or false.
    Boolean,
    /// A list.
    List,
    /// A number that is no integer.
    Fraction,
    /// Null.
    Null,
}

impl Kind {
    /// All kinds, those first that examples are best taken from.
    pub const ALL: [Self; 7] =
        [Self::Object, Self::Text, Self::Integer, Self::Boolean, Self::List, Self::Fraction, Self::Null];
}

/// Some of the kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(u8);

impl Kinds {
    /// These.
    pub fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |all, kind| all | 1 << *kind as u8))
    }

    /// Whether a kind is among them.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Those of either.
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A value that is neither a list nor an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// Null.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Rc<str>),
}

impl Scalar {
    /// What kind of value it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Number(number) if number.is_integer() => Kind::Integer,
            Self::Number(_) => Kind::Fraction,
            Self::Text(_) => Kind::Text,
        }
    }
}

/// The names that a schema speaks of, one by one and by pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region {
    /// The names, in order.
    pub names: Vec<Rc<str>>,
    /// The patterns, in order.
    pub patterns: Vec<Rc<str>>,
}

impl Region {
    /// With every name and pattern once, and in order.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        for all in [&mut self.names, &mut self.patterns] {
            all.sort();
            all.dedup();
        }
        self
    }
}

/// A part of a schema. Atoms hold of every value of another kind than the one they speak of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// All of these hold.
    And(Vec<Id>),
    /// One at least holds.
    Or(Vec<Id>),
    /// Just one holds.
    One(Vec<Id>),
    /// This does not hold.
    Not(Id),
    /// A definition that refers to itself, by its number.
    Reference(u32),
    /// Nobody knows what this says.
    Opaque(Rc<str>),
    /// The value is of one of these kinds.
    Type(Kinds),
    /// The value is one of these. Lists and objects are told otherwise.
    Values(Rc<[Scalar]>),
    /// A number is at least this, or greater.
    Minimum(Number, Strictness),
    /// A number is at most this, or smaller.
    Maximum(Number, Strictness),
    /// A number is a multiple of this.
    Multiple(Number),
    /// A text has so many characters at least.
    MinLength(u64),
    /// A text has so many characters at most.
    MaxLength(u64),
    /// A text matches a regular expression somewhere.
    Pattern(Rc<str>),
    /// A text has a format.
    Format(Rc<str>),
    /// The element at this index, if there is one.
    Item(u64, Id),
    /// Every element from this index on.
    Items(u64, Id),
    /// So many elements at least.
    MinItems(u64),
    /// So many elements at most.
    MaxItems(u64),
    /// No two elements are equal.
    Unique,
    /// So many elements at least are of a schema.
    MinContains(Id, u64),
    /// So many elements at most are of a schema.
    MaxContains(Id, u64),
    /// Elements that nothing in the first speaks of are of the second.
    UnevaluatedItems(Id, Id),
    /// The property, if there is one.
    Property(Rc<str>, Id),
    /// Every property whose name matches.
    Patterned(Rc<str>, Id),
    /// Every property outside the region.
    Rest(Rc<Region>, Id),
    /// Every property's name.
    Names(Id),
    /// There is such a property.
    Required(Rc<str>),
    /// So many properties at least.
    MinProperties(u64),
    /// So many properties at most.
    MaxProperties(u64),
    /// If there is such a property, the whole is of a schema.
    Dependent(Rc<str>, Id),
    /// Properties that nothing in the first speaks of are of the second.
    Unevaluated(Id, Id),
    /// There are only properties that the schema declares; of an open object, only those that it declares or that
    /// nobody does.
    Declared(Id),
    /// Of the names that somebody speaks of, only those of the region are there.
    Undeclared(Rc<Region>),
}

/// Whether a bound itself is within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strictness {
    /// It is.
    Inclusive,
    /// It is not.
    Exclusive,
}

impl Node {
    /// The kinds of values that an atom speaks of, if it is one that speaks of few.
    pub fn about(&self, kind: Kind) -> bool {
        match self {
            Self::And(_)
            | Self::Or(_)
            | Self::One(_)
            | Self::Not(_)
            | Self::Reference(_)
            | Self::Opaque(_)
            | Self::Type(_)
            | Self::Values(_) => true,
            Self::Minimum(..) | Self::Maximum(..) | Self::Multiple(_) => matches!(kind, Kind::Integer | Kind::Fraction),
            Self::MinLength(_) | Self::MaxLength(_) | Self::Pattern(_) | Self::Format(_) => kind == Kind::Text,
            Self::Item(..)
            | Self::Items(..)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::Unique
            | Self::MinContains(..)
            | Self::MaxContains(..)
            | Self::UnevaluatedItems(..) => kind == Kind::List,
            Self::Property(..)
            | Self::Patterned(..)
            | Self::Rest(..)
            | Self::Names(_)
            | Self::Required(_)
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::Dependent(..)
            | Self::Unevaluated(..)
            | Self::Declared(_)
            | Self::Undeclared(_) => kind == Kind::Object,
        }
    }
}

/// All parts, each once.
#[derive(Debug, Default)]
pub struct Nodes {
    nodes: Vec<Rc<Node>>,
    ids: HashMap<Rc<Node>, Id>,
    /// Texts that were given as examples.
    pub samples: BTreeSet<Rc<str>>,
}

/// Examples that are kept.
const SAMPLES: usize = 200;

impl Nodes {
    /// The identity of a part. What says nothing is left away.
    pub fn add(&mut self, node: Node) -> Id {
        let node = match node {
            Node::And(parts) => match self.flat(parts, &Node::And(Vec::new()), &Node::Or(Vec::new())) {
                Ok(parts) => match self.values(&parts) {
                    Some(values) => values,
                    None => Node::And(parts),
                },
                Err(id) => return id,
            },
            Node::Or(parts) => match self.flat(parts, &Node::Or(Vec::new()), &Node::And(Vec::new())) {
                Ok(parts) => self.listed(parts),
                Err(id) => return id,
            },
            Node::One(parts) if parts.len() == 1 => return parts.first().copied().unwrap_or(Id(0)),
            Node::Names(id) if self.says_nothing(id) => return self.anything(),
            node => node,
        };
        if let Some(id) = self.ids.get(&node) {
            return *id;
        }
        let id = Id(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let node = Rc::new(node);
        self.nodes.push(node.clone());
        self.ids.insert(node, id);
        id
    }

    /// Keeps a value that was given as an example.
    pub fn note(&mut self, value: &Value) {
        if let Value::String(text) = value
            && self.samples.len() < SAMPLES
        {
            self.samples.insert(text.as_str().into());
        }
    }

    /// The parts of a combination, without combinations of the same sort, duplicates and what changes nothing.
    /// `Err` is what it comes to when there are less than two, or one decides.
    fn flat(&mut self, parts: Vec<Id>, neutral: &Node, deciding: &Node) -> Result<Vec<Id>, Id> {
        let mut flat = Vec::with_capacity(parts.len());
        let mut seen = std::collections::HashSet::with_capacity(parts.len());
        for part in parts {
            let node = self.get(part);
            let inner: &[Id] = match (&*node, neutral) {
                (Node::And(inner), Node::And(_)) | (Node::Or(inner), Node::Or(_)) => inner,
                _ => &[part],
            };
            if *node == *deciding {
                return Err(part);
            }
            flat.extend(inner.iter().copied().filter(|part| seen.insert(*part)));
        }
        match flat.as_slice() {
            [one] => Err(*one),
            _ => Ok(flat),
        }
    }

    /// Alternatives, with all values that are listed in one list.
    fn listed(&mut self, parts: Vec<Id>) -> Node {
        let mut values: Vec<Scalar> = Vec::new();
        let mut others = Vec::new();
        for part in &parts {
            match &*self.get(*part) {
                Node::Values(more) => values.extend(more.iter().cloned()),
                _ => others.push(*part),
            }
        }
        if parts.len() - others.len() < 2 {
            return Node::Or(parts);
        }
        values.sort();
        values.dedup();
        let values = Node::Values(values.into());
        if others.is_empty() {
            return values;
        }
        others.push(self.add(values));
        Node::Or(others)
    }

    /// The values of some kinds among those that are listed, where nothing else is said.
    fn values(&self, parts: &[Id]) -> Option<Node> {
        let [one, other] = parts else { return None };
        match (&*self.get(*one), &*self.get(*other)) {
            (Node::Type(kinds), Node::Values(values)) | (Node::Values(values), Node::Type(kinds)) => {
                let values: Rc<[Scalar]> = values.iter().filter(|value| kinds.has(value.kind())).cloned().collect();
                Some(if values.is_empty() { Node::Or(Vec::new()) } else { Node::Values(values) })
            }
            _ => None,
        }
    }

    /// A part.
    pub fn get(&self, id: Id) -> Rc<Node> {
        self.nodes.get(id.0 as usize).cloned().unwrap_or_else(|| Rc::new(Node::Or(Vec::new())))
    }

    /// What every value is.
    pub fn anything(&mut self) -> Id {
        self.add(Node::And(Vec::new()))
    }

    /// What no value is.
    pub fn nothing(&mut self) -> Id {
        self.add(Node::Or(Vec::new()))
    }

    /// Whether every value is of it.
    pub fn says_nothing(&self, id: Id) -> bool {
        matches!(&*self.get(id), Node::And(parts) if parts.is_empty())
    }
}
