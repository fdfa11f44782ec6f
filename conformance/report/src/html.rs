//! The HTML report: one file that loads nothing from the network and uses no framework.

use super::{
    case_summary::{CaseSummary, counts, differs, fails, reasons},
    plain::line,
    record::{Record, Run, Summary, Verdict},
    report::Report,
    sink::Sink,
    whole::PageFormat,
};
use ringback_contract::error::Error;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use tera::{Context, Tera};

/// The format's name on the command line.
pub(super) const NAME: &str = "html";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, unmasked: bool) -> Result<Box<dyn Report>, Error> {
    let format = PageFormat { lists: |_| true, render, coloured: false };
    Ok(Box::new(format.report(sink, unmasked)))
}

/// An operation with its cases.
#[derive(Serialize)]
struct Section {
    name: String,
    counts: Summary,
    /// Cases that are shown with their details, failures first.
    detailed: Vec<Card>,
    /// Cases that passed: name and milliseconds.
    passed: Vec<(String, f64)>,
}

/// A case that is shown with its details.
#[derive(Serialize)]
struct Card {
    class: &'static str,
    word: &'static str,
    summary: CaseSummary,
    tags: Vec<String>,
    request: Option<String>,
    response: Option<String>,
}

fn render(run: &Run) -> Result<String, Error> {
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    for (name, counts) in &run.operations {
        let section = Section { name: line(name), counts: *counts, detailed: Vec::new(), passed: Vec::new() };
        sections.insert(name.clone(), section);
    }
    for record in &run.cases {
        let Some(section) = sections.get_mut(&record.group()) else { continue };
        match record.verdict {
            Verdict::Pass => section.passed.push((line(&record.name), record.millis)),
            _ => section.detailed.push(card(record)),
        }
    }
    let mut sections: Vec<Section> = sections.into_values().collect();
    for section in &mut sections {
        section.detailed.sort_by_key(|card| ORDER.iter().position(|class| *class == card.class));
    }
    // Operations with failures come first; the others keep their order.
    sections.sort_by_key(|section| section.counts.failed + section.counts.unreachable == 0);
    let mut context = Context::new();
    context.insert("run", run);
    context.insert("target", &line(&run.target));
    context.insert("stopped", &run.stopped.as_deref().map(line));
    context.insert(
        "unwired",
        &run.unwired.iter().map(|one| (line(&one.operation), line(&one.advice))).collect::<Vec<_>>(),
    );
    let others = run.other_statuses.iter().map(|one| (line(&one.operation), line(&one.message)));
    context.insert("other_statuses", &others.collect::<Vec<_>>());
    context.insert("reasons", &reasons(run, Verdict::Inconclusive));
    context.insert("summary", &run.summary);
    context.insert("headline", &headline(&run.summary));
    context.insert("counts", &counts(run));
    context.insert("seconds", &format!("{:.1}", run.elapsed.as_secs_f64()));
    context.insert("sections", &sections);
    Tera::one_off(include_str!("../templates/report.html"), &context, true)
        .map_err(|error| Error::Template(error.to_string()))
}

fn headline(summary: &Summary) -> String {
    match summary {
        Summary { cases: 0, .. } => "No case was run".into(),
        Summary { failed: failed @ 1.., cases, .. } => format!("{failed} of {cases} cases failed"),
        Summary { unreachable: unreachable @ 1.., cases, .. } => {
            format!("{unreachable} of {cases} cases got no valid response")
        }
        Summary { judged: 0, cases, .. } => format!("None of {cases} cases could be judged"),
        Summary { judged, .. } => format!("None of {judged} judged cases failed"),
    }
}

/// What deserves a look first.
const ORDER: [&str; 6] = ["failed", "unreachable", "faulty", "inconclusive", "observed", "skipped"];

fn card(record: &Record) -> Card {
    let (class, word) = match record.verdict {
        _ if fails(record) => ("failed", "failed"),
        _ if differs(record) => ("observed", "observed to differ"),
        Verdict::Unreachable => ("unreachable", "unreachable"),
        Verdict::Faulty => ("faulty", "error in Ringback itself"),
        Verdict::Inconclusive => ("inconclusive", "inconclusive"),
        Verdict::Skipped | Verdict::Pass | Verdict::Fail => ("skipped", "skipped"),
    };
    let headers = |headers: &BTreeMap<String, String>| -> String {
        headers.iter().map(|(name, value)| format!("{}: {}\n", line(name), line(value))).collect()
    };
    let request = record.request.as_ref().map(|request| {
        let first = line(&format!("{} {}", request.method, request.url));
        format!("{first}\n{}\n{}", headers(&request.headers), body(&request.body))
    });
    let response = record
        .response
        .as_ref()
        .map(|response| format!("{}\n{}\n{}", response.status, headers(&response.headers), body(&response.body)));
    Card { class, word, summary: CaseSummary::of(record), tags: record.tags.clone(), request, response }
}

fn body(body: &Value) -> String {
    match body {
        Value::Null => String::new(),
        Value::String(text) => super::plain::lines(text),
        other => super::plain::lines(&serde_json::to_string_pretty(other).unwrap_or_else(|_| other.to_string())),
    }
}
