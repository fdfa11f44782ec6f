//! All saboteurs that follow from the models: for each documented rule, one that is wrong about requests and one about
//! responses.

use super::{request_faults, response_faults, saboteur::Saboteur, served_models::ServedModels};
use ringback_suite::case::{Case, Level};

/// Every saboteur of every vendor, in the order of the operations.
pub fn saboteurs(contract: &ServedModels) -> Vec<Saboteur> {
    contract
        .vendors()
        .flat_map(|vendor| {
            let cases = ringback_suite::derive::cases(vendor.model);
            vendor
                .operations()
                .iter()
                // The mock of a specification has no faults.
                .filter(|operation| operation.specified.is_none())
                .flat_map(move |operation| {
                    let cases: Vec<&Case> = cases
                        .iter()
                        .filter(|case| case.operation == operation.name && case.level == Level::Documented)
                        .collect();
                    let mut saboteurs = request_faults::saboteurs(vendor, operation, &cases);
                    saboteurs.extend(response_faults::saboteurs(vendor, operation, &cases));
                    saboteurs
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
