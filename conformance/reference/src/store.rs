//! What was created, so that it can be found again.

use ringback_contract::operation::router::Parameters;
use serde_json::Value;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// So many records are kept; the oldest go first, so that memory stays flat however long a run is.
const MOST: usize = 4096;
/// So many records are returned at once, the latest: enough for every payload that can be on its way at one time.
const MOST_RETURNED: usize = 256;

/// Something that was created.
#[derive(Clone, Debug)]
pub struct Record {
    /// The vendor whose operation created it.
    pub vendor: String,
    /// The operation that created it; empty for what was there from the start.
    pub operation: String,
    /// Where it lives: see `collection`.
    pub collection: String,
    /// The placeholders by which it is found.
    pub parameters: Parameters,
    /// The payload that was sent, out of its envelope.
    pub payload: Value,
    /// What each reading operation returns of it, by the operation's name.
    pub views: BTreeMap<String, Value>,
}

/// All records: those that are there from the start, and those that were created.
#[derive(Debug, Default)]
pub struct Store {
    seeds: Vec<Arc<Record>>,
    created: VecDeque<Arc<Record>>,
}

impl Record {
    /// Whether the placeholders that it has have these values.
    pub fn is_meant(&self, parameters: &Parameters) -> bool {
        parameters.iter().all(|(name, value)| self.parameters.get(name).is_none_or(|own| own == value))
    }

    fn is_at(&self, vendor: &str, collection: &str, parameters: &Parameters) -> bool {
        self.vendor == vendor && self.collection == collection && self.is_meant(parameters)
    }
}

impl Store {
    /// A store in which these records are from the start.
    pub fn new(seeds: Vec<Record>) -> Self {
        Self { seeds: seeds.into_iter().map(Arc::new).collect(), created: VecDeque::new() }
    }

    /// Adds a record; the oldest goes when there are too many.
    pub fn add(&mut self, record: Record) {
        if self.created.len() >= MOST {
            self.created.pop_front();
        }
        self.created.push_back(Arc::new(record));
    }

    /// The record of a collection that these placeholders name.
    pub fn one(&self, vendor: &str, collection: &str, parameters: &Parameters) -> Option<Arc<Record>> {
        let mut all = self.created.iter().rev().chain(&self.seeds);
        all.find(|record| record.is_at(vendor, collection, parameters)).cloned()
    }

    /// Puts a record in the place of the one that its placeholders name, or adds it.
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

    /// Removes the records of a collection that these placeholders name; whether there were any.
    pub fn remove(&mut self, vendor: &str, collection: &str, parameters: &Parameters) -> bool {
        let count = self.created.len() + self.seeds.len();
        self.created.retain(|record| !record.is_at(vendor, collection, parameters));
        self.seeds.retain(|record| !record.is_at(vendor, collection, parameters));
        self.created.len() + self.seeds.len() < count
    }

    /// What a reading operation finds, the oldest first.
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
