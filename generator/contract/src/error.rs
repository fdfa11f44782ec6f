//! Errors of input and output: files that cannot be read, malformed inputs.

use std::path::PathBuf;

/// An input that cannot be used. Every message names the file and the line, and states what is allowed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The content of a file is malformed.
    #[error("{path}:{line}: {message}")]
    Input {
        /// The file, by the path that the user gave.
        path: String,
        /// The line, counted from 1.
        line: u32,
        /// What is wrong and what is allowed.
        message: String,
    },
    /// A name that is not one of those known.
    #[error("unknown {what} {name:?}{similar} ({allowed})")]
    Unknown {
        /// What was named: `"layout"`, `"vendor"`.
        what: &'static str,
        /// The unknown name, cut if it is long.
        name: String,
        /// What is probably meant: `, did you mean "a"?`; empty if nothing is similar.
        similar: String,
        /// What is allowed: `one of a, b`.
        allowed: String,
    },
    /// Options that contradict each other, or have a value that is not allowed.
    #[error("{0}")]
    Usage(String),
    /// Generated Rust that `rustfmt` rejects.
    #[error("rustfmt: {0}")]
    Format(String),
    /// A template of a page that cannot be rendered.
    #[error("template: {0}")]
    Template(String),
}

/// Names in messages are cut at this many characters.
const MAX_NAME: usize = 120;

impl Error {
    /// Turns an error of the file system into one that names the path.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    /// An error in the content of a file, at a line counted from 1.
    pub fn input(path: impl Into<String>, line: u32, message: impl Into<String>) -> Self {
        Self::Input { path: path.into(), line, message: message.into() }
    }

    /// An unknown name, with the allowed ones for the message.
    pub fn unknown<'a>(what: &'static str, name: &str, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.into_iter().collect();
        let similar = similar(name, &allowed).map(|similar| format!(", did you mean {similar:?}?")).unwrap_or_default();
        let allowed = if allowed.is_empty() { "none exists".into() } else { format!("one of {}", allowed.join(", ")) };
        let short: String = name.chars().take(MAX_NAME).collect();
        let name = if short.len() < name.len() { format!("{short}…") } else { short };
        Self::Unknown { what, name, similar, allowed }
    }
}

/// How similar two names must be, from 0 to 1, so that one may be meant by the other.
const SIMILAR: f64 = 0.85;

/// The name among the allowed ones that is probably meant.
pub fn similar<'a>(name: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if name.len() > MAX_NAME {
        return None;
    }
    let scored = allowed.iter().map(|known| (*known, strsim::jaro_winkler(known, name)));
    let best = scored.max_by(|(_, one), (_, other)| one.total_cmp(other));
    best.filter(|(_, score)| *score >= SIMILAR).map(|(known, _)| known)
}
