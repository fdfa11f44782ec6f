//! Runs the suite against a target: configuration and plan in, events out. A case becomes a request, the request an answer,
//! and the answer a verdict; reports are made of the events alone.

pub mod clock;
pub mod config;
pub mod event;
pub mod known;
pub mod plan;
pub mod run;
pub mod safety;
pub mod shot;
pub mod target;
pub mod verdict;
