//! The HTTP archive (HAR 1.2) of a run: every request that was answered, with its response, in the order in which they
//! were sent. Browsers, proxies and `ringback drift` read it.

use super::{
    har_entry::{Entry, Envelope},
    options::ReportOptions,
    record::Run,
    report::Report,
    sink::Sink,
    spool::Spool,
    whole::{Gathered, Page, WrittenAtEnd},
};
use ringback_contract::{error::Error, files, mask::Mask};
use ringback_runner::event::{Event, EventKind};

/// The format's name on the command line.
pub(super) const NAME: &str = "har";

/// Opens a report in this format.
pub(super) fn open(sink: Sink, options: &ReportOptions) -> Result<Box<dyn Report>, Error> {
    Ok(Box::new(HarReport(WrittenAtEnd::new(Har::new(sink, options)?))))
}

/// The report, which wants every exchange.
struct HarReport(WrittenAtEnd<Har>);

impl Report for HarReport {
    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.0.event(event)
    }

    fn write_run(&mut self, run: &Run) -> Result<(), Error> {
        self.0.write_run(run)
    }

    fn wants_exchanges(&self) -> bool {
        true
    }
}

/// The archive while the run goes on: its entries are kept on disk.
struct Har {
    gathered: Gathered,
    spool: Spool,
    /// What was sent so far stays readable where it comes back.
    mask: Mask,
    sink: Sink,
    /// Why the entries of a joined report cannot be written.
    broken: Option<Error>,
}

impl Har {
    fn new(sink: Sink, options: &ReportOptions) -> Result<Self, Error> {
        let mask = Mask::new(options.unmasked);
        Ok(Self { gathered: Gathered::new(options), spool: Spool::new()?, mask, sink, broken: None })
    }
}

impl Page for Har {
    fn note(&mut self, event: &Event) -> Result<(), Error> {
        self.gathered.event(event);
        match &event.kind {
            EventKind::Exchanged(exchange) => {
                let key = format!("{:040} {}", exchange.at.as_nanosecond().max(0), exchange.case);
                self.spool.push(&key, &Entry::of_exchange(exchange, &mut self.mask))
            }
            _ => Ok(()),
        }
    }

    fn replace(&mut self, run: &Run) {
        // The JSON report does not say when each request was sent.
        let mut entries = run.cases.iter().filter_map(|record| Some((&record.name, Entry::of_record(record, run)?)));
        let pushed = entries.try_for_each(|(name, entry)| self.spool.push(name, &entry));
        self.broken = pushed.err();
    }

    fn write(&mut self) -> Result<(), Error> {
        if let Some(error) = self.broken.take() {
            return Err(error);
        }
        let page = files::json(&Envelope::of(self.gathered.run()));
        // A quote inside a text of JSON has a backslash before it: nothing but the list itself is written like this.
        let (before, after) = page.rsplit_once("\"entries\": []").unwrap_or((&page, ""));
        let spool = &mut self.spool;
        self.sink.stream(|out| {
            write!(out, "{before}\"entries\": [")?;
            spool.write(out)?;
            write!(out, "]{after}")
        })
    }

    fn is_shown(&self) -> bool {
        self.sink == Sink::Stdout
    }
}
