//! What must never be sent: dialable phone numbers, and requests to machines that the user did not allow.

mod dialable;
mod loopback;

pub use dialable::{dialable, target};
pub use loopback::{admit, is_loopback};
