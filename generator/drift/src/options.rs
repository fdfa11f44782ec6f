//! How contracts are compared.

use super::change::Side;
use ringback_contract::glob::Glob;

/// How contracts are compared.
#[derive(Clone, Debug, Default)]
pub struct CompareOptions {
    /// The side to compare; by default the sides on which the contract says that a type is used.
    pub side: Option<Side>,
    /// Whether senders may produce everything that their schema accepts, undeclared properties included.
    pub is_strict: bool,
    /// Whether readers of responses and events ignore properties that they do not know, even where their schema is closed.
    pub is_reader_tolerant: bool,
    /// Today as `2027-01-31`, for dates of removal; `None` if none has passed.
    pub today: Option<String>,
    /// Patterns of the paths of operations that are compared; all are if there is none.
    pub paths: Vec<Glob>,
    /// Prefixes that are taken off the paths of both versions before they are compared.
    pub prefixes: Vec<String>,
}

impl CompareOptions {
    /// A path without the first of the prefixes that it has.
    pub fn without_prefix<'p>(&self, path: &'p str) -> &'p str {
        let rest =
            |prefix: &String| path.strip_prefix(prefix.trim_end_matches('/')).filter(|rest| rest.starts_with('/'));
        self.prefixes.iter().find_map(rest).unwrap_or(path)
    }

    /// Whether operations at a path are compared.
    pub fn includes(&self, path: &str) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|pattern| pattern.is_match(path))
    }
}
