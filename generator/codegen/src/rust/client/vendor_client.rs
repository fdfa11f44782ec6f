//! The input for a vendor's client.

use super::client_method::ClientMethod;
use proc_macro2::Ident;
use ringback_constraints::{model::Model, sample::Samples};

/// A vendor whose client is generated.
pub struct VendorClient<'a> {
    /// Its types and operations.
    pub model: &'a Model,
    /// The name of the vendor's module.
    pub module: Ident,
    /// Its name in documentation, such as `Acme Contact Center`.
    pub title: &'a str,
    /// Operations that clients call.
    pub calls: Vec<ClientMethod<'a>>,
    /// Operations that deliver events to consumers.
    pub events: Vec<ClientMethod<'a>>,
    /// The generator of payloads for examples.
    pub samples: Samples<'a>,
}
