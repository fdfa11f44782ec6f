//! A contract in the form in which recordings are read by it.

use super::observer::DocumentedContract;
use crate::{Contract, ContractEntry, EntryRole, SchemaView, change::Side};
use ringback_contract::vendor::Vendor;
use std::collections::BTreeMap;

/// A contract, with its schemas as each side sees them.
pub struct PreparedContract<'v> {
    contract: Contract,
    views: BTreeMap<Side, SchemaView>,
    vendors: &'v [(String, Vendor)],
    side: Option<Side>,
}

impl<'v> PreparedContract<'v> {
    /// Prepares a contract. `vendors` are those whose operations calls are assigned to, each with the prefix of its types'
    /// names: empty or `name/`. With a `side`, only what travels there is read.
    pub fn new(mut contract: Contract, vendors: &'v [(String, Vendor)], side: Option<Side>) -> Self {
        contract.normalize();
        let view = |side: Side| (side, SchemaView::without_marked(&contract, side.hidden()));
        let views = Side::ALL.into_iter().map(view).collect();
        Self { contract, views, vendors, side }
    }

    /// What recordings are read by.
    pub fn documented(&self) -> DocumentedContract<'_> {
        DocumentedContract {
            types: self.contract.entries.iter().filter(|entry| is_payload_type(entry)).collect(),
            views: &self.views,
            provenance: &self.contract.provenance,
            vendors: self.vendors,
            side: self.side,
        }
    }
}

/// Whether an entry describes payloads: operations describe calls.
fn is_payload_type(entry: &ContractEntry) -> bool {
    entry.is_root && entry.role == EntryRole::Standalone
}
