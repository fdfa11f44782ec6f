//! What a person is told of a change: where, what happened, the payload that shows it, who said so before and after.

use crate::{
    drift::comparison::{Acceptance, Comparison, Judged, Standing, State},
    plain::{cut, line},
};
use ringback_contract::source::Source;
use ringback_drift::change::Change;

/// Texts of documents and payloads are shown up to this many bytes where they stand in a line.
const SHORT: usize = 240;

/// A change, told in lines.
pub(super) struct Story {
    pub standing: Standing,
    /// `Order /callbackNumbers`
    pub subject: String,
    /// `request, narrowed`
    pub kind: String,
    pub what: String,
    pub why: Option<String>,
    pub payload: Option<String>,
    /// Before and after, when anybody said something.
    pub said: Vec<(&'static str, Said)>,
    pub acceptance: Option<String>,
}

/// Words and where they stand.
pub(super) struct Said {
    pub place: Option<String>,
    pub words: String,
}

impl Story {
    pub(super) fn of(comparison: &Comparison, judged: &Judged) -> Self {
        let change = judged.change;
        Self {
            standing: judged.standing(),
            subject: subject(&change.owner, &change.at),
            kind: format!("{}, {}", change.side, change.movement),
            what: short(&change.message),
            why: change.why.as_deref().map(short),
            payload: change.witness.as_ref().map(|witness| short(&witness.to_string())),
            said: said(comparison, change),
            acceptance: judged.acceptance.as_ref().map(acceptance),
        }
    }

    /// `breaking: Order /callbackNumbers (request, narrowed)`
    pub(super) fn title(&self) -> String {
        format!("{}: {} ({})", self.standing.name(), self.subject, self.kind)
    }

    /// The story in lines with names before them.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("what", self.what.clone())];
        lines.extend(self.why.iter().map(|why| ("why", why.clone())));
        lines.extend(self.payload.iter().map(|payload| ("payload", payload.clone())));
        lines.extend(self.said.iter().map(|(when, said)| (*when, said.line())));
        lines.extend(self.acceptance.iter().map(|acceptance| ("accepted", acceptance.clone())));
        lines
    }
}

impl Said {
    /// `documents/Order.md:16 “A list of numbers.”`
    fn line(&self) -> String {
        match &self.place {
            Some(place) => format!("{place} “{}”", self.words),
            None => self.words.clone(),
        }
    }
}

/// `Order /callbackNumbers`, cut to one line.
pub(super) fn subject(owner: &str, at: &str) -> String {
    short(format!("{owner} {at}").trim_end())
}

/// The beginning of a text on one line. What no line could hold is not even looked at.
pub(super) fn short(text: &str) -> String {
    cut(&line(&cut(text, SHORT)), 2 * SHORT)
}

fn said(comparison: &Comparison, change: &Change) -> Vec<(&'static str, Said)> {
    let [before, after] = &change.sources;
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    vec![("before", words(&comparison.before, before)), ("after", words(&comparison.after, after))]
}

/// The first words, and how many more there are.
fn words(state: &State, sources: &[Source]) -> Said {
    let Some(source) = sources.first() else {
        return Said { place: None, words: "no sentence".into() };
    };
    let place = line(&format!("{}:{}", cut(&state.path(source), SHORT), source.lines[0]));
    let place = match sources.len() - 1 {
        0 => place,
        more => format!("{place} (and {more} more)"),
    };
    Said { place: Some(place), words: short(&source.quote) }
}

/// `ticket 7 (until 2027-01-31)`
pub(super) fn acceptance(acceptance: &Acceptance) -> String {
    let reason = short(&acceptance.reason);
    match acceptance.until {
        Some(until) if acceptance.over => format!("until {until} only, so that it counts again: {reason}"),
        Some(until) => format!("{reason} (until {until})"),
        None => reason,
    }
}

/// `2 breaking, 1 undecided, 3 compatible, 2 documentation only`, or `no change`.
pub(super) fn counts(comparison: &Comparison) -> String {
    let mut counts: Vec<String> = Standing::ALL
        .into_iter()
        .map(|standing| (comparison.standing(standing).count(), standing))
        .filter(|(count, _)| *count > 0)
        .map(|(count, standing)| format!("{count} {}", standing.name()))
        .collect();
    if !comparison.documentation.is_empty() {
        counts.push(format!("{} documentation only", comparison.documentation.len()));
    }
    if counts.is_empty() { "no change".into() } else { counts.join(", ") }
}
