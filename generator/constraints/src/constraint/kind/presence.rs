//! What a constraint of an object says about which properties it has.

use serde_json::Value;

/// What a constraint says about the presence of properties; nothing by default. What is set holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence<'a> {
    /// This property is there, always.
    pub required: Option<&'a str>,
    /// Whether that is only concluded from the absence of an optional mark, so that any word about it outweighs.
    pub silent: bool,
    /// At least one of these is there.
    pub any_of: &'a [String],
    /// Not all of these are there at once.
    pub not_together: &'a [String],
    /// One property depends on another.
    pub dependent: Option<Dependent<'a>>,
    /// No property is there that is not documented.
    pub closed: bool,
}

/// A property about which a rule speaks where another has a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dependent<'a> {
    /// The property.
    pub property: &'a str,
    /// The one that decides.
    pub when: &'a str,
    /// Its deciding value; `None`: that it is there at all.
    pub is: Option<&'a Value>,
    /// Whether the property is then required, and not only of another form.
    pub required: bool,
}

impl<'a> Presence<'a> {
    /// Whether the constraint speaks of a property.
    pub fn concerns(&self, name: &str) -> bool {
        let dependent = self.dependent.is_some_and(|rule| rule.property == name || rule.when == name);
        self.required == Some(name)
            || dependent
            || self.any_of.iter().chain(self.not_together).any(|other| other == name)
    }

    /// The property that must be there for the constraint to be broken.
    pub fn needs(&self) -> Option<&'a str> {
        let first = self.not_together.first().map(String::as_str);
        self.required.or(first).or(self.dependent.map(|rule| rule.property))
    }

    /// Whether the constraint leaves open that a property is left out, so that it is not silently required: it has an
    /// alternative, it is excluded by another, it is required under a condition.
    pub fn excuses(&self, name: &str) -> bool {
        let conditional =
            self.dependent.is_some_and(|rule| rule.required && rule.property == name && rule.is.is_some());
        conditional || self.any_of.iter().chain(self.not_together).any(|other| other == name)
    }
}
