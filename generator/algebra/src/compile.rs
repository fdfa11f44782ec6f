//! Schemas of the newest draft, references by name, as parts.

use super::format::bounds;
use super::lookahead::conditions;
use super::node::{Id, Kind, Kinds, Node, Nodes, Region, Strictness};
use super::number::Number;
use ringback_constraints::constraint::format::Format;
use ringback_contract::keyword::{Keyword, TOLERATED};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

/// How a schema is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// As the set of the values that it accepts.
    Plain,
    /// As the set of the values that somebody sends who follows it: no property that it does not declare.
    Declared,
}

/// Schemas by the references that lead to them.
pub type Definitions = BTreeMap<String, Value>;

/// What is known of the definitions of one contract, in one reading.
#[derive(Debug)]
pub struct Compiled {
    reading: Reading,
    done: HashMap<String, Id>,
    /// What is being compiled: by how many steps into the value it was begun, and its number if it was referred to.
    open: HashMap<String, (usize, Option<u32>)>,
    is_circular: bool,
}

impl Compiled {
    /// Nothing yet.
    pub fn new(reading: Reading) -> Self {
        Self { reading, done: HashMap::new(), open: HashMap::new(), is_circular: false }
    }

    /// Whether some reference leads back to itself without a step into the value: what it says, nobody can tell.
    pub fn is_circular(&self) -> bool {
        self.is_circular
    }
}

/// Compiles schemas.
pub struct Compiler<'a> {
    /// All parts.
    pub nodes: &'a mut Nodes,
    /// What definitions that refer to themselves came to, by their numbers.
    pub targets: &'a mut Vec<Option<Id>>,
    /// The definitions.
    pub definitions: &'a Definitions,
    /// What is known of them.
    pub compiled: &'a mut Compiled,
    /// How many steps into the value the schema speaks of.
    pub depth: usize,
}

/// Formats that say how something is shown or kept, and rule nothing out.
const HINTS: &[&str] = &["float", "double", "password", "binary", "decimal", "commonmark", "html"];

