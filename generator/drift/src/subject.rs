//! What differs between two versions of a type, value by value.

use super::{change::Movement, change_text::ChangeText, pair::Pair, path::PathStep, site::SchemaSite};
use ringback_algebra::PredicateId;
use std::{collections::HashMap, rc::Rc};

/// What a version requires of a value.
#[derive(Clone, Copy, Debug)]
pub struct ValueRequirement {
    /// As a predicate of the whole payload.
    pub of_payload: PredicateId,
    /// As a predicate of the value; `None` if the requirement is that the value exists.
    pub of_value: Option<PredicateId>,
}

/// A value that the two versions describe differently.
#[derive(Debug)]
pub struct ChangedSubject<'a> {
    /// Its location: a JSON pointer, with `*` for any index and any name.
    pub at: String,
    /// How the set of its values changed.
    pub movement: Movement,
    /// What each version requires of it; all requirements of all subjects together are those of the type.
    pub requirements: Pair<Vec<ValueRequirement>>,
    /// The path to it.
    pub path: Vec<PathStep>,
    /// What happened.
    pub text: ChangeText,
    /// Its schemas in each version.
    pub sites: Pair<SchemaSite<'a>>,
    /// Whether undeclared properties are allowed on purpose, in each version; `None` if both say the same of them.
    pub openness: Option<Pair<bool>>,
    /// Why the movement is undecided.
    pub why: Option<Rc<str>>,
    /// Alternatives that are compared alone, if only they changed.
    pub explained_by: Vec<String>,
    /// The object around it, if it became required or optional: that is stated there.
    pub required_in: Option<Pair<SchemaSite<'a>>>,
    /// The value around it: what states a value that has no keywords of its own, as `items: false`.
    pub around: Option<Rc<Pair<SchemaSite<'a>>>>,
}

/// A value whose annotations changed.
#[derive(Debug)]
pub struct Rewording<'a> {
    /// Its location.
    pub at: String,
    /// What changed.
    pub text: ChangeText,
    /// What differs beside that and was not compared.
    pub not_compared: Vec<String>,
    /// Its schemas in each version.
    pub sites: Pair<SchemaSite<'a>>,
}

/// Changed subjects, one for each location.
#[derive(Debug, Default)]
pub struct ChangedSubjects<'a> {
    subjects: Vec<ChangedSubject<'a>>,
    by_location: HashMap<String, usize>,
}

impl<'a> ChangedSubjects<'a> {
    /// Adds a subject, or joins it with the one at the same location.
    pub fn add(&mut self, subject: ChangedSubject<'a>) {
        let next = self.subjects.len();
        let at = *self.by_location.entry(subject.at.clone()).or_insert(next);
        let Some(known) = self.subjects.get_mut(at) else {
            self.subjects.push(subject);
            return;
        };
        known.requirements.before.extend(subject.requirements.before);
        known.requirements.after.extend(subject.requirements.after);
        known.movement = known.movement.join(subject.movement);
        known.text.join(subject.text);
        known.explained_by.clear();
        known.required_in = known.required_in.take().or(subject.required_in);
        known.openness = known.openness.take().or(subject.openness);
        known.why = known.why.take().or(subject.why);
    }

    /// Says of the subject at a location that only these alternatives changed.
    pub fn explain(&mut self, at: &str, alternatives: Vec<String>) {
        if let Some(subject) = self.by_location.get(at).and_then(|at| self.subjects.get_mut(*at)) {
            subject.explained_by = alternatives;
        }
    }

    /// The subjects, in the order in which they were found.
    pub fn into_vec(self) -> Vec<ChangedSubject<'a>> {
        self.subjects
    }
}

impl Movement {
    /// The movement of a subject that moved in both of these ways.
    fn join(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Added | Self::Removed, _) => self,
            (_, Self::Added | Self::Removed) => other,
            (Self::Same, other) => other,
            (one, Self::Same) => one,
            (Self::Undecided, _) | (_, Self::Undecided) => Self::Undecided,
            _ => Self::Replaced,
        }
    }
}
