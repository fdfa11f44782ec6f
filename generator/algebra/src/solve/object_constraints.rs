//! What the atoms of a branch require of an object, gathered by subject.

use crate::predicate::{Literal, NameSet, Predicate, PredicateId};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// What is required of an object.
#[derive(Clone, Default)]
pub struct ObjectConstraints {
    /// The least number of properties.
    pub least: u64,
    /// The greatest number of properties, if there is one.
    pub most: Option<u64>,
    /// Names of properties that must exist.
    pub required: BTreeSet<Rc<str>>,
    /// Names of properties that must not exist.
    pub absent: BTreeSet<Rc<str>>,
    /// Every name that an atom mentions: candidates for properties whose names are not given.
    pub mentioned: BTreeSet<Rc<str>>,
    /// Literals about the value of a property, by its name.
    pub properties: BTreeMap<Rc<str>, Vec<Literal>>,
    /// Predicates for the values of properties whose names match a pattern.
    pub patterned: Vec<(Rc<str>, PredicateId)>,
    /// Predicates for the values of properties whose names are not in a set.
    pub additional: Vec<(Rc<NameSet>, PredicateId)>,
    /// Literals about every name.
    pub names: Vec<Literal>,
    /// Sets that contain every mentioned name of the object.
    pub mentioned_only: Vec<Rc<NameSet>>,
    /// Properties that must exist under names that are not given.
    pub obligations: Vec<PropertyObligation>,
}

/// A property that must exist, because a predicate about all such properties must not hold.
#[derive(Clone)]
pub struct PropertyObligation {
    /// The condition on its name.
    pub name: NameCondition,
    /// A literal about its value.
    pub literal: Option<Literal>,
}

/// A condition on the name of a property.
#[derive(Clone)]
pub enum NameCondition {
    /// It matches a pattern.
    Matches(Rc<str>),
    /// It is not in a set.
    Outside(Rc<NameSet>),
    /// It does not satisfy a predicate.
    Violates(PredicateId),
}

impl ObjectConstraints {
    /// Adds a literal; `None` if no object satisfies it.
    pub fn add(&mut self, predicate: &Predicate, holds: bool) -> Option<()> {
        match (predicate, holds) {
            (Predicate::Property(name, id), true) => {
                self.mentioned.insert(name.clone());
                self.properties.entry(name.clone()).or_default().push((*id, true));
            }
            (Predicate::Property(name, id), false) => {
                self.mentioned.insert(name.clone());
                self.required.insert(name.clone());
                self.properties.entry(name.clone()).or_default().push((*id, false));
            }
            (Predicate::PatternProperty(pattern, id), true) => self.patterned.push((pattern.clone(), *id)),
            (Predicate::PatternProperty(pattern, id), false) => {
                self.obligations.push(PropertyObligation {
                    name: NameCondition::Matches(pattern.clone()),
                    literal: Some((*id, false)),
                });
            }
            (Predicate::AdditionalProperties(name_set, id), true) => {
                self.mentioned.extend(name_set.names.iter().cloned());
                self.additional.push((name_set.clone(), *id));
            }
            (Predicate::AdditionalProperties(name_set, id), false) => {
                self.mentioned.extend(name_set.names.iter().cloned());
                self.obligations.push(PropertyObligation {
                    name: NameCondition::Outside(name_set.clone()),
                    literal: Some((*id, false)),
                });
            }
            (Predicate::PropertyNames(id), true) => self.names.push((*id, true)),
            (Predicate::PropertyNames(id), false) => {
                self.obligations.push(PropertyObligation { name: NameCondition::Violates(*id), literal: None })
            }
            (Predicate::Required(name), holds) => {
                self.mentioned.insert(name.clone());
                let set = if holds { &mut self.required } else { &mut self.absent };
                set.insert(name.clone());
            }
            (Predicate::MentionedOnly(name_set), true) => {
                self.mentioned.extend(name_set.names.iter().cloned());
                self.mentioned_only.push(name_set.clone());
            }
            (Predicate::MinProperties(least), true) => self.least = self.least.max(*least),
            (Predicate::MaxProperties(most), true) => self.at_most(*most),
            (Predicate::MaxProperties(most), false) => self.least = self.least.max(most.saturating_add(1)),
            (Predicate::MinProperties(least), false) => self.at_most(least.checked_sub(1)?),
            (Predicate::Enum(_), true) => return None,
            _ => {}
        }
        Some(())
    }

    fn at_most(&mut self, most: u64) {
        self.most = Some(self.most.map_or(most, |known| known.min(most)));
    }
}
