//! The walk through a schema: structure becomes subjects, every other keyword a clue about one.

use super::{
    super::{
        Page,
        neighbours::{Neighbours, Room},
    },
    identifier,
};
use ringback_constraints::clue::{Around, Content};
use ringback_contract::line_index::IndexedText;
use ringback_contract::spanned_json::SpannedData;
use ringback_contract::spanned_json::SpannedJson;
use ringback_contract::spanned_json::SpannedMember;
use ringback_contract::{
    finding::Finding,
    source::Source,
    subject::{Step, Subject},
};
use serde_json::Value;
use std::{collections::HashSet, ops::Range, sync::Arc};

/// The keywords whose values are instances, in which `$ref` and `$id` are plain words.
const INSTANCES: &[&str] = &["default", "example", "examples", "const", "enum"];

/// A walk through the schemas of one document.
pub(in crate::layouts) struct Walk<'a> {
    numbered: &'a IndexedText<'a>,
    page: Page,
    room: Room,
    waiting: Vec<&'a SpannedMember>,
    defined: HashSet<String>,
}

/// A definition's name as the last part of a pointer to it, which is how `$ref` spells it.
pub(super) fn owner(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    pub(in crate::layouts) fn new(numbered: &'a IndexedText<'a>) -> Self {
        Self { numbered, page: Page::default(), room: Room::default(), waiting: Vec::new(), defined: HashSet::new() }
    }

    /// The page, with a finding when it was too large to be read whole.
    pub(in crate::layouts) fn finish(mut self, subject: &Subject) -> Page {
        if self.room.exhausted() {
            let message = "the document says more than any real one: what comes later is told in part or not at all";
            self.page.finding("too-large", subject, message, self.numbered.source(0..0, ""));
        }
        self.page
    }

    /// Tells of keys that occur twice in one object.
    pub(in crate::layouts) fn twice(&mut self, subject: &Subject, twice: &[(String, [Range<usize>; 2])]) {
        let mut known = HashSet::new();
        for (name, [first, last]) in twice.iter().filter(|(name, _)| known.insert(name)) {
            let message = format!(
                "line {}: the key {name:?} was given before on line {}; this one holds",
                self.numbered.line(last.start),
                self.numbered.line(first.start),
            );
            let sources = vec![self.numbered.quoted(first.clone()), self.numbered.quoted(last.clone())];
            self.page.findings.push(Finding::new("duplicate-key", &subject.property(name), message, sources));
        }
    }

    /// Keeps the types of a `definitions`, `$defs` or `schemas` object for [`Walk::definitions`].
    pub(super) fn define(&mut self, holder: &'a SpannedMember) {
        match &holder.value.data {
            SpannedData::Object(members) => self.waiting.extend(members),
            _ => self.odd(&Subject::of(owner(&holder.name)), &holder.value, "an object of schemas"),
        }
    }

    /// Reads the types that were kept, and the types inside them.
    pub(super) fn definitions(&mut self) {
        while !self.waiting.is_empty() {
            for member in std::mem::take(&mut self.waiting) {
                let subject = Subject::of(owner(&member.name));
                if self.defined.insert(subject.owner.clone()) {
                    self.declared(
                        &subject,
                        &member.value,
                        self.numbered.quoted(member.key.clone()),
                        &mut Neighbours::of(Vec::new()),
                    );
                } else {
                    let message = format!(
                        "line {}: a second definition of this name is not read",
                        self.numbered.line(member.key.start)
                    );
                    self.page.finding("duplicate-type", &subject, message, self.numbered.quoted(member.key.clone()));
                }
            }
        }
    }

    /// Reads the document's own type.
    pub(super) fn root(&mut self, subject: &Subject, root: &'a SpannedJson) {
        let telling = ["title", "$id", "$schema"].into_iter().find_map(|name| root.member(name));
        let range =
            telling.or(root.members().first()).map_or(root.range.start..root.range.start + 1, SpannedMember::range);
        self.defined.insert(subject.owner.clone());
        self.declared(subject, root, self.numbered.quoted(range), &mut Neighbours::of(Vec::new()));
    }

    /// Whether nothing was found so far.
    pub(super) fn is_empty(&self) -> bool {
        self.page.clues.is_empty()
    }

    /// Tells that a document describes no type.
    pub(super) fn nothing(&mut self, subject: &Subject, root: &SpannedJson) {
        let message =
            format!("line {}: expected a schema with at least one keyword", self.numbered.line(root.range.start));
        self.page.finding("no-types", subject, message, self.numbered.quoted(root.range.clone()));
    }

    fn declared(&mut self, subject: &Subject, schema: &'a SpannedJson, source: Source, neighbours: &mut Neighbours) {
        if !self.room.admits(subject) {
            return;
        }
        let properties = schema.member("properties").map_or(&[][..], |properties| properties.value.members());
        let children = properties.iter().map(|property| property.name.clone()).collect();
        let spelling = schema
            .member("type")
            .map(|kind| kind.value.as_str().map_or_else(|| kind.value.value().to_string(), str::to_owned));
        let around = neighbours.around(children, &spelling.unwrap_or_default(), "", &mut self.room);
        self.page.clue(subject, Content::Declared, source, &around);
        match &schema.data {
            SpannedData::Object(members) => members.iter().for_each(|member| self.keyword(subject, member, &around)),
            SpannedData::Scalar(Value::Bool(true)) => {}
            _ => self.odd(subject, schema, "a schema, which is an object or `true`"),
        }
    }

    fn keyword(&mut self, subject: &Subject, member: &'a SpannedMember, around: &Arc<Around>) {
        if !self.room.admits(subject) {
            return;
        }
        let source = self.numbered.quoted(member.range());
        match (member.name.as_str(), &member.value.data) {
            ("properties", SpannedData::Object(properties)) => self.properties(subject, properties),
            ("properties", _) => self.odd(subject, &member.value, "an object of properties"),
            ("items", SpannedData::Object(_)) => self.part(subject, Step::Items, member),
            ("additionalProperties", SpannedData::Object(_)) => self.part(subject, Step::Values, member),
            ("$defs" | "definitions", _) => self.define(member),
            ("description", SpannedData::Scalar(Value::String(text))) => {
                self.page.prose(subject, text, &source, around)
            }
            ("$ref", SpannedData::Scalar(Value::String(target))) if !identifier::inside(target) => {
                self.external(subject, target, source);
            }
            (name, _) => {
                if name == "$id" {
                    self.identified(subject, &member.value, &source);
                }
                if !INSTANCES.contains(&name) {
                    self.references(subject, &member.value);
                }
                self.page.clue(subject, Content::Keyword(name.into(), member.value.value()), source, around);
            }
        }
    }

    fn properties(&mut self, subject: &Subject, properties: &'a [SpannedMember]) {
        let mut neighbours = Neighbours::of(properties.iter().map(|property| property.name.clone()).collect());
        for property in properties {
            let source = self.numbered.quoted(property.key.clone());
            self.declared(&subject.property(&property.name), &property.value, source, &mut neighbours);
        }
    }

    fn part(&mut self, subject: &Subject, step: Step, member: &'a SpannedMember) {
        let source = self.numbered.quoted(member.key.clone());
        self.declared(&subject.join(step), &member.value, source, &mut Neighbours::of(Vec::new()));
    }

    fn identified(&mut self, subject: &Subject, id: &SpannedJson, source: &Source) {
        let reason = id.as_str().map_or(Some("it is no string"), identifier::illegal);
        if let Some(reason) = reason {
            let message = format!("{} is no legal identifier: {reason}; it is replaced", source.quote);
            self.page.finding("illegal-id", subject, message, source.clone());
        }
    }

    /// References inside a keyword that is carried on as it is.
    fn references(&mut self, subject: &Subject, value: &'a SpannedJson) {
        match &value.data {
            SpannedData::Scalar(_) => {}
            SpannedData::Array(elements) => elements.iter().for_each(|element| self.references(subject, element)),
            SpannedData::Object(members) => {
                for member in members {
                    match member.value.as_str() {
                        Some(target) if member.name == "$ref" && !identifier::inside(target) => {
                            self.external(subject, target, self.numbered.quoted(member.range()));
                        }
                        _ => self.references(subject, &member.value),
                    }
                }
            }
        }
    }

    fn external(&mut self, subject: &Subject, target: &str, source: Source) {
        let target: String = target.chars().take(120).collect();
        let message =
            format!("the reference to {target:?} leads out of the document; nothing is read or fetched from there");
        self.page.finding("external-reference", subject, message, source);
    }

    fn odd(&mut self, subject: &Subject, value: &SpannedJson, expected: &str) {
        let message = format!("line {}: expected {expected}", self.numbered.line(value.range.start));
        self.page.finding("not-a-schema", subject, message, self.numbered.quoted(value.range.clone()));
    }
}
