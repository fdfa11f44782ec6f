//! The surroundings of a constraint: the other facts about the same place.

use super::{Interval, Measure};
use crate::constraint::Constraint;
use ringback_contract::provenance::Sourced;
use serde_json::Value;

/// A place in a type, seen by a constraint that applies there.
pub trait Surroundings {
    /// All constraints on the place.
    fn constraints(&self) -> &[Sourced<Constraint>];

    /// The node of a property.
    fn property(&self, name: &str) -> Option<&dyn Surroundings>;

    /// The node of a list's elements.
    fn elements(&self) -> Option<&dyn Surroundings>;

    /// The node of a map's values.
    fn entries(&self) -> Option<&dyn Surroundings>;

    /// The example values in the document.
    fn examples(&self) -> &[Sourced<Value>];

    /// Whether the place has no documented properties, elements or entries.
    fn is_leaf(&self) -> bool;

    /// Whether the place links to a model that was not supplied.
    fn is_gap(&self) -> bool;

    /// The description of the place.
    fn doc(&self) -> String;
}

/// Matches texts that could be dialled: the shortest phone numbers have seven digits.
const FEWEST_DIALLED: usize = 7;

/// A place, with an ordinary value for it.
pub struct Spot<'a> {
    /// The name of the property that contains the place.
    pub name: &'a str,
    /// An ordinary valid value.
    pub ordinary: &'a Value,
    /// The surroundings of the place.
    pub around: &'a dyn Surroundings,
}

impl dyn Surroundings + '_ {
    /// The bounds that constraints state for a measure; `None` if there are none.
    pub fn interval(&self, of: Measure) -> Option<Interval> {
        self.constraints()
            .iter()
            .filter_map(|constraint| constraint.value.interval())
            .find(|interval| interval.of == of)
    }

    /// The document's first example of a string, unless it could be a real phone number.
    pub fn documented_text(&self) -> Option<&str> {
        let mut texts = self.examples().iter().filter_map(|example| example.value.as_str());
        texts.find(|text| text.chars().filter(|c| c.is_numeric()).count() < FEWEST_DIALLED)
    }

    /// Whether a constraint restricts strings so much that an ordinary text is no sample.
    pub fn limits_text(&self) -> bool {
        self.constraints().iter().any(|constraint| constraint.value.limits_text())
    }

    /// Whether a constraint restricts which letters a string has, and not only how many.
    pub fn limits_letters(&self) -> bool {
        let counts = |interval: Interval| interval.of == Measure::Length;
        let mut all = self.constraints().iter().map(|constraint| &constraint.value);
        all.any(|value| value.limits_text() && !value.interval().is_some_and(counts))
    }

    /// Whether no constraint is known to reject a value.
    pub fn allows(&self, value: &Value) -> bool {
        self.constraints().iter().all(|constraint| constraint.value.allows(value) != Some(false))
    }

    /// Whether one constraint permits a value that others reject: null where null is allowed, digits if a number may be
    /// written as a string.
    pub fn admits(&self, value: &Value) -> bool {
        self.constraints().iter().any(|constraint| {
            constraint.value.admits(value)
                || constraint.value.stands_for(value).is_some_and(|meant| self.allows(&meant))
        })
    }
}
