//! What must never be sent: dialable phone numbers, and requests to machines that the user did not allow.

mod address;
mod dial_string;
mod dialable;
mod phone_name;
mod reserved;

pub use address::{AddressPolicy, admit, is_loopback, may_be_here};
pub use dialable::{dialable, is_dialable, target};
