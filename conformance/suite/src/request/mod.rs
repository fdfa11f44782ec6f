//! Requests of operations that a specification describes: from the payload, which is the whole request as one value, to
//! what is sent, and back to what a receiver reads.

mod multipart;
mod read;
mod received;
mod text;
mod write;

pub use read::{Received, read, read_headers};
pub use received::as_received;
pub use text::FindType;
pub use write::{Written, write};
