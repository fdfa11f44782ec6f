//! Payload files: one JSON value, JSON lines, or standard input.

use ringback_contract::{error::Error, input, line_index::line_breaks};
use serde_json::Value;
use std::{
    io::Read,
    path::{Path, PathBuf},
};

/// A payload, with the place where it was read.
#[derive(Debug)]
pub struct Payload {
    /// `payload.json`, or `payloads.jsonl:7` for one of several.
    pub place: String,
    /// The value to be judged.
    pub value: Value,
}

/// The payloads of a file.
///
/// # Errors
///
/// If the file is not JSON; the message names the line.
pub fn read(path: &PathBuf) -> Result<Vec<Payload>, Error> {
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
        false => (path.display().to_string(), input::read(Path::new(path))?),
    };
    parse(&name, &text)
}

fn parse(name: &str, text: &str) -> Result<Vec<Payload>, Error> {
    let mut values = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut start = 0;
    while let Some(value) = stream.next() {
        let value = value.map_err(|error| {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            Error::input(name, line, format!("not JSON: {error}"))
        })?;
        let blank = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        values.push((start + blank, value));
        start = stream.byte_offset();
    }
    if values.is_empty() {
        return Err(Error::input(name, 1, "empty; a JSON value was expected"));
    }
    if let [(_, value)] = values.as_slice() {
        return Ok(vec![Payload { place: name.into(), value: value.clone() }]);
    }
    // The values follow each other, so the lines are counted once for all of them.
    let (mut line, mut counted) = (1_u32, 0);
    let mut place = |offset: usize| {
        line += line_breaks(text.as_bytes().get(counted..offset).unwrap_or_default());
        counted = offset;
        format!("{name}:{line}")
    };
    Ok(values.into_iter().map(|(offset, value)| Payload { place: place(offset), value }).collect())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn one_value_many_lines_and_mistakes_are_told_apart() {
        let places = |text| parse("f", text).map(|all| all.into_iter().map(|p| p.place).collect::<Vec<_>>());
        assert_eq!(places(" {\"a\":\n1}").unwrap(), ["f"]);
        assert_eq!(places("1\n\n{\"a\":2}\n").unwrap(), ["f:1", "f:3"]);
        for broken in ["", "  \n", "{", "1\n{]", "nope"] {
            assert!(places(broken).is_err(), "{broken:?}");
        }
        assert!(places("1\n2\n{]").unwrap_err().to_string().starts_with("f:3: not JSON"));
    }
}
