//! The schemas that types are made of, and the run from them to Rust.

use super::{
    crate_name,
    generated::Generated,
    places::{self, Places},
    report::Report,
};
use crate::rust::{self, Package, PackageKind, Part};
use ringback_contract::{error::Error, input};
use ringback_openapi::read::definitions;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// More files than these are counted and not named.
const NAMED: usize = 8;

/// The schemas that types are made of: JSON Schemas of any draft, OpenAPI and Swagger files.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    /// Texts by path.
    read: BTreeMap<PathBuf, String>,
    /// Texts by the name that was given to them.
    given: BTreeMap<String, String>,
    /// What the output depends on.
    watched: Vec<PathBuf>,
}

impl Schemas {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A file. One that is given twice is read once.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        places::is_json(path)?;
        self.read.insert(path.to_path_buf(), input::read(path)?);
        self.watched.push(path.to_path_buf());
        Ok(self)
    }

    /// Every `*.json` below a folder.
    ///
    /// # Errors
    ///
    /// When there is none, or one cannot be read.
    pub fn files(mut self, folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        for path in places::below(folder)? {
            let text = input::read(&path)?;
            self.read.insert(path, text);
        }
        self.watched.push(folder.to_path_buf());
        Ok(self)
    }

    /// A file, or every `*.json` below a folder.
    ///
    /// # Errors
    ///
    /// When there is nothing, or it cannot be read.
    pub fn path(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        if path.as_ref().is_dir() { self.files(path) } else { self.file(path) }
    }

    /// A text, under the name by which others refer to it.
    ///
    /// # Errors
    ///
    /// When another text has the name.
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Result<Self, Error> {
        let (name, text) = (name.into(), text.into());
        match self.given.insert(name.clone(), text.clone()) {
            Some(other) if other != text => Err(places::twice(&name)),
            _ => Ok(self),
        }
    }

    /// The Rust of all schemas. It does not depend on the order in which they were given, nor on where they lie: only on
    /// where they lie from each other.
    ///
    /// # Errors
    ///
    /// When one is no schema, there is none at all, or the crate's name is none.
    pub fn generate(&self, kind: PackageKind) -> Result<Generated, Error> {
        if let PackageKind::Crate(name) = &kind {
            crate_name::check(name)?;
        }
        let places = Places::of(self.read.keys())?;
        let mut texts: BTreeMap<String, &str> = self.given.iter().map(|(name, text)| (name.clone(), &**text)).collect();
        for (name, path) in places.files() {
            let text = self.read.get(path).map(String::as_str).unwrap_or_default();
            if texts.insert(name.clone(), text).is_some() {
                return Err(places::twice(name));
            }
        }
        if texts.is_empty() {
            return Err(Error::Usage("no schema was given; at least one is needed".into()));
        }
        let (definitions, provenance, mut findings) = definitions(&texts).map_err(|error| match error {
            Error::Input { path, line, message } => Error::Input { path: places.shown(&path), line, message },
            other => other,
        })?;
        if definitions.is_empty() {
            return Err(Error::Usage(format!("no type is described in {}", listed(&texts))));
        }
        let doc = format!("Types of {}.", listed(&texts));
        let part = Part { name: None, doc, definitions, provenance, extra_files: Vec::new() };
        let package = Package { kind, parts: vec![part] };
        let (files, more) = rust::generate(&package)?;
        findings.extend(more);
        let report = Report::of(&package.parts, &findings, &places);
        Ok(Generated { files, findings, report, watched: self.watched.clone() })
    }
}

fn listed(texts: &BTreeMap<String, &str>) -> String {
    let names: Vec<&str> = texts.keys().take(NAMED).map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
    match texts.len().checked_sub(NAMED) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}
