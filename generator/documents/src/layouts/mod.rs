//! The registry of page layouts: one file per layout, one line here.
//!
//! Architecture invariant: a layout says how a page looks and knows nothing about constraints; what several layouts need
//! to read is in [`crate::page`]. Reading never fails: what cannot be placed becomes a finding.

mod api_page;
mod catalogue;
mod flow_action;
mod json_schema;
mod property_page;
mod reference_list;
mod sdk_table;

use crate::page::{PageClues, ParsedPage};
use ringback_contract::document::Document;

/// One way of laying out a page.
pub struct Layout {
    /// The name in `vendor.toml` (key `flavour`) and on the command line: the stem of the layout's file, with hyphens.
    pub name: &'static str,
    /// Whether a document looks like one of these.
    pub detect: fn(&ParsedPage<'_>) -> bool,
    /// The clues of a document.
    pub read: fn(ParsedPage<'_>) -> PageClues,
}

/// All layouts. The first that detects a document reads it, so the more specific ones come first.
pub const LAYOUTS: &[Layout] = &[
    Layout { name: "json-schema", detect: json_schema::detect, read: json_schema::read },
    Layout { name: "catalogue", detect: catalogue::detect, read: catalogue::read },
    Layout { name: "flow-action", detect: flow_action::detect, read: flow_action::read },
    Layout { name: "sdk-table", detect: sdk_table::detect, read: sdk_table::read },
    Layout { name: "api-page", detect: api_page::detect, read: api_page::read },
    Layout { name: "reference-list", detect: reference_list::detect, read: reference_list::read },
    Layout { name: "property-page", detect: property_page::detect, read: property_page::read },
];

/// The names of all layouts with commas between them, for messages.
pub fn layout_names() -> String {
    LAYOUTS.iter().map(|layout| layout.name).collect::<Vec<_>>().join(", ")
}

/// The layout with this name.
pub fn by_name(name: &str) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| layout.name == name)
}

/// The first layout that a document looks like.
pub fn detect(document: &Document) -> Option<&'static Layout> {
    of_page(&ParsedPage::of(*document))
}

/// The same of a page that is parsed already, or will be read.
pub fn of_page(page: &ParsedPage) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|layout| (layout.detect)(page))
}
