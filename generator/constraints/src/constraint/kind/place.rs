//! What else is known where a constraint holds.

use super::{Interval, Measure};
use crate::constraint::Constraint;
use ringback_contract::provenance::Sourced;
use serde_json::Value;

/// A place in a type, as far as a kind of constraint needs to know it.
pub trait Surroundings {
    /// Everything that holds for the place.
    fn constraints(&self) -> &[Sourced<Constraint>];

    /// The property of this name.
    fn property(&self, name: &str) -> Option<&dyn Surroundings>;

    /// The values of a map.
    fn entries(&self) -> Option<&dyn Surroundings>;

    /// The document's example values.
    fn examples(&self) -> &[Sourced<Value>];

    /// Whether nothing is known of any property, element or entry.
    fn is_leaf(&self) -> bool;

    /// Whether a model is linked here that was not supplied.
    fn is_gap(&self) -> bool;

    /// The description.
    fn doc(&self) -> String;
}

/// The shortest numbers that ring a phone anywhere have seven digits.
const FEWEST_DIALLED: usize = 7;

/// A place and a value for it.
pub struct Spot<'a> {
    /// The name of the property that the place is in.
    pub name: &'a str,
    /// An ordinary valid value.
    pub ordinary: &'a Value,
    /// What else is known of the place.
    pub around: &'a dyn Surroundings,
}

impl dyn Surroundings + '_ {
    /// What constraints say of a measure; `None` when none does.
    pub fn interval(&self, of: Measure) -> Option<Interval> {
        self.constraints()
            .iter()
            .filter_map(|constraint| constraint.value.interval())
            .find(|interval| interval.of == of)
    }

    /// The document's first example of a text, unless it may be the number of a real phone.
    pub fn documented_text(&self) -> Option<&str> {
        let mut texts = self.examples().iter().filter_map(|example| example.value.as_str());
        texts.find(|text| text.chars().filter(char::is_ascii_digit).count() < FEWEST_DIALLED)
    }

    /// Whether a constraint leaves little of what a text may be.
    pub fn limits_text(&self) -> bool {
        self.constraints().iter().any(|constraint| constraint.value.limits_text())
    }

    /// Whether no constraint is known to forbid a value.
    pub fn allows(&self, value: &Value) -> bool {
        self.constraints().iter().all(|constraint| constraint.value.allows(value) != Some(false))
    }

    /// Whether a value is allowed here whatever the constraints say that do not allow it: null where null is allowed,
    /// digits where a number may be written so.
    pub fn admits(&self, value: &Value) -> bool {
        self.constraints().iter().any(|constraint| {
            constraint.value.admits(value)
                || constraint.value.stands_for(value).is_some_and(|meant| self.allows(&meant))
        })
    }
}
