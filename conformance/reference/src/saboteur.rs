//! A saboteur: the reference vendor with exactly one fault, and the cases that must detect it.

use super::fault::{Effect, Fault, Trigger};
use ringback_suite::case::Case;

/// The reference vendor with one fault.
#[derive(Clone, Debug)]
pub struct Saboteur {
    /// Its name, a path of coordinates like the name of a case.
    pub name: String,
    /// The vendor whose operation is wrong.
    pub vendor: String,
    /// The operation that is wrong.
    pub operation: String,
    /// A description of the fault.
    pub about: String,
    /// The documented cases that must fail because of the fault; never empty.
    pub catches: Vec<String>,
    /// The fault: when it occurs, and what it does.
    pub(super) fault: Fault,
}

/// The operation for which saboteurs are made.
pub(super) struct Scene<'a> {
    pub vendor: &'a str,
    pub operation: &'a str,
}

impl Scene<'_> {
    /// A saboteur; `None` if no documented case can detect its fault, because undocumented behaviour is not a fault.
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
