//! The embedded reference vendor: a server that is built from the models alone and strict to the letter. Each of its
//! saboteurs is the same server with one fault; the suite must catch every one of them.

mod accepting;
mod answer;
mod body;
mod contract;
mod created;
mod fault;
mod likeness;
mod reference;
mod reply;
mod returning;
pub mod router;
mod saboteur;
mod server;
mod store;

pub use body::put;
pub use contract::Contract;
pub use created::known;
pub use reference::{Asked, Reference};
pub use saboteur::Saboteur;
pub use server::{Server, app, listen};

use ringback_constraints::model::Model;
use std::sync::Arc;

/// Every saboteur that the models give; none when they name types that do not exist, which [`Server::start`] reports.
pub fn saboteurs(models: &[Model]) -> Vec<Saboteur> {
    Contract::new(models.to_vec()).map(|contract| contract.saboteurs()).unwrap_or_default()
}

impl Contract {
    /// Every saboteur that the contract gives.
    pub fn saboteurs(&self) -> Vec<Saboteur> {
        saboteur::of_contract(self)
    }
}

impl Reference {
    /// The reference without a fault.
    pub fn honest(contract: Arc<Contract>) -> Self {
        Self::new(contract, None)
    }

    /// The reference with the fault of a saboteur.
    pub fn sabotaged(contract: Arc<Contract>, saboteur: &Saboteur) -> Self {
        Self::new(contract, Some(saboteur.fault.clone()))
    }
}
