//! Walks through a JSON Schema: structure becomes subjects, every other keyword a clue about one.

use super::{
    super::{ClueWriter, Siblings},
    identifier,
    messages::MessageSchema,
};
use ringback_constraints::clue::{Around, Content};
use ringback_contract::{
    line_index::IndexedText,
    provenance::Source,
    spanned_json::{SpannedData, SpannedJson, SpannedMember},
    subject::{Step, Subject},
};
use serde_json::Value;
use std::{collections::HashSet, ops::Range, sync::Arc};

/// Keywords whose values are instances: `$ref` and `$id` in them mean nothing.
const INSTANCES: &[&str] = &["default", "example", "examples", "const", "enum"];

/// Findings show at most this many characters of a reference.
const MAX_REFERENCE: usize = 120;

/// A walk through the schemas of one document.
pub struct SchemaWalk<'a> {
    text: &'a IndexedText<'a>,
    page: ClueWriter<'a>,
    /// Definitions that are not read yet.
    queue: Vec<&'a SpannedMember>,
    /// Names of the types that were read.
    defined: HashSet<String>,
}

/// A definition's name as the last token of a JSON Pointer, which is how `$ref` spells it.
pub(super) fn type_name(name: &str) -> String {
    ringback_contract::pointer::escape(name).into_owned()
}

impl<'a> SchemaWalk<'a> {
    /// A walk that writes to a page.
    pub fn new(page: ClueWriter<'a>) -> Self {
        Self { text: page.text(), page, queue: Vec::new(), defined: HashSet::new() }
    }

