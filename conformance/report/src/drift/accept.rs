//! Reads the file of accepted changes (`--accept`) and applies it: an accepted change no longer counts as breaking.
//! An entry that matches no change is an error.

use super::{
    comparison::{Acceptance, Comparison},
    rule_levels::{DriftSection, RuleLevels},
};
use jiff::{Zoned, civil::Date};
use ringback_contract::{error::Error, glob::Glob, input, vendor::parse};
use ringback_drift::change::{Change, Impact, Movement, Side};
use ringback_suite::waiver::{Page, Waiver};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// The keys of an entry, for error messages.
const ALLOWED: &str = "an entry has `at`, `movement`, `reason` and optionally `type`, `side`, `until`";

/// Changes that the error about an entry without a match suggests instead.
const MAX_SUGGESTED: usize = 3;

/// The file of accepted changes, as deserialized.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accept: Vec<Spanned<AcceptEntry>>,
    #[serde(default)]
    drift: DriftSection,
}

/// An entry, as deserialized.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptEntry {
    r#type: Option<Spanned<String>>,
    at: Option<Spanned<String>>,
    movement: Option<Spanned<String>>,
    side: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    until: Option<Spanned<toml::Value>>,
}

/// The entries of the file: accepted changes, each with its reason.
#[derive(Debug)]
pub struct Accepted {
    path: String,
    today: Date,
    entries: Vec<Entry>,
    /// The levels that `[drift.rules]` gives to rules.
    levels: RuleLevels,
}

#[derive(Debug)]
struct Entry {
    line: u32,
    owner: Option<Pattern>,
    at: Pattern,
    movement: Movement,
    side: Option<Side>,
    waiver: Waiver,
}

/// A glob pattern that also matches its own text: pointers and type names may contain characters that are special in
/// globs.
#[derive(Debug)]
struct Pattern {
    text: String,
    glob: Glob,
}

impl Accepted {
    /// Reads the file at a path.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or does not have the form that [`Self::read`] describes.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::read(&path.display().to_string(), &input::read(path)?)
    }

    /// Reads the text of accepted changes: `[[accept]]` with `at` (a JSON pointer, or a pattern of pointers),
    /// `movement`, `reason`, and optionally `type` (a pattern), `side` and `until`; and `[drift.rules]` with the levels
    /// (`error`, `warning`, `info`, `off`) of rules.
    ///
    /// # Errors
    ///
    /// If an entry has an unknown key, a wrong value, or lacks a required key.
    pub fn read(path: &str, text: &str) -> Result<Self, Error> {
        let file: File = parse(path, text)?;
        let page = Page { path, text, allowed: ALLOWED };
        let entries = file.accept.into_iter().map(|written| entry(page, written)).collect::<Result<_, _>>()?;
        let levels = RuleLevels::of(&file.drift, page)?;
        Ok(Self { path: path.into(), today: Zoned::now().date(), entries, levels })
    }

    /// The same entries, judged as if today were another day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    /// Removes the entries that an earlier version of the same file has as well: those accepted earlier changes.
    #[must_use]
    pub fn since(mut self, earlier: &Self) -> Self {
        self.entries.retain(|entry| !earlier.entries.iter().any(|known| entry.is_same(known)));
        self
    }

    /// Marks the accepted changes; returns a warning for every entry that has expired or is not needed.
    ///
    /// # Errors
    ///
    /// If an entry matches no change.
    pub fn apply(&self, comparison: &mut Comparison) -> Result<Vec<Error>, Error> {
        self.levels.apply(comparison);
        let mut warnings = Vec::new();
        for entry in &self.entries {
            let mistake = |message: String| Error::input(&self.path, entry.line, message);
            let over = entry.waiver.is_over(self.today);
            let (mut matched, mut counting) = (0, 0);
            for judged in comparison.changes.iter_mut().filter(|judged| entry.names(judged.change)) {
                matched += 1;
                if judged.change.impact != Impact::Compatible {
                    counting += 1;
                    // What one entry accepts stays accepted, whatever others say.
                    if judged.accepted().is_none() {
                        let Waiver { reason, until } = &entry.waiver;
                        judged.acceptance = Some(Acceptance { reason: reason.clone(), until: *until, over });
                    }
                }
            }
            match (matched, entry.waiver.until) {
                (0, _) => return Err(mistake(format!("{entry} matches no change; {}", suggestions(comparison)))),
                _ if counting == 0 => warnings
                    .push(mistake(format!("{entry} matches compatible changes only, which need no entry; remove it"))),
                (_, Some(until)) if over => {
                    let reason = &entry.waiver.reason;
                    let again = if counting == 1 { "it counts again" } else { "they count again" };
                    let message = format!("{entry} was accepted until {until} ({reason}), and {again}");
                    warnings.push(mistake(message));
                }
                _ => {}
            }
        }
        Ok(warnings)
    }
}

