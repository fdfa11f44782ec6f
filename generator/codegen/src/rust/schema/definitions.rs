//! The definitions of a module: their Rust names, and the targets of `$ref`.

use super::{
    alternatives::Alternatives,
    conjunct::ConjunctPlace,
    cycles::{Containment, find_containment, find_references_to_the_same_value},
    passing::find_ends,
    reader::SchemaReader,
    shape::TypeShape,
};
use crate::{options::Options, rust::type_names::TypeNames};
use elsa::FrozenMap;
use proc_macro2::Ident;
use ringback_contract::{definition::Definition, provenance::ProvenanceTable, subschema::applied, uri};
use ringback_openapi::read::UNRESOLVED_PREFIX;
use serde_json::Value;
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

/// A schema by its address and definition, and where the schemas stand that apply to its values.
type LastConjuncts = ((*const Value, usize), Vec<ConjunctPlace>);

/// The definitions of a module, and what is known about them before any code is written.
pub struct Definitions<'a> {
    list: &'a [Definition],
    /// What whoever generates has chosen.
    pub options: &'a Options,
    /// The citations behind their schemas.
    pub provenance: &'a ProvenanceTable,
    /// The path of the module for users of the crate, `acme::orders`; `None` if the crate's name is unknown.
    pub path: Option<String>,
    /// Which types contain each other.
    pub containment: Containment,
    /// The number of the cycle of references about the same value that a definition belongs to, by its index.
    pub same_value: Vec<usize>,
    /// The index of the definition at which each that only passes a value on leads to in the end.
    ends: Vec<usize>,
    /// Whether documentation has sources and an example for every type: those of a vendor's documents do, those of a
    /// specification would change with every line of it.
    pub is_annotated: bool,
    /// Whether any schema has `unevaluatedProperties` or `unevaluatedItems`.
    pub has_unevaluated: bool,
    idents: Vec<Ident>,
    /// The index of every definition, by its name in `$ref`.
    by_name: HashMap<String, usize>,
    /// Schemas that stand in no definition but follow from some, by the addresses of these.
    derived: FrozenMap<Vec<usize>, Box<Value>>,
    /// How many schemas have a title.
    titles: HashMap<&'a str, usize>,
    /// The values of the properties by which unions tell definitions from others, by index.
    tags: HashMap<usize, Vec<(String, String)>>,
    /// The shapes of schemas, by their addresses, the definition that they are read in, and whether in place.
    pub(super) shapes: RefCell<HashMap<(*const Value, usize, bool), TypeShape>>,
    /// The same for the shapes of definitions.
    pub(super) definition_shapes: RefCell<HashMap<(*const Value, usize, bool), TypeShape>>,
    /// Where the schemas stand that apply to the values of the last one that was asked for, by its address and definition.
    pub(super) last_conjuncts: RefCell<Option<LastConjuncts>>,
    /// Whether schemas accept null, by their addresses; `true` while that is being found out.
    pub(super) accepts_null: RefCell<HashMap<*const Value, bool>>,
    /// The indices of definitions in which, and in what they refer to, no null is named.
    pub(super) names_no_null: RefCell<HashSet<usize>>,
}

impl<'a> Definitions<'a> {
    /// Names the types and indexes the definitions. [`Self::find_cycles`] completes it.
    pub fn new(
        list: &'a [Definition],
        provenance: &'a ProvenanceTable,
        path: Option<String>,
        types: &mut TypeNames,
        options: &'a Options,
    ) -> Self {
        let mut by_name = HashMap::new();
        for (index, definition) in list.iter().enumerate() {
            by_name.insert(definition.name.clone(), index);
            by_name.insert(uri::encode(&definition.name), index);
        }
        Self {
            list,
            options,
            provenance,
            path,
            is_annotated: true,
            containment: Containment::default(),
            same_value: Vec::new(),
            ends: Vec::new(),
            has_unevaluated: list.iter().any(|definition| has_unevaluated(&definition.schema)),
            idents: list.iter().map(|definition| types.type_name(&definition.name)).collect(),
            by_name,
            derived: FrozenMap::new(),
            titles: titles(list),
            tags: HashMap::new(),
            shapes: RefCell::default(),
            definition_shapes: RefCell::default(),
            last_conjuncts: RefCell::default(),
            accepts_null: RefCell::default(),
            names_no_null: RefCell::default(),
        }
    }

