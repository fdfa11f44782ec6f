//! Reads recordings file by file; every payload of a documented type goes to a sink.

use super::{
    har, json_lines,
    location::RecordedLocation,
    names::NamedTarget,
    observer::{DocumentedContract, TrafficObserver},
    recordings::{RecordingFormat, Recordings},
    sink::PayloadSink,
    skipped::TrafficTally,
};
use ringback_contract::error::Error;
use std::{path::Path, rc::Rc};

/// Reads recordings. Returns what was skipped.
///
/// # Errors
///
/// If a recording cannot be read, and the sink does not go on without it.
pub fn read<S: PayloadSink>(
    contract: &DocumentedContract,
    recordings: &Recordings,
    sink: S,
) -> Result<(S, TrafficTally), Error> {
    let mut observer = TrafficObserver::new(contract, sink);
    for (format, path) in &recordings.files {
        let label = recordings.label_of(path).and_then(|name| observer.names.find(name));
        let target = label.or_else(|| observer.names.of_file(path));
        observer.read_file(*format, path, target)?;
    }
    Ok((observer.sink, observer.tally))
}

impl<S: PayloadSink> TrafficObserver<'_, S> {
    fn read_file(&mut self, format: RecordingFormat, path: &Path, target: Option<NamedTarget>) -> Result<(), Error> {
        let file: Rc<str> = path.display().to_string().into();
        let read = match format {
            RecordingFormat::Har => {
                let mut number = 0_u64;
                har::read(path, |line, entry| {
                    number += 1;
                    self.observe_entry(RecordedLocation::new(&file, line).part(&format!("entry {number}")), &entry);
                })
            }
            RecordingFormat::Lines => json_lines::read(path, |line, value| {
                let observed =
                    value.and_then(|value| self.observe_line(&RecordedLocation::new(&file, line), value, target));
                observed.or_else(|error| self.sink.unreadable(error))
            }),
            RecordingFormat::Data => self.observe_document(path, target),
        };
        read.or_else(|error| self.sink.unreadable(error))
    }
}
