//! A line of a recording: a payload, one with its type, one in an envelope, or an exchange.

use super::{exchange::Exchange, name::Meant, observer::TrafficObserver, place::Place, skipped::SkipReason};
use ringback_contract::error::Error;
use serde_json::Value;

impl TrafficObserver<'_> {
    /// Observes a line: a payload, one with its type, or an exchange.
    ///
    /// # Errors
    ///
    /// When it cannot be told of which type it is.
    pub fn line(&mut self, place: &Place, line: Value, file: Option<Meant>) -> Result<(), Error> {
        let mistake = |message: String| Error::input(&*place.file, place.line, message);
        // What the one type that may be meant tells of itself is no wrapping.
        let only = match (file, self.scene.types.as_slice()) {
            (Some(Meant::Type(meant)), _) => Some(meant),
            (None, [_]) => Some(0),
            _ => None,
        };
        let is_own = |name: &str| only.is_some_and(|meant| self.inference.declares(meant, name));
        let (wraps, exchanges) = (!is_own("payload"), !is_own("method"));
        if let (true, Some(named), Some(payload)) =
            (wraps, line.get("type").and_then(Value::as_str), line.get("payload"))
        {
            match self.names.find(named) {
                Some(meant) => {
                    self.meant(place, payload, meant);
                    return Ok(());
                }
                None if file.is_none() => {
                    return Err(mistake(format!(
                        "no documented type has the name that is given (one of {})",
                        self.names.all()
                    )));
                }
                None => {}
            }
        }
        if let Some(exchange) = Exchange::of_line(place, &line).filter(|_| exchanges) {
            self.exchange(exchange);
            return Ok(());
        }
        if let Some(meant) = file {
            self.meant(place, &line, meant);
            return Ok(());
        }
        if self.observe_enveloped(place, &line) {
            return Ok(());
        }
        match only.or_else(|| self.infer(&line)) {
            Some(meant) => self.observe(meant, None, place, &line),
            None => {
                let named = "name the file TYPE.jsonl, or write {\"type\": \"TYPE\", \"payload\": …}";
                return Err(mistake(format!(
                    "which type this payload is of is not clear: {named} (one of {})",
                    self.names.all()
                )));
            }
        }
        Ok(())
    }

    /// Observes what is known by name.
    fn meant(&mut self, place: &Place, value: &Value, meant: Meant) {
        match meant {
            Meant::Type(meant) => self.observe(meant, None, place, value),
            Meant::Container(before, container) => {
                if !self.observe_contained(place, before, container, value) {
                    self.skipped.skip(SkipReason::NoPayload);
                }
            }
        }
    }
}
