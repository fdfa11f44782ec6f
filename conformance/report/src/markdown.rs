//! Markdown for a comment on a pull request: a table of the operations and the failures below it.

use super::{
    case_summary::{CaseSummary, NAMED, counts, mismatch, reasons},
    cause::{Cause, Outcome, causes},
    markup::{ROOM, code, escape, html_code, longest_run},
    options::ReportOptions,
    record::{Record, Run, Summary, Verdict},
    report::Report,
    sink::Sink,
    whole::PageFormat,
};
use ringback_contract::error::Error;
use ringback_runner::event;
use std::{collections::HashSet, fmt::Write};

/// The format's name on the command line.
pub(super) const NAME: &str = "markdown";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    let format = PageFormat {
        lists: |result| !matches!(result.verdict, event::Verdict::Pass | event::Verdict::Skipped(_)),
        render: |run, _| Ok(render(run)),
        coloured: false,
    };
    Ok(Box::new(format.report(sink, options)))
}

fn render(run: &Run) -> String {
    let verdict = match (&run.summary, &run.stopped) {
        (summary, _) if summary.failed > 0 => "❌",
        (summary, None) if summary.unreachable == 0 && summary.judged > 0 && run.unwired.is_empty() => "✅",
        _ => "⚠️",
    };
    let mut text = format!("### {verdict} ringback: {}\n\nTarget: {}\n", escape(&counts(run)), code(&run.target));
    if let Some(why) = &run.stopped {
        _ = write!(text, "\n**The run stopped early:** {}\n", escape(why));
    }
    for unwired in &run.unwired {
        _ = write!(
            text,
            "\n**No valid payload is accepted by {}:** {}\n",
            code(&unwired.operation),
            escape(&unwired.advice)
        );
    }
    table(&mut text, run);
    for (why, count) in reasons(run, Verdict::Inconclusive) {
        _ = write!(text, "\n- {count} inconclusive: {}", escape(&why));
    }
    for other in &run.observations {
        _ = write!(text, "\n- observed: {} {}", code(&other.operation), escape(&other.message));
    }
    text.push('\n');
    let mut left_out = 0;
    let mut told = HashSet::new();
    for cause in causes(&run.cases) {
        if !matches!(cause.outcome, Outcome::Failed | Outcome::Unreachable) {
            continue;
        }
        let section = section(&cause, cause.example(&mut told));
        if text.len() + section.len() > ROOM {
            left_out += cause.cases.len();
        } else {
            text.push_str(&section);
        }
    }
    if left_out > 0 {
        _ = write!(text, "\n… and {left_out} more cases: the JSON and HTML reports have them all.\n");
    }
    text
}

fn table(text: &mut String, run: &Run) {
    text.push_str("\n| operation | cases | passed | failed | observed | inconclusive | skipped | unreachable |\n");
    text.push_str("|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for (operation, counts) in &run.operations {
        let Summary { cases, passed, failed, observed, inconclusive, skipped, unreachable, .. } = counts;
        let numbers = [cases, passed, failed, observed, inconclusive, skipped, unreachable];
        let numbers: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
        _ = writeln!(text, "| {} | {} |", escape(operation), numbers.join(" | "));
    }
}

/// A cause, with the case that stands for it; without one, each of its cases was shown for another cause.
fn section(cause: &Cause, example: Option<&Record>) -> String {
    let count = match cause.cases.len() {
        0 | 1 => String::new(),
        more => format!(" and {} more", more - 1),
    };
    let Some(example) = example else {
        let first = cause.cases.first().map(|record| code(&record.name)).unwrap_or_default();
        let wrong: Vec<String> = cause.mismatches.iter().map(|found| code(&mismatch(found))).collect();
        return format!("\n- {first}{count}: {}\n", wrong.join(", "));
    };
    let summary = CaseSummary::of(example);
    let mut text = format!("\n<details><summary>{}{count}</summary>\n\n", html_code(&summary.name));
    if let Some(sent) = &summary.sent {
        _ = writeln!(text, "- **sent** {}", code(sent));
    }
    _ = writeln!(text, "- **expected** {}", escape(&summary.expected));
    let got = summary.got.as_ref().map(|got| format!(" {}", code(got))).unwrap_or_default();
    _ = writeln!(text, "- **got**{got}");
    for wrong in &summary.wrong {
        _ = writeln!(text, "  - {}", code(wrong));
    }
    for said in &summary.says {
        _ = write!(text, "\n> {}\n> — {}\n", escape(&said.words), code(&said.place));
    }
    if let Some(again) = &summary.again {
        let fence = "`".repeat(longest_run(again).max(2) + 1);
        _ = write!(text, "\n{fence}sh\n{again}\n{fence}\n");
    }
    let (names, left_out) = cause.others(example, NAMED);
    if !names.is_empty() {
        let names: Vec<String> = names.into_iter().map(code).collect();
        let rest = if left_out > 0 { format!(", and {left_out} more") } else { String::new() };
        _ = write!(text, "\nAlso {}{rest}\n", names.join(", "));
    }
    text + "\n</details>\n"
}
