//! Which case runs when: [`scheduler`] has the order of a run, the other files one part of it each.

mod advice;
mod pool;
mod probe;
mod reading;
mod scheduler;
mod sink;

pub use scheduler::run;
