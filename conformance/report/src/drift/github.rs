//! Annotations of a GitHub workflow: each change at the line of the sentence that states it, in the newer version if
//! there is one, else in the older.

use super::change_summary::{ChangeSummary, counts, short};
use crate::page::Page;
use crate::{
    annotation::command,
    drift::comparison::{Comparison, Judged, Standing},
    plain::line,
};
use std::fmt::Write;

/// The format's name on the command line.
pub(super) const NAME: &str = "github";

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    let mut text = String::new();
    // The runner shows the first few annotations only.
    for standing in Standing::ALL {
        for judged in comparison.standing(standing) {
            annotate(&mut text, comparison, judged);
        }
    }
    let [before, after] = [&comparison.before, &comparison.after].map(|state| short(&state.name));
    let summary = format!("{before} → {after}: {}", counts(comparison));
    let title = format!("ringback drift: {}", comparison.verdict().name());
    command(&mut text, "notice", &[("title", &title)], &summary);
    text
}

fn annotate(text: &mut String, comparison: &Comparison, judged: &Judged) {
    let summary = ChangeSummary::of(comparison, judged);
    let level = match summary.standing {
        Standing::Breaking => "error",
        Standing::Undecided => "warning",
        Standing::Accepted | Standing::Compatible => "notice",
    };
    let title = summary.title();
    let mut properties = vec![("title", title.as_str())];
    let place = comparison.line_of(judged.change).filter(|(_, source)| source.lines[0] > 0);
    let place = place.map(|(state, source)| (line(&state.path(source)), source.lines));
    let [first, last] = place.as_ref().map_or([0, 0], |(_, lines)| *lines).map(|line| line.to_string());
    if let Some((path, _)) = &place {
        properties.extend([("file", path.as_str()), ("line", &first), ("endLine", &last)]);
    }
    let mut message = String::new();
    for (label, words) in summary.lines() {
        _ = writeln!(message, "{label}: {words}");
    }
    command(text, level, &properties, message.trim_end());
}
