//! Violations: which rule a value breaks, where, and which words of which document say so.

use super::{pointer::JsonPointer, rule::Source};

/// One broken rule.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The value that breaks it.
    pub at: JsonPointer,
    /// The rule's name: `required`, `minimum`, `format`, …
    pub rule: &'static str,
    /// What was expected and what was there.
    pub message: String,
    /// The words on which the rule rests.
    pub source: Source,
}

impl Violation {
    /// A violation of a rule.
    pub fn new(at: JsonPointer, rule: &'static str, message: String, source: Source) -> Self {
        Self { at, rule, message, source }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = if self.at.as_str().is_empty() { "the whole" } else { self.at.as_str() };
        write!(f, "{at}: {}", self.message)?;
        if self.source.document.is_empty() { Ok(()) } else { write!(f, " ({})", self.source) }
    }
}

/// All broken rules of one value, as an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// `Ok` where there are no violations.
    ///
    /// # Errors
    ///
    /// The violations, where there are any.
    pub fn none(violations: Vec<Violation>) -> Result<(), Self> {
        if violations.is_empty() { Ok(()) } else { Err(Self(violations)) }
    }

    /// The broken rules.
    pub fn into_vec(self) -> Vec<Violation> {
        self.0
    }
}

impl From<Vec<Violation>> for Violations {
    fn from(violations: Vec<Violation>) -> Self {
        Self(violations)
    }
}

impl std::ops::Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.0
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl std::fmt::Display for Violations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
