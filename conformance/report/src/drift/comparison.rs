//! What is told of two states: what changed between them, and what of it somebody has accepted.

use jiff::civil::Date;
use ringback_contract::provenance::Source;
use ringback_drift::change::{Change, Documentation, Drift, DriftVerdict, Impact, Side};

/// One of the two states.
#[derive(Clone, Debug)]
pub struct State {
    /// As the user wrote it: `HEAD~1:schemas/acme`.
    pub name: String,
    /// Where its documents lie, or nothing when they are named by whole paths.
    folder: String,
}

impl State {
    /// A state whose sources name their documents by paths that lead there.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), folder: String::new() }
    }

    /// The same, when sources name their documents as seen from a folder.
    #[must_use]
    pub fn with_documents_in(mut self, folder: &str) -> Self {
        self.folder = folder.trim_end_matches('/').to_owned();
        self
    }

    /// The path of a document.
    pub fn path(&self, source: &Source) -> String {
        if self.folder.is_empty() { source.document.clone() } else { format!("{}/{}", self.folder, source.document) }
    }

    /// Where to look when no document says anything.
    pub fn place(&self) -> &str {
        if self.folder.is_empty() { &self.name } else { &self.folder }
    }
}

/// What changed between two states.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The older state, or the documents.
    pub before: State,
    /// The newer state, or the recordings.
    pub after: State,
    /// The changes: by type, and in it by place.
    pub changes: Vec<Judged<'a>>,
    /// Words that changed without a rule changing.
    pub documentation: Vec<&'a Documentation>,
}

/// A change, and whether somebody can live with it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// What changed, and whom it breaks.
    pub change: &'a Change,
    /// The acceptance to it, which may be over.
    pub acceptance: Option<Acceptance>,
}

/// Somebody's word that a change is all right.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptance {
    /// The reason that the entry gives; never empty.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether that day has passed, so that the change counts again.
    pub over: bool,
}

/// How much of a reader's time a change deserves, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It breaks somebody, and nobody accepted it.
    Breaking,
    /// It is undecided whether it breaks somebody.
    Undecided,
    /// It breaks somebody, or may, and that is accepted.
    Accepted,
    /// It is proved to break nobody.
    Compatible,
}

impl Standing {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Undecided, Self::Accepted, Self::Compatible];

    /// As it is written.
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
    /// How much of a reader's time it deserves.
    pub fn standing(&self) -> Standing {
        match self.change.impact {
            Impact::Compatible => Standing::Compatible,
            _ if self.accepted().is_some() => Standing::Accepted,
            Impact::Undecided => Standing::Undecided,
            Impact::Breaking => Standing::Breaking,
        }
    }

    /// The acceptance to it, while that holds.
    pub fn accepted(&self) -> Option<&Acceptance> {
        self.acceptance.as_ref().filter(|acceptance| !acceptance.over)
    }
}

impl<'a> Comparison<'a> {
    /// A drift of which nothing is accepted yet.
    pub fn new(before: State, after: State, drift: &'a Drift) -> Self {
        let changes = drift.changes.iter().map(|change| Judged { change, acceptance: None }).collect();
        Self { before, after, changes, documentation: drift.documentation.iter().collect() }
    }

    /// Leaves out the changes on other sides. What is accepted there has to be applied before, or matches nothing.
    #[must_use]
    pub fn on_side(mut self, side: Side) -> Self {
        self.changes.retain(|judged| judged.change.side == side);
        self
    }

    /// What all changes come to, but for those that are accepted.
    pub fn verdict(&self) -> DriftVerdict {
        let counted = self.changes.iter().map(|judged| match judged.standing() {
            Standing::Breaking => DriftVerdict::Breaking,
            Standing::Undecided => DriftVerdict::Undecided,
            Standing::Accepted | Standing::Compatible => DriftVerdict::Compatible,
        });
        counted.max().unwrap_or(DriftVerdict::None)
    }

    /// The changes of one standing.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &Judged<'a>> {
        self.changes.iter().filter(move |judged| judged.standing() == standing)
    }
}

impl Comparison<'_> {
    /// Where a change is best shown: the first words of after, else those of before.
    pub fn line_of<'s>(&'s self, change: &'s Change) -> Option<(&'s State, &'s Source)> {
        let [before, after] = &change.sources;
        let after = after.first().map(|source| (&self.after, source));
        after.or_else(|| before.first().map(|source| (&self.before, source)))
    }
}
