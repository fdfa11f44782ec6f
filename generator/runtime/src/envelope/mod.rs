//! The larger documents in which payloads travel: how they are read without losing one, and how they are built.

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
