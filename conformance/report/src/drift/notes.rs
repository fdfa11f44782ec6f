//! Release notes in sections Major, Minor and Point, each with its changes grouped by type.

use super::{
    change_summary::{acceptance, short},
    rule::capitalized,
};
use crate::page::Page;
use crate::{
    drift::comparison::{Comparison, Judged, Standing},
    markup::{code, escape},
};
use ringback_contract::pointer::tokens;
use ringback_drift::change::{Documentation, Impact, Movement};
use std::{collections::BTreeMap, fmt::Write};

/// The format's name on the command line.
pub(super) const NAME: &str = "notes";

/// The changes of a section, by type.
type Section = BTreeMap<String, Vec<String>>;

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    let [before, after] = [&comparison.before, &comparison.after].map(|state| code(&short(&state.name)));
    let mut text = format!("# Changes from {before} to {after}\n");
    // An accepted change still breaks readers of the notes, and an undecided one may; both are listed as major.
    let (minor, major): (Vec<_>, Vec<_>) =
        comparison.changes.iter().partition(|judged| judged.standing() == Standing::Compatible);
    section(&mut text, "Major", &gathered(major.iter().map(|judged| (&judged.change.owner, happened(judged)))));
    section(&mut text, "Minor", &gathered(minor.iter().map(|judged| (&judged.change.owner, happened(judged)))));
    let points = comparison.documentation.iter().map(|point| (&point.owner, reworded(point)));
    section(&mut text, "Point", &gathered(points));
    text
}

fn gathered<'a>(lines: impl Iterator<Item = (&'a String, String)>) -> Section {
    let mut section = Section::new();
    for (owner, line) in lines {
        section.entry(owner.clone()).or_default().push(line);
    }
    section
}

fn section(text: &mut String, name: &str, section: &Section) {
    let count = |count: usize| format!("{count} {}", if count == 1 { "change" } else { "changes" });
    _ = writeln!(text, "\n## {name} Changes ({})", count(section.values().map(Vec::len).sum()));
    for (owner, lines) in section {
        _ = writeln!(text, "\n**{}** ({})\n", escape(&short(owner)), count(lines.len()));
        for line in lines {
            _ = writeln!(text, "* {line}");
        }
    }
}

/// A change as a sentence: `Property callbackNumbers was made required (in requests)`.
fn happened(judged: &Judged) -> String {
    let change = judged.change;
    let message = short(&change.message);
    let what = match (change.movement, message.strip_prefix("became ")) {
        (Movement::Added | Movement::Removed, _) => {
            // Some messages begin with what the movement says, and some say no more.
            let said = message.strip_prefix("was ").unwrap_or(&message).strip_prefix(change.movement.name());
            match said.map_or(message.as_str(), |rest| rest.trim_start_matches([',', ';', ':', ' '])) {
                "" => format!("was {}", change.movement),
                more => format!("was {}: {}", change.movement, escape(more)),
            }
        }
        (_, Some(now)) => format!("was made {}", escape(now)),
        (_, None) => format!("was changed: {}", escape(&message)),
    };
    let what = match property(&change.at) {
        Some(property) => format!("Property {property} {what}"),
        None => capitalized(&what),
    };
    let undecided = (change.impact == Impact::Undecided).then(|| {
        let why = change.why.as_deref().map(|why| format!(": {}", escape(&short(why)))).unwrap_or_default();
        format!("; it is undecided whether this breaks a client{why}")
    });
    let accepted = judged.accepted().map(|accepted| format!("; accepted: {}", escape(&acceptance(accepted))));
    format!("{what} (in {}s){}{}", change.side, undecided.unwrap_or_default(), accepted.unwrap_or_default())
}

/// A reworded sentence: `Property callbackNumbers: description changed`.
fn reworded(point: &Documentation) -> String {
    match property(&point.at) {
        Some(property) => format!("Property {property}: {}", escape(&short(&point.message))),
        None => escape(&capitalized(&short(&point.message))),
    }
}

/// The name of a property by its pointer, such as `calls.*.id`; `None` for the whole payload.
fn property(at: &str) -> Option<String> {
    let names: Vec<_> = tokens(at).collect();
    if names.is_empty() {
        return None;
    }
    Some(escape(&short(&names.join("."))))
}
