//! The schemas to generate from, and the steps from them to Rust.

use super::{
    arrange::arrange,
    crate_name,
    generated::Generated,
    names::extra_schemas,
    operations::plan,
    places::{self, Places},
    report::Report,
};
use crate::options::Options;
use crate::rust::{self, Package, PackageKind, Part};
use ringback_contract::{error::Error, finding::Finding, input};
use ringback_openapi::{
    read::{ReadDefinitions, complete_alternatives, read_definitions},
    specification::{Completion, SpecFiles, specifications},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The number of files that a message names; more are counted.
const NAMED: usize = 8;

/// The schemas to generate from: JSON Schemas of any draft, OpenAPI and Swagger files.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    /// Texts of files, by path.
    read: BTreeMap<PathBuf, String>,
    /// Texts by the name that the caller gave them.
    given: BTreeMap<String, String>,
    /// Whether a client is generated for operations.
    client: bool,
    /// What is chosen about the output.
    options: Options,
    /// Completes each file after it was parsed.
    completion: Option<Completion>,
    /// The files and folders that the output depends on, for `cargo:rerun-if-changed`.
    watched: Vec<PathBuf>,
}

impl Schemas {
    /// No schemas yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. Adding the same file twice has no effect.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        self.read.insert(path.to_path_buf(), input::read(path)?);
        self.watched.push(path.to_path_buf());
        Ok(self)
    }

    /// Adds every JSON and YAML file below a folder.
    ///
    /// # Errors
    ///
    /// If there is none, or one cannot be read.
    pub fn files(mut self, folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        for path in places::below(folder)? {
            let text = input::read(&path)?;
            self.read.insert(path, text);
        }
        self.watched.push(folder.to_path_buf());
        Ok(self)
    }

    /// Adds a file, or every JSON and YAML file below a folder.
    ///
    /// # Errors
    ///
    /// If the path does not exist, has no schemas, or cannot be read.
    pub fn path(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        if path.as_ref().is_dir() { self.files(path) } else { self.file(path) }
    }

    /// Adds a text, under the name by which other schemas refer to it.
    ///
    /// # Errors
    ///
    /// If another text has the name.
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Result<Self, Error> {
        let (name, text) = (name.into(), text.into());
        match self.given.insert(name.clone(), text.clone()) {
            Some(other) if other != text => Err(places::twice(&name)),
            _ => Ok(self),
        }
    }

    /// Generates Rust from all schemas. The output depends on where the schemas are relative to each other, but neither
    /// on the order in which they were added nor on the folder that contains them.
    ///
    /// # Errors
    ///
    /// If a text is not a schema, there are no schemas, the crate's name is invalid, or options name what is not there.
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
        let given = texts.clone();
        let texts = texts.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
        let files = SpecFiles::gather(texts, &places.loader()).completed(self.completion);
        let shown = |error| match error {
            Error::Input { path, line, message } => Error::Input { path: places.shown(&path), line, message },
            other => other,
        };
        let parsed = files.parse().map_err(shown)?;
        let specifications = specifications(&parsed);
        let extras = extra_schemas(&specifications, &parsed);
        let extras = (!specifications.is_empty()).then_some(extras.as_slice());
        let mut read = read_definitions(parsed, extras).map_err(shown)?;
        let mut planned = plan(&specifications, &mut read);
        complete_alternatives(&mut read.definitions);
        let noticed = specifications.iter().flat_map(|specification| &specification.findings).cloned();
        let ReadDefinitions { definitions, provenance, findings, .. } = read;
        let mut findings: Vec<Finding> = findings.into_iter().chain(noticed).collect();
        let is_shown = |finding: &Finding| self.client || !OF_CLIENTS.contains(&finding.kind());
        findings.extend(planned.findings.into_iter().filter(is_shown));
        if definitions.is_empty() && (planned.api.endpoints.is_empty() || !self.client) {
            let file = given.keys().next().map_or("", String::as_str);
            let nothing = "no JSON Schema, and no operation that takes or returns one";
            // What was not followed may be why.
            return Err(match findings.first().and_then(|finding| Some((finding, finding.sources.first()?))) {
                Some((finding, source)) => {
                    let message = format!("{}; and {file} holds {nothing}", finding.message);
                    let [line, _] = source.lines;
                    Error::input(&*source.document, line, message)
                }
                None => Error::input(file, 1, format!("holds {nothing}")),
            });
        }
        let doc = format!("Types of {}.", listed(&given));
        let mut part = Part { name: None, doc, definitions, provenance, extra_files: Vec::new() };
        if self.client {
            // Its files refer to each other from the root of the crate.
            if kind == PackageKind::Module || self.options.runtime.is_some() {
                return Err(Error::Usage("a client is a part of a crate: give the crate a name".into()));
            }
            if planned.api.endpoints.is_empty() {
                return Err(Error::Usage(format!("no operation is described in {}", listed(&given))));
            }
            part.extra_files.push(rust::endpoints::extra_file(&mut planned.api, &part, &self.options)?);
        }
        let package = Package { kind, parts: vec![part], options: self.options.clone() };
        let (files_made, more) = rust::generate(&package)?;
        findings.extend(more);
        let methods = if self.client { planned.api.endpoints.len() } else { 0 };
        let dependencies = match package.kind {
            PackageKind::Module | PackageKind::Included => rust::dependencies_of_module(&files_made, &package.options),
            PackageKind::Crate(_) | PackageKind::Workspace => Vec::new(),
        };
        let report = Report::of(&package.parts, &files_made, &findings, &places, planned.counts, methods, dependencies);
        let files_made = arrange(files_made, self.options.layout);
        let loaded = files.texts().keys().filter(|name| !given.contains_key(*name)).map(|name| places.loaded(name));
        let watched = self.watched.iter().cloned().chain(loaded).collect();
        Ok(Generated { files: files_made, findings, report, watched })
    }

    /// The same with other options.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The same with what completes a file after it was parsed: the keywords that its sentences state.
    #[must_use]
    pub fn completed(mut self, completion: Option<Completion>) -> Self {
        self.completion = completion;
        self
    }

    /// The same with a client for the operations of specifications, which needs a crate.
    #[must_use]
    pub fn client(mut self) -> Self {
        self.client = true;
        self
    }
}

/// The kinds of findings that only concern clients.
const OF_CLIENTS: &[&str] = &[
    "link-not-generated",
    "no-method",
    "scheme-not-generated",
    "server-not-generated",
    "stream-not-generated",
    "upgrade-not-generated",
    "xml-as-text",
];

fn listed(texts: &BTreeMap<String, &str>) -> String {
    let names: Vec<&str> = texts.keys().take(NAMED).map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
    match texts.len().checked_sub(NAMED) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}
