//! The embedded reference vendor: a server that is built from the models alone and strict to the letter. Each of its
//! saboteurs is the same server with one fault; the suite must catch every one of them.

mod catalogue;
mod contract;
mod created;
mod fault;
mod reference;
mod request_body;
mod request_faults;
mod response;
mod response_body;
mod response_faults;
mod saboteur;
mod server;
mod store;
mod value_class;

pub use catalogue::saboteurs;
pub use contract::Contract;
pub use created::known;
pub use reference::{Reference, ServerRequest};
pub use request_body::put;
pub use saboteur::Saboteur;
pub use server::{Server, app, listen};
