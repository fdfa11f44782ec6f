//! Targets that are programs: an adapter around an implementation in any language, which reads one JSON object a line and
//! answers in the same way. The lines are in [`protocol`].

pub mod check;
mod judge;
mod process;
pub mod protocol;
mod scheduler;
mod task;

pub use scheduler::{AdapterOptions, run};
pub use task::describe;
