//! Derives the cases of every operation from the model. `operation` combines `positive` payloads with their
//! `boundary_values`, `negative` ones, and `malformed_bodies`.

mod bases;
mod boundary_values;
mod combinations;
mod contradicted;
mod malformed_bodies;
mod negative;
mod operation;
mod positive;
pub mod promise;
mod received;
mod subject;

pub use operation::{by_operation, cases, has_more_places, suite};
