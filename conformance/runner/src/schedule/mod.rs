//! The order in which cases are run: [`scheduler`] has the order of a whole run, the other files one part of it each.

mod advice;
mod pool;
mod probe;
mod reading;
mod scheduler;
pub mod sink;

pub use scheduler::run;
