//! The report for a terminal: failures first, each with the sentence that was broken, and at the end what to do next.

use super::{
    case_summary::{CaseSummary, alike, counts, differs, fails, mismatch, reasons, tally},
    cause::{Cause, Outcome, causes},
    colour::{BOLD, DIM, GREEN, RED, YELLOW},
    options::ReportOptions,
    plain::line,
    progress::Progress,
    record::{Record, Run, Verdict},
    report::Report,
    sink::Sink,
    whole::{Page, PageFormat, Whole, WrittenAtEnd},
};
use ringback_contract::error::Error;
use ringback_runner::event::{self, Event, EventKind};
use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write,
};

/// The format's name on the command line.
pub(super) const NAME: &str = "text";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    let format = PageFormat {
        lists: |result| !matches!(result.verdict, event::Verdict::Pass),
        render: |run, _| Ok(render(run)),
        coloured: true,
    };
    Ok(Box::new(Text { bar: Progress::hidden(), whole: format.report(sink, options) }))
}

/// Causes per operation of which a case is shown in full; of the rest, only its name and the first mismatch.
const MAX_DETAILED: usize = 20;

/// The report, with a progress bar on standard error if that is a terminal.
struct Text {
    bar: Progress,
    whole: WrittenAtEnd<Whole>,
}

impl Report for Text {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        match &event.kind {
            EventKind::Started { cases, .. } if self.whole.page.is_shown() => self.bar = Progress::shown(*cases),
            EventKind::Ended => self.bar.clear(),
            _ => {}
        }
        self.whole.event(event)?;
        if matches!(event.kind, EventKind::Finished(_)) {
            let failed = self.whole.page.run().summary.failed;
            if failed > 0 {
                self.bar.message(format!("{failed} failed"));
            }
            self.bar.step();
        }
        Ok(())
    }

    fn write_run(&mut self, run: &Run) -> Result<(), Error> {
        self.whole.write_run(run)
    }
}

fn render(run: &Run) -> String {
    let mut text = String::new();
    let mut groups: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in &run.cases {
        groups.entry(record.group()).or_default().push(record);
    }
    for (operation, records) in &groups {
        failures(&mut text, run, operation, records);
    }
    for record in run.cases.iter().filter(|record| record.verdict == Verdict::Faulty) {
        let why = record.why.as_deref().map(line).unwrap_or_default();
        _ = writeln!(text, "{YELLOW}an error in Ringback, not in the target:{YELLOW:#} {}\n    {why}\n", record.name);
    }
    for unwired in &run.unwired {
        let (operation, advice) = (line(&unwired.operation), line(&unwired.advice));
        _ = writeln!(
            text,
            "{RED}no valid payload is accepted by {operation}{RED:#}; its cases were not sent\n    {advice}\n"
        );
    }
    operations(&mut text, run);
    left_out(&mut text, run);
    observed(&mut text, run);
    summary(&mut text, run);
    text
}

/// The failures of an operation, and the cases without a valid response.
fn failures(text: &mut String, run: &Run, operation: &str, records: &[&Record]) {
    let failed = records.iter().filter(|record| fails(record)).count();
    let lost = records.iter().filter(|record| record.verdict == Verdict::Unreachable).count();
    if failed + lost == 0 {
        return;
    }
    let all = run.operations.get(operation).map_or(0, |counts| counts.cases);
    let what = match (failed, lost) {
        (0, lost) => format!("{lost} of {all} got no valid response"),
        (failed, 0) => format!("{failed} of {all} failed"),
        (failed, lost) => format!("{failed} of {all} failed, {lost} got no valid response"),
    };
    _ = writeln!(text, "{BOLD}{}{BOLD:#}: {what}\n", line(operation));
    let causes = causes(records.iter().copied());
    let causes = causes.iter().filter(|cause| matches!(cause.outcome, Outcome::Failed | Outcome::Unreachable));
    let mut told = HashSet::new();
    let mut short = false;
    for (index, found) in causes.enumerate() {
        let example = found.example(&mut told);
        short = index >= MAX_DETAILED;
        cause(text, found, example, short);
    }
    if short {
        text.push('\n');
    }
}

/// A cause: the case that stands for it, and the names of the others.
fn cause(text: &mut String, cause: &Cause, example: Option<&Record>, short: bool) {
    let word = if cause.outcome == Outcome::Failed { "FAIL" } else { "LOST" };
    let wrong = cause.mismatches.first().map(|found| mismatch(found)).unwrap_or_default();
    let Some(record) = example else {
        // Each of its cases was shown for another cause.
        let (count, first) = (cause.cases.len(), cause.cases.first().map(|record| line(&record.name)));
        let cases = if count == 1 { "a case" } else { "cases" };
        _ = writeln!(text, "{RED}{word}{RED:#} {wrong}");
        _ = writeln!(text, "     in {count} {cases} above, such as {}\n", first.unwrap_or_default());
        return;
    };
    _ = writeln!(text, "{RED}{word}{RED:#} {BOLD}{}{BOLD:#}", line(&record.name));
    let mut labelled = |label: &str, words: &str| {
        let words = words.replace('\n', "\n               ");
        _ = writeln!(text, "     {DIM}{label:<9}{DIM:#} {words}");
    };
    if short {
        labelled("", &wrong);
    } else {
        CaseSummary::of(record).lines().iter().for_each(|(label, words)| labelled(label, words));
    }
    if let Some(alike) = alike(cause, record) {
        labelled("alike", &alike);
    }
    if !short {
        text.push('\n');
    }
}

