//! Reports of runs and of drifts. Of a run events come in, and one page goes out at the end; of a drift a comparison comes
//! in. Each format is a file and a line of `FORMATS`, for runs here and for drifts in [`drift`].

mod annotation;
mod colour;
pub mod drift;
mod github;
mod html;
pub mod json;
mod junit;
mod markdown;
mod markup;
pub mod merge;
mod plain;
pub mod record;
mod recording;
pub mod sink;
mod spool;
mod story;
mod text;
mod whole;

use record::Run;
use ringback_contract::error::Error;
use ringback_runner::event::{Event, Finished};
use sink::Sink;
use std::collections::BTreeSet;
use whole::{Whole, Written};

/// Something that tells of a run.
pub trait Report {
    /// Takes note of an event. The page is written when the run has ended.
    ///
    /// # Errors
    ///
    /// When the page cannot be written. A reader that has seen enough is no error.
    fn event(&mut self, event: &Event) -> Result<(), Error>;
}

/// A way of telling.
struct Format {
    name: &'static str,
    /// Whether a case is told of one by one; all others are only counted.
    tells: fn(&Finished) -> bool,
    render: fn(&Run) -> Result<String, Error>,
    /// Whether the page is coloured when it goes to a terminal.
    coloured: bool,
}

/// Every format that is written as one page; JSON is written case by case.
static FORMATS: [&Format; 5] = [&text::FORMAT, &junit::FORMAT, &html::FORMAT, &markdown::FORMAT, &github::FORMAT];

/// Opens a report by `FORMAT` or `FORMAT=FILE`. What a target returned of people is masked in it.
///
/// # Errors
///
/// When there is no such format, or the file cannot be written.
pub fn open(format: &str) -> Result<Box<dyn Report>, Error> {
    opened(format, false).map(|(report, _)| report)
}

/// Several reports of one run.
pub struct Reports(Vec<Box<dyn Report>>);

impl Report for Reports {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        // One that fails keeps none of the others from being written.
        let failed: Vec<Error> = self.0.iter_mut().filter_map(|report| report.event(event).err()).collect();
        failed.into_iter().next().map_or(Ok(()), Err)
    }
}

/// Opens the reports that a command line names, or text when it names none.
///
/// # Errors
///
/// When there is no such format, a file cannot be written, or two reports go to the same place.
pub fn open_all(formats: &[String], unmasked: bool) -> Result<Reports, Error> {
    let text = [text::FORMAT.name.to_owned()];
    let formats = if formats.is_empty() { &text } else { formats };
    let mut reports = Vec::new();
    let mut places = BTreeSet::new();
    for format in formats {
        let (report, place) = opened(format, unmasked)?;
        if !places.insert(place.clone()) {
            let allowed = format!("another report goes to {place} already; FORMAT=FILE writes to a file");
            return Err(Error::Unknown { what: "place for the report", name: format.clone(), allowed });
        }
        reports.push(report);
    }
    Ok(Reports(reports))
}

fn opened(format: &str, unmasked: bool) -> Result<(Box<dyn Report>, String), Error> {
    let (name, file) = match format.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (format, None),
    };
    let names = || FORMATS.iter().map(|format| format.name).chain([json::NAME]);
    if !names().any(|known| known == name) {
        return Err(Error::unknown("report format", name, names()));
    }
    let sink = Sink::open(file)?;
    let place = sink.to_string();
    let Some(format) = FORMATS.iter().find(|format| format.name == name) else {
        return Ok((Box::new(Written::new(json::Json::new(sink, unmasked)?)), place));
    };
    let whole = Written::new(Whole::new(format, sink, unmasked));
    let report: Box<dyn Report> =
        if name == text::FORMAT.name { Box::new(text::Text::new(whole)) } else { Box::new(whole) };
    Ok((report, place))
}
