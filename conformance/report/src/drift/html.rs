//! The drift report as one page of HTML, by operation. It loads nothing from the network and has no script.

use super::{
    change_summary::{ChangeSummary, counts, short, subject},
    glance::broken_parties,
};
use crate::{
    drift::comparison::{Comparison, Judged, Standing},
    page::Page,
    plain::line,
};
use std::{collections::BTreeMap, fmt::Write};

/// The format's name on the command line.
pub(super) const NAME: &str = "html";

/// Changes that are shown; a page with more is read by nobody.
const MOST: usize = 5_000;

/// Lines of the table of who breaks by what.
const PARTIES_MOST: usize = 30;

const STYLE: &str = ":root{color-scheme:light dark;--ink:#222;--dim:#666;--box:#f3f3f3;--red:#b00020;--amber:#8a5a00;--green:#1b6e2f}\
@media(prefers-color-scheme:dark){:root{--ink:#ddd;--dim:#999;--box:#2a2a2a;--red:#ff7b86;--amber:#e0b050;--green:#7cc88f}\
body{background:#161616}}\
body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:var(--ink);overflow-wrap:anywhere}\
h1{font-size:1.4em}h2{font-size:1.1em;margin:1.6em 0 .3em}ul{padding-left:1.2em}li{margin:.4em 0}\
code{background:var(--box);padding:.1em .3em;border-radius:3px}\
table{border-collapse:collapse;width:100%}td{padding:.3em .6em;border-top:1px solid var(--box);vertical-align:top}\
.breaking{color:var(--red)}.undecided{color:var(--amber)}.accepted{color:var(--dim)}.compatible{color:var(--green)}\
small,dt{color:var(--dim)}dl{display:grid;grid-template-columns:6em 1fr;gap:.2em .5em;margin:.2em 0 0 1em}dd{margin:0}\
summary{font-weight:600;margin-top:1.6em}@media(max-width:40em){dl{grid-template-columns:1fr;margin-left:0}td{display:block;border:0}}";

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    let verdict = comparison.verdict().name();
    let [before, after] = [&comparison.before, &comparison.after].map(|state| escape(&short(&state.name)));
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>ringback drift: {verdict}</title>\
         <style>{STYLE}</style></head>\n<body>\n<h1><span class=\"{verdict}\">{verdict}</span>: {}</h1>\n\
         <p>{before} → {after}</p>\n",
        escape(&counts(comparison))
    );
    let parties = broken_parties(comparison);
    if !parties.is_empty() {
        text.push_str("<table>\n");
        for party in parties.iter().take(PARTIES_MOST) {
            let what: Vec<String> = party.what.iter().map(|what| escape(what)).collect();
            let (who, what) = (escape(&party.who), what.join("<br>"));
            _ = writeln!(text, "<tr><td><strong class=\"breaking\">{who}</strong></td><td>{what}</td></tr>");
        }
        text.push_str("</table>\n");
        if let Some(more @ 1..) = parties.len().checked_sub(PARTIES_MOST) {
            _ = writeln!(text, "<p>… and {more} more below</p>");
        }
    }
    let mut groups: BTreeMap<(Standing, &str), Vec<&Judged>> = BTreeMap::new();
    for judged in comparison.changes.iter().take(MOST) {
        groups.entry((judged.standing(), judged.change.owner.as_str())).or_default().push(judged);
    }
    // The most urgent first, and then by operation.
    for ((standing, owner), changes) in groups {
        let name = standing.name();
        _ = writeln!(text, "<h2><span class=\"{name}\">{name}</span> {}</h2>\n<ul>", escape(&short(owner)));
        changes.iter().for_each(|judged| item(&mut text, &ChangeSummary::of(comparison, judged), &judged.change.owner));
        text.push_str("</ul>\n");
    }
    if comparison.changes.len() > MOST {
        _ = writeln!(text, "<p>… and {} more: the JSON report has all.</p>", comparison.changes.len() - MOST);
    }
    let documentation = comparison
        .documentation
        .iter()
        .map(|point| format!("{}: {}", escape(&subject(&point.owner, &point.at)), escape(&short(&point.message))));
    list(&mut text, "Documentation only", documentation.take(MOST).collect());
    let not_compared = comparison
        .not_compared
        .iter()
        .map(|point| format!("{}: {}", escape(&short(&point.owner)), escape(&short(&point.what))));
    list(&mut text, "Not compared", not_compared.take(MOST).collect());
    text.push_str("</body></html>\n");
    text
}

fn item(text: &mut String, summary: &ChangeSummary, owner: &str) {
    let place = summary.subject.strip_prefix(owner).unwrap_or(&summary.subject).trim();
    let place = if place.is_empty() { String::new() } else { format!("<code>{}</code> ", escape(place)) };
    _ = writeln!(text, "<li>{place}{} <small>{}</small><dl>", escape(&summary.what), escape(&summary.kind));
    for (label, words) in summary.lines().into_iter().skip(1) {
        _ = writeln!(text, "<dt>{label}</dt><dd><code>{}</code></dd>", escape(&words));
    }
    text.push_str("</dl></li>\n");
}

fn list(text: &mut String, title: &str, items: Vec<String>) {
    if items.is_empty() {
        return;
    }
    _ = writeln!(text, "<details><summary>{title} ({})</summary>\n<ul>", items.len());
    items.iter().for_each(|item| _ = writeln!(text, "<li>{item}</li>"));
    text.push_str("</ul></details>\n");
}

fn escape(text: &str) -> String {
    line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
