//! Where something was recorded: a line of a file, and a part of what begins there.

use ringback_contract::provenance::Source;
use std::{fmt, path::Path, rc::Rc};

/// A part of what begins on a line of a recording.
#[derive(Clone, Debug)]
pub struct RecordedLocation {
    /// The file, as the user named it.
    pub file: Rc<str>,
    /// The line, counted from 1.
    pub line: u32,
    /// The part: `entry 7, response`; empty for the whole.
    pub part: String,
}

impl RecordedLocation {
    /// Everything that begins on a line.
    pub fn new(file: &Rc<str>, line: u32) -> Self {
        Self { file: file.clone(), line, part: String::new() }
    }

    /// A part of this location.
    pub fn part(&self, part: &str) -> Self {
        let outer = if self.part.is_empty() { String::new() } else { format!("{}, ", self.part) };
        Self { part: format!("{outer}{part}"), ..self.clone() }
    }

    /// The location with the file as the user named it: `traffic/events.jsonl:3, message 2`.
    pub fn in_words(&self) -> String {
        let part = if self.part.is_empty() { String::new() } else { format!(", {}", self.part) };
        format!("{}:{}{part}", self.file, self.line)
    }

    /// The location as a source that a change cites.
    pub fn source(&self, quote: &str) -> Source {
        let part = if self.part.is_empty() { String::new() } else { format!("{}: ", self.part) };
        Source::line(&self.file, self.line, format!("{part}{quote}"))
    }
}

/// `events.jsonl:3`
impl fmt::Display for RecordedLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Path::new(&*self.file).file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        write!(f, "{name}:{}", self.line)
    }
}
