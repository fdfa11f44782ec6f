//! The registry of document layouts: one file per layout, one line here.
//!
//! Architecture invariant: a layout knows how a page is laid out and nothing about constraints. Reading never fails:
//! what cannot be placed becomes a finding.

mod catalogue;
mod flow_action;
mod json_schema;
mod neighbours;
mod page;
mod reference_list;
mod sdk_table;
pub mod wire_names;

pub use page::Page;

use ringback_contract::document::Document;

/// One way of laying out a page.
pub struct Layout {
    /// The name used in `vendor.toml` and on the command line; the stem of the layout's file, with hyphens.
    pub name: &'static str,
    /// Whether a document looks like one of these.
    pub detect: fn(&Document) -> bool,
    /// The clues of a document.
    pub read: fn(&Document) -> Page,
}

/// All layouts, the more telling ones first.
pub const LAYOUTS: &[Layout] = &[
    Layout { name: "json-schema", detect: json_schema::detect, read: json_schema::read },
    Layout { name: "catalogue", detect: catalogue::detect, read: catalogue::read },
    Layout { name: "flow-action", detect: flow_action::detect, read: flow_action::read },
    Layout { name: "sdk-table", detect: sdk_table::detect, read: sdk_table::read },
    Layout { name: "reference-list", detect: reference_list::detect, read: reference_list::read },
];

/// The names of all layouts, for messages.
pub fn layout_names() -> String {
    LAYOUTS.iter().map(|layout| layout.name).collect::<Vec<_>>().join(", ")
}

/// The layout of this name.
pub fn by_name(name: &str) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| layout.name == name)
}

/// The layout a document looks like.
pub fn detect(document: &Document) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| (layout.detect)(document))
}
