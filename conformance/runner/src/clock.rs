//! Moves dates in payloads into the future of the day on which they are sent, and changes nothing else about them.

use crate::safety::target;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use ringback_constraints::model::{Node, Type};
use ringback_runtime::format::{Denotes, Format};
use serde_json::Value;
use std::collections::BTreeMap;

/// Days from today to the first date. Some vendors accept no callback more than a month ahead.
const AHEAD: i32 = 7;

/// When the run begins.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    began: Timestamp,
    today: Date,
    /// Whether a day before 29 February or the last day of a month is sent in its place.
    is_before_edges: bool,
}

impl Clock {
    /// The clock of this machine, in UTC.
    pub fn now() -> Self {
        let began = Timestamp::now();
        Self { began, today: began.to_zoned(TimeZone::UTC).date(), is_before_edges: false }
    }

    /// A clock for a run that always begins at midnight (UTC) of the same date.
    pub fn at(today: Date) -> Self {
        let midnight = today.to_zoned(TimeZone::UTC).map(|midnight| midnight.timestamp());
        Self { began: midnight.unwrap_or(Timestamp::UNIX_EPOCH), today, is_before_edges: false }
    }

    /// The same clock with the day before in place of every 29 February and every last day of a month: an ordinary day that
    /// is as far ahead.
    #[must_use]
    pub fn before_edges(self) -> Self {
        Self { is_before_edges: true, ..self }
    }

    /// When the run begins.
    pub fn began(&self) -> Timestamp {
        self.began
    }

    /// The payload with every valid date and date-time in the future. Only the ten characters of the date change, so
    /// the textual form stays. Invalid values stay invalid; 29 February and the last day of a month stay such days.
    pub fn ahead(&self, payload: &Value, node: &Node, types: &BTreeMap<String, Type>) -> Value {
        let mut payload = payload.clone();
        let mut first: Option<Date> = None;
        each_day(&mut payload, node, types, &mut |text| {
            if let Some(day) = day(text).filter(|day| !is_edge(*day)) {
                first = Some(first.map_or(day, |first| first.min(day)));
            }
        });
        each_day(&mut payload, node, types, &mut |text| {
            if let Some(moved) = day(text).and_then(|day| self.moved(day, first)) {
                let rest = text.get(10..).unwrap_or_default();
                *text = format!("{moved}{rest}");
            }
        });
        payload
    }

    fn moved(&self, day: Date, first: Option<Date>) -> Option<Date> {
        if is_edge(day) {
            return self.next_edge(day);
        }
        let gap = first?.until(day).ok()?;
        self.today.checked_add(AHEAD.days()).ok()?.checked_add(gap).ok()
    }

    /// The next date of the same kind: a 29 February, or the last day of a month.
    fn next_edge(&self, day: Date) -> Option<Date> {
        let mut next = self.today.checked_add(1.day()).ok()?;
        // A leap day is at most eight years away.
        for _ in 0..8 * 366 {
            let found = if day.month() == 2 { next.month() == 2 && next.day() == 29 } else { is_edge(next) };
            if found {
                return if self.is_before_edges { next.yesterday().ok() } else { Some(next) };
            }
            next = next.tomorrow().ok()?;
        }
        None
    }
}

/// 29 February, or the last day of a month: dates that calendar code often gets wrong.
fn is_edge(day: Date) -> bool {
    day.day() == day.days_in_month() && (day.month() != 2 || day.in_leap_year())
}

fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Every string in the payload that is a valid date or date-time and documented as one.
fn each_day(value: &mut Value, node: &Node, types: &BTreeMap<String, Type>, visit: &mut dyn FnMut(&mut String)) {
    let node = target(node, types);
    match value {
        Value::String(text) => {
            let format = node.format().and_then(Format::named);
            if format.is_some_and(|format| format.profile().denotes == Denotes::Day && format.matches(text)) {
                visit(text);
            }
        }
        Value::Array(list) => {
            for value in list {
                if let Some(items) = node.items.as_deref() {
                    each_day(value, items, types, visit);
                }
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                if let Some(part) = node.properties.get(name).or(node.values.as_deref()) {
                    each_day(value, part, types, visit);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use jiff::civil::date;
    use ringback_constraints::{constraint::Constraint, model::Node};
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn node(formats: &[(&str, &str)]) -> Node {
        let mut node = Node::default();
        for (name, format) in formats {
            let mut part = Node::default();
            Constraint::of_keyword("format", &json!(format)).into_iter().for_each(|constraint| part.infer(constraint));
            node.properties.insert((*name).into(), part);
        }
        node
    }

    #[test]
    fn days_move_ahead_and_keep_their_form() {
        let node = node(&[("at", "date-time"), ("day", "date"), ("time", "partial-time"), ("id", "uuid")]);
        let clock = Clock::at(date(2031, 5, 20));
        let moved = |payload: Value| clock.ahead(&payload, &node, &BTreeMap::new());
        for (before, after) in [
            (json!({"at": "2027-02-03T10:00:00.123456Z"}), json!({"at": "2031-05-27T10:00:00.123456Z"})),
            (json!({"at": "2027-02-03t10:00:00z"}), json!({"at": "2031-05-27t10:00:00z"})),
            (json!({"at": "2027-02-03T10:00:00.000-08:00"}), json!({"at": "2031-05-27T10:00:00.000-08:00"})),
            (
                json!({"at": "2027-02-05T10:00:00Z", "day": "2027-02-03"}),
                json!({"at": "2031-05-29T10:00:00Z", "day": "2031-05-27"}),
            ),
            (json!({"at": "2028-02-29T23:59:59Z"}), json!({"at": "2032-02-29T23:59:59Z"})),
            (json!({"day": "2027-12-31"}), json!({"day": "2031-05-31"})),
        ] {
            assert_eq!(moved(before), after);
        }
        for untouched in [
            json!({"at": "2027-02-30T10:00:00Z"}),
            json!({"at": "2027-02-03"}),
            json!({"at": "2027-02-03 10:00:00Z"}),
            json!({"at": 1_801_562_400}),
            json!({"day": "03.02.2027", "time": "14:30:00"}),
            json!({"other": "2027-02-03", "id": "2027-02-03"}),
        ] {
            assert_eq!(moved(untouched.clone()), untouched);
        }
    }
}
