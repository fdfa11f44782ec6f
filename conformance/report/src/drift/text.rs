//! What a person reads in ten seconds: the verdict, what breaks and why, what nobody knows, and the rest in a line each.

use super::{
    page::Page,
    story::{Story, counts, short, subject},
};
use crate::{
    colour::{BOLD, DIM, GREEN, RED, YELLOW},
    drift::comparison::{Comparison, Standing},
};
use anstyle::Style;
use ringback_contract::provenance::Source;
use ringback_drift::change::DriftVerdict;
use std::fmt::Write;

/// The name of the format.
pub(super) const NAME: &str = "text";

/// So many changes are told in full; after that a line each is all that anybody reads.
const TOLD: usize = 20;

/// The page.
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
    for standing in Standing::ALL {
        let mut stories = comparison.standing(standing).map(|judged| Story::of(comparison, judged)).peekable();
        if matches!(standing, Standing::Accepted | Standing::Compatible) && stories.peek().is_some() {
            text.push('\n');
        }
        for (index, story) in stories.enumerate() {
            match standing {
                Standing::Breaking if index >= TOLD => mentioned(&mut text, RED, &story),
                Standing::Undecided if index >= TOLD => mentioned(&mut text, YELLOW, &story),
                Standing::Breaking => told(&mut text, RED, &story),
                Standing::Undecided => told(&mut text, YELLOW, &story),
                Standing::Accepted => mentioned(&mut text, YELLOW, &story),
                Standing::Compatible => mentioned(&mut text, GREEN, &story),
            }
        }
    }
    if !comparison.documentation.is_empty() {
        text.push('\n');
    }
    for point in comparison.documentation.iter().take(TOLD) {
        let said = |sources: &[Source]| sources.first().map(|source| format!("“{}”", short(&source.quote)));
        let [before, after] = &point.sources;
        let words = match (said(before), said(after)) {
            (Some(before), Some(after)) if before != after => format!(": {before} became {after}"),
            _ => String::new(),
        };
        let subject = subject(&point.owner, &point.at);
        _ = writeln!(text, "{DIM}{:<10}{DIM:#} {subject} ({}){words}", "reworded", short(&point.message));
    }
    text
}

/// Everything about a change.
fn told(text: &mut String, style: Style, story: &Story) {
    let name = story.standing.name().to_uppercase();
    _ = writeln!(text, "\n{style}{name}{style:#} {BOLD}{}{BOLD:#} ({})", story.subject, story.kind);
    for (label, words) in story.lines() {
        _ = writeln!(text, "     {DIM}{label:<9}{DIM:#} {words}");
    }
}

/// A change in one line.
fn mentioned(text: &mut String, style: Style, story: &Story) {
    let Story { subject, kind, what, .. } = story;
    let acceptance = story.acceptance.iter().map(|acceptance| format!("; accepted: {acceptance}")).collect::<String>();
    _ = writeln!(text, "{style}{:<10}{style:#} {subject} ({kind}): {what}{acceptance}", story.standing.name());
}
