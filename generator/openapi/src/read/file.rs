//! A file of schemas: its value, where each part of it stands, and its lines.

use super::views::Way;
use ringback_contract::{
    data_file, dialect::Dialect, document::Document, error::Error, line_index::IndexedText, spanned_json::SpannedJson,
    uri::file_name,
};
use serde_json::Value;

/// JSON pointers to the objects that contain definitions by name.
pub const DEFINITION_HOLDERS: &[&str] = &["/$defs", "/definitions", "/components/schemas"];

/// The index of a file, and the JSON Pointer of a schema in it.
pub type SchemaLocation = (usize, String);

/// A schema outside the holders of definitions that becomes a definition too, such as the body of a request.
pub struct ExtraSchema {
    /// The path of its file.
    pub file: String,
    /// Its JSON Pointer there.
    pub pointer: String,
    /// The name of the definition.
    pub name: String,
    /// Which way its values go, if they go one way only.
    pub way: Option<Way>,
    /// The place of an equal schema, an earlier one, whose type it shares.
    pub twin: Option<(String, String)>,
}

/// A parsed JSON Schema, OpenAPI or Swagger file.
pub struct SchemaFile<'a> {
    /// Its path, as the user gave it.
    pub path: &'a str,
    /// Its text, with the offsets of its lines.
    pub text: IndexedText<'a>,
    /// Its content as JSON.
    pub value: Value,
    /// The same content with ranges.
    pub json: SpannedJson,
    /// The dialect of the specification that it is a part of, if it is no specification itself.
    pub part_of: Option<Dialect>,
    /// Whether it was loaded because a reference leads to it.
    pub is_loaded: bool,
}

impl<'a> SchemaFile<'a> {
    /// Parses a file, given its path and text.
    ///
    /// # Errors
    ///
    /// If the text is neither JSON nor YAML.
    pub fn read(path: &'a str, text: &'a str) -> Result<Self, Error> {
        let json = data_file::parse(path, text)?.root;
        Ok(Self {
            path,
            text: IndexedText::of(&Document { path, text }),
            value: json.value(),
            json,
            part_of: None,
            is_loaded: false,
        })
    }

    /// The name of the file up to its first dot.
    pub fn stem(&self) -> &'a str {
        let file = file_name(self.path);
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        if stem.is_empty() { "Schema" } else { stem }
    }

    /// Whether it is an OpenAPI or Swagger document, in which only [`DEFINITION_HOLDERS`] have schemas.
    pub fn is_specification(&self) -> bool {
        ["openapi", "swagger"].iter().any(|keyword| self.value.get(keyword).is_some_and(|version| !version.is_object()))
    }

    /// The draft of JSON Schema or the version of OpenAPI that it is written in: its own, else that of the specification
    /// that it is a part of.
    pub fn dialect(&self) -> Dialect {
        match Dialect::of(&self.value) {
            Dialect::Unsaid => self.part_of.unwrap_or(Dialect::Unsaid),
            own => own,
        }
    }

    /// Whether it need hold no schema by itself, because others refer to what it holds.
    pub fn is_part(&self) -> bool {
        self.is_loaded || self.part_of.is_some()
    }
}
