//! The files of specifications and schemas: those that were given, and those that a `$ref` in them leads to.

use super::loader::Loader;
use crate::read::{SchemaFile, retrieval};
use ringback_contract::{
    data_file::is_named_as_data, error::Error, finding::Finding, provenance::Source, spanned_json::SpannedJson,
    subject::Subject, uri,
};
use std::collections::{BTreeMap, BTreeSet};

/// Files that are loaded because of references; more are a mistake.
const LOADED_LIMIT: usize = 10_000;

/// Texts of files by name.
#[derive(Clone, Debug, Default)]
pub struct SpecFiles {
    texts: BTreeMap<String, String>,
    /// Files that only a reference led to. They need hold no schema.
    loaded: BTreeSet<String>,
    completion: Option<Completion>,
    findings: Vec<Finding>,
}

/// Completes a file after it was parsed, given its path and text: with keywords that its sentences state.
pub type Completion = fn(&str, &str, &mut SpannedJson);

/// Files that were parsed, in the order of their names.
pub struct ParsedFiles<'a> {
    pub(crate) files: Vec<SchemaFile<'a>>,
    pub(crate) findings: Vec<Finding>,
}

impl SpecFiles {
    /// Files that are complete.
    pub fn of(texts: BTreeMap<String, String>) -> Self {
        Self { texts, ..Self::default() }
    }

    /// Files with all that references lead to inside the folder of the loader.
    pub fn gather(texts: BTreeMap<String, String>, loader: &dyn Loader) -> Self {
        let mut gathered = Self::of(texts);
        let inside = if loader.folder().is_empty() { "x".into() } else { format!("{}/x", loader.folder()) };
        let folder = retrieval(&inside).trim_end_matches('x').to_owned();
        let by_uri =
            |texts: &BTreeMap<String, String>| texts.keys().map(|name| retrieval(name)).collect::<BTreeSet<_>>();
        let mut known = by_uri(&gathered.texts);
        let mut waiting: Vec<String> = gathered.texts.keys().cloned().collect();
        while let Some(name) = waiting.pop() {
            let targets = gathered.texts.get(&name).map(|text| targets(&name, text)).unwrap_or_default();
            for target in targets {
                let Some(below) = target.strip_prefix(&folder).map(uri::decoded) else { continue };
                if !known.insert(target.clone()) || gathered.loaded.len() >= LOADED_LIMIT {
                    continue;
                }
                let path = if loader.folder().is_empty() { below } else { format!("{}/{below}", loader.folder()) };
                match loader.load(&path) {
                    Ok(Some(text)) if !gathered.texts.contains_key(&path) => {
                        gathered.texts.insert(path.clone(), text);
                        gathered.loaded.insert(path.clone());
                        waiting.push(path);
                    }
                    Ok(_) => {}
                    Err(error) => gathered.findings.push(skipped(&path, &error.to_string())),
                }
            }
        }
        gathered
    }

    /// The same files, of which each is completed after it was parsed.
    #[must_use]
    pub fn completed(mut self, completion: Option<Completion>) -> Self {
        self.completion = completion;
        self
    }

    /// The same files under their names below a folder, as messages are to show them.
    #[must_use]
    pub fn below(mut self, folder: &str) -> Self {
        let name = |path: String| match path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
            Some(below) if !below.is_empty() => below.to_owned(),
            _ => path,
        };
        self.texts = self.texts.into_iter().map(|(path, text)| (name(path), text)).collect();
        self.loaded = self.loaded.into_iter().map(name).collect();
        self
    }

    /// The texts by name.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// Parses all files.
    ///
    /// # Errors
    ///
    /// If a file that may be a specification or a schema is neither JSON nor YAML. Others are skipped with a finding.
    pub fn parse(&self) -> Result<ParsedFiles<'_>, Error> {
        let mut parsed = parse(&self.texts)?;
        parsed.findings.splice(0..0, self.findings.iter().cloned());
        for file in &mut parsed.files {
            file.is_loaded = self.loaded.contains(file.path);
            if let Some(complete) = self.completion {
                complete(file.path, file.text.text, &mut file.json);
                file.value = file.json.value();
            }
        }
        Ok(parsed)
    }
}

