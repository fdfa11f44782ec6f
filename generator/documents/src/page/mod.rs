//! What page layouts share: the clues of a page, and readers of the notations that pages are written in.
//!
//! Architecture invariant: nothing here knows a layout. A layout says where on its page something stands and hands it to
//! one of these readers.

pub mod block;
pub mod calls;
mod clues;
pub mod columns;
pub mod entry;
pub mod enum_values;
pub mod html;
mod html_table;
pub mod http_line;
pub mod inline;
pub mod json_schema;
pub mod looks;
pub mod markdown;
mod members;
pub mod name_cell;
pub mod nesting;
pub mod operation;
pub mod operation_part;
pub mod operation_section;
pub mod owner;
pub mod page_blocks;
pub mod parameter_list;
mod parsed_page;
pub mod presence_marks;
pub mod property_list;
pub mod property_row;
pub mod pseudo_json;
pub mod reserved_words;
mod siblings;
pub mod table;
pub mod text_table;
mod turned_table;
pub mod type_cell;
pub mod type_parts;
pub mod type_phrase;

pub use clues::{ClueWriter, PageClues};
pub use parsed_page::ParsedPage;
pub use siblings::Siblings;
