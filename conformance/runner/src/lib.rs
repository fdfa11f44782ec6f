//! Runs the suite against a target: takes a configuration and a plan, and emits events, from which reports are made.
//!
//! [`run`] walks a [`plan`]: the `schedule` decides which case runs when, `run_case` takes each through the
//! [`stages`] (prepare, send, judge, read back, clean up), and a [`session`] holds what all of them share.
//!
//! ```
//! use ringback_runner::config::Config;
//!
//! // Where the target is, and how it differs from the documents, stands in a file; secrets stand in the environment.
//! let text = "[target]\nurl = \"https://callbacks.example.com/api\"\n\n[parameters]\ncallbackId = \"17\"\n";
//! let config = Config::parse("ringback.toml", text, &|_| None)?;
//! assert_eq!(config.parameters["callbackId"], ["17"]);
//! let wrong = Config::parse("ringback.toml", "[target]\nurl = \"callbacks\"\n", &|_| None).unwrap_err();
//! assert!(wrong.to_string().starts_with("ringback.toml:2: "));
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

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
