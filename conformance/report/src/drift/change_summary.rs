//! The summary of a change that all readable formats share: what changed, the payload that proves it, and the
//! sentences before and after.

use crate::{
    drift::comparison::{Acceptance, Comparison, Judged, Standing, State},
    plain::{cut, line},
};
use ringback_contract::provenance::Source;
use ringback_drift::change::Change;

/// Bytes of a quote or payload that are shown in a line.
const SHORT: usize = 240;

/// A change, as texts that fit on one line each.
pub(super) struct ChangeSummary {
    pub standing: Standing,
    /// Type or operation and pointer: `Order /callbackNumbers`.
    pub subject: String,
    /// Side and movement: `request, narrowed`.
    pub kind: String,
    pub what: String,
    pub why: Option<String>,
    pub payload: Option<String>,
    /// The sentences before and after; empty if neither version has a source.
    pub quotes: Vec<(&'static str, QuotedSentence)>,
    pub acceptance: Option<String>,
    /// The calls that a change of a shared type reaches.
    pub calls: Option<String>,
}

/// A quoted sentence with its place.
pub(super) struct QuotedSentence {
    pub place: Option<String>,
    pub words: String,
}

impl ChangeSummary {
    pub(super) fn of(comparison: &Comparison, judged: &Judged) -> Self {
        let change = judged.change;
        Self {
            standing: judged.standing(),
            subject: subject_of(change),
            kind: kind(change),
            what: short(&change.message),
            why: change.why.as_deref().map(short),
            payload: change.witness.as_ref().map(|witness| short(&witness.to_string())),
            quotes: quotes(comparison, change),
            acceptance: judged.acceptance.as_ref().map(acceptance).or_else(|| by_rule(judged)),
            calls: calls(&change.context.calls),
        }
    }

    /// The heading: `breaking: Order /callbackNumbers (request, narrowed)`.
    pub(super) fn title(&self) -> String {
        format!("{}: {} ({})", self.standing.name(), self.subject, self.kind)
    }

    /// The summary as pairs of label and text.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("what", self.what.clone())];
        lines.extend(self.why.iter().map(|why| ("why", why.clone())));
        lines.extend(self.calls.iter().map(|calls| ("calls", calls.clone())));
        lines.extend(self.payload.iter().map(|payload| ("payload", payload.clone())));
        lines.extend(self.quotes.iter().map(|(when, quote)| (*when, quote.line())));
        lines.extend(self.acceptance.iter().map(|acceptance| ("accepted", acceptance.clone())));
        lines
    }
}

impl QuotedSentence {
    /// Place and quote: `documents/Order.md:16 “A list of numbers.”`.
    fn line(&self) -> String {
        match &self.place {
            Some(place) => format!("{place} “{}”", self.words),
            None => self.words.clone(),
        }
    }
}

/// Calls that are named; others are counted.
const CALLS_NAMED: usize = 5;

/// The calls that a change reaches: `12 calls, such as GET /a, POST /b`.
fn calls(calls: &[String]) -> Option<String> {
    let named: Vec<String> = calls.iter().take(CALLS_NAMED).map(|call| short(call)).collect();
    let named = named.join(", ");
    match calls.len() {
        0 => None,
        count if count > CALLS_NAMED => Some(short(&format!("{count} calls, such as {named}"))),
        _ => Some(short(&named)),
    }
}

/// Side, movement and rule: `request, narrowed, parameter-narrowed`.
fn kind(change: &Change) -> String {
    let rule = change.context.rule.map(|rule| format!(", {}", rule.id())).unwrap_or_default();
    format!("{}, {}{rule}", change.side, change.movement)
}

/// Why a change does not count, if a file says it of its rule.
fn by_rule(judged: &Judged) -> Option<String> {
    let rule = judged.change.context.rule?;
    let level = judged.rule_level.filter(|_| judged.standing() == Standing::Accepted)?;
    Some(format!("[drift.rules] {} = {:?}", rule.id(), level.name()))
}

/// The subject of a change: in the words of OpenAPI, else by its pointer.
fn subject_of(change: &Change) -> String {
    let place = &change.context.place;
    subject(&change.owner, if place.is_empty() { &change.at } else { place })
}

/// Type or operation and pointer on one line: `Order /callbackNumbers`.
pub(super) fn subject(owner: &str, at: &str) -> String {
    short(format!("{owner} {at}").trim_end())
}

/// A text shortened to one line. It is cut before it is escaped, so that a huge text costs nothing.
pub(super) fn short(text: &str) -> String {
    cut(&line(&cut(text, SHORT)), 2 * SHORT)
}

fn quotes(comparison: &Comparison, change: &Change) -> Vec<(&'static str, QuotedSentence)> {
    let [before, after] = &change.sources;
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    vec![("before", words(&comparison.before, before)), ("after", words(&comparison.after, after))]
}

/// The first quote, and the number of further ones.
fn words(state: &State, sources: &[Source]) -> QuotedSentence {
    let Some(source) = sources.first() else {
        return QuotedSentence { place: None, words: "no sentence".into() };
    };
    let place = line(&format!("{}:{}", cut(&state.path(source), SHORT), source.lines[0]));
    let place = match sources.len() - 1 {
        0 => place,
        more => format!("{place} (and {more} more)"),
    };
    QuotedSentence { place: Some(place), words: short(&source.quote) }
}

/// Reason and date: `ticket 7 (until 2027-01-31)`.
pub(super) fn acceptance(acceptance: &Acceptance) -> String {
    let reason = short(&acceptance.reason);
    match acceptance.until {
        Some(until) if acceptance.over => format!("expired after {until}, so the change counts again: {reason}"),
        Some(until) => format!("{reason} (until {until})"),
        None => reason,
    }
}

/// The number of changes by standing: `2 breaking, 1 undecided, 3 compatible, 2 documentation only`, or `no change`.
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
