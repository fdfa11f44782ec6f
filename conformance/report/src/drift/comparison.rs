//! The input of a drift report: the changes between two versions, and which of them are accepted.

use super::level::Level;
use jiff::civil::Date;
use ringback_contract::provenance::Source;
use ringback_drift::change::{Change, Documentation, Drift, DriftVerdict, Impact, NotCompared, Side};

/// One of the two compared versions.
#[derive(Clone, Debug)]
pub struct State {
    /// As the user named it: `HEAD~1:schemas/acme`.
    pub name: String,
    /// The folder that document paths are relative to; empty if they are complete paths.
    folder: String,
}

impl State {
    /// A version whose sources name their documents by complete paths.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), folder: String::new() }
    }

    /// The same, for sources that name their documents relative to a folder.
    #[must_use]
    pub fn with_documents_in(mut self, folder: &str) -> Self {
        self.folder = folder.trim_end_matches('/').to_owned();
        self
    }

    /// The path of the document of a source.
    pub fn path(&self, source: &Source) -> String {
        if self.folder.is_empty() {
            source.document.to_string()
        } else {
            format!("{}/{}", self.folder, source.document)
        }
    }

    /// The path to show if no document states anything: the folder, or else the name.
    pub fn place(&self) -> &str {
        if self.folder.is_empty() { &self.name } else { &self.folder }
    }
}

/// The changes between two versions.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The older version, or the documents.
    pub before: State,
    /// The newer version, or the recordings.
    pub after: State,
    /// The changes, by type and then by location.
    pub changes: Vec<Judged<'a>>,
    /// Sentences that were reworded while their rule stayed the same.
    pub documentation: Vec<&'a Documentation>,
    /// What differs and was not compared.
    pub not_compared: Vec<&'a NotCompared>,
}

/// A change, with the acceptance that applies to it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// What changed, and its impact.
    pub change: &'a Change,
    /// The acceptance of the change, which may have expired.
    pub acceptance: Option<Acceptance>,
    /// The level that a file gives to its rule.
    pub rule_level: Option<Level>,
}

/// The acceptance of a change by an entry of the `--accept` file.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptance {
    /// The reason that the entry gives; never empty.
    pub reason: String,
    /// The last day on which the acceptance holds.
    pub until: Option<Date>,
    /// Whether that day has passed, so that the change counts again.
    pub over: bool,
}

/// How urgently a change needs a reader's attention, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Breaking, and not accepted.
    Breaking,
    /// Undecided, and not accepted.
    Undecided,
    /// Breaking or undecided, and accepted.
    Accepted,
    /// Proved to be compatible.
    Compatible,
}

impl Standing {
    /// All standings, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Undecided, Self::Accepted, Self::Compatible];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Undecided => "undecided",
            Self::Accepted => "accepted",
            Self::Compatible => "compatible",
        }
    }
}

impl Judged<'_> {
    /// The standing of the change, from its impact and acceptance.
    pub fn standing(&self) -> Standing {
        match (self.rule_level, self.change.impact) {
            (Some(Level::Error), _) if self.accepted().is_none() => return Standing::Breaking,
            (Some(Level::Warning), Impact::Compatible) => return Standing::Undecided,
            (Some(Level::Warning | Level::Info | Level::Off), Impact::Breaking | Impact::Undecided) => {
                return Standing::Accepted;
            }
            _ => {}
        }
        match self.change.impact {
            Impact::Compatible => Standing::Compatible,
            _ if self.accepted().is_some() => Standing::Accepted,
            Impact::Undecided => Standing::Undecided,
            Impact::Breaking => Standing::Breaking,
        }
    }

    /// How grave it is: by its impact, unless it is accepted or a file says otherwise for its rule.
    pub fn level(&self) -> Level {
        match self.rule_level {
            Some(level) => level,
            None if self.accepted().is_some() => Level::Info,
            None => self.change.impact.into(),
        }
    }

    /// The acceptance, unless it has expired.
    pub fn accepted(&self) -> Option<&Acceptance> {
        self.acceptance.as_ref().filter(|acceptance| !acceptance.over)
    }
}

impl<'a> Comparison<'a> {
    /// A comparison in which nothing is accepted yet.
    pub fn new(before: State, after: State, drift: &'a Drift) -> Self {
        let changes =
            drift.changes.iter().map(|change| Judged { change, acceptance: None, rule_level: None }).collect();
        Self {
            before,
            after,
            changes,
            documentation: drift.documentation.iter().collect(),
            not_compared: drift.not_compared.iter().collect(),
        }
    }

    /// Removes the changes on other sides. Call it after the accepted changes are applied: an entry for another side
    /// would match nothing.
    #[must_use]
    pub fn on_side(mut self, side: Side) -> Self {
        self.changes.retain(|judged| judged.change.side == side);
        self
    }

    /// The verdict over all changes that are not accepted.
    pub fn verdict(&self) -> DriftVerdict {
        let counted = self.changes.iter().map(|judged| match judged.standing() {
            Standing::Breaking => DriftVerdict::Breaking,
            Standing::Undecided => DriftVerdict::Undecided,
            Standing::Accepted | Standing::Compatible => DriftVerdict::Compatible,
        });
        counted.max().unwrap_or(DriftVerdict::None)
    }

    /// The changes with one standing.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &Judged<'a>> {
        self.changes.iter().filter(move |judged| judged.standing() == standing)
    }
}

impl Comparison<'_> {
    /// The source at which a change is shown: the first one after the change, else the first one before it.
    pub fn line_of<'s>(&'s self, change: &'s Change) -> Option<(&'s State, &'s Source)> {
        let [before, after] = &change.sources;
        let after = after.first().map(|source| (&self.after, source));
        after.or_else(|| before.first().map(|source| (&self.before, source)))
    }
}