/// Parses all files.
///
/// # Errors
///
/// As [`SpecFiles::parse`].
pub fn parse<T: AsRef<str>>(texts: &BTreeMap<String, T>) -> Result<ParsedFiles<'_>, Error> {
    let mut parsed = ParsedFiles { files: Vec::new(), findings: Vec::new() };
    let mut first_error = None;
    for (path, text) in texts {
        match SchemaFile::read(path, text.as_ref()) {
            Ok(file) => parsed.files.push(file),
            Err(error) if may_be_schema(path, text.as_ref()) => return Err(error),
            Err(error) => {
                parsed.findings.push(skipped(path, &error.to_string()));
                first_error = first_error.or(Some(error));
            }
        }
    }
    match first_error {
        Some(error) if parsed.files.is_empty() => Err(error),
        _ => {
            parsed.mark_parts();
            Ok(parsed)
        }
    }
}

impl ParsedFiles<'_> {
    /// Marks the files that specifications refer to, directly or not, as parts of a specification in its dialect.
    fn mark_parts(&mut self) {
        let at: BTreeMap<String, usize> =
            self.files.iter().enumerate().map(|(at, file)| (retrieval(file.path), at)).collect();
        let mut waiting: Vec<usize> =
            (0..self.files.len()).filter(|at| self.files.get(*at).is_some_and(SchemaFile::is_specification)).collect();
        while let Some(referring) = waiting.pop() {
            let Some(file) = self.files.get(referring) else { continue };
            let (dialect, targets) = (file.dialect(), targets(file.path, file.text.text));
            for target in targets {
                let found = at.get(&target).or_else(|| at.get(&uri::decoded(&target))).copied();
                if let Some((number, part)) = found.and_then(|number| Some((number, self.files.get_mut(number)?)))
                    && !part.is_specification()
                    && part.part_of.is_none()
                {
                    part.part_of = Some(dialect);
                    waiting.push(number);
                }
            }
        }
    }
}

/// Whether a text that could not be parsed says of itself that it is a specification or a schema. A page of prose, to which
/// `description: {$ref: ./welcome.md}` leads, may speak of one.
fn may_be_schema(path: &str, text: &str) -> bool {
    let is_page = uri::file_name(path).contains('.') && !is_named_as_data(path);
    !is_page && ["openapi", "swagger", "$schema", "properties", "components"].iter().any(|word| text.contains(word))
}

/// The finding about a file that was not read.
fn skipped(path: &str, why: &str) -> Finding {
    let subject = Subject::of(uri::file_name(path));
    Finding::new("skipped-file", &subject, format!("skipped: {why}"), vec![Source::line(path, 1, "")])
}

/// The URIs of the files that references in a text lead to, without fragments. The text is searched and not parsed, as
/// most texts refer to themselves only.
pub(super) fn targets(name: &str, text: &str) -> BTreeSet<String> {
    let base = retrieval(name);
    let mut targets = BTreeSet::new();
    for (at, keyword) in text.match_indices("$ref") {
        let rest = text.get(at + keyword.len()..).unwrap_or_default().trim_start_matches(['"', '\'']).trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start) else { continue };
        let reference = match rest.strip_prefix(['"', '\'']) {
            Some(quoted) => quoted.split(['"', '\'', '\n']).next(),
            None => rest.split(['\n', '\r', '}', ',']).next().map(str::trim_end),
        };
        let reference = reference.unwrap_or_default().replace("\\/", "/");
        let (resource, _) = uri::split(&reference);
        if !resource.is_empty() {
            targets.insert(uri::join(&base, resource));
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_other_files_are_found_in_json_and_yaml() {
        let text =
            "a: {$ref: 'b.yaml#/x'}\nc:\n  $ref: ../d%20e.yaml\nf: {\"$ref\": \"#/g\"}\nh: {\"$ref\":\"i\\/j.json\"}\n";
        let found: Vec<String> = targets("api/x.yaml", text).into_iter().collect();
        assert_eq!(found, ["file:///api/b.yaml", "file:///api/i/j.json", "file:///d%20e.yaml"]);
    }
}
