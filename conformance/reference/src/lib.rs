//! The embedded reference vendor: a server built from the models alone that follows the documents exactly. Each of its
//! saboteurs is the same server with one fault; the suite must detect every one of them.
//!
//! ```
//! use ringback_reference::{ServedModels, Server, saboteurs};
//! use ringback_suite::vendors;
//!
//! let models = vendors::models(None)?;
//! // The server that keeps all documents, at a free port; it ends with this value.
//! let server = Server::start(models.clone(), "127.0.0.1:0", None)?;
//! assert!(server.address().port() > 0);
//! assert!(saboteurs(&ServedModels::new(models)?).len() > 500);
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

mod catalogue;
mod created;
mod events;
mod fault;
mod mock;
mod reference;
mod request_body;
mod request_faults;
mod response;
mod response_body;
mod response_faults;
mod saboteur;
mod served_models;
mod server;
mod server_request;
mod store;
mod value_class;

pub use catalogue::saboteurs;
pub use created::known;
pub use events::{ServedEvent, ServedEvents};
pub use reference::Reference;
pub use request_body::put;
pub use saboteur::Saboteur;
pub use served_models::ServedModels;
pub use server::{Server, app, listen};
pub use server_request::ServerRequest;
