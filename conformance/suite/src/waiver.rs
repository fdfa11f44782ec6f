//! Waivers: entries of a file that let a deviation pass, each with a reason and optionally an expiry date.

use jiff::civil::Date;
use ringback_contract::glob::Glob;
use ringback_contract::{error::Error, line_index::line_at};
use toml::Spanned;

/// A file that is being read, for line numbers in error messages.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The file, as the user named it.
    pub path: &'a str,
    /// The source text, to compute line numbers.
    pub text: &'a str,
    /// The keys of an entry: "an entry has `case`, `reason` and optionally `until`".
    pub allowed: &'a str,
}

/// The reason why a deviation passes, and the date until it does.
#[derive(Debug)]
pub struct Waiver {
    /// The reason that the entry gives; never empty.
    pub reason: String,
    /// The last day on which it holds; `None` for no limit.
    pub until: Option<Date>,
}

impl Waiver {
    /// Whether it has expired. The last day still counts.
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

impl Page<'_> {
    /// An error at a value in the file.
    pub fn mistake<T>(&self, at: &Spanned<T>, message: impl Into<String>) -> Error {
        Error::input(self.path, self.line(at), message)
    }

    /// The line of a value in the file.
    pub fn line<T>(&self, at: &Spanned<T>) -> u32 {
        line_at(self.text, at.span().start)
    }

    /// The value of a required key.
    pub fn required<T>(&self, line: u32, key: &str, value: Option<Spanned<T>>) -> Result<Spanned<T>, Error> {
        value.ok_or_else(|| Error::input(self.path, line, format!("missing key `{key}`; {}", self.allowed)))
    }

    /// The waiver of an entry; `why` describes the reason in the error message if it is missing.
    pub fn waiver(
        &self,
        reason: &Spanned<String>,
        why: &str,
        until: Option<&Spanned<toml::Value>>,
    ) -> Result<Waiver, Error> {
        if reason.get_ref().trim().is_empty() {
            return Err(self.mistake(reason, format!("reason is empty; it must state {why}")));
        }
        let until = until.map(|until| self.date(until)).transpose()?;
        Ok(Waiver { reason: reason.get_ref().clone(), until })
    }

    /// A glob pattern in which `*` matches any text, including slashes.
    pub fn glob(&self, key: &str, pattern: &Spanned<String>) -> Result<Glob, Error> {
        Glob::new(pattern.get_ref()).map_err(|why| self.mistake(pattern, format!("{key}: {why}")))
    }

    /// A glob pattern in which `*` matches any text without a slash, and `**` any text.
    pub fn glob_of_paths(&self, key: &str, pattern: &Spanned<String>) -> Result<Glob, Error> {
        Glob::of_paths(pattern.get_ref()).map_err(|why| self.mistake(pattern, format!("{key}: {why}")))
    }

    /// A date, as a TOML date or as a string.
    fn date(&self, until: &Spanned<toml::Value>) -> Result<Date, Error> {
        let day = match until.get_ref() {
            toml::Value::String(day) => day.clone(),
            other => other.to_string(),
        };
        day.parse().map_err(|_| self.mistake(until, format!("until: {day:?} is not a date such as \"2027-01-31\"")))
    }
}
