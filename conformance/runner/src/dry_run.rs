//! `--dry-run`: prints every request of a plan with secrets as `$VARIABLES`, and sends nothing.

use crate::{
    clock::Clock,
    event::{ShownRequest, Verdict},
    judges::Judges,
    plan::Plan,
    redaction::Redactor,
    site::Site,
    stages::prepare::{PreparedRequest, prepare},
};
use std::fmt::Write;

/// The requests of a plan as text.
pub fn describe(plan: &Plan, site: &Site, clock: Clock, judges: &Judges) -> String {
    let redactor = site.redactor();
    let mut text = String::new();
    for planned in &plan.operations {
        for case in &planned.cases {
            _ = writeln!(text, "# {}", case.name);
            if let Some(why) = &planned.skip {
                _ = writeln!(text, "# skipped: {why}\n");
                continue;
            }
            if planned.parameters.is_empty() {
                _ = writeln!(text, "# only sent to read back what another operation created\n");
            }
            if let Some((name, maker)) = &planned.made {
                _ = writeln!(text, "# {{{name}}} is what {maker} makes");
            }
            for parameters in &planned.parameters {
                describe_one(&mut text, prepare(planned, case, parameters, site, clock, judges), &redactor);
            }
        }
    }
    text
}

fn describe_one(text: &mut String, prepared: Result<PreparedRequest, Verdict>, redactor: &Redactor) {
    match prepared {
        Ok(prepared) => {
            let ShownRequest { method, url, headers, body } = redactor.request(&prepared.request);
            _ = writeln!(text, "{method} {url}");
            for (name, value) in headers {
                _ = writeln!(text, "{name}: {value}");
            }
            if let Some(body) = body {
                _ = writeln!(text, "\n{body}");
            }
        }
        Err(Verdict::Skipped(why)) => _ = writeln!(text, "# not sent: {why}"),
        Err(Verdict::Faulty(why)) => _ = writeln!(text, "# not sent, an error in Ringback:  {why}"),
        Err(_) => _ = writeln!(text, "# not sent"),
    }
    text.push('\n');
}
