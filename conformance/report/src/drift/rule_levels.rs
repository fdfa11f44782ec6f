//! The levels that `[drift.rules]` gives to rules, in the file of `--config` or in that of `--accept`.

use super::{accept::one_of, comparison::Comparison, level::Level};
use ringback_contract::{error::Error, input, vendor::parse};
use ringback_drift::rules::Rule;
use ringback_suite::waiver::Page;
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};
use toml::Spanned;

/// The section about drift, as deserialized.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DriftSection {
    /// Levels by rule.
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// A file of which only the section about drift is read: the others are those of `ringback run`.
#[derive(Deserialize)]
struct ConfigFile {
    #[serde(default)]
    drift: DriftSection,
}

/// Levels of rules.
#[derive(Clone, Debug, Default)]
pub struct RuleLevels(BTreeMap<Rule, Level>);

impl RuleLevels {
    /// Reads `[drift.rules]` of the file at a path.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is no TOML, or names an unknown rule or level.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::read(&path.display().to_string(), &input::read(path)?)
    }

    /// Reads `[drift.rules]` of the text of a file.
    ///
    /// # Errors
    ///
    /// If it is no TOML, or names an unknown rule or level.
    pub fn read(path: &str, text: &str) -> Result<Self, Error> {
        let file: ConfigFile = parse(path, text)?;
        Self::of(&file.drift, Page { path, text, allowed: "[drift.rules] has levels by rule" })
    }

    pub(super) fn of(section: &DriftSection, page: Page) -> Result<Self, Error> {
        let levels = section.rules.iter().map(|(rule, level)| {
            Ok((
                one_of(page, "rule", rule, Rule::ALL, Rule::id)?,
                one_of(page, "level", level, &Level::ALL, Level::name)?,
            ))
        });
        Ok(Self(levels.collect::<Result<_, Error>>()?))
    }

    /// Gives the changes under these rules their levels.
    pub fn apply(&self, comparison: &mut Comparison) {
        for judged in &mut comparison.changes {
            let level = judged.change.context.rule.and_then(|rule| self.0.get(&rule));
            judged.rule_level = level.copied().or(judged.rule_level);
        }
    }
}
