//! The reference with exactly one fault: its name, and the cases that must catch it.

use super::fault::{Effect, Fault, Trigger};
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
    /// When it strikes, and what it does.
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
