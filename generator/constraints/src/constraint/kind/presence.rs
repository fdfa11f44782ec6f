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
    /// What the rule says of the dependent property.
    pub effect: Effect<'a>,
}

/// What a rule says of a property where its condition holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect<'a> {
    /// It is there; with a value that it may have, if others are excluded.
    Required(Option<&'a Value>),
    /// It is absent.
    Excluded,
    /// It is absent or has a value such as this one.
    Fixed(&'a Value),
    /// Its form is another.
    Formed,
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
        let depends = self.dependent.is_some_and(|rule| match rule.effect {
            // "Only present if the state is failed": where it is not, the subject is absent.
            Effect::Required(Some(_)) if rule.is.is_none() => rule.when == name,
            Effect::Required(_) => rule.is.is_some() && rule.property == name,
            Effect::Excluded => rule.property == name,
            Effect::Fixed(_) | Effect::Formed => false,
        });
        depends || self.any_of.iter().chain(self.not_together).any(|other| other == name)
    }
}
