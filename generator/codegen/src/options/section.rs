//! The section `[generate]` of `ringback.toml`.

use super::model::{Options, Origin};
use ringback_contract::{
    error::{Error, similar},
    line_index::line_at,
    vendor::parse,
};
use schemars::schema_for;
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};
use toml::de::{DeTable, DeValue};

/// The name of the section.
const SECTION: &str = "generate";

/// A configuration file; its other sections are read by other commands.
#[derive(Deserialize)]
struct File {
    generate: Option<Options>,
}

/// The JSON Schema of the section, for editors.
pub fn section_schema() -> serde_json::Value {
    schema_for!(Options).into()
}

impl Options {
    /// Reads the section `[generate]` of a file; the default if it has none.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, a key is unknown, or a value has the wrong form.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// The same from the text of a file.
    ///
    /// # Errors
    ///
    /// If a key is unknown, or a value has the wrong form.
    pub fn parse(path: &str, text: &str) -> Result<Self, Error> {
        let File { generate } = parse(path, text)?;
        let table = DeTable::parse(text).ok();
        let sections = || table.iter().flat_map(|table| table.get_ref().iter());
        let Some(mut options) = generate else {
            // Other sections belong to other commands, but none of them has nearly this name.
            return match sections().find(|(key, _)| similar(key.get_ref(), &[SECTION]).is_some()) {
                Some((key, _)) => {
                    let message = format!("unknown section [{}], did you mean [{SECTION}]?", key.get_ref());
                    Err(Error::input(path, line_at(text, key.span().start), message))
                }
                None => Ok(Self::default()),
            };
        };
        let mut lines = BTreeMap::new();
        if let Some((_, section)) = sections().find(|(key, _)| key.get_ref() == SECTION) {
            add_lines(section.get_ref(), "", text, &mut lines);
        }
        options.origin = Origin { path: path.into(), lines };
        Ok(options)
    }

    /// An error about an option, with its line if it was read from a file: `types.Pet.rename`.
    pub(crate) fn error(&self, key: &str, message: impl std::fmt::Display) -> Error {
        let mut known = Some(key);
        // What has no line of its own stands in what is around it.
        while let Some(path) = known {
            if let Some(line) = self.origin.lines.get(path) {
                return Error::input(&self.origin.path, *line, format!("generate.{key}: {message}"));
            }
            known = path.rsplit_once('.').map(|(around, _)| around);
        }
        Error::Usage(format!("generate.{key}: {message}"))
    }
}

/// The line of each key of a table, by its path.
fn add_lines(value: &DeValue, path: &str, text: &str, lines: &mut BTreeMap<String, u32>) {
    let DeValue::Table(table) = value else { return };
    for (key, value) in table.iter() {
        let path = if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
        lines.insert(path.clone(), line_at(text, key.span().start));
        add_lines(value.get_ref(), &path, text, lines);
    }
}
