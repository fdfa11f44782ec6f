//! A line of a recording: a payload, `{"type": …, "payload": …}`, a payload in an envelope, or an exchange.

use super::{
    exchange::RecordedExchange,
    location::RecordedLocation,
    names::NamedTarget,
    observer::{Origin, TrafficObserver},
    sink::PayloadSink,
    skipped::SkipReason,
};
use ringback_contract::error::Error;
use serde_json::Value;

impl<S: PayloadSink> TrafficObserver<'_, S> {
    /// Observes a line. `of_file` is what the name of its file says that the lines are.
    ///
    /// # Errors
    ///
    /// If its type is neither named nor inferred.
    pub fn observe_line(
        &mut self,
        location: &RecordedLocation,
        line: Value,
        of_file: Option<NamedTarget>,
    ) -> Result<(), Error> {
        let error = |message: String| Error::input(&*location.file, location.line, message);
        // A property that the only possible type declares itself is part of the payload.
        let only = match (of_file, self.contract.types.as_slice()) {
            (Some(NamedTarget::Type(index)), _) => Some(index),
            (None, [_]) => Some(0),
            _ => None,
        };
        let is_own = |name: &str| only.is_some_and(|index| self.inference.declares(index, name));
        let (may_be_labelled, may_be_exchange) = (!is_own("payload"), !is_own("method"));
        if let (true, Some(name), Some(payload)) =
            (may_be_labelled, line.get("type").and_then(Value::as_str), line.get("payload"))
        {
            match self.names.find(name) {
                Some(target) => {
                    self.observe_target(location, payload, target);
                    return Ok(());
                }
                None if of_file.is_none() => {
                    return Err(error(format!("no documented type has this name (one of {})", self.names.summary())));
                }
                None => {}
            }
        }
        if let Some(exchange) = RecordedExchange::of_line(location, &line).filter(|_| may_be_exchange) {
            self.observe_exchange(exchange);
            return Ok(());
        }
        if let Some(target) = of_file {
            self.observe_target(location, &line, target);
            return Ok(());
        }
        if self.observe_enveloped(location, &line) {
            return Ok(());
        }
        match only.or_else(|| self.infer(&line)) {
            Some(index) => self.observe(index, Origin::default(), location, &line),
            None => {
                let advice = "name the file TYPE.jsonl, or write {\"type\": \"TYPE\", \"payload\": …}";
                return Err(error(format!(
                    "the type of this payload is not clear: {advice} (one of {})",
                    self.names.summary()
                )));
            }
        }
        Ok(())
    }

    /// Observes a value that is labelled, by its line or by its file.
    pub(super) fn observe_target(&mut self, location: &RecordedLocation, value: &Value, target: NamedTarget) {
        match target {
            NamedTarget::Type(index) => self.observe(index, Origin::default(), location, value),
            NamedTarget::Container(prefix, container) => {
                if !self.observe_container(location, prefix, container, value) {
                    self.tally.skip(SkipReason::NoPayload);
                }
            }
        }
    }
}
