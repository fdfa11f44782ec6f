//! A recorded document: an HTTP archive, a payload, a list of payloads or exchanges, an exported flow.

use super::{
    exchange::RecordedExchange,
    location::RecordedLocation,
    names::NamedTarget,
    observer::{Origin, TrafficObserver},
    sink::PayloadSink,
    skipped::SkipReason,
};
use ringback_contract::{data_file, error::Error, input, line_index::line_at};
use serde_json::Value;
use std::{path::Path, rc::Rc};

/// Where the entries of an HTTP archive are.
const ENTRIES: &str = "/log/entries";

impl<S: PayloadSink> TrafficObserver<'_, S> {
    /// Observes what is in a file of JSON or YAML. `of_file` is what its name says that it is.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is neither JSON nor YAML.
    pub(super) fn observe_document(&mut self, path: &Path, of_file: Option<NamedTarget>) -> Result<(), Error> {
        let file: Rc<str> = path.display().to_string().into();
        let text = input::read(path)?;
        let root = data_file::parse(&file, &text)?.root;
        let value = root.value();
        let place = |at: &str| {
            let start = root.at(at).map_or(0, |part| part.range.start);
            RecordedLocation::new(&file, line_at(&text, start))
        };
        match (value.pointer(ENTRIES), &value) {
            (Some(Value::Array(entries)), _) => {
                for (entry, number) in entries.iter().zip(0..) {
                    let location = place(&format!("{ENTRIES}/{number}")).part(&format!("entry {}", number + 1));
                    self.observe_entry(location, entry);
                }
            }
            (_, Value::Array(list)) => {
                for (part, number) in list.iter().zip(0..) {
                    let at = format!("/{number}");
                    self.observe_part(&|below| place(&format!("{at}{below}")), part, of_file);
                }
            }
            _ => self.observe_part(&place, &value, of_file),
        }
        Ok(())
    }

    /// Observes a document, or an element of one that is a list. `place` is where a pointer in it leads.
    fn observe_part(&mut self, place: &dyn Fn(&str) -> RecordedLocation, value: &Value, of_file: Option<NamedTarget>) {
        let location = &place("");
        if let Some(target) = of_file {
            return self.observe_target(location, value, target);
        }
        if let Some(exchange) = RecordedExchange::of_line(location, value) {
            return self.observe_exchange(exchange);
        }
        if self.observe_enveloped(location, value) {
            return;
        }
        for (prefix, vendor) in self.contract.vendors {
            for container in &vendor.containers {
                if self.observe_within(place, prefix, container, value) {
                    return;
                }
            }
        }
        match self.infer(value) {
            Some(index) => self.observe(index, Origin::default(), location, value),
            None => self.tally.skip(SkipReason::UnclearType),
        }
    }
}
