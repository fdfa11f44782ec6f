//! What the atoms of a branch require of a string, gathered by subject.

use crate::{kind::Scalar, predicate::Predicate};
use std::{collections::BTreeSet, rc::Rc};

/// What is required of a string.
#[derive(Default)]
pub struct TextConstraints {
    /// The least number of characters.
    pub least: u64,
    /// The greatest number of characters, if there is one.
    pub most: Option<u64>,
    /// ECMA-262 patterns, and whether they must match.
    pub patterns: Vec<(Rc<str>, bool)>,
    /// Names of formats, and whether the string must have them.
    pub formats: Vec<(Rc<str>, bool)>,
    /// The string is none of these.
    pub excluded: BTreeSet<Rc<str>>,
    /// The string is one of these.
    pub only: Option<BTreeSet<Rc<str>>>,
}

impl TextConstraints {
    /// Adds a literal; `None` if no string satisfies it.
    pub fn add(&mut self, predicate: &Predicate, holds: bool) -> Option<()> {
        match (predicate, holds) {
            (Predicate::MinLength(least), true) => self.least = self.least.max(*least),
            (Predicate::MaxLength(most), true) => self.at_most(*most),
            (Predicate::MaxLength(most), false) => self.least = self.least.max(most.saturating_add(1)),
            (Predicate::MinLength(least), false) => self.at_most(least.checked_sub(1)?),
            (Predicate::Pattern(pattern), holds) => self.patterns.push((pattern.clone(), holds)),
            (Predicate::Format(name), holds) => self.formats.push((name.clone(), holds)),
            (Predicate::Enum(values), true) => {
                let texts = texts(values);
                self.only = Some(match self.only.take() {
                    Some(only) => only.intersection(&texts).cloned().collect(),
                    None => texts,
                });
            }
            (Predicate::Enum(values), false) => self.excluded.extend(texts(values)),
            _ => {}
        }
        Some(())
    }

    /// A string of an allowed length that is not excluded, whatever patterns and formats say; `None` if none is found.
    pub fn any_text(&self) -> Option<String> {
        // The empty string is a poor example where a longer one is allowed.
        let length = if self.least == 0 && self.most != Some(0) { 1 } else { self.least };
        if length == 0 {
            return (!self.excluded.contains("")).then(String::new);
        }
        let length = usize::try_from(length).ok()?;
        // More letters than a schema lists strings, so that one is not excluded.
        let letters = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .chain('\u{4e00}'..='\u{9fff}')
            .chain('\u{20000}'..='\u{2a000}');
        let mut candidates = letters.map(|letter| {
            let mut text = "a".repeat(length - 1);
            text.insert(0, letter);
            text
        });
        candidates.find(|text| !self.excluded.contains(text.as_str()))
    }

    fn at_most(&mut self, most: u64) {
        self.most = Some(self.most.map_or(most, |known| known.min(most)));
    }
}

fn texts(values: &[Scalar]) -> BTreeSet<Rc<str>> {
    values
        .iter()
        .filter_map(|value| match value {
            Scalar::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}
