//! Envelopes, the larger documents in which payloads travel: decoding without losing a payload, and building.

mod build;
mod find;
mod found;
mod locator;
mod put;

pub use build::{Build, Builder, Limit, Links};
pub use find::{Spot, find};
pub use found::{Found, Located, Undecodable, Unreadable, json};
pub use locator::{InvalidLocator, Part, PayloadLocator, Step};
pub use put::put;
