//! The JSON report, for programs; its JSON Schema is derived from the types that are serialized.

use super::{
    options::ReportOptions,
    record::{Record, Run},
    report::Report,
    sink::Sink,
    spool::Spool,
    whole::{Gathered, Page, WrittenAtEnd},
};
use ringback_contract::error::Error;
use ringback_contract::files;
use ringback_runner::event::{Event, EventKind};
use serde_json::Value;

/// The format's name on the command line.
pub(super) const NAME: &str = "json";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    Ok(Box::new(WrittenAtEnd::new(Json::new(sink, options)?)))
}

/// The schema of the JSON report.
pub fn schema() -> Value {
    schemars::schema_for!(Run).to_value()
}

/// The report while the run goes on: its cases are kept on disk.
struct Json {
    gathered: Gathered,
    spool: Spool,
    /// The run, if it is known as a whole.
    whole: Option<Run>,
    sink: Sink,
    unmasked: bool,
}

impl Json {
    fn new(sink: Sink, options: &ReportOptions) -> Result<Self, Error> {
        let unmasked = options.unmasked;
        Ok(Self { gathered: Gathered::new(options), spool: Spool::new()?, whole: None, sink, unmasked })
    }
}

impl Page for Json {
    fn note(&mut self, event: &Event) -> Result<(), Error> {
        self.gathered.event(event);
        match &event.kind {
            EventKind::Finished(result) => self.spool.push(&result.case.name, &Record::of(result, self.unmasked)),
            _ => Ok(()),
        }
    }

    fn replace(&mut self, run: &Run) {
        self.whole = Some(run.clone());
    }

    fn write(&mut self) -> Result<(), Error> {
        if let Some(run) = &self.whole {
            return self.sink.write(&files::json(run), false);
        }
        let page = files::json(self.gathered.run());
        // A quote inside a text of JSON has a backslash before it: nothing but the list itself is written like this.
        let (before, after) = page.rsplit_once("\"cases\": []").unwrap_or((&page, ""));
        let spool = &mut self.spool;
        self.sink.stream(|out| {
            write!(out, "{before}\"cases\": [")?;
            spool.write(out)?;
            write!(out, "]{after}")
        })
    }

    fn is_shown(&self) -> bool {
        self.sink == Sink::Stdout
    }
}
