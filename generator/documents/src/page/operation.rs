//! An operation as a page describes it: how it is called, what is sent, what comes back.

use super::{ClueWriter, Siblings, property_row::PropertyRow};
use ringback_constraints::clue::{Clue, Content};
use ringback_contract::{
    name::fold, operation::path::placeholders, pointer::escape, provenance::Source, subject::Subject,
};

/// The property of an operation's subject that stands for the body of its request.
pub const BODY: &str = "request body";

/// What the names of the properties begin with that stand for responses: `response 200`.
pub const RESPONSE: &str = "response ";

/// The placeholder of a path that a parameter fills, however a language spells its name.
pub fn placeholder_of<'p>(path: &'p str, parameter: &str) -> Option<&'p str> {
    placeholders(path).find(|name| fold(name) == fold(parameter))
}

/// An operation with what its page says of it. Parameters, body and responses are properties of [`PageOperation::subject`].
#[derive(Clone, Debug)]
pub struct PageOperation {
    /// Its name.
    pub name: String,
    /// Its method in upper case.
    pub method: String,
    /// Its path with placeholders.
    pub path: String,
    /// What it does.
    pub doc: String,
    /// Each parameter with its place: `path`, `query`, `header`, `cookie`.
    pub places: Vec<(String, String)>,
    /// The media types of the request, and of the responses.
    pub media_types: [Vec<String>; 2],
    /// Each status with what it means.
    pub responses: Vec<(String, String)>,
    /// The ways to identify oneself.
    pub authorization: Vec<String>,
    /// The scopes and permissions that a caller needs.
    pub scopes: Vec<String>,
    /// Where its section begins.
    pub source: Source,
    /// What the page says of the values.
    pub clues: Vec<Clue>,
}

impl PageOperation {
    /// The subject of all facts about an operation.
    pub fn subject(method: &str, path: &str) -> Subject {
        Subject::of(escape(&format!("{method} {path}")))
    }
}

/// What was read of an operation, before it is written.
pub struct OperationParts {
    /// Its name.
    pub name: String,
    /// Its method in upper case, and its path.
    pub call: (String, String),
    /// Where it is described.
    pub source: Source,
    /// What it does.
    pub doc: String,
    /// Its parameters with their places.
    pub parameters: Vec<(PropertyRow, String)>,
    /// The body of the request; its name does not matter.
    pub body: Option<PropertyRow>,
    /// Status, meaning and body of the responses.
    pub responses: Vec<(String, String, Option<PropertyRow>)>,
    /// The media types of the request, and of the responses.
    pub media_types: [Vec<String>; 2],
    /// The ways to identify oneself.
    pub authorization: Vec<String>,
    /// The scopes and permissions that a caller needs.
    pub scopes: Vec<String>,
}

impl OperationParts {
    /// Writes the operation, whose parameters, body and responses are read like the properties of an object.
    pub fn write(self, writer: &mut ClueWriter) {
        let (method, path) = self.call;
        let subject = PageOperation::subject(&method, &path);
        let places = self.parameters.iter().map(|(row, place)| (row.name.clone(), place.clone())).collect();
        let mut rows: Vec<PropertyRow> = self.parameters.into_iter().map(|(row, _)| row).collect();
        rows.extend(self.body.map(|body| PropertyRow { name: BODY.into(), ..body }));
        let returned = self.responses.iter().filter_map(|(status, _, row)| Some((status, row.clone()?)));
        rows.extend(returned.map(|(status, row)| PropertyRow { name: format!("{RESPONSE}{status}"), ..row }));
        let rows = writer.distinct_rows(&subject, rows);
        let clues = writer.aside(|writer| {
            let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
            writer.declare_object(&subject, self.source.clone(), names.clone(), "");
            let mut siblings = Siblings::new(names);
            for row in &rows {
                let value = subject.property(&*row.name);
                if !writer.admits(&value) {
                    continue;
                }
                // The name of a type may be several words, which no type of a language is.
                let words = row.spelling.contains(char::is_whitespace) && row.description.is_empty();
                if words && (row.name == BODY || row.name.starts_with(RESPONSE)) {
                    let around = writer.row_around(row, &mut siblings);
                    let target = format!("#/definitions/{}", escape(&row.spelling));
                    writer.clue(&value, Content::Declared, row.source.clone(), &around);
                    writer.clue(&value, Content::Keyword("$ref".into(), target.into()), row.source.clone(), &around);
                } else {
                    writer.property_row(&subject, row, &mut siblings);
                }
            }
        });
        writer.operation(PageOperation {
            name: self.name,
            method,
            path,
            doc: self.doc,
            places,
            media_types: self.media_types,
            responses: self.responses.into_iter().map(|(status, description, _)| (status, description)).collect(),
            authorization: self.authorization,
            scopes: self.scopes,
            source: self.source,
            clues,
        });
    }
}