impl Compiler<'_> {
    /// The schema of a value as a whole: of one that is sent, no more than is declared.
    pub fn place(&mut self, schema: &Value) -> Id {
        let id = self.schema(schema);
        if self.compiled.reading == Reading::Plain || !self.is_of_objects(id) {
            return id;
        }
        let declared = self.nodes.add(Node::Declared(id));
        self.nodes.add(Node::And(vec![id, declared]))
    }

    /// Whether objects are allowed, among others.
    fn is_of_objects(&self, id: Id) -> bool {
        match &*self.nodes.get(id) {
            Node::And(parts) => parts.iter().all(|part| self.is_of_objects(*part)),
            Node::Or(parts) | Node::One(parts) => parts.iter().any(|part| self.is_of_objects(*part)),
            Node::Type(kinds) => kinds.has(Kind::Object),
            Node::Values(_) => false,
            _ => true,
        }
    }

    /// A schema of a part of the value.
    fn inner(&mut self, schema: &Value) -> Id {
        self.depth += 1;
        let id = self.place(schema);
        self.depth -= 1;
        id
    }

    /// A schema of the value that is under consideration already.
    fn schema(&mut self, schema: &Value) -> Id {
        match schema {
            Value::Bool(true) => self.nodes.anything(),
            Value::Bool(false) => self.nodes.nothing(),
            Value::Object(object) => self.object(object),
            other => self.opaque(&format!("{other} is no schema")),
        }
    }

    pub(super) fn opaque(&mut self, text: &str) -> Id {
        let text: String = text.chars().take(120).collect();
        self.nodes.add(Node::Opaque(text.into()))
    }

    fn reference(&mut self, name: &str) -> Id {
        if let Some(id) = self.compiled.done.get(name) {
            return *id;
        }
        if let Some((begun, number)) = self.compiled.open.get_mut(name) {
            if *begun == self.depth {
                self.compiled.is_circular = true;
                return self.opaque(&format!("the reference {name:?}, which leads back to itself,"));
            }
            let number = *number.get_or_insert_with(|| {
                self.targets.push(None);
                u32::try_from(self.targets.len() - 1).unwrap_or(u32::MAX)
            });
            return self.nodes.add(Node::Reference(number));
        }
        let Some(schema) = self.definitions.get(name) else {
            return self.opaque(&format!("the reference {:?}, which leads nowhere,", name.trim_start_matches("#?")));
        };
        self.compiled.open.insert(name.into(), (self.depth, None));
        let id = self.schema(schema);
        if let Some((_, Some(number))) = self.compiled.open.remove(name)
            && let Some(target) = self.targets.get_mut(number as usize)
        {
            *target = Some(id);
        }
        self.compiled.done.insert(name.into(), id);
        id
    }

    fn object(&mut self, schema: &Map<String, Value>) -> Id {
        let mut parts = Vec::new();
        for (keyword, value) in schema {
            let part = match self.keyword(keyword, value, schema) {
                Some(part) => part,
                None => self.opaque(&format!("{keyword}: {value}")),
            };
            parts.push(part);
        }
        self.conditional(schema, &mut parts);
        let of = self.nodes.add(Node::And(parts.clone()));
        for (keyword, node) in [
            ("unevaluatedProperties", Node::Unevaluated as fn(Id, Id) -> Node),
            ("unevaluatedItems", Node::UnevaluatedItems),
        ] {
            if let Some(value) = schema.get(keyword) {
                let inner = self.inner(value);
                parts.push(self.nodes.add(node(of, inner)));
            }
        }
        self.nodes.add(Node::And(parts))
    }

    /// What a keyword says; `None` if its value is not what it must be.
    fn keyword(&mut self, word: &str, value: &Value, schema: &Map<String, Value>) -> Option<Id> {
        let Some(keyword) = Keyword::of(word) else { return Some(self.nodes.anything()) };
        let node = match keyword {
            Keyword::Ref => return Some(self.reference(value.as_str()?)),
            Keyword::DynamicRef | Keyword::RecursiveRef => return None,
            Keyword::Unresolved => {
                return Some(self.opaque(&format!("the type {}, which is not described,", value.as_str()?)));
            }
            Keyword::Type => Node::Type(kinds(value)?),
            Keyword::Enum => return Some(self.values(value.as_array()?)),
            Keyword::Const => return Some(self.values(std::slice::from_ref(value))),
            Keyword::AllOf => Node::And(self.schemas(value)?),
            Keyword::AnyOf => Node::Or(self.schemas(value)?),
            Keyword::OneOf => {
                let parts = self.schemas(value)?;
                if self.are_disjoint(&parts) { Node::Or(parts) } else { Node::One(parts) }
            }
            Keyword::Not => Node::Not(self.schema(value)),
            Keyword::Minimum => Node::Minimum(number(value)?, Strictness::Inclusive),
            Keyword::ExclusiveMinimum => Node::Minimum(number(value)?, Strictness::Exclusive),
            Keyword::Maximum => Node::Maximum(number(value)?, Strictness::Inclusive),
            Keyword::ExclusiveMaximum => Node::Maximum(number(value)?, Strictness::Exclusive),
            Keyword::MultipleOf => Node::Multiple(number(value).filter(Number::is_positive)?),
            Keyword::MinLength => Node::MinLength(value.as_u64()?),
            Keyword::MaxLength => Node::MaxLength(value.as_u64()?),
            Keyword::Pattern => {
                let conditions = conditions(value.as_str()?).into_iter();
                Node::And(conditions.map(|(regex, wanted)| self.pattern(&regex, wanted)).collect())
            }
            Keyword::Default | Keyword::Example => {
                self.nodes.note(value);
                return Some(self.nodes.anything());
            }
            Keyword::Examples => {
                value.as_array()?.iter().for_each(|value| self.nodes.note(value));
                return Some(self.nodes.anything());
            }
            Keyword::Format => return self.format(value.as_str()?, schema),
            Keyword::MinItems => Node::MinItems(value.as_u64()?),
            Keyword::MaxItems => Node::MaxItems(value.as_u64()?),
            Keyword::UniqueItems => match value.as_bool()? {
                true => Node::Unique,
                false => return Some(self.nodes.anything()),
            },
            Keyword::PrefixItems => self.tuple(value.as_array()?),
            Keyword::Items => match value {
                Value::Array(tuple) => self.tuple(tuple),
                rest => {
                    let start = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                    Node::Items(start as u64, self.inner(rest))
                }
            },
            Keyword::AdditionalItems => match schema.get("items") {
                Some(Value::Array(tuple)) => Node::Items(tuple.len() as u64, self.inner(value)),
                _ => return Some(self.nodes.anything()),
            },
            Keyword::Contains => return self.contains(value, schema),
            Keyword::Properties => Node::And(self.each(value, Node::Property)?),
            Keyword::PatternProperties => Node::And(self.each(value, Node::Patterned)?),
            Keyword::AdditionalProperties => {
                let names = |keyword: &str| {
                    let object = schema.get(keyword).and_then(Value::as_object);
                    object.into_iter().flatten().map(|(name, _)| name.as_str().into()).collect()
                };
                let mut region = Region { names: names("properties"), patterns: names("patternProperties") };
                if self.compiled.reading == Reading::Plain {
                    let tolerated = schema.get(TOLERATED).and_then(Value::as_array).into_iter().flatten();
                    region.patterns.extend(tolerated.filter_map(Value::as_str).map(Rc::from));
                }
                region.names.sort();
                region.patterns.sort();
                Node::Rest(region.into(), self.inner(value))
            }
            Keyword::PropertyNames => {
                self.depth += 1;
                let id = self.schema(value);
                self.depth -= 1;
                Node::Names(id)
            }
            Keyword::Required => self.required(value)?,
            Keyword::Hidden if self.compiled.reading == Reading::Declared => {
                let nothing = self.nodes.nothing();
                let names = value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
                Node::And(names.into_iter().map(|name| self.nodes.add(Node::Property(name.into(), nothing))).collect())
            }
            Keyword::MinProperties => Node::MinProperties(value.as_u64()?),
            Keyword::MaxProperties => Node::MaxProperties(value.as_u64()?),
            Keyword::DependentRequired | Keyword::DependentSchemas | Keyword::Dependencies => {
                return self.dependent(value);
            }
            // Said beside another keyword, or of no value at all.
            Keyword::If
            | Keyword::Then
            | Keyword::Else
            | Keyword::UnevaluatedProperties
            | Keyword::UnevaluatedItems
            | Keyword::MinContains
            | Keyword::MaxContains
            | Keyword::Defs
            | Keyword::DraftDefinitions
            | Keyword::Schema
            | Keyword::Id
            | Keyword::Draft4Id
            | Keyword::Anchor
            | Keyword::DynamicAnchor
            | Keyword::Title
            | Keyword::Description
            | Keyword::Deprecated
            | Keyword::ReadOnly
            | Keyword::WriteOnly
            | Keyword::Comment
            | Keyword::ContentEncoding
            | Keyword::ContentMediaType
            | Keyword::ContentSchema
            | Keyword::Nullable
            | Keyword::Source
            | Keyword::OpenEnum
            | Keyword::ExtensibleEnum
            | Keyword::Spellings
            | Keyword::DecimalString
            | Keyword::Tolerated
            | Keyword::Hidden => return Some(self.nodes.anything()),
        };
        Some(self.nodes.add(node))
    }

    fn schemas(&mut self, value: &Value) -> Option<Vec<Id>> {
        Some(value.as_array()?.iter().map(|schema| self.schema(schema)).collect())
    }

    /// Whether some parts are lists of values of which no two have one in common.
    fn are_disjoint(&self, parts: &[Id]) -> bool {
        let mut seen = HashSet::new();
        parts.iter().all(|part| match &*self.nodes.get(*part) {
            Node::Values(values) => values.iter().all(|value| seen.insert(value.clone())),
            _ => false,
        })
    }

    fn each(&mut self, value: &Value, node: fn(Rc<str>, Id) -> Node) -> Option<Vec<Id>> {
        let mut parts = Vec::new();
        for (name, schema) in value.as_object()? {
            let id = self.inner(schema);
            parts.push(self.nodes.add(node(name.as_str().into(), id)));
        }
        Some(parts)
    }

    fn tuple(&mut self, schemas: &[Value]) -> Node {
        let mut parts = Vec::new();
        for (at, schema) in (0..).zip(schemas) {
            let id = self.inner(schema);
            parts.push(self.nodes.add(Node::Item(at, id)));
        }
        Node::And(parts)
    }

    fn required(&mut self, value: &Value) -> Option<Node> {
        let names: Option<Vec<&str>> = value.as_array()?.iter().map(Value::as_str).collect();
        let parts = names?.into_iter().map(|name| self.nodes.add(Node::Required(name.into()))).collect();
        Some(Node::And(parts))
    }

    fn dependent(&mut self, value: &Value) -> Option<Id> {
        let mut parts = Vec::new();
        for (name, value) in value.as_object()? {
            let id = match value {
                Value::Array(_) => {
                    let node = self.required(value)?;
                    self.nodes.add(node)
                }
                schema => self.schema(schema),
            };
            parts.push(self.nodes.add(Node::Dependent(name.as_str().into(), id)));
        }
        Some(self.nodes.add(Node::And(parts)))
    }

    fn pattern(&mut self, regex: &str, wanted: bool) -> Id {
        let pattern = self.nodes.add(Node::Pattern(regex.into()));
        if wanted { pattern } else { self.nodes.add(Node::Not(pattern)) }
    }

    fn contains(&mut self, value: &Value, schema: &Map<String, Value>) -> Option<Id> {
        let inner = self.inner(value);
        let count = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
        let mut parts = vec![self.nodes.add(Node::MinContains(inner, count("minContains").unwrap_or(1)))];
        parts.extend(count("maxContains").map(|most| self.nodes.add(Node::MaxContains(inner, most))));
        Some(self.nodes.add(Node::And(parts)))
    }

    fn format(&mut self, name: &str, schema: &Map<String, Value>) -> Option<Id> {
        if let Some((least, most)) = Format::named(name).integers() {
            let parts = [
                Node::Minimum(Number::whole(least), Strictness::Inclusive),
                Node::Maximum(Number::whole(most), Strictness::Inclusive),
                Node::Multiple(Number::whole(1)),
            ];
            let parts = parts.into_iter().map(|part| self.nodes.add(part)).collect();
            return Some(self.nodes.add(Node::And(parts)));
        }
        if HINTS.contains(&name) {
            return Some(self.nodes.anything());
        }
        // What a format of numbers says that nobody registered is not known.
        let of_texts =
            bounds(name).is_some() || schema.get("type").and_then(kinds).is_none_or(|kinds| kinds.has(Kind::Text));
        of_texts.then(|| self.nodes.add(Node::Format(name.into())))
    }

    /// `if`, `then` and `else`.
    fn conditional(&mut self, schema: &Map<String, Value>, parts: &mut Vec<Id>) {
        let Some(condition) = schema.get("if") else { return };
        let condition = self.schema(condition);
        let mut branch = |keyword: &str| match schema.get(keyword) {
            Some(schema) => self.schema(schema),
            None => self.nodes.anything(),
        };
        let (then, otherwise) = (branch("then"), branch("else"));
        let not = self.nodes.add(Node::Not(condition));
        let then = self.nodes.add(Node::And(vec![condition, then]));
        let otherwise = self.nodes.add(Node::And(vec![not, otherwise]));
        parts.push(self.nodes.add(Node::Or(vec![then, otherwise])));
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Number::read(number),
        _ => None,
    }
}

/// The kinds that a `type` names.
fn kinds(value: &Value) -> Option<Kinds> {
    let kind = |value: &Value| {
        Some(Kinds::of(match value.as_str()? {
            "null" => &[Kind::Null],
            "boolean" => &[Kind::Boolean],
            "integer" => &[Kind::Integer],
            "number" => &[Kind::Integer, Kind::Fraction],
            "string" => &[Kind::Text],
            "array" => &[Kind::List],
            "object" => &[Kind::Object],
            _ => return None,
        }))
    };
    match value {
        Value::Array(names) => names.iter().try_fold(Kinds::of(&[]), |all, name| Some(all.or(kind(name)?))),
        name => kind(name),
    }
}