    /// Finds the cycles of definitions, and the unions that they belong to.
    pub fn find_cycles(&mut self) {
        self.ends = find_ends(self);
        self.same_value = find_references_to_the_same_value(self);
        self.containment = find_containment(self);
        self.tags = find_tags(self);
    }

    /// The title of a schema inside a definition, if it may be the name of its type: it is short, and no other has it.
    pub fn own_title(&self, schema: &'a Value) -> Option<&'a str> {
        const MOST_WORDS: usize = 5;
        let title = schema.get("title")?.as_str()?;
        let is_name = title.chars().any(char::is_alphabetic) && title.split_whitespace().count() <= MOST_WORDS;
        (is_name && self.titles.get(title) == Some(&1) && !self.by_name.contains_key(title)).then_some(title)
    }

    /// The value of a property that every union of the definition tells it by.
    pub fn tag(&self, index: usize, property: &str) -> Option<&str> {
        let mut values = self.tags.get(&index)?.iter().filter(|(name, _)| name == property).map(|(_, value)| value);
        let first = values.next()?;
        values.all(|other| other == first).then_some(first.as_str())
    }

    /// A schema that follows from others: made once, so that its address is that of one type.
    pub fn derived(&self, schemas: &[&Value], make: impl FnOnce(&[&Value]) -> Value) -> &Value {
        let key: Vec<usize> = schemas.iter().map(|schema| std::ptr::from_ref(*schema).addr()).collect();
        match self.derived.get(&key) {
            Some(derived) => derived,
            None => self.derived.insert(key, Box::new(make(schemas))),
        }
    }

    /// All definitions.
    pub fn all(&self) -> &'a [Definition] {
        self.list
    }

    /// The definition that says something of the values of another beside rules, behind all that only pass them on.
    pub fn end(&self, index: usize) -> usize {
        self.ends.get(index).copied().unwrap_or(index)
    }

    /// The definition at an index.
    pub fn get(&self, index: usize) -> Option<&'a Definition> {
        self.list.get(index)
    }

    /// The name of a definition's Rust type.
    pub fn ident(&self, index: usize) -> Option<&Ident> {
        self.idents.get(index)
    }

    /// The index of the definition that a `$ref` in the definition `from` refers to.
    pub fn target(&self, reference: &str, from: usize) -> Option<usize> {
        // What led out of the given files was given a name that nothing has.
        if reference.starts_with(UNRESOLVED_PREFIX) {
            return None;
        }
        if let Some(index) = self.by_name.get(reference) {
            return Some(*index);
        }
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let name = name.trim_start_matches('#');
        if name.is_empty() {
            return Some(from);
        }
        let name = name.trim_end_matches(".json").trim_end_matches(".schema");
        self.by_name.get(name).copied()
    }
}

/// How often each title occurs.
fn titles(list: &[Definition]) -> HashMap<&str, usize> {
    let mut titles = HashMap::new();
    let mut waiting: Vec<&Value> = list.iter().map(|definition| &definition.schema).collect();
    while let Some(schema) = waiting.pop() {
        if let Some(title) = schema.get("title").and_then(Value::as_str) {
            *titles.entry(title).or_default() += 1;
        }
        waiting.extend(applied(schema).map(|(_, schema)| schema));
    }
    titles
}

/// The properties by whose values discriminators tell definitions apart.
fn find_tags<'a>(definitions: &'a Definitions<'a>) -> HashMap<usize, Vec<(String, String)>> {
    let mut tags: HashMap<usize, Vec<(String, String)>> = HashMap::new();
    for reader in (0..definitions.all().len()).filter_map(|index| SchemaReader::new(definitions, index)) {
        let mut waiting = vec![&reader.definition.schema];
        while let Some(schema) = waiting.pop() {
            waiting.extend(applied(schema).map(|(_, schema)| schema));
            if schema.get("discriminator").is_none() {
                continue;
            }
            let Some(Alternatives { tag: Some(tag), list }) = reader.alternatives(schema) else { continue };
            for alternative in &list {
                if let (Some(index), [value]) = (reader.carrier(alternative.schema), alternative.tags.as_slice()) {
                    tags.entry(index).or_default().push((tag.to_owned(), value.clone()));
                }
            }
        }
    }
    tags
}

/// Whether a schema uses `unevaluatedProperties` or `unevaluatedItems`.
fn has_unevaluated(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            object.iter().any(|(keyword, value)| keyword.starts_with("unevaluated") || has_unevaluated(value))
        }
        Value::Array(list) => list.iter().any(has_unevaluated),
        _ => false,
    }
}
