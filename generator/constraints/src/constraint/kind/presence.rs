//! How a constraint on an object determines which properties are present.

use serde_json::Value;

/// The effect of a constraint on the presence of properties; by default none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence<'a> {
    /// This property is required.
    pub required: Option<&'a str>,
    /// Whether it is only assumed to be required because it is not marked as optional; any explicit statement outweighs
    /// that.
    pub silent: bool,
    /// At least one of these is present.
    pub any_of: &'a [String],
    /// These are not all present at once.
    pub not_together: &'a [String],
    /// A property depends on another one.
    pub dependent: Option<Dependent<'a>>,
    /// No undocumented property is present.
    pub closed: bool,
}

/// A property that a rule applies to if another property has a certain value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dependent<'a> {
    /// The dependent property.
    pub property: &'a str,
    /// The property that it depends on.
    pub when: &'a str,
    /// The value of the latter for which the rule applies; `None` if its presence is enough.
    pub is: Option<&'a Value>,
    /// Whether the dependent property is then required; if not, only its form changes.
    pub required: bool,
    /// A value that the dependent property may then have, if others are excluded.
    pub to: Option<&'a Value>,
}

impl<'a> Presence<'a> {
    /// Whether the constraint mentions the property.
    pub fn concerns(&self, name: &str) -> bool {
        let dependent = self.dependent.is_some_and(|rule| rule.property == name || rule.when == name);
        self.required == Some(name)
            || dependent
            || self.any_of.iter().chain(self.not_together).any(|other| other == name)
    }

    /// The property that has to be present for the constraint to be broken.
    pub fn needs(&self) -> Option<&'a str> {
        let first = self.not_together.first().map(String::as_str);
        self.required.or(first).or(self.dependent.map(|rule| rule.property))
    }

    /// Whether the constraint implies that the property may be absent, so that it must not be assumed to be required:
    /// it has an alternative, is excluded by another one, or is required or allowed under a condition only.
    pub fn excuses(&self, name: &str) -> bool {
        let conditional =
            self.dependent.is_some_and(|rule| rule.required && rule.property == name && rule.is.is_some());
        let only = self.dependent.is_some_and(|rule| rule.when == name && rule.to.is_some());
        conditional || only || self.any_of.iter().chain(self.not_together).any(|other| other == name)
    }
}
