//! Where something was recorded.

use ringback_contract::source::Source;
use std::{fmt, path::Path, rc::Rc};

/// A line of a recording.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file, as the user knows it.
    pub file: Rc<str>,
    /// The line, counted from 1.
    pub line: u32,
    /// Which part of what begins on the line: `entry 7, response`, say, or nothing.
    pub part: String,
}

impl Place {
    /// The whole of what begins on a line.
    pub fn new(file: &Rc<str>, line: u32) -> Self {
        Self { file: file.clone(), line, part: String::new() }
    }

    /// A part of it.
    pub fn part(&self, part: &str) -> Self {
        let before = if self.part.is_empty() { String::new() } else { format!("{}, ", self.part) };
        Self { part: format!("{before}{part}"), ..self.clone() }
    }

    /// The place as what somebody said.
    pub fn source(&self, quote: &str) -> Source {
        let part = if self.part.is_empty() { String::new() } else { format!("{}: ", self.part) };
        Source::line(&self.file, self.line, format!("{part}{quote}"))
    }
}

/// `events.jsonl:3`
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Path::new(&*self.file).file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        write!(f, "{name}:{}", self.line)
    }
}
