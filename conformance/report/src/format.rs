//! The formats in which a run is reported, and how reports are opened.

use super::{
    options::ReportOptions,
    registry::formats,
    report::{Report, Reports},
    sink::Sink,
};
use ringback_contract::error::Error;
use std::collections::BTreeSet;

formats! {
    /// A format in which a run is reported.
    RunFormat {
        Text => text,
        Junit => junit,
        Html => html,
        Markdown => markdown,
        Github => github,
        Json => json,
        JsonLines => json_lines,
        Har => har,
    }

    /// Opens a report in this format.
    fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error>;
}

/// Opens a report by `FORMAT` or `FORMAT=FILE`, with the default options.
///
/// # Errors
///
/// If there is no such format, or the file cannot be written.
pub fn open(format: &str) -> Result<Box<dyn Report>, Error> {
    opened(format, &ReportOptions::default()).map(|(report, _)| report)
}

/// Opens the reports that the command line names; the text report if it names none.
///
/// # Errors
///
/// If there is no such format, a file cannot be written, or two reports have the same destination.
pub fn open_all(formats: &[String], options: &ReportOptions) -> Result<Reports, Error> {
    let text = [RunFormat::Text.name().to_owned()];
    let formats = if formats.is_empty() { &text } else { formats };
    let mut reports = Vec::new();
    let mut places = BTreeSet::new();
    for format in formats {
        let (report, place) = opened(format, options)?;
        if !places.insert(place.clone()) {
            let allowed = format!("another report is already written to {place}; FORMAT=FILE writes to a file");
            return Err(Error::Unknown {
                what: "place for the report",
                name: format.clone(),
                similar: String::new(),
                allowed,
            });
        }
        reports.push(report);
    }
    Ok(Reports::new(reports))
}

/// A report with its destination.
fn opened(format: &str, options: &ReportOptions) -> Result<(Box<dyn Report>, String), Error> {
    let (name, file) = match format.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (format, None),
    };
    let format = RunFormat::named(name)?;
    let sink = Sink::open(file)?;
    let place = sink.to_string();
    Ok((format.open(sink, options)?, place))
}
