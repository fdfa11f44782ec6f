//! `ringback explain`: the sentences, the schema, the Rust code and the cases behind a name.

use crate::{
    cases::{expect, level},
    documents::Documents,
    outcome::Outcome,
};
use ringback_contract::{error::Error, files, terminal::strip_control};
use ringback_generator::explain::explain;
use ringback_report::sink::print;
use ringback_suite::{
    case::{Case, Payload},
    derive::suite,
};
use std::fmt::Write;

/// Explains a type, a property or a case.
///
/// # Errors
///
/// If there is nothing with this name; the message lists what exists.
pub fn run(name: &str, documents: &Documents) -> Result<Outcome, Error> {
    let models = documents.models()?;
    let suite = suite(&models);
    let text = match suite.iter().find(|case| case.name == name) {
        Some(case) => of_case(case),
        None => explain(&models, name)? + &of_subject(&suite, name),
    };
    print(&strip_control(&text))?;
    Ok(Outcome::Success)
}

fn of_case(case: &Case) -> String {
    let mut text = format!("{}\n\n  {}, {}: {}\n", case.name, level(case), expect(case), meaning(case));
    for source in &case.because {
        _ = writeln!(text, "\n  \"{}\"  ({source})", source.quote);
    }
    let sent = match &case.payload {
        Payload::Json(payload) => files::json(payload),
        Payload::Body { content_type, text } => format!("{text}\n({content_type})\n"),
        Payload::None => "nothing: the operation only reads\n".into(),
    };
    text.push_str("\nSent\n");
    sent.lines().for_each(|line| _ = writeln!(text, "  {line}"));
    if !case.tags.is_empty() {
        _ = writeln!(text, "\nTags\n  {}", case.tags.join(", "));
    }
    _ = write!(
        text,
        "\nFire it\n  ringback run --case '{}' --target URL\n\nIts type\n  ringback explain {}\n",
        case.name, case.type_name
    );
    text
}

fn meaning(case: &Case) -> String {
    match (&case.breaks, expect(case)) {
        (Some(breaks), _) => {
            let at = if breaks.at.is_empty() { "the whole payload" } else { &breaks.at };
            format!("{at} breaks the rule {:?} in one way, {:?}, and no other rule", breaks.rule, breaks.way)
        }
        (None, "conform") => "what comes back must be of its type, and hold what was sent".into(),
        (None, _) => "it breaks no rule".into(),
    }
}

/// The cases of a type, counted by operation, or the cases of a property, listed by name.
fn of_subject(suite: &[Case], name: &str) -> String {
    let mut parts = name.splitn(3, '/');
    let type_name = [parts.next(), parts.next()].into_iter().flatten().collect::<Vec<_>>().join("/");
    let place = parts.next().map(|place| format!("{place}/"));
    let mut text = String::from("\nCases\n");
    let mut count = 0;
    for case in suite.iter().filter(|case| case.type_name == type_name) {
        let coordinates = case.name.splitn(3, '/').nth(2).unwrap_or_default();
        if place.as_ref().is_none_or(|place| coordinates.starts_with(place)) {
            count += 1;
            if place.is_some() {
                _ = writeln!(text, "  {:<10} {:<7} {}", level(case), expect(case), case.name);
            }
        }
    }
    if place.is_none() || count == 0 {
        _ = writeln!(text, "  {count}{}", if count > 0 { "; `ringback cases` lists them" } else { "" });
    }
    text
}
