//! The larger documents in which payloads travel: how they are read without losing one, and how they are built.

mod build;
mod found;
mod place;

pub use build::{Build, Builder, Limit, Links};
pub use found::{Found, Located, Undecodable, Unreadable, json};
pub use place::{Spot, find, put};
