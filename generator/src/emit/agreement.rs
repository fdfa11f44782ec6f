//! (to be written)
use crate::{files::Files, model::Model};

/// Cases.
pub fn files(_: &[Model]) -> Files {
    Files::new()
}
