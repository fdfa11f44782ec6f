//! A vendor as the source of a client.

use super::call::Call;
use proc_macro2::Ident;
use ringback_constraints::{model::Model, sample::Samples};

/// What is known of a vendor while its client is written.
pub struct Vendor<'a> {
    /// Its contract.
    pub model: &'a Model,
    /// The name of the vendor's module.
    pub module: Ident,
    /// Its name as people write it.
    pub title: &'a str,
    /// Operations that are called.
    pub calls: Vec<Call<'a>>,
    /// Operations that are delivered, not called.
    pub events: Vec<Call<'a>>,
    /// Payloads for examples.
    pub samples: Samples<'a>,
}
