//! The suite as data: which payload is sent, which outcome is expected, and which sentence of which document decides
//! it. Also the judges that need only documents: of payloads by their canonical schema, and of returned values by what
//! was sent; and waivers, which let a deviation pass for a stated reason. Nothing here talks to a target.
//!
//! ```
//! use ringback_suite::{derive, vendors};
//!
//! let models = vendors::models(None)?;
//! let cases = derive::suite(&models);
//! // Each case quotes the sentences that decide it.
//! assert!(cases.iter().all(|case| !case.because.is_empty() && case.name.starts_with(&case.vendor)));
//! # Ok::<(), ringback_contract::error::Error>(())
//! ```

pub mod case;
pub mod derive;
pub mod difference;
pub mod files;
pub mod judge;
pub mod lock;
pub mod payload;
pub mod place;
pub mod request;
pub mod requirements;
pub mod sent;
pub mod stated;
pub mod value_matching;
pub mod vendors;
pub mod waiver;
