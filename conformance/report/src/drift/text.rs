//! The drift report for a terminal: the verdict, breaking and undecided changes in full, and one line for each other
//! change.

use super::{
    change_summary::{ChangeSummary, counts, short, subject},
    glance::broken_parties,
};
use crate::page::Page;
use crate::{
    colour::{BOLD, DIM, GREEN, RED, YELLOW},
    drift::comparison::{Comparison, Standing},
};
use anstyle::Style;
use ringback_contract::provenance::Source;
use ringback_drift::change::DriftVerdict;
use std::{collections::BTreeSet, fmt::Write};

/// The format's name on the command line.
pub(super) const NAME: &str = "text";

/// Changes of one standing that are shown in full; the rest get one line each.
const MAX_DETAILED: usize = 20;

/// Breaking changes from which on a list of who breaks by what comes first; fewer are read as fast themselves.
const GLANCE_LEAST: usize = 4;
/// Lines of that list.
const GLANCE_MOST: usize = 15;

/// What breaks a party that its line names; the rest is counted.
const CAUSES_NAMED: usize = 3;

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page { text: page_text(comparison), coloured: true }
}

fn page_text(comparison: &Comparison) -> String {
    let mut text = String::new();
    let verdict = comparison.verdict();
    let style = match verdict {
        DriftVerdict::Breaking => RED,
        DriftVerdict::Undecided => YELLOW,
        DriftVerdict::Compatible | DriftVerdict::None => GREEN,
    };
    _ = writeln!(text, "{style}{}{style:#}: {}", verdict.name(), counts(comparison));
    let [before, after] = [&comparison.before, &comparison.after].map(|state| short(&state.name));
    _ = writeln!(text, "{DIM}{before} → {after}{DIM:#}");
    let parties = broken_parties(comparison);
    if parties.len() < GLANCE_LEAST
        && let Some(callers) = broken_callers(comparison)
    {
        _ = writeln!(text, "breaks callers of {callers}");
    }
    if parties.len() >= GLANCE_LEAST {
        text.push('\n');
        for party in parties.iter().take(GLANCE_MOST) {
            let named = party.what.iter().take(CAUSES_NAMED).map(String::as_str).collect::<Vec<_>>().join("; ");
            let more = party.what.len().saturating_sub(CAUSES_NAMED);
            let more = if more == 0 { String::new() } else { format!("; and {more} more") };
            _ = writeln!(text, "  {BOLD}{}{BOLD:#}: {named}{more}", party.who);
        }
        if let Some(more @ 1..) = parties.len().checked_sub(GLANCE_MOST) {
            _ = writeln!(text, "  {DIM}… and {more} more{DIM:#}");
        }
    }
    for standing in Standing::ALL {
        let mut summaries =
            comparison.standing(standing).map(|judged| ChangeSummary::of(comparison, judged)).peekable();
        if matches!(standing, Standing::Accepted | Standing::Compatible) && summaries.peek().is_some() {
            text.push('\n');
        }
        for (index, summary) in summaries.enumerate() {
            match standing {
                Standing::Breaking if index >= MAX_DETAILED => one_line(&mut text, RED, &summary),
                Standing::Undecided if index >= MAX_DETAILED => one_line(&mut text, YELLOW, &summary),
                Standing::Breaking => detailed(&mut text, RED, &summary),
                Standing::Undecided => detailed(&mut text, YELLOW, &summary),
                Standing::Accepted => one_line(&mut text, YELLOW, &summary),
                Standing::Compatible => one_line(&mut text, GREEN, &summary),
            }
        }
    }
    if !comparison.documentation.is_empty() {
        text.push('\n');
    }
    for point in comparison.documentation.iter().take(MAX_DETAILED) {
        let said = |sources: &[Source]| sources.first().map(|source| format!("“{}”", short(&source.quote)));
        let [before, after] = &point.sources;
        let words = match (said(before), said(after)) {
            (Some(before), Some(after)) if before != after => format!(": {before} became {after}"),
            _ => String::new(),
        };
        let subject = subject(&point.owner, &point.at);
        _ = writeln!(text, "{DIM}{:<10}{DIM:#} {subject} ({}){words}", "reworded", short(&point.message));
    }
    if !comparison.not_compared.is_empty() {
        text.push('\n');
    }
    for point in comparison.not_compared.iter().take(MAX_DETAILED) {
        let (owner, what) = (short(&point.owner), short(&point.what));
        _ = writeln!(text, "{DIM}not compared{DIM:#} {owner}: {what}");
    }
    if let Some(more @ 1..) = comparison.not_compared.len().checked_sub(MAX_DETAILED) {
        _ = writeln!(text, "{DIM}… and {more} more that were not compared: the JSON report has all{DIM:#}");
    }
    text
}

/// Operations that are named in the first lines; others are counted.
const CALLERS_NAMED: usize = 8;

/// The operations whose callers break; `None` if no operation of a specification does.
fn broken_callers(comparison: &Comparison) -> Option<String> {
    let mut callers = BTreeSet::new();
    for judged in comparison.standing(Standing::Breaking).filter(|judged| judged.change.context.rule.is_some()) {
        match judged.change.context.calls.as_slice() {
            [] if judged.change.owner.contains(" /") => _ = callers.insert(judged.change.owner.as_str()),
            calls => callers.extend(calls.iter().map(String::as_str)),
        }
    }
    let named: Vec<String> = callers.iter().take(CALLERS_NAMED).map(|caller| short(caller)).collect();
    let more = callers.len().saturating_sub(named.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!named.is_empty()).then(|| format!("{}{more}", named.join(", ")))
}

/// A change with all its details.
fn detailed(text: &mut String, style: Style, summary: &ChangeSummary) {
    let name = summary.standing.name().to_uppercase();
    _ = writeln!(text, "\n{style}{name}{style:#} {BOLD}{}{BOLD:#} ({})", summary.subject, summary.kind);
    for (label, words) in summary.lines() {
        _ = writeln!(text, "     {DIM}{label:<9}{DIM:#} {words}");
    }
}

/// A change in one line.
fn one_line(text: &mut String, style: Style, summary: &ChangeSummary) {
    let ChangeSummary { subject, kind, what, .. } = summary;
    let acceptance =
        summary.acceptance.iter().map(|acceptance| format!("; accepted: {acceptance}")).collect::<String>();
    _ = writeln!(text, "{style}{:<10}{style:#} {subject} ({kind}): {what}{acceptance}", summary.standing.name());
}