    /// The page with everything that was read.
    pub fn into_page(self) -> ClueWriter<'a> {
        self.page
    }

    /// Adds findings about keys that occur twice in one object; the later one holds.
    pub fn duplicate_keys(&mut self, subject: &Subject, duplicates: &[(String, [Range<usize>; 2])]) {
        let mut known = HashSet::new();
        for (name, [first, last]) in duplicates.iter().filter(|(name, _)| known.insert(name)) {
            let message = format!(
                "line {}: the key {name:?} was given before on line {}; this one holds",
                self.text.line(last.start),
                self.text.line(first.start),
            );
            let sources = vec![self.text.quoted(first.clone()), self.text.quoted(last.clone())];
            self.page.findings("duplicate-key", &subject.property(name), message, sources);
        }
    }

    /// Queues the types of a `definitions`, `$defs` or `schemas` object for [`SchemaWalk::definitions`].
    pub(super) fn queue_definitions(&mut self, holder: &'a SpannedMember) {
        match &holder.value.data {
            SpannedData::Object(members) => self.queue.extend(members),
            _ => self.malformed(&Subject::of(type_name(&holder.name)), &holder.value, "an object of schemas"),
        }
    }

    /// Reads the queued types, and those that they hold themselves.
    pub(super) fn definitions(&mut self) {
        while !self.queue.is_empty() {
            for member in std::mem::take(&mut self.queue) {
                let subject = Subject::of(type_name(&member.name));
                let source = self.text.quoted(member.key.clone());
                if self.defined.insert(subject.owner.clone()) {
                    self.schema(&subject, &member.value, source, &mut Siblings::default());
                } else {
                    let line = self.text.line(member.key.start);
                    let message = format!("line {line}: a second definition of this name is not read");
                    self.page.finding("duplicate-type", &subject, message, source);
                }
            }
        }
    }

    /// Reads the types of messages. Beside a definition of the same name, `Message` is added to theirs.
    pub(super) fn messages(&mut self, messages: Vec<MessageSchema<'a>>) {
        for MessageSchema { name, member, foreign } in messages {
            let name = if self.defined.contains(&type_name(&name)) { format!("{name}Message") } else { name };
            let subject = Subject::of(type_name(&name));
            let source = self.text.quoted(member.key.clone());
            if let Some(language) = foreign {
                let message = format!("a schema in {language} is not read");
                self.page.finding("foreign-schema", &subject, message, source);
            } else if self.defined.insert(subject.owner.clone()) {
                self.schema(&subject, &member.value, source, &mut Siblings::default());
            } else {
                let message = "a second message of this name is not read";
                self.page.finding("duplicate-type", &subject, message, source);
            }
        }
    }

    /// Reads the type that the document itself is.
    pub(super) fn root(&mut self, subject: &Subject, root: &'a SpannedJson) {
        let name = ["title", "$id", "$schema"].into_iter().find_map(|name| root.member(name));
        let range =
            name.or(root.members().first()).map_or(root.range.start..root.range.start + 1, SpannedMember::range);
        self.defined.insert(subject.owner.clone());
        self.schema(subject, root, self.text.quoted(range), &mut Siblings::default());
    }

    /// Whether nothing was read so far.
    pub(super) fn is_empty(&self) -> bool {
        self.page.is_empty()
    }

    /// Adds a finding about a document without types.
    pub(super) fn no_types(&mut self, subject: &Subject, root: &SpannedJson) {
        let line = self.text.line(root.range.start);
        let message = format!("line {line}: expected a schema with at least one keyword");
        self.page.finding("no-types", subject, message, self.text.quoted(root.range.clone()));
    }

    fn schema(&mut self, subject: &Subject, schema: &'a SpannedJson, source: Source, siblings: &mut Siblings) {
        if !self.page.admits(subject) {
            return;
        }
        let properties = schema.member("properties").map_or(&[][..], |properties| properties.value.members());
        let children = properties.iter().map(|property| property.name.clone()).collect();
        let spelling = schema
            .member("type")
            .map(|kind| kind.value.as_str().map_or_else(|| kind.value.value().to_string(), str::to_owned));
        let around = self.page.around(siblings, children, &spelling.unwrap_or_default(), "");
        self.page.clue(subject, Content::Declared, source, &around);
        match &schema.data {
            SpannedData::Object(members) => members.iter().for_each(|member| self.keyword(subject, member, &around)),
            SpannedData::Scalar(Value::Bool(true)) => {}
            _ => self.malformed(subject, schema, "a schema, which is an object or `true`"),
        }
    }

    fn keyword(&mut self, subject: &Subject, member: &'a SpannedMember, around: &Arc<Around>) {
        if !self.page.admits(subject) {
            return;
        }
        let source = self.text.quoted(member.range());
        match (member.name.as_str(), &member.value.data) {
            ("properties", SpannedData::Object(properties)) => self.properties(subject, properties),
            ("properties", _) => self.malformed(subject, &member.value, "an object of properties"),
            ("items", SpannedData::Object(_)) => self.part(subject, Step::Items, member),
            ("additionalProperties", SpannedData::Object(_)) => self.part(subject, Step::Values, member),
            ("$defs" | "definitions", _) => self.queue_definitions(member),
            ("description", SpannedData::Scalar(Value::String(text))) => {
                self.page.prose(subject, text, &source, around);
            }
            ("$ref", SpannedData::Scalar(Value::String(target))) if !identifier::is_internal(target) => {
                self.external(subject, target, source);
            }
            (name, _) => {
                if name == "$id" {
                    self.check_id(subject, &member.value, &source);
                }
                if !INSTANCES.contains(&name) {
                    self.external_references(subject, &member.value);
                }
                self.page.clue(subject, Content::Keyword(name.into(), member.value.value()), source, around);
            }
        }
    }

    fn properties(&mut self, subject: &Subject, properties: &'a [SpannedMember]) {
        let mut siblings = Siblings::new(properties.iter().map(|property| property.name.clone()).collect());
        for property in properties {
            let source = self.text.quoted(property.key.clone());
            self.schema(&subject.property(&property.name), &property.value, source, &mut siblings);
        }
    }

    /// The elements of a list or the values of a map.
    fn part(&mut self, subject: &Subject, step: Step, member: &'a SpannedMember) {
        let source = self.text.quoted(member.key.clone());
        self.schema(&subject.join(step), &member.value, source, &mut Siblings::default());
    }

    fn check_id(&mut self, subject: &Subject, id: &SpannedJson, source: &Source) {
        let problem = id.as_str().map_or(Some("it is not a string"), identifier::problem);
        if let Some(problem) = problem {
            let message = format!("{} is not a legal identifier: {problem}; it is replaced", source.quote);
            self.page.finding("illegal-id", subject, message, source.clone());
        }
    }

    /// Adds findings about external references inside a keyword whose value is kept as written.
    fn external_references(&mut self, subject: &Subject, value: &'a SpannedJson) {
        match &value.data {
            SpannedData::Scalar(_) => {}
            SpannedData::Array(elements) => {
                elements.iter().for_each(|element| self.external_references(subject, element));
            }
            SpannedData::Object(members) => {
                for member in members {
                    match member.value.as_str() {
                        Some(target) if member.name == "$ref" && !identifier::is_internal(target) => {
                            self.external(subject, target, self.text.quoted(member.range()));
                        }
                        _ => self.external_references(subject, &member.value),
                    }
                }
            }
        }
    }

    fn external(&mut self, subject: &Subject, target: &str, source: Source) {
        let target: String = target.chars().take(MAX_REFERENCE).collect();
        let message =
            format!("the reference to {target:?} leaves the document; nothing is fetched, any value is allowed");
        self.page.finding("external-reference", subject, message, source);
    }

    fn malformed(&mut self, subject: &Subject, value: &SpannedJson, expected: &str) {
        let message = format!("line {}: expected {expected}", self.text.line(value.range.start));
        self.page.finding("not-a-schema", subject, message, self.text.quoted(value.range.clone()));
    }
}
