//! What the documents state: their texts, and the requirements with the cases that test them. Reports hold the results of a
//! run against it.

use crate::{
    case::{Case, Expect},
    derive::cases,
    requirements::{Requirement, ledger},
};
use ringback_constraints::model::Model;
use ringback_documents::folders::Vendors;
use std::collections::BTreeSet;

/// The documents of all vendors, and the requirements in them.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// The texts of the documents, by vendor and path.
    pub documents: Vendors,
    /// The requirements of each vendor.
    pub requirements: Vec<(String, Vec<Requirement>)>,
    /// The names of the cases that must be rejected.
    pub rejected: BTreeSet<String>,
}

impl Stated {
    /// What the documents of these models state.
    pub fn of(models: &[Model], documents: Vendors) -> Self {
        let mut stated = Self { documents, ..Self::default() };
        for model in models {
            let cases = cases(model);
            stated.requirements.push((model.vendor.name.clone(), ledger(model, &cases)));
            let rejected = cases.into_iter().filter(|case: &Case| case.expect == Expect::Reject);
            stated.rejected.extend(rejected.map(|case| case.name));
        }
        stated
    }
}
