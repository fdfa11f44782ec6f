//! What can go wrong outside: files that cannot be read, inputs that are not what they claim to be.

use std::path::PathBuf;

/// An input that cannot be used. Every message names the file and says what was allowed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file's content is not what it must be.
    #[error("{path}:{line}: {message}")]
    Input {
        /// The file, as the user knows it.
        path: String,
        /// The line, counted from 1.
        line: u32,
        /// What was wrong and what is allowed.
        message: String,
    },
    /// A name that stands for nothing.
    #[error("unknown {what} {name:?} ({allowed})")]
    Unknown {
        /// What kind of thing was named.
        what: &'static str,
        /// The name.
        name: String,
        /// What would have been allowed.
        allowed: String,
    },
    /// Options that do not go together, or are not what they must be.
    #[error("{0}")]
    Usage(String),
    /// Rust that could not be printed.
    #[error("rustfmt: {0}")]
    Format(String),
    /// A template that could not be filled.
    #[error("template: {0}")]
    Template(String),
}

/// A name is shown so far; what is longer is no name.
const LONGEST: usize = 120;

impl Error {
    /// An error of the file system.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    /// An error in a file's content.
    pub fn input(path: impl Into<String>, line: u32, message: impl Into<String>) -> Self {
        Self::Input { path: path.into(), line, message: message.into() }
    }

    /// A name that is not among those allowed.
    pub fn unknown<'a>(what: &'static str, name: &str, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.into_iter().collect();
        let allowed =
            if allowed.is_empty() { "there is none".into() } else { format!("one of {}", allowed.join(", ")) };
        let short: String = name.chars().take(LONGEST).collect();
        let name = if short.len() < name.len() { format!("{short}…") } else { short };
        Self::Unknown { what, name, allowed }
    }
}
