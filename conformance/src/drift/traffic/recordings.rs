//! Which files are recordings of traffic, by their names.

use ringback_contract::{error::Error, input};
use ringback_suite::terminal::strip_control;
use std::path::{Path, PathBuf};

/// How a recording is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// HTTP archive 1.2.
    Har,
    /// A JSON value on each line.
    Lines,
}

/// Files of recorded traffic.
#[derive(Debug)]
pub struct Recordings {
    /// As the user named them.
    pub name: String,
    /// The files, in order.
    pub files: Vec<(Kind, PathBuf)>,
    /// What lies beside them.
    others: Vec<PathBuf>,
}

/// What a file of a vendor's folder is called, in which examples of traffic may lie.
const VENDOR: &str = "vendor.toml";

impl Recordings {
    /// The recordings of this name; `None` if a state of a contract is what is called so.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn find(name: &str) -> Result<Option<Self>, Error> {
        let path = Path::new(name);
        let all = match path.is_dir() {
            true => input::files_below(path)?,
            false if path.is_file() => vec![path.to_path_buf()],
            false => return Ok(None),
        };
        if all.iter().any(|path| path.file_name().is_some_and(|name| name == VENDOR)) {
            return Ok(None);
        }
        let (mut files, mut others) = (Vec::new(), Vec::new());
        for path in all {
            match kind(&path) {
                Some(kind) => files.push((kind, path)),
                None => others.push(path),
            }
        }
        Ok((!files.is_empty()).then(|| Self { name: name.into(), files, others }))
    }

    /// Whether nothing else is there.
    pub fn is_all(&self) -> bool {
        self.others.is_empty()
    }

    /// Says what was passed over.
    pub fn tell_others(&self) {
        let more = self.others.len().saturating_sub(1);
        if let Some(first) = self.others.first() {
            let others = if more > 0 { format!(" and {more} more") } else { String::new() };
            let message = "no recording (.har, .jsonl, .ndjson), passed over";
            eprintln!("{}", strip_control(&format!("{}{others}: {message}", first.display())));
        }
    }
}

fn kind(path: &Path) -> Option<Kind> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "har" => Some(Kind::Har),
        "jsonl" | "ndjson" => Some(Kind::Lines),
        _ => None,
    }
}
