//! The registry of document flavours: one file per flavour, one line here.
//!
//! Architecture invariant: a flavour knows how a page is laid out and nothing about constraints. Reading never fails:
//! what cannot be placed becomes a finding.

mod catalogue;
mod flow_action;
mod json_schema;
pub mod naming;
mod neighbours;
mod page;
mod reference_list;
mod sdk_table;

pub use page::Page;

use ringback_contract::document::Document;

/// One way of laying out a page.
pub struct Flavour {
    /// The name used in `vendor.toml` and on the command line; the stem of the flavour's file, with hyphens.
    pub name: &'static str,
    /// Whether a document looks like one of these.
    pub detect: fn(&Document) -> bool,
    /// The clues of a document.
    pub read: fn(&Document) -> Page,
}

/// All flavours, the more telling ones first.
pub const FLAVOURS: &[Flavour] = &[
    Flavour { name: "json-schema", detect: json_schema::detect, read: json_schema::read },
    Flavour { name: "catalogue", detect: catalogue::detect, read: catalogue::read },
    Flavour { name: "flow-action", detect: flow_action::detect, read: flow_action::read },
    Flavour { name: "sdk-table", detect: sdk_table::detect, read: sdk_table::read },
    Flavour { name: "reference-list", detect: reference_list::detect, read: reference_list::read },
];

/// The names of all flavours, for messages.
pub fn flavour_names() -> String {
    FLAVOURS.iter().map(|flavour| flavour.name).collect::<Vec<_>>().join(", ")
}

/// The flavour of this name.
pub fn flavour(name: &str) -> Option<&'static Flavour> {
    FLAVOURS.iter().find(|flavour| flavour.name == name)
}

/// The flavour a document looks like.
pub fn detect(document: &Document) -> Option<&'static Flavour> {
    FLAVOURS.iter().find(|flavour| (flavour.detect)(document))
}
