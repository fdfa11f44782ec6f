//! The facts of thousands of pages on their way to `facts.json`, as lines in temporary files: in memory they would take ten
//! times as much as the pages.

use ringback_constraints::fact::{Claim, Fact};
use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, Write},
};

/// Facts as lines of JSON, what was not understood apart from the rest.
pub struct FactSpool {
    facts: Lines,
    unread: Lines,
    /// The first error of writing; told when the lines are read.
    error: Option<io::Error>,
}

/// Lines in a temporary file, with their number of bytes.
struct Lines {
    file: BufWriter<File>,
    bytes: usize,
}

impl FactSpool {
    /// A spool without facts.
    ///
    /// # Errors
    ///
    /// When there can be no temporary files.
    pub fn new() -> io::Result<Self> {
        let lines = || Ok::<Lines, io::Error>(Lines { file: BufWriter::new(tempfile::tempfile()?), bytes: 0 });
        Ok(Self { facts: lines()?, unread: lines()?, error: None })
    }

    /// Adds a fact.
    pub fn add(&mut self, fact: &Fact) {
        let lines = if matches!(fact.claim, Claim::Unread(_)) { &mut self.unread } else { &mut self.facts };
        if let Err(error) = lines.add(fact) {
            self.error.get_or_insert(error);
        }
    }

    /// Forgets all facts.
    pub(crate) fn clear(&mut self) {
        for lines in [&mut self.facts, &mut self.unread] {
            if let Err(error) = lines.clear() {
                self.error.get_or_insert(error);
            }
        }
    }

    /// The bytes that the lines take.
    pub(crate) fn bytes(&self) -> usize {
        self.facts.bytes + self.unread.bytes
    }

    /// Appends the lines of what was understood to a text.
    pub(crate) fn facts(&mut self, text: &mut String) -> io::Result<()> {
        self.error.take().map_or(Ok(()), Err)?;
        self.facts.append(text)
    }

    /// Appends the lines of what was not.
    pub(crate) fn unread(&mut self, text: &mut String) -> io::Result<()> {
        self.unread.append(text)
    }
}

/// What stands before the first line of a list, and between two.
pub(crate) const FIRST: &str = "\n    ";
pub(crate) const NEXT: &str = ",\n    ";

impl Lines {
    fn add(&mut self, fact: &Fact) -> io::Result<()> {
        let separator = if self.bytes == 0 { FIRST } else { NEXT };
        let line = serde_json::to_string(fact)?;
        self.file.write_all(separator.as_bytes())?;
        self.file.write_all(line.as_bytes())?;
        self.bytes += separator.len() + line.len();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_mut().set_len(0)?;
        self.file.rewind()?;
        self.bytes = 0;
        Ok(())
    }

    fn append(&mut self, text: &mut String) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        file.rewind()?;
        file.read_to_string(text)?;
        Ok(())
    }
}
