//! A value in a file of a specification, with its place; and how references lead from one to another.

use super::place::{SpecPlace, Unresolved};
use crate::read::{SchemaFile, elements, members, retrieval};
use ringback_contract::{
    pointer::{escape, tokens},
    spanned_json::SpannedJson,
    uri,
};
use serde_json::{Map, Value};
use std::{cell::RefCell, collections::HashMap};

/// References that are followed one after the other; no specification has such a chain.
const CHAIN_LIMIT: usize = 32;
/// Pointers through references, within each other.
const THROUGH_LIMIT: usize = 2;

/// A value in a file.
#[derive(Clone)]
pub struct Node<'a> {
    /// The files that references may lead to.
    pub library: &'a Library<'a>,
    file: &'a SchemaFile<'a>,
    pointer: String,
    /// The value.
    pub value: &'a Value,
    json: &'a SpannedJson,
}

/// The parsed files, by the URIs that references are resolved against.
pub struct Library<'a> {
    by_uri: HashMap<String, &'a SchemaFile<'a>>,
    /// References in the place of maps and lists that were not followed.
    lost: RefCell<Vec<Unresolved>>,
}

impl<'a> Library<'a> {
    /// The library of some files.
    pub fn of(files: &'a [SchemaFile<'a>]) -> Self {
        Self { by_uri: files.iter().map(|file| (retrieval(file.path), file)).collect(), lost: RefCell::default() }
    }

    /// The references in the place of maps and lists that were not followed since this was asked.
    pub fn take_lost(&self) -> Vec<Unresolved> {
        let mut lost = self.lost.take();
        lost.dedup();
        lost
    }

    /// The root of a file.
    pub fn root(&'a self, file: &'a SchemaFile<'a>) -> Node<'a> {
        Node { library: self, file, pointer: String::new(), value: &file.value, json: &file.json }
    }
}

impl<'a> Node<'a> {
    /// The place of the value.
    pub fn place(&self) -> SpecPlace {
        SpecPlace {
            file: self.file.path.to_owned(),
            pointer: self.pointer.clone(),
            line: self.file.text.line(self.json.range.start),
        }
    }

