//! The operations of specifications: which belong together, what of them is compared as schemas of requests and responses
//! ([`messages`]), and what by rules of its own: servers, security, lifecycle, callbacks, texts.

mod callbacks;
mod described;
mod fields;
mod lifecycle;
mod media_types;
mod messages;
mod not_compared;
mod nulls;
mod number_texts;
mod pairing;
mod parts;
mod remarks;
mod request;
mod response;
mod security;
mod servers;
mod statuses;
mod text_objects;
mod text_values;
mod unfollowed;
mod urls;
mod wire;
mod wire_fields;

pub use messages::add_messages;