impl Entry {
    /// Whether two entries accept the same changes for the same reason; their lines and dates may differ.
    fn is_same(&self, other: &Self) -> bool {
        let text = |entry: &Self| (entry.at.text.clone(), entry.owner.as_ref().map(|owner| owner.text.clone()));
        text(self) == text(other)
            && (self.movement, self.side) == (other.movement, other.side)
            && self.waiver.reason == other.waiver.reason
    }

    fn names(&self, change: &Change) -> bool {
        self.movement == change.movement
            && self.side.is_none_or(|side| side == change.side)
            && self.at.is_match(&change.at)
            && self.owner.as_ref().is_none_or(|owner| owner.is_match(&change.owner))
    }
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}", self.at.text, self.movement)?;
        if let Some(owner) = &self.owner {
            write!(f, " of {:?}", owner.text)?;
        }
        self.side.map_or(Ok(()), |side| write!(f, " in a {side}"))
    }
}

impl Pattern {
    fn is_match(&self, text: &str) -> bool {
        self.text == text || self.glob.is_match(text)
    }
}

/// The changes that an entry without a match could mean, for its error message.
fn suggestions(comparison: &Comparison) -> String {
    let changes = comparison.changes.iter().map(|judged| judged.change);
    let counting: Vec<&Change> = changes.filter(|change| change.impact != Impact::Compatible).collect();
    let shown = counting.iter().take(MAX_SUGGESTED);
    let shown: Vec<_> = shown
        .map(|change| format!("{:?} {} of {:?} in a {}", change.at, change.movement, change.owner, change.side))
        .collect();
    match counting.len().saturating_sub(MAX_SUGGESTED) {
        _ if shown.is_empty() => "no change needs an entry".into(),
        0 => format!("changes that an entry could accept: {}", shown.join(", ")),
        more => format!("changes that an entry could accept: {} and {more} more", shown.join(", ")),
    }
}

fn entry(page: Page, written: Spanned<AcceptEntry>) -> Result<Entry, Error> {
    let line = page.line(&written);
    let AcceptEntry { r#type, at, movement, side, reason, until } = written.into_inner();
    let at = page.required(line, "at", at)?;
    let movement = page.required(line, "movement", movement)?;
    let reason = page.required(line, "reason", reason)?;
    if !at.get_ref().is_empty() && !at.get_ref().starts_with(['/', '*', '{']) {
        let message = "is not a JSON pointer (\"/callbackNumbers\", \"/calls/*/id\", \"\" for the whole) nor a pattern of them (\"/calls/**\")";
        return Err(page.mistake(&at, format!("at: {:?} {message}", at.get_ref())));
    }
    let owner = r#type.map(|owner| {
        let glob = page.glob("type", &owner)?;
        Ok(Pattern { glob, text: owner.into_inner() })
    });
    Ok(Entry {
        line: page.line(&at),
        owner: owner.transpose()?,
        movement: one_of(page, "movement", &movement, &Movement::ALL, Movement::name)?,
        side: side.map(|side| one_of(page, "side", &side, &Side::ALL, Side::name)).transpose()?,
        waiver: page.waiver(&reason, "why the change may stay", until.as_ref())?,
        at: Pattern { glob: page.glob_of_paths("at", &at)?, text: at.into_inner() },
    })
}

/// The value with this name.
pub(super) fn one_of<T: Copy>(
    page: Page,
    what: &'static str,
    written: &Spanned<String>,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, Error> {
    let found = all.iter().copied().find(|one| name(*one) == written.get_ref());
    found.ok_or_else(|| {
        let unknown = Error::unknown(what, written.get_ref(), all.iter().map(|one| name(*one)));
        page.mistake(written, unknown.to_string())
    })
}
