//! The files that are judged: those that are named, and those below folders.

use super::terraform;
use ringback_contract::{
    data_file, error::Error, input, line_index::line_at, spanned_json::SpannedJson, terminal::say,
};
use ringback_suite::payload::PayloadFile;
use serde_json::Value;
use std::{
    cell::OnceCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// A file with what may be payloads.
pub struct CheckedFile {
    /// Whether the user named it, rather than a folder.
    pub is_named: bool,
    content: Content,
}

enum Content {
    /// JSON, JSON lines or standard input.
    Values(PayloadFile),
    /// A template of YAML or Terraform, in which payloads stand as texts.
    Template {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
        /// What is in it.
        root: SpannedJson,
    },
}

/// The kinds of files below a folder that are read, by their endings.
const READ: [&str; 9] = ["json", "jsonl", "ndjson", "har", "template", "yaml", "yml", "tf", "hcl"];

/// Opens files, and all files below folders that may hold payloads. What is left out of a folder is told.
///
/// # Errors
///
/// If a file that is named cannot be read, or a folder cannot.
pub fn open(paths: &[PathBuf]) -> Result<Vec<CheckedFile>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(CheckedFile { is_named: true, content: Content::open(path)? });
            continue;
        }
        let mut others: BTreeMap<String, usize> = BTreeMap::new();
        for path in input::files_below(path)? {
            let ending = ending(&path);
            if !READ.contains(&ending.as_str()) {
                *others.entry(ending).or_default() += 1;
                continue;
            }
            match Content::open(&path) {
                Ok(content) => files.push(CheckedFile { is_named: false, content }),
                Err(error) => say(format_args!("note: left out: {error}")),
            }
        }
        if !others.is_empty() {
            let kind = |(ending, count): (&String, &usize)| match ending.as_str() {
                "" => format!("{count} without an ending"),
                ending => format!("{count} .{ending}"),
            };
            let kinds: Vec<String> = others.iter().map(kind).collect();
            say(format_args!("note: {}: files of other kinds are not read: {}", path.display(), kinds.join(", ")));
        }
    }
    Ok(files)
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

impl Content {
    fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let parse: fn(&str, &str) -> Result<SpannedJson, Error> = match ending(path).as_str() {
            "tf" | "hcl" => terraform::parse,
            "yaml" | "yml" => |name, text| Ok(data_file::parse(name, text)?.root),
            _ => return Ok(Self::Values(PayloadFile::open(path)?)),
        };
        let text = input::read(path)?;
        let root = parse(&name, &text)?;
        Ok(Self::Template { name, text, root })
    }
}

impl CheckedFile {
    /// The values in it, each with its place.
    pub fn values(&self) -> Box<dyn Iterator<Item = Result<(Place<'_>, Value), Error>> + '_> {
        match &self.content {
            Content::Values(file) => Box::new(file.payloads().map(|payload| {
                let payload = payload?;
                let text = if payload.is_whole { file.text() } else { "" };
                Ok((Place { name: payload.place, text, root: None, parsed: OnceCell::new() }, payload.value))
            })),
            Content::Template { name, text, root } => {
                let place = Place { name: name.clone(), text, root: Some(root), parsed: OnceCell::new() };
                Box::new(std::iter::once(Ok((place, root.value()))))
            }
        }
    }
}

/// Where a value stands, and where the places in it do.
pub struct Place<'f> {
    /// The file, with the line of one value of several.
    pub name: String,
    /// The text of the file; empty where its line is in the name.
    text: &'f str,
    /// What is in a template.
    root: Option<&'f SpannedJson>,
    /// What is in a file of JSON, parsed when a line of it is asked for.
    parsed: OnceCell<Option<SpannedJson>>,
}

impl Place<'_> {
    /// The place with the line of a part.
    pub fn of(&self, pointer: &str) -> String {
        let parse = || Some(data_file::parse(&self.name, self.text).ok()?.root);
        let root = self.root.or_else(|| self.parsed.get_or_init(parse).as_ref());
        match root.and_then(|root| root.at(pointer)) {
            Some(part) => format!("{}:{}", self.name, line_at(self.text, part.range.start)),
            None => self.name.clone(),
        }
    }

    /// Whether values may be filled in when the file is used.
    pub fn is_template(&self) -> bool {
        self.root.is_some()
    }
}
