//! What came of the schemas: how much was typed, and what was not, each thing once however often it occurs.

use super::places::Places;
use crate::rust::Part;
use indexmap::IndexMap;
use ringback_contract::{finding::Finding, keyword::Keyword, provenance::Source, subschema::applied};
use serde::Serialize;
use serde_json::Value;

/// The kind of finding that says what has no type of its own and is kept as a checked value.
const UNTYPED: &str = "untyped";

/// So many places are named where many are meant.
const SHOWN: usize = 3;

/// What came of the schemas.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// How many named types there are.
    pub types: usize,
    /// How many properties they have.
    pub properties: usize,
    /// How many places have no type of their own: their values are kept as they are, and checked all the same.
    pub untyped: usize,
    /// What was noticed.
    pub notes: Vec<Group>,
}

/// Something that was noticed in one place or many.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What kind of thing it is.
    pub kind: String,
    /// What was noticed and what was made of it.
    pub message: String,
    /// Where.
    pub places: Vec<Place>,
}

/// Where something was noticed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The type, or the place inside it.
    pub subject: String,
    /// The file and the lines, and what stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Report {
    pub(super) fn of(parts: &[Part], findings: &[Finding], places: &Places) -> Self {
        let mut groups: IndexMap<(&str, &str), Vec<Place>> = IndexMap::new();
        for finding in findings {
            let source = finding.sources.first().map(|source| {
                let document = places.shown(&source.document);
                Source { document, ..source.clone() }
            });
            let place = Place { subject: finding.subject.to_string(), source };
            groups.entry((finding.kind(), &finding.message)).or_default().push(place);
        }
        let group =
            |((kind, message), places): ((&str, &str), _)| Group { kind: kind.into(), message: message.into(), places };
        let schemas = || parts.iter().flat_map(|part| &part.definitions);
        Self {
            types: schemas().count(),
            properties: schemas().map(|definition| properties(&definition.schema)).sum(),
            untyped: findings.iter().filter(|finding| finding.kind() == UNTYPED).count(),
            notes: groups.into_iter().map(group).collect(),
        }
    }
}

/// How many properties a schema and the schemas in it name.
fn properties(schema: &Value) -> usize {
    applied(schema)
        .map(|(keyword, schema)| usize::from(keyword == Keyword::Properties.name()) + properties(schema))
        .sum()
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.notes.iter().try_for_each(|group| writeln!(f, "{group}"))?;
        write!(f, "{}, {}", counted(self.types, "type", "types"), counted(self.properties, "property", "properties"))?;
        match self.untyped {
            0 => writeln!(f, ", all typed"),
            untyped => writeln!(f, "; {} kept as checked values", counted(untyped, "place", "places")),
        }
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
