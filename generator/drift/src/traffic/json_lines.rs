//! Reads JSON lines one by one, so that memory does not grow with the file.

use ringback_contract::{error::Error, input::MAX_BYTES};
use serde_json::Value;
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

/// Calls `visit` with the number and the value of every line that is not blank, or why it has none.
///
/// # Errors
///
/// If the file cannot be read, or `visit` fails.
pub fn read(path: &Path, mut visit: impl FnMut(u32, Result<Value, Error>) -> Result<(), Error>) -> Result<(), Error> {
    let name = path.display().to_string();
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(Error::io(path))?);
    let mut bytes = Vec::new();
    let mut line = 0_u32;
    loop {
        bytes.clear();
        let size = (&mut reader).take(MAX_BYTES + 1).read_until(b'\n', &mut bytes).map_err(Error::io(path))?;
        if size == 0 {
            return Ok(());
        }
        line = line.saturating_add(1);
        let error = |message: String| Error::input(&name, line, message);
        if bytes.len() as u64 > MAX_BYTES {
            if !bytes.ends_with(b"\n") {
                reader.skip_until(b'\n').map_err(Error::io(path))?;
            }
            visit(line, Err(error(format!("a line larger than {} MB, the limit", MAX_BYTES / 1024 / 1024))))?;
            continue;
        }
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).filter(|_| line == 1).unwrap_or(&bytes).trim_ascii();
        if text.is_empty() {
            continue;
        }
        let text = std::str::from_utf8(text).map_err(|_| error("not UTF-8 text".into()));
        let value = text.and_then(|text| {
            serde_json::from_str(text).map_err(|invalid| {
                let column = invalid.column();
                let what = match invalid.to_string().starts_with("recursion limit") {
                    true => "is nested too deeply",
                    false if invalid.is_eof() => "ends too early",
                    false => "is not JSON",
                };
                error(format!("the line {what} (at column {column}); a JSON value on each line was expected"))
            })
        });
        visit(line, value)?;
    }
}
