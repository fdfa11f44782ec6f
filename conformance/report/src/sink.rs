//! Where a report is written: to standard output, or to a file that is replaced in one step when the report is
//! complete, or grows line by line.

use ringback_contract::{error::Error, files};
use serde::Serialize;
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

/// The destination of a report.
#[derive(Debug, PartialEq)]
pub(crate) enum Sink {
    Stdout,
    File(PathBuf),
}

impl Sink {
    /// Creates the folder of the file, so that a mistyped path fails before the run and not after it.
    pub(crate) fn open(file: Option<&str>) -> Result<Self, Error> {
        let path = match file {
            None | Some("-") => return Ok(Self::Stdout),
            Some("") => {
                let allowed = "the = is followed by the path of a file, or - for standard output".into();
                return Err(Error::Unknown {
                    what: "report file",
                    name: String::new(),
                    similar: String::new(),
                    allowed,
                });
            }
            Some(file) => PathBuf::from(file),
        };
        if path.is_dir() {
            return Err(Error::io(&path)(std::io::ErrorKind::IsADirectory.into()));
        }
        let folder = path.parent().unwrap_or(&path);
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        Ok(Self::File(path))
    }

    /// Writes the whole report.
    pub(crate) fn write(&self, page: &str, coloured: bool) -> Result<(), Error> {
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        match self {
            Self::Stdout if coloured && choice != anstream::ColorChoice::Never => print(page),
            _ if coloured => self.write(&anstream::adapter::strip_str(page).to_string(), false),
            Self::Stdout => print(page),
            Self::File(path) => files::replace(path, |out| unless_nobody_reads(out.write_all(page.as_bytes()))),
        }
    }
}

impl Sink {
    /// Lets `write` produce the report piece by piece.
    pub(crate) fn stream(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        match self {
            Self::Stdout => {
                let mut stdout = BufWriter::new(io::stdout().lock());
                unless_nobody_reads(write(&mut stdout).and_then(|()| stdout.flush()))
                    .map_err(Error::io("standard output"))
            }
            Self::File(path) => files::replace(path, |out| unless_nobody_reads(write(out))),
        }
    }
}

/// A destination that is written to line by line, while the run goes on.
pub(crate) struct LineSink {
    out: Box<dyn Write>,
    place: String,
}

impl LineSink {
    /// Writes a value as a line of JSON, at once.
    pub(crate) fn write(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let mut line = serde_json::to_vec(value).map_err(|error| Error::Format(error.to_string()))?;
        line.push(b'\n');
        let written = self.out.write_all(&line).and_then(|()| self.out.flush());
        unless_nobody_reads(written).map_err(Error::io(&self.place))
    }
}

impl Sink {
    /// Opens the destination to be written to line by line; a file begins anew.
    pub(crate) fn lines(&self) -> Result<LineSink, Error> {
        let out: Box<dyn Write> = match self {
            Self::Stdout => Box::new(io::stdout()),
            Self::File(path) => Box::new(fs::File::create(path).map_err(Error::io(path))?),
        };
        Ok(LineSink { out, place: self.to_string() })
    }
}

impl std::fmt::Display for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stdout => f.write_str("standard output"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Writes data to standard output. A reader that closed the pipe (`| head`) is not an error.
///
/// # Errors
///
/// If standard output cannot be written to.
pub fn print(text: &str) -> Result<(), Error> {
    Sink::Stdout.stream(|out| out.write_all(text.as_bytes()))
}

/// Turns a broken pipe into success: the reader has closed its end.
fn unless_nobody_reads(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}
