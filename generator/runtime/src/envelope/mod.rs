//! Envelopes, the larger documents in which payloads travel: decoding without losing a payload, and building.

mod build;
mod find;
mod found;
mod locator;
mod put;
mod undecodable;

pub use build::{Build, Builder, Limit, Links};
pub use find::{Spot, find};
pub use found::{Found, Located, Unreadable};
pub use locator::{InvalidLocator, Part, PayloadLocator, Step};
pub use put::put;
pub use undecodable::{Undecodable, json};