/// One line of counts for each operation.
fn operations(text: &mut String, run: &Run) {
    let width = run.operations.keys().map(|name| name.chars().count()).max().unwrap_or(0);
    for (operation, counts) in &run.operations {
        let sign = match counts {
            counts if counts.failed + counts.unreachable + counts.faulty > 0 => format!("{RED}✗{RED:#}"),
            // Nothing that could have failed was judged.
            counts if counts.judged == 0 => format!("{YELLOW}-{YELLOW:#}"),
            _ => format!("{GREEN}✓{GREEN:#}"),
        };
        let mut notes = format!("{:>5} passed", counts.passed);
        if counts.passed > 0 {
            _ = write!(notes, ", {} of them could have failed", counts.judged - counts.failed);
        }
        for (count, what) in [
            (counts.failed, "failed"),
            (counts.observed, "observed to differ"),
            (counts.inconclusive, "inconclusive"),
            (counts.skipped, "skipped"),
            (counts.unreachable, "unreachable"),
            (counts.faulty, "faulty"),
        ] {
            if count > 0 {
                _ = write!(notes, ", {count} {what}");
            }
        }
        _ = writeln!(text, "{sign} {:<width$} {notes}", line(operation));
    }
}

/// The reasons why cases were skipped, each once with its count.
fn left_out(text: &mut String, run: &Run) {
    for (why, count) in reasons(run, Verdict::Inconclusive) {
        _ = writeln!(text, "  {YELLOW}{count} inconclusive:{YELLOW:#} {why}");
    }
    for (why, count) in reasons(run, Verdict::Skipped) {
        _ = writeln!(text, "  {count} skipped: {why}");
    }
    for other in &run.observations {
        _ = writeln!(text, "  observed: {} {}", line(&other.operation), line(&other.message));
    }
}

/// Outcomes that no document decides and that differ from the guess, in a few lines.
fn observed(text: &mut String, run: &Run) {
    let differing: Vec<&Record> = run.cases.iter().filter(|record| differs(record)).collect();
    let Some(first) = differing.first() else { return };
    let classes = differing.iter().map(|record| record.tags.first().map_or("other", String::as_str).to_owned());
    let classes: Vec<String> = tally(classes).into_iter().map(|(class, count)| format!("{class} {count}")).collect();
    let (outcomes, differ) = if differing.len() == 1 { ("outcome", "differs") } else { ("outcomes", "differ") };
    _ = writeln!(
        text,
        "\n{YELLOW}observed:{YELLOW:#} {} {outcomes} that no document decides {differ} from the guess; the run does not fail because of that",
        differing.len()
    );
    _ = writeln!(text, "    {}", classes.join(", "));
    let wrong = first.mismatches.first().map(|found| format!(": {}", found.message)).unwrap_or_default();
    _ = writeln!(text, "    such as {}{}", line(&first.name), line(&wrong));
    _ = writeln!(text, "    all of them: ringback run … --level observed --report html=report.html");
}

fn summary(text: &mut String, run: &Run) {
    let counted = &run.summary;
    let style = match counted {
        counted if counted.failed + counted.unreachable > 0 || run.stopped.is_some() || !run.unwired.is_empty() => RED,
        counted if counted.judged == 0 => YELLOW,
        _ => GREEN,
    };
    let time = run.seconds.map(|seconds| format!(" in {seconds:.1} s")).unwrap_or_default();
    _ = writeln!(text, "\n{style}{}{style:#} against {}{time}", counts(run), line(&run.target));
    if let Some(why) = &run.stopped {
        _ = writeln!(text, "{RED}stopped early:{RED:#} {}", line(why));
    }
    if counted.cases == 0 {
        text.push_str("no case was run, so this is not a success\n");
    } else if counted.judged == 0 {
        text.push_str("no documented case was judged, so this is not a success\n");
    }
    let failed: Vec<&Record> = run.cases.iter().filter(|record| fails(record)).collect();
    if let Some(first) = failed.first() {
        let rules = failed.iter().filter_map(|record| record.mismatches.first()).map(|found| line(&found.rule));
        let rules: Vec<String> = tally(rules).into_iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        _ = writeln!(text, "broken rules:    {}", rules.join(", "));
        let name = line(&first.name).replace('\'', "?");
        _ = writeln!(text, "run one again:   ringback run … --case '{name}'");
        _ = writeln!(text, "sources:         ringback explain {}", line(&first.type_name));
    }
    if counted.unreachable > 0 {
        text.push_str("no response:     check the URL, the timeout and the target's log\n");
    }
}
