//! What must never be sent: numbers that ring real phones, and requests to strangers.

mod dialable;
mod loopback;

pub use dialable::{dialable, target};
pub use loopback::{admit, is_loopback};
