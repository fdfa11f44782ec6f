//! A recorded document: an HTTP archive, a payload, a list of payloads or exchanges, an exported flow.

use super::{
    exchange::RecordedExchange,
    location::RecordedLocation,
    names::NamedTarget,
    observer::{Origin, TrafficObserver},
    sink::PayloadSink,
    skipped::SkipReason,
};
use ringback_contract::{data_file, error::Error, input, line_index::line_at, operation::Container};
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
        let (at, parts) = match (value.pointer(ENTRIES), &value) {
            (Some(Value::Array(entries)), _) => (ENTRIES, entries),
            (_, Value::Array(list)) => ("", list),
            _ => {
                self.observe_part(&RecordedLocation::new(&file, 1), &value, of_file);
                return Ok(());
            }
        };
        let is_archive = at == ENTRIES;
        for (number, part) in parts.iter().enumerate() {
            let start = root.at(&format!("{at}/{number}")).map_or(0, |part| part.range.start);
            let location = RecordedLocation::new(&file, line_at(&text, start));
            match is_archive {
                true => self.observe_entry(location.part(&format!("entry {}", number + 1)), part),
                false => self.observe_part(&location, part, of_file),
            }
        }
        Ok(())
    }

    /// Observes a document, or an element of one that is a list.
    fn observe_part(&mut self, location: &RecordedLocation, value: &Value, of_file: Option<NamedTarget>) {
        if let Some(target) = of_file {
            return self.observe_target(location, value, target);
        }
        if let Some(exchange) = RecordedExchange::of_line(location, value) {
            return self.observe_exchange(exchange);
        }
        if self.observe_enveloped(location, value) {
            return;
        }
        let containers = self.contract.vendors.iter();
        let containers = containers.flat_map(|(prefix, vendor)| vendor.containers.iter().map(move |one| (prefix, one)));
        let containers: Vec<(&String, &Container)> = containers.collect();
        if containers.into_iter().any(|(prefix, one)| self.observe_within(location, prefix, one, value)) {
            return;
        }
        match self.infer(value) {
            Some(index) => self.observe(index, Origin::default(), location, value),
            None => self.tally.skip(SkipReason::UnclearType),
        }
    }
}
