//! Files whose entries let something pass: each says why, and perhaps until when.

use globset::{Glob, GlobBuilder, GlobMatcher};
use jiff::civil::Date;
use ringback_contract::{error::Error, line_index::line_at};
use toml::Spanned;

/// A file that is being read, for telling where a mistake is.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The file, as the user named it.
    pub path: &'a str,
    /// All of its text, to tell lines.
    pub text: &'a str,
    /// What an entry may say: "an entry has `case`, `reason` and perhaps `until`".
    pub allowed: &'a str,
}

/// Why something passes, and until when.
#[derive(Debug)]
pub struct Waiver {
    /// The reason that the entry gives; never empty.
    pub reason: String,
    /// The last day on which it holds; for ever without one.
    pub until: Option<Date>,
}

impl Waiver {
    /// Whether it holds no more. The last day still counts.
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

impl Page<'_> {
    /// A mistake at something that is written.
    pub fn mistake<T>(&self, at: &Spanned<T>, message: impl Into<String>) -> Error {
        Error::input(self.path, self.line(at), message)
    }

    /// The line at which something is written.
    pub fn line<T>(&self, at: &Spanned<T>) -> u32 {
        line_at(self.text, at.span().start)
    }

    /// A value that every entry has.
    pub fn required<T>(&self, line: u32, key: &str, value: Option<Spanned<T>>) -> Result<Spanned<T>, Error> {
        value.ok_or_else(|| Error::input(self.path, line, format!("missing key `{key}`; {}", self.allowed)))
    }

    /// The waiver of an entry; `why` is what the reason has to tell.
    pub fn waiver(
        &self,
        reason: &Spanned<String>,
        why: &str,
        until: Option<&Spanned<toml::Value>>,
    ) -> Result<Waiver, Error> {
        if reason.get_ref().trim().is_empty() {
            return Err(self.mistake(reason, format!("reason is empty; it says {why}")));
        }
        let until = until.map(|until| self.date(until)).transpose()?;
        Ok(Waiver { reason: reason.get_ref().clone(), until })
    }

    /// A pattern in which `*` stands for anything.
    pub fn glob(&self, key: &str, pattern: &Spanned<String>) -> Result<GlobMatcher, Error> {
        let glob = Glob::new(pattern.get_ref()).map_err(|error| self.mistake(pattern, format!("{key}: {error}")))?;
        Ok(glob.compile_matcher())
    }

    /// A pattern in which `*` stands for anything between two slashes, and `**` for anything.
    pub fn glob_of_paths(&self, key: &str, pattern: &Spanned<String>) -> Result<GlobMatcher, Error> {
        let glob = GlobBuilder::new(pattern.get_ref()).literal_separator(true).build();
        let glob = glob.map_err(|error| self.mistake(pattern, format!("{key}: {error}")))?;
        Ok(glob.compile_matcher())
    }

    /// A day, quoted or not: TOML has days of its own.
    fn date(&self, until: &Spanned<toml::Value>) -> Result<Date, Error> {
        let day = match until.get_ref() {
            toml::Value::String(day) => day.clone(),
            other => other.to_string(),
        };
        day.parse().map_err(|_| self.mistake(until, format!("until: {day:?} is not a day, such as \"2027-01-31\"")))
    }
}