    /// The member of an object.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        let json = &self.json.member(key)?.value;
        Some(self.below(key, value, json))
    }

    /// The member that is a map or a list. Files that are split by hand have a reference in its place, which is followed; the
    /// library keeps those that lead nowhere.
    pub fn collection(&self, key: &str) -> Option<Self> {
        let member = self.get(key)?;
        let has_others = member.value.as_object().is_some_and(|object| object.len() > 1);
        if has_others { Some(member) } else { member.followed() }
    }

    /// The value that references lead to; the library keeps those that lead nowhere.
    fn followed(&self) -> Option<Self> {
        self.follow().map_err(|lost| self.library.lost.borrow_mut().push(lost)).ok()
    }

    /// The members of an object, extensions included. Those that a reference beside them leads to come after them; what the
    /// object says itself wins.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let refers = self.value.get("$ref").is_some_and(Value::is_string);
        let target = if refers { self.followed() } else { None };
        let own = self.own_members().filter(move |(key, _)| !(refers && *key == "$ref"));
        let value = self.value;
        let others = target.into_iter().flat_map(|target| target.own_members());
        own.chain(others.filter(move |(key, _)| value.get(key).is_none()))
    }

    fn own_members(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let parent = self.clone();
        members(self.value, self.json).map(move |(key, value, json)| (key, parent.below(key, value, json)))
    }

    /// The members of an object, without extensions (`x-…`).
    pub fn fields(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        self.members().filter(|(key, _)| !key.starts_with("x-"))
    }

    /// The extensions of the maps that are members: `paths/x-internal`.
    pub fn extensions_within(&self, members: &[&str]) -> Vec<(String, Value)> {
        let maps = members.iter().filter_map(|member| Some((member, self.collection(member)?.value.as_object()?)));
        let extensions = maps.flat_map(|(member, map)| map.iter().map(move |(key, value)| (member, key, value)));
        let extensions = extensions.filter(|(_, key, _)| key.starts_with("x-"));
        extensions.map(|(member, key, value)| (format!("{member}/{key}"), value.clone())).collect()
    }

    /// The members of a map of objects by name: `x-rate-limit` is a name as others there, if its value is an object.
    pub fn named(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        self.members().filter(|(key, node)| node.is_object() || !key.starts_with("x-"))
    }

    /// The elements of a list.
    pub fn elements(&self) -> impl Iterator<Item = Self> + use<'a> {
        let parent = self.clone();
        elements(self.value, self.json).map(move |(at, value, json)| parent.below(&at.to_string(), value, json))
    }

    /// The elements of the list that is a member; nothing if there is none.
    pub fn list(&self, key: &str) -> Vec<Self> {
        self.collection(key).map(|list| list.elements().collect()).unwrap_or_default()
    }

    /// The string that is a member. Numbers and booleans, which YAML makes of unquoted words, count as their text.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.value.get(key)? {
            Value::String(text) => Some(text.clone()),
            scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
            _ => None,
        }
    }

    /// The strings of the list that is a member.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let list = self.value.get(key).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(String::from).collect()
    }

    /// Whether a member is `true`.
    pub fn is_true(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// The boolean that is a member.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.value.get(key).and_then(Value::as_bool)
    }

    /// Whether the value is an object.
    pub fn is_object(&self) -> bool {
        self.value.is_object()
    }

    /// The members that are not among those that are read.
    pub fn others(&self, read: &[&str]) -> Map<String, Value> {
        let object = self.value.as_object().into_iter().flatten();
        object
            .filter(|(key, _)| !read.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    /// The value that references lead to, beginning with this one if it is a reference.
    ///
    /// # Errors
    ///
    /// If a reference leads to nothing, in a circle, or out of the files.
    pub fn follow(&self) -> Result<Self, Unresolved> {
        self.follow_within(THROUGH_LIMIT)
    }

    fn follow_within(&self, depth: usize) -> Result<Self, Unresolved> {
        let mut node = self.clone();
        for _ in 0..CHAIN_LIMIT {
            let Some(reference) = node.value.get("$ref").and_then(Value::as_str) else { return Ok(node) };
            node = node.target(reference, depth)?;
        }
        let reference = node.value.get("$ref").and_then(Value::as_str).unwrap_or_default();
        Err(self.unresolved(reference, "leads in a circle"))
    }

    /// The value that a reference leads to.
    fn target(&self, reference: &str, depth: usize) -> Result<Self, Unresolved> {
        let address = uri::join(&retrieval(self.file.path), reference);
        let (resource, fragment) = uri::split(&address);
        let files = &self.library.by_uri;
        let Some(file) = files.get(resource).or_else(|| files.get(&uri::decoded(resource))).copied() else {
            let is_remote = !resource.starts_with("file:");
            let why = if is_remote { "is not fetched from the network" } else { "leads to a file that is not there" };
            return Err(self.unresolved(reference, why));
        };
        let root = self.library.root(file);
        // A pointer is percent-encoded in a URI, but many write it as it is.
        let at = |pointer: &str| root.at(pointer);
        at(&uri::decoded(fragment))
            .or_else(|| at(fragment))
            .or_else(|| root.through(&uri::decoded(fragment), depth.checked_sub(1)?))
            .ok_or_else(|| self.unresolved(reference, "leads to nothing"))
    }

    /// The value at a pointer that leads through references: `#/components/schemas/Pet`, where one is in the place of all
    /// `schemas`.
    fn through(&self, pointer: &str, depth: usize) -> Option<Self> {
        tokens(pointer).try_fold(self.clone(), |node, token| {
            let below = format!("/{}", escape(&token));
            node.at(&below).or_else(|| node.follow_within(depth).ok()?.at(&below))
        })
    }

    /// A reference in this value that could not be followed.
    pub fn unresolved(&self, reference: &str, why: &str) -> Unresolved {
        Unresolved { place: self.place(), reference: reference.to_owned(), why: why.to_owned() }
    }

    /// The value at a pointer below this one.
    fn at(&self, pointer: &str) -> Option<Self> {
        if !(pointer.is_empty() || pointer.starts_with('/')) {
            return None;
        }
        let value = self.value.pointer(pointer)?;
        let json = self.json.at(pointer)?;
        let pointer: String = tokens(pointer).map(|token| format!("/{}", escape(&token))).collect();
        Some(Self {
            library: self.library,
            file: self.file,
            pointer: format!("{}{pointer}", self.pointer),
            value,
            json,
        })
    }

    fn below(&self, key: &str, value: &'a Value, json: &'a SpannedJson) -> Self {
        let pointer = format!("{}/{}", self.pointer, escape(key));
        Self { library: self.library, file: self.file, pointer, value, json }
    }
}
