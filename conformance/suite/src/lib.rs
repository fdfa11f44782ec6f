//! The suite as data: which payload is sent, what is expected of the receiver, and which sentence of which document
//! decides it. Also what judges by documents alone: payloads by their canonical schema, returned values by what was sent,
//! and the waivers that let something pass for a stated reason. Nothing here talks to a target.

pub mod case;
pub mod derive;
pub mod files;
pub mod judge;
pub mod lock;
pub mod payload;
pub mod place;
pub mod requirements;
pub mod value_matching;
pub mod vendors;
pub mod waiver;
