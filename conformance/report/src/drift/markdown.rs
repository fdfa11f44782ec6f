//! Markdown for a comment on a pull request: breaking and undecided changes in a table, their quotes and payloads
//! below it.

use super::change_summary::{ChangeSummary, counts, short, subject};
use crate::page::Page;
use crate::{
    drift::comparison::{Comparison, Judged, Standing},
    markup::{ROOM, cell, code, escape, html_code},
};
use ringback_drift::change::DriftVerdict;
use std::fmt::Write;

/// The format's name on the command line.
pub(super) const NAME: &str = "markdown";

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    let sign = match comparison.verdict() {
        DriftVerdict::Breaking => "❌",
        DriftVerdict::Undecided => "⚠️",
        DriftVerdict::Compatible | DriftVerdict::None => "✅",
    };
    let verdict = comparison.verdict().name();
    let [before, after] = [&comparison.before, &comparison.after].map(|state| code(&short(&state.name)));
    let mut text = format!("### {sign} ringback drift: {verdict}\n\n{}: {before} → {after}\n", counts(comparison));
    let grave: Vec<&Judged> =
        comparison.standing(Standing::Breaking).chain(comparison.standing(Standing::Undecided)).collect();
    let mut page = CommentPage { text: &mut text, left_out: 0 };
    if !grave.is_empty() {
        page.push("\n| | type | at | side | what happened |\n|---|---|---|---|---|\n");
        grave.iter().for_each(|judged| page.push(&row(judged)));
        grave.iter().for_each(|judged| page.push(&section(&ChangeSummary::of(comparison, judged))));
    }
    for (standing, title) in [(Standing::Accepted, "accepted"), (Standing::Compatible, "compatible")] {
        page.list(
            title,
            comparison.standing(standing).map(|judged| item(&ChangeSummary::of(comparison, judged))).collect(),
        );
    }
    let reworded = comparison
        .documentation
        .iter()
        .map(|point| format!("- {}: {}\n", code(&subject(&point.owner, &point.at)), escape(&short(&point.message))));
    page.list("documentation only", reworded.collect());
    let not_compared = comparison
        .not_compared
        .iter()
        .map(|point| format!("- {}: {}\n", code(&short(&point.owner)), escape(&short(&point.what))));
    page.list("not compared", not_compared.collect());
    let left_out = page.left_out;
    if left_out > 0 {
        _ = write!(text, "\n… and {left_out} more lines or sections: the JSON report has all.\n");
    }
    text
}

/// A page that stays below the size limit of a comment and counts what did not fit.
struct CommentPage<'a> {
    text: &'a mut String,
    left_out: usize,
}

impl CommentPage<'_> {
    /// Adds a piece if it fits as a whole.
    fn push(&mut self, piece: &str) {
        if self.text.len() + piece.len() > ROOM {
            self.left_out += 1;
        } else {
            self.text.push_str(piece);
        }
    }

    /// Adds a collapsed list.
    fn list(&mut self, title: &str, items: Vec<String>) {
        if items.is_empty() || self.text.len() > ROOM {
            self.left_out += items.len();
            return;
        }
        _ = write!(self.text, "\n<details><summary>{} {title}</summary>\n\n", items.len());
        items.iter().for_each(|item| self.push(item));
        self.text.push_str("\n</details>\n");
    }
}

fn row(judged: &Judged) -> String {
    let change = judged.change;
    let sign = if judged.standing() == Standing::Breaking { "❌ breaking" } else { "⚠️ undecided" };
    let place = if change.context.place.is_empty() { &change.at } else { &change.context.place };
    let at = if place.is_empty() { "the whole".into() } else { cell(&short(place)) };
    format!(
        "| {sign} | {} | {at} | {} | {} |\n",
        cell(&short(&change.owner)),
        change.side,
        escape(&short(&change.message))
    )
}

fn section(summary: &ChangeSummary) -> String {
    let name = summary.standing.name();
    let (subject, kind) = (html_code(&summary.subject), &summary.kind);
    let mut text = format!("\n<details><summary>{name}: {subject} ({kind})</summary>\n\n");
    _ = writeln!(text, "- **what** {}", escape(&summary.what));
    for (label, words) in [("why", &summary.why), ("accepted", &summary.acceptance)] {
        words.iter().for_each(|words| _ = writeln!(text, "- **{label}** {}", escape(words)));
    }
    summary.payload.iter().for_each(|payload| _ = writeln!(text, "- **payload** {}", code(payload)));
    for (when, quote) in &summary.quotes {
        let words = escape(&quote.words);
        _ = match &quote.place {
            Some(place) => write!(text, "\n> {words}\n>\n> — {when}, {}\n", code(place)),
            None => write!(text, "\n> — {when}, {words}\n"),
        };
    }
    text + "\n</details>\n"
}

fn item(summary: &ChangeSummary) -> String {
    let acceptance =
        summary.acceptance.iter().map(|acceptance| format!("; accepted: {}", escape(acceptance))).collect::<String>();
    format!("- {} ({}): {}{acceptance}\n", code(&summary.subject), summary.kind, escape(&summary.what))
}
