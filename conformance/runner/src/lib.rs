//! Runs the suite against a target: takes a configuration and a plan, and emits events, from which reports are made.
//!
//! [`run`] walks a [`plan`]: the `schedule` decides which case runs when, `run_case` takes each through the
//! [`stages`] (prepare, send, judge, read back, clean up), and a [`session`] holds what all of them share.

pub mod adapter;
mod auth;
mod bases;
pub mod clock;
pub mod config;
mod decoded;
pub mod delivery;
pub mod dry_run;
pub mod event;
pub mod exchange;
mod exchange_log;
pub mod expected_failures;
mod explained_values;
pub mod halt;
pub mod hooks;
pub mod interrupt;
mod json_body;
pub mod judges;
pub mod known_values;
mod observations;
mod parameters;
pub mod plan;
pub mod program;
pub mod rate;
pub mod recorded;
mod redaction;
pub mod references;
mod run_case;
pub mod safety;
mod schedule;
mod secret;
mod secret_finder;
pub mod session;
pub mod shard;
mod shell;
pub mod site;
pub mod stages;
pub mod status;
pub mod target;

pub use schedule::run;
