//! Judges callback payloads and implementations by what the documentation of their APIs says, and by nothing else.

pub mod arguments;
pub mod case;
pub mod cases;
pub mod check;
pub mod clock;
pub mod config;
pub mod container;
pub mod event;
pub mod generate;
pub mod ingest;
pub mod judge;
pub mod known;
pub mod mask;
pub mod outcome;
pub mod payload;
pub mod plan;
pub mod report;
pub mod run;
pub mod safety;
pub mod same;
pub mod secret;
pub mod serve;
pub mod shot;
pub mod target;
pub mod vendors;
pub mod verdict;
