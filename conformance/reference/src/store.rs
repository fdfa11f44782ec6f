//! Keeps created records, so that they can be read back.

use ringback_contract::operation::router::Parameters;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// The number of created records that are kept; the oldest are dropped, so that memory stays bounded in a long run.
const MOST: usize = 4096;
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
}

impl Record {
    /// Whether none of the given placeholders has another value in this record.
    pub fn is_meant(&self, parameters: &Parameters) -> bool {
        parameters.iter().all(|(name, value)| self.parameters.get(name).is_none_or(|own| own == value))
    }

    fn is_at(&self, vendor: &str, collection: &str, parameters: &Parameters) -> bool {
        self.vendor == vendor && self.collection == collection && self.is_meant(parameters)
    }
}

impl Store {
    /// A store with records that exist from the start.
    pub fn new(seeds: Vec<Record>) -> Self {
        Self { seeds: seeds.into_iter().map(Arc::new).collect(), created: VecDeque::new() }
    }

    /// Adds a record, and drops the oldest if there are too many.
    pub fn add(&mut self, record: Record) {
        if self.created.len() >= MOST {
            self.created.pop_front();
        }
        self.created.push_back(Arc::new(record));
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
            Some(old) => *old = Arc::new(record),
            None => self.add(record),
        }
    }

    /// Removes the records of a collection that the placeholders identify; returns whether there were any.
    pub fn remove(&mut self, vendor: &str, collection: &str, parameters: &Parameters) -> bool {
        let count = self.created.len() + self.seeds.len();
        self.created.retain(|record| !record.is_at(vendor, collection, parameters));
        self.seeds.retain(|record| !record.is_at(vendor, collection, parameters));
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
