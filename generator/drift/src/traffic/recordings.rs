//! Finds the files that are recordings of traffic, by their extensions.

use ringback_contract::{data_file, error::Error, glob::Glob, input};
use std::path::{Path, PathBuf};

/// The format of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingFormat {
    /// HTTP archive 1.2: `.har`.
    Har,
    /// A JSON value on each line: `.jsonl` or `.ndjson`.
    Lines,
    /// One document of JSON or YAML: a payload, a list of payloads, an exchange, an exported flow.
    Data,
}

/// Files of recorded traffic, found under one name.
#[derive(Debug)]
pub struct Recordings {
    /// The file or folder that the user named.
    pub name: String,
    /// The recordings, sorted by path.
    pub files: Vec<(RecordingFormat, PathBuf)>,
    /// What the files that a pattern matches hold, by the name of the type or container. Paths are those below the folder.
    pub labels: Vec<(Glob, String)>,
    /// Other files in the folder.
    others: Vec<PathBuf>,
    /// The extensions of recordings, in words.
    extensions: &'static str,
}

/// The extensions of recordings.
const EXTENSIONS: &str = ".har, .jsonl or .ndjson";
/// Those where documents are recordings too.
pub const ALL_EXTENSIONS: &str = ".har, .jsonl, .ndjson, .json, .yaml or .yml";
/// A folder with this file is a vendor's, whatever recordings are in it as examples.
const VENDOR_FILE: &str = "vendor.toml";

impl Recordings {
    /// The recordings at a path; `None` if there are none, or the folder is a vendor's.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read.
    pub fn find(name: &str) -> Result<Option<Self>, Error> {
        Self::find_in(name, EXTENSIONS, format)
    }

    /// The same, where documents of JSON and YAML are recordings too, since the user says so.
    ///
    /// # Errors
    ///
    /// As [`Recordings::find`].
    pub fn find_all(name: &str) -> Result<Option<Self>, Error> {
        let data =
            |path: &Path| data_file::is_named_as_data(&path.display().to_string()).then_some(RecordingFormat::Data);
        Self::find_in(name, ALL_EXTENSIONS, |path| format(path).or_else(|| data(path)))
    }

    fn find_in(
        name: &str,
        extensions: &'static str,
        format: impl Fn(&Path) -> Option<RecordingFormat>,
    ) -> Result<Option<Self>, Error> {
        let path = Path::new(name);
        let all = match path.is_dir() {
            true => input::files_below(path)?,
            false if path.is_file() => vec![path.to_path_buf()],
            false => return Ok(None),
        };
        if all.iter().any(|path| path.file_name().is_some_and(|name| name == VENDOR_FILE)) {
            return Ok(None);
        }
        let (mut files, mut others) = (Vec::new(), Vec::new());
        for path in all {
            match format(&path) {
                Some(format) => files.push((format, path)),
                None => others.push(path),
            }
        }
        Ok((!files.is_empty()).then(|| Self { name: name.into(), files, labels: Vec::new(), others, extensions }))
    }

    /// What a file holds, by the first label whose pattern matches.
    pub fn label_of(&self, path: &Path) -> Option<&str> {
        let below = path.strip_prefix(&self.name).ok().filter(|below| !below.as_os_str().is_empty());
        let below = below.or_else(|| path.file_name().map(Path::new))?.to_string_lossy().replace('\\', "/");
        let label = self.labels.iter().find(|(pattern, _)| pattern.is_match(&below));
        label.map(|(_, name)| name.as_str())
    }

    /// Whether the folder holds recordings only.
    pub fn is_all(&self) -> bool {
        self.others.is_empty()
    }

    /// Names the files that are no recordings, if there are any.
    pub fn others_note(&self) -> Option<String> {
        let (first, rest) = self.others.split_first()?;
        let others = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        Some(format!("{}{others}: not a recording ({}), skipped", first.display(), self.extensions))
    }
}

fn format(path: &Path) -> Option<RecordingFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "har" => Some(RecordingFormat::Har),
        "jsonl" | "ndjson" => Some(RecordingFormat::Lines),
        _ => None,
    }
}
