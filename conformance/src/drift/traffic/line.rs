//! A line of a recording: a payload, one with its type, one in an envelope, or an exchange.

use super::{exchange::Exchange, name::Meant, place::Place, tally::Left, wire::Wire};
use ringback_generator::error::Error;
use serde_json::Value;

impl Wire<'_> {
    /// Hears a line: a payload, one with its type, or an exchange.
    ///
    /// # Errors
    ///
    /// When it cannot be told of which type it is.
    pub fn line(&mut self, place: &Place, line: Value, file: Option<Meant>) -> Result<(), Error> {
        let mistake = |message: String| Error::input(&*place.file, place.line, message);
        if let (Some(named), Some(payload)) = (line.get("type").and_then(Value::as_str), line.get("payload")) {
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
        if let Some(exchange) = Exchange::of_line(place, &line) {
            self.exchange(exchange);
            return Ok(());
        }
        if let Some(meant) = file {
            self.meant(place, &line, meant);
            return Ok(());
        }
        if self.enveloped(place, &line) {
            return Ok(());
        }
        let meant = match self.scene.types.as_slice() {
            [_] => Some(0),
            _ => self.fitting(&line),
        };
        match meant {
            Some(meant) => self.hear(meant, None, place, &line),
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

    /// Hears what is known by name.
    fn meant(&mut self, place: &Place, value: &Value, meant: Meant) {
        match meant {
            Meant::Type(meant) => self.hear(meant, None, place, value),
            Meant::Container(before, container) => {
                if !self.contained(place, before, container, value) {
                    self.tally.leave(Left::NoPayload);
                }
            }
        }
    }
}
