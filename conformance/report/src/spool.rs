//! Keeps what a report lists on disk until it is written, so that a long run needs no more memory than a short one.

use ringback_contract::error::Error;
use ringback_contract::files;
use serde::Serialize;
use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
};

/// Values as JSON in a temporary file, with the byte range of each and the key by which they are ordered.
pub(super) struct Spool {
    file: BufWriter<File>,
    length: u64,
    index: Vec<(String, u64, u64)>,
}

impl Spool {
    /// An empty spool in an unnamed temporary file, which the system deletes however the process ends.
    pub(super) fn new() -> Result<Self, Error> {
        let file = tempfile::tempfile().map_err(Error::io(std::env::temp_dir()))?;
        Ok(Self { file: BufWriter::new(file), length: 0, index: Vec::new() })
    }

    /// Appends a value to the file.
    pub(super) fn push(&mut self, key: &str, value: &impl Serialize) -> Result<(), Error> {
        let text = files::json(value).trim_end().replace('\n', "\n    ");
        self.file.write_all(text.as_bytes()).map_err(Error::io(std::env::temp_dir()))?;
        let length = text.len() as u64;
        self.index.push((key.to_owned(), self.length, length));
        self.length += length;
        Ok(())
    }

    /// Writes the values as elements of a JSON list, ordered by key.
    pub(super) fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.file.flush()?;
        self.index.sort();
        let file = self.file.get_mut();
        for (number, (_, at, length)) in self.index.iter().enumerate() {
            out.write_all(if number == 0 { b"\n    " } else { b",\n    " })?;
            file.seek(SeekFrom::Start(*at))?;
            io::copy(&mut file.take(*length), out)?;
        }
        // What is still to come goes to the end.
        file.seek(SeekFrom::End(0))?;
        out.write_all(if self.index.is_empty() { b"" } else { b"\n  " })
    }
}
