//! Reports of drift. Each format is a file of this folder and a line of [`DriftFormat`].

pub mod accept;
mod change_summary;
pub mod comparison;
pub mod format;
mod github;
mod glance;
mod html;
mod json;
pub mod level;
mod markdown;
mod notes;
mod rule;
pub mod rule_levels;
mod sarif;
mod text;

pub use crate::page::Page;
pub use format::DriftFormat;
