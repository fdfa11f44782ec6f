//! Keeps created records, so that they can be read back.

use ringback_contract::operation::router::Parameters;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// The number of created records that are kept; the oldest are dropped, so that memory stays bounded in a long run.
const MOST: usize = 4096;
/// The bytes of JSON of created records that are kept, likewise: payloads may be large.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// The number of records in a list response, the latest first: enough for all payloads that are sent concurrently.
const MOST_RETURNED: usize = 256;

/// A created record.
#[derive(Clone, Debug)]
pub struct Record {
    /// The vendor whose operation created it.
    pub vendor: String,
    /// The operation that created it; empty for a record that exists from the start.
    pub operation: String,
    /// The collection that contains it: see `collection`.
    pub collection: String,
    /// The placeholders that identify it.
    pub parameters: Parameters,
    /// The payload, without its envelope.
    pub payload: Value,
    /// The response of each reading operation for it, by operation.
    pub views: BTreeMap<String, Value>,
}

/// All records: those that exist from the start, and those that were created.
#[derive(Debug, Default)]
pub struct Store {
    seeds: Vec<Arc<Record>>,
    created: VecDeque<Arc<Record>>,
    /// The bytes of all created records.
    bytes: usize,
}

impl Record {
    /// Whether none of the given placeholders has another value in this record.
    pub fn is_meant(&self, parameters: &Parameters) -> bool {
        parameters.iter().all(|(name, value)| self.parameters.get(name).is_none_or(|own| own == value))
    }

    /// About how many bytes it takes: those of its JSON, in each view.
    fn bytes(&self) -> usize {
        self.views.values().chain([&self.payload]).map(size).sum()
    }

    fn is_at(&self, vendor: &str, collection: &str, parameters: &Parameters) -> bool {
        self.vendor == vendor && self.collection == collection && self.is_meant(parameters)
    }
}

/// The bytes of the JSON of a value, about.
fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => 8 + text.len(),
        Value::Array(list) => list.iter().map(size).sum::<usize>() + 8,
        Value::Object(object) => object.iter().map(|(name, value)| 8 + name.len() + size(value)).sum::<usize>() + 8,
    }
}

impl Store {
    /// A store with records that exist from the start.
    pub fn new(seeds: Vec<Record>) -> Self {
        Self { seeds: seeds.into_iter().map(Arc::new).collect(), created: VecDeque::new(), bytes: 0 }
    }

    /// Adds a record, and drops the oldest if there are too many.
    pub fn add(&mut self, record: Record) {
        self.bytes += record.bytes();
        self.created.push_back(Arc::new(record));
        while self.created.len() > MOST || (self.bytes > MOST_BYTES && self.created.len() > 1) {
            let dropped = self.created.pop_front();
            self.bytes = self.bytes.saturating_sub(dropped.map_or(0, |dropped| dropped.bytes()));
        }
    }

    /// The record of a collection that the placeholders identify.
    pub fn one(&self, vendor: &str, collection: &str, parameters: &Parameters) -> Option<Arc<Record>> {
        let mut all = self.created.iter().rev().chain(&self.seeds);
        all.find(|record| record.is_at(vendor, collection, parameters)).cloned()
    }

    /// Replaces the record that has the same placeholders, or adds the record.
    pub fn put(&mut self, record: Record) {
        let old = self
            .created
            .iter_mut()
            .rev()
            .chain(&mut self.seeds)
            .find(|old| old.is_at(&record.vendor, &record.collection, &record.parameters));
        match old {
            Some(old) => {
                self.bytes = (self.bytes + record.bytes()).saturating_sub(old.bytes());
                *old = Arc::new(record);
            }
            None => self.add(record),
        }
    }

    /// Removes the records of a collection that the placeholders identify; returns whether there were any.
    pub fn remove(&mut self, vendor: &str, collection: &str, parameters: &Parameters) -> bool {
        let count = self.created.len() + self.seeds.len();
        self.created.retain(|record| !record.is_at(vendor, collection, parameters));
        self.seeds.retain(|record| !record.is_at(vendor, collection, parameters));
        self.bytes = self.created.iter().map(|record| record.bytes()).sum();
        self.created.len() + self.seeds.len() < count
    }

    /// The records that a reading operation finds, the oldest first.
    pub fn seen_by(&self, vendor: &str, operation: &str, parameters: &Parameters) -> Vec<Arc<Record>> {
        let all = self.created.iter().rev().chain(&self.seeds);
        let seen = all.filter(|record| {
            record.vendor == vendor && record.views.contains_key(operation) && record.is_meant(parameters)
        });
        let mut seen: Vec<Arc<Record>> = seen.take(MOST_RETURNED).cloned().collect();
        seen.reverse();
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, Record, Store};
    use serde_json::json;

    #[test]
    fn large_records_push_the_oldest_out_and_the_latest_stays() {
        let mut store = Store::new(Vec::new());
        let record = |number: usize| Record {
            vendor: "v".into(),
            operation: "create".into(),
            collection: "c".into(),
            parameters: [("id".to_owned(), number.to_string())].into_iter().collect(),
            payload: json!("x".repeat(MOST_BYTES / 10)),
            views: [("read".to_owned(), json!(number))].into_iter().collect(),
        };
        for number in 0..100 {
            store.add(record(number));
            store.put(record(number));
        }
        assert!(store.bytes <= MOST_BYTES && store.created.len() == 9, "{} records", store.created.len());
        let find = |number: usize| store.one("v", "c", &record(number).parameters);
        assert!(find(99).is_some() && find(0).is_none());
    }
}
