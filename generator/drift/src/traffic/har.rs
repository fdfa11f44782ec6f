//! Reads HTTP archives entry by entry, so that memory does not grow with the file, with the line of each entry.

use ringback_contract::{error::Error, line_index::line_breaks};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::{
    cell::Cell,
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// The most bytes from the beginning of an entry to that of the next: browsers record bodies of some megabytes.
const MAX_ENTRY: u64 = 64 * 1024 * 1024;

/// Calls `visit` with the line and the value of every entry.
///
/// # Errors
///
/// If the file is not an HTTP archive.
pub fn read(path: &Path, mut visit: impl FnMut(u32, Value)) -> Result<(), Error> {
    let name = path.display().to_string();
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(Error::io(path))?);
    let mark = "\u{feff}".as_bytes();
    if file.fill_buf().map_err(Error::io(path))?.starts_with(mark) {
        file.consume(mark.len());
    }
    let (line, size) = (Cell::new(1_u32), Cell::new(0_u64));
    let mut entries = None;
    let mut json = serde_json::Deserializer::from_reader(Counting { inner: file, line: &line, size: &size });
    let whole = Member {
        name: "log",
        inner: Member {
            name: "entries",
            inner: Entries { line: &line, size: &size, visit: &mut visit, seen: &mut entries },
        },
    };
    let read = whole.deserialize(&mut json).and_then(|()| json.end());
    let expected = "an HTTP archive (HAR 1.2: log.entries) was expected";
    match (read, entries) {
        (Err(_), _) if size.get() > MAX_ENTRY => Err(Error::input(
            name,
            line.get(),
            format!("an entry larger than {} MB, the limit", MAX_ENTRY / 1024 / 1024),
        )),
        (Err(error), _) if error.is_io() => Err(Error::Io { path: path.into(), source: error.into() }),
        (Err(error), _) => {
            let line = u32::try_from(error.line().max(1)).unwrap_or(u32::MAX);
            let what = if error.is_eof() { "the file ends too early".into() } else { reason(&error) };
            Err(Error::input(name, line, format!("{what}; {expected}")))
        }
        (Ok(()), None) => Err(Error::input(name, 1, format!("has no list log.entries; {expected}"))),
        (Ok(()), Some(_)) => Ok(()),
    }
}

/// What is wrong with the file, without quoting it: it may hold personal data.
fn reason(error: &serde_json::Error) -> String {
    let column = error.column();
    match error.to_string().starts_with("recursion limit") {
        true => "nested too deeply".into(),
        false if error.is_data() => "something else is written here".into(),
        false => format!("not JSON at column {column}"),
    }
}

/// Counts the lines read so far. The parser reads byte by byte, so that is the line of the value at hand.
struct Counting<'a, R> {
    inner: R,
    line: &'a Cell<u32>,
    /// The bytes read since the last entry began.
    size: &'a Cell<u64>,
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.inner.read(buffer)?;
        self.size.set(self.size.get().saturating_add(size as u64));
        if self.size.get() > MAX_ENTRY {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let passed = line_breaks(buffer.get(..size).unwrap_or_default());
        self.line.set(self.line.get().saturating_add(passed));
        Ok(size)
    }
}

/// Deserializes one member of an object, and skips the others.
struct Member<S> {
    name: &'static str,
    inner: S,
}

impl<'de, S: DeserializeSeed<'de, Value = ()>> DeserializeSeed<'de> for Member<S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, S: DeserializeSeed<'de, Value = ()>> Visitor<'de> for Member<S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {:?}", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut inner = Some(self.inner);
        while let Some(name) = map.next_key::<String>()? {
            if name != self.name {
                map.next_value::<IgnoredAny>()?;
            } else if let Some(inner) = inner.take() {
                map.next_value_seed(inner)?;
            } else {
                return Err(A::Error::custom("given twice"));
            }
        }
        Ok(())
    }
}

/// Deserializes the list of entries, one by one.
struct Entries<'a, F> {
    line: &'a Cell<u32>,
    size: &'a Cell<u64>,
    visit: &'a mut F,
    seen: &'a mut Option<()>,
}

impl<'de, F: FnMut(u32, Value)> DeserializeSeed<'de> for Entries<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(u32, Value)> Visitor<'de> for Entries<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        *self.seen = Some(());
        while let Some((line, entry)) = entries.next_element_seed(HarEntry { line: self.line })? {
            self.size.set(0);
            (self.visit)(line, entry);
        }
        Ok(())
    }
}

/// Deserializes an entry, with the line on which it begins.
struct HarEntry<'a> {
    line: &'a Cell<u32>,
}

impl<'de> DeserializeSeed<'de> for HarEntry<'_> {
    type Value = (u32, Value);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let line = self.line.get();
        serde::Deserialize::deserialize(deserializer).map(|entry| (line, entry))
    }
}
