//! A report of what was generated: how many types, and what has no type of its own, each reason once.

use super::places::Places;
use crate::rust::Part;
use indexmap::IndexMap;
use ringback_contract::{files::Files, finding::Finding, provenance::Source};
use serde::Serialize;

/// The kind of finding about a schema that has no Rust type of its own, so that its value is kept as JSON and checked.
const UNTYPED: &str = "untyped";

/// The kinds of findings about places whose values are kept as JSON and checked.
const UNTYPED_KINDS: &[&str] = &[UNTYPED, "external-reference", "unresolved-reference"];

/// The number of places that are listed for a finding.
const SHOWN: usize = 3;

/// The report of a generation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The number of named types.
    pub types: usize,
    /// The number of their fields in the code.
    pub fields: usize,
    /// The same under its earlier name.
    pub properties: usize,
    /// The number of parameters of operations that have a type.
    pub parameters: usize,
    /// The number of bodies of requests that have a type.
    pub bodies: usize,
    /// The number of answers that have a type, or of which it is known that they hold nothing.
    pub answers: usize,
    /// The number of headers of answers that have a type.
    pub headers: usize,
    /// The number of methods of the client.
    pub methods: usize,
    /// The number of places without a type of their own: their values are kept as JSON, and checked.
    pub untyped: usize,
    /// The lines for the manifest of the crate that a module is part of; empty for a crate, which has them.
    pub dependencies: Vec<String>,
    /// The findings.
    pub notes: Vec<Group>,
}

/// A finding, in one place or several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The kind of the finding.
    pub kind: String,
    /// What was found, and what was generated nevertheless.
    pub message: String,
    /// The places.
    pub places: Vec<Place>,
}

/// The place of a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The type, or the place inside it.
    pub subject: String,
    /// The file, the lines and the quoted text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Report {
    pub(super) fn of(
        parts: &[Part],
        files: &Files,
        findings: &[Finding],
        places: &Places,
        [parameters, bodies, answers, headers]: [usize; 4],
        methods: usize,
        dependencies: Vec<String>,
    ) -> Self {
        let mut groups: IndexMap<(&str, &str), Vec<Place>> = IndexMap::new();
        for finding in findings {
            let source = finding.sources.first().map(|source| {
                let document = places.shown(&source.document);
                Source { document: document.into(), ..source.clone() }
            });
            let place = Place { subject: finding.subject.to_string(), source };
            groups.entry((finding.kind(), &finding.message)).or_default().push(place);
        }
        let group =
            |((kind, message), places): ((&str, &str), _)| Group { kind: kind.into(), message: message.into(), places };
        let fields = files.iter().filter(|(path, _)| is_of_types(path)).map(|(_, text)| fields(text)).sum();
        let schemas = || parts.iter().flat_map(|part| &part.definitions);
        Self {
            types: schemas().count(),
            fields,
            properties: fields,
            parameters,
            bodies,
            answers,
            headers,
            methods,
            untyped: findings.iter().filter(|finding| UNTYPED_KINDS.contains(&finding.kind())).count(),
            dependencies,
            notes: groups.into_iter().map(group).collect(),
        }
    }
}

/// Whether a file has types, and is not part of what they stand on.
fn is_of_types(path: &str) -> bool {
    !path.split('/').any(|part| ["runtime", "client", "envelope", "rules.rs", "sources.rs"].contains(&part))
}

/// The number of fields in the text of a file: each is one argument of the macro that implements its struct.
fn fields(text: &str) -> usize {
    ["required::<", "optional::<", "maybe::<", "conditional::<"].iter().map(|kind| text.matches(kind).count()).sum()
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.notes.iter().try_for_each(|group| writeln!(f, "{group}"))?;
        write!(f, "{}, {}", counted(self.types, "type", "types"), counted(self.fields, "field", "fields"))?;
        for (count, one, many) in [
            (self.parameters, "parameter", "parameters"),
            (self.bodies, "body", "bodies"),
            (self.answers, "answer", "answers"),
            (self.headers, "header", "headers"),
            (self.methods, "method", "methods"),
        ] {
            if count > 0 {
                write!(f, ", {}", counted(count, one, many))?;
            }
        }
        match self.untyped {
            0 => writeln!(f, ", all typed")?,
            untyped => writeln!(f, "; {} kept as checked values", counted(untyped, "place", "places"))?,
        }
        if !self.dependencies.is_empty() {
            writeln!(f, "the crate around the module needs in its Cargo.toml:")?;
        }
        self.dependencies.iter().try_for_each(|line| writeln!(f, "    {line}"))
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

impl std::fmt::Display for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(source) = self.places.first().and_then(|place| place.source.as_ref()) {
            write!(f, "{source}: ")?;
        }
        // Only what has no type of its own needs a name to be found by; other messages name what they are about.
        if let (UNTYPED, Some(place)) = (self.kind.as_str(), self.places.first()) {
            write!(f, "{}: ", place.subject)?;
        }
        write!(f, "{} [{}]", self.message, self.kind)?;
        let Some(more) = self.places.get(1..).filter(|more| !more.is_empty()) else { return Ok(()) };
        let named: Vec<String> = more.iter().take(SHOWN).map(ToString::to_string).collect();
        let rest = more.len() - named.len();
        let rest = if rest == 0 { String::new() } else { format!(" and {rest} more") };
        write!(f, " ({} times; also {}{rest})", self.places.len(), named.join(", "))
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{} at {source}", self.subject),
            None => f.write_str(&self.subject),
        }
    }
}
