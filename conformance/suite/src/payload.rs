//! Payload files: one JSON value, JSON lines, or standard input.

use ringback_contract::{error::Error, input, line_index::line_breaks};
use serde_json::Value;
use std::{io::Read, path::Path};

/// A payload, with the place where it was read.
#[derive(Debug)]
pub struct Payload {
    /// `payload.json`, or `payloads.jsonl:7` for one of several.
    pub place: String,
    /// Whether it is all that the file holds.
    pub is_whole: bool,
    /// The value to be judged.
    pub value: Value,
}

/// A file of payloads, which are read one by one.
#[derive(Debug)]
pub struct PayloadFile {
    name: String,
    text: String,
}

impl PayloadFile {
    /// Reads the text of a file; `-` is standard input.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is too large, is no text, or holds no value.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let (name, text) = match path.as_os_str() == "-" {
            true => {
                let mut bytes = Vec::new();
                let limited = std::io::stdin().lock().take(input::MAX_BYTES + 1).read_to_end(&mut bytes);
                limited.map_err(Error::io("standard input"))?;
                if bytes.len() as u64 > input::MAX_BYTES {
                    return Err(Error::input("standard input", 1, "larger than the limit"));
                }
                ("standard input".to_owned(), input::text("standard input", bytes)?)
            }
            false => (path.display().to_string(), input::read(path)?),
        };
        Self::new(name, text)
    }

    fn new(name: String, text: String) -> Result<Self, Error> {
        match text.trim().is_empty() {
            true => Err(Error::input(name, 1, "empty; a JSON value was expected")),
            false => Ok(Self { name, text }),
        }
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The payloads in their order. What is not JSON is an error with its line; in JSON lines, the lines after it
    /// are read nevertheless.
    pub fn payloads(&self) -> Payloads<'_> {
        let first = self.text.trim_start().lines().next().unwrap_or_default();
        let is_named = [".jsonl", ".ndjson"].iter().any(|ending| self.name.to_ascii_lowercase().ends_with(ending));
        let mut payloads = Payloads {
            file: self,
            offset: 0,
            line: 1,
            is_named,
            is_lines: is_named || serde_json::from_str::<Value>(first).is_ok(),
            is_single: false,
        };
        let mut ahead = Payloads { ..payloads };
        payloads.is_single = ahead.next().is_some() && ahead.next().is_none();
        payloads
    }
}

/// The payloads of a file.
#[derive(Debug)]
pub struct Payloads<'f> {
    file: &'f PayloadFile,
    /// The bytes that were read.
    offset: usize,
    /// The line at this offset.
    line: u32,
    /// Whether the name of the file says so: then a line that is cut ends where it ends.
    is_named: bool,
    /// Whether every line is a value of its own.
    is_lines: bool,
    /// Whether there is one value in all.
    is_single: bool,
}

impl Payloads<'_> {
    fn advance(&mut self, by: usize) {
        let passed = self.file.text.as_bytes().get(self.offset..self.offset + by).unwrap_or_default();
        self.line = self.line.saturating_add(line_breaks(passed));
        self.offset += by;
    }

    fn rest(&self) -> &str {
        self.file.text.get(self.offset..).unwrap_or_default()
    }
}

impl Iterator for Payloads<'_> {
    type Item = Result<Payload, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance(self.rest().len() - self.rest().trim_start().len());
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        let name = &self.file.name;
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match stream.next()? {
            Ok(value) => {
                let place = if self.is_single { name.clone() } else { format!("{name}:{}", self.line) };
                let read = stream.byte_offset();
                self.advance(read);
                Some(Ok(Payload { place, is_whole: self.is_single, value }))
            }
            Err(error) => {
                let below = u32::try_from(error.line().saturating_sub(1)).unwrap_or(u32::MAX);
                // The end of a line that is cut shows only on the next one.
                let line = if self.is_named { self.line } else { self.line.saturating_add(below) };
                let error = Error::input(name, line, format!("not JSON: {error}"));
                let skipped = rest.find('\n').filter(|_| self.is_lines).unwrap_or(rest.len());
                self.advance(skipped);
                Some(Err(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PayloadFile;

    fn places(text: &str) -> Vec<String> {
        places_in("f", text)
    }

    fn places_in(name: &str, text: &str) -> Vec<String> {
        let file = match PayloadFile::new(name.into(), text.into()) {
            Err(error) => return vec![error.to_string()],
            Ok(file) => file,
        };
        file.payloads().map(|read| read.map_or_else(|error| error.to_string(), |payload| payload.place)).collect()
    }

    #[test]
    fn one_value_many_lines_and_mistakes_are_told_apart() {
        assert_eq!(places(" {\"a\":\n1}"), ["f"]);
        assert_eq!(places("1\n\n{\"a\":2}\n"), ["f:1", "f:3"]);
        for broken in ["", "  \n", "{", "nope"] {
            assert!(places(broken)[0].starts_with("f:1: "), "{broken:?}");
        }
        assert!(places("{\n\"a\": ]}")[0].starts_with("f:2: not JSON"));
    }

    #[test]
    fn a_line_that_is_not_json_does_not_stop_the_others() {
        let found = places_in("f.jsonl", "1\n{\n3\n{]\n5\n");
        let starts: Vec<&str> = found.iter().map(|place| place.get(..10).unwrap_or(place)).collect();
        assert_eq!(starts, ["f.jsonl:1", "f.jsonl:2:", "f.jsonl:3", "f.jsonl:4:", "f.jsonl:5"]);
    }
}
