//! The reference with exactly one fault, derived from the model: each must be caught by the cases that it names.

use super::{
    accepting,
    contract::Contract,
    fault::{Effect, Fault, Trigger},
    returning,
};
use ringback_suite::case::Case;

/// The reference with one fault.
#[derive(Clone, Debug)]
pub struct Saboteur {
    /// Its name, a path of coordinates like that of a case.
    pub name: String,
    /// The vendor whose operation is wrong.
    pub vendor: String,
    /// The operation that is wrong.
    pub operation: String,
    /// What is wrong with it.
    pub about: String,
    /// The documented cases that must fail because of it; never empty.
    pub catches: Vec<String>,
    /// The fault.
    pub(super) fault: Fault,
}

/// A fault in the making: of one operation, with the cases that decide about it.
pub(super) struct Scene<'a> {
    pub vendor: &'a str,
    pub operation: &'a str,
}

impl Scene<'_> {
    /// A saboteur, unless no documented case can catch it: what no document decides is no fault.
    pub fn saboteur<'c>(
        &self,
        name: &str,
        about: impl Into<String>,
        trigger: Trigger,
        effect: Effect,
        catches: impl IntoIterator<Item = &'c Case>,
    ) -> Option<Saboteur> {
        let catches: Vec<String> = catches.into_iter().map(|case| case.name.clone()).collect();
        let fault = Fault { vendor: self.vendor.into(), operation: self.operation.into(), trigger, effect };
        (!catches.is_empty()).then(|| Saboteur {
            name: name.into(),
            vendor: self.vendor.into(),
            operation: self.operation.into(),
            about: about.into(),
            catches,
            fault,
        })
    }
}

/// Every saboteur of every vendor.
pub fn of_contract(contract: &Contract) -> Vec<Saboteur> {
    contract
        .vendors()
        .flat_map(|vendor| {
            let cases = ringback_suite::case::cases(vendor.model);
            vendor
                .operations()
                .iter()
                .flat_map(move |operation| {
                    let cases: Vec<&Case> = cases
                        .iter()
                        .filter(|case| {
                            case.operation == operation.name && case.level == ringback_suite::case::Level::Documented
                        })
                        .collect();
                    let mut saboteurs = accepting::saboteurs(vendor, operation, &cases);
                    saboteurs.extend(returning::saboteurs(vendor, operation, &cases));
                    saboteurs
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
