//! The calls that use a type: a change of a type is judged in them, and breaks nobody where no call can show it.

use super::{
    change::{Change, Documentation, Impact, NotCompared, Side},
    contract::EntryRole,
    impact::ImpactChecker,
    in_call::InCall,
    occurrence::{Occurrence, OccurrenceStep},
    pairing::EntryPair,
};
use ringback_contract::uri::encode;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// Ways from a call to a type that are tried.
const WAYS_LIMIT: usize = 16;
/// Types on a way.
const LENGTH_LIMIT: usize = 12;

/// What the comparison of entries found.
#[derive(Default)]
pub struct Found {
    changes: Vec<FoundChange>,
    /// Changes of documentation.
    pub documentation: Vec<Documentation>,
    /// What differs and was not compared.
    pub not_compared: Vec<NotCompared>,
    /// Where types are used, by the name of the entry that uses them.
    pub occurrences: HashMap<String, Vec<Occurrence>>,
}

/// A change, with the alternatives that explain it.
pub struct FoundChange {
    /// The change.
    pub change: Change,
    /// Alternatives that are compared alone, if only they changed.
    pub explained_by: Vec<String>,
}

impl Found {
    /// Adds a change.
    pub fn add(&mut self, change: Change, explained_by: &[String]) {
        self.changes.push(FoundChange { change, explained_by: explained_by.to_vec() });
    }

    /// Adds what was found elsewhere.
    pub fn join(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.documentation.extend(other.documentation);
        self.not_compared.extend(other.not_compared);
        for (name, occurrences) in other.occurrences {
            self.occurrences.entry(name).or_default().extend(occurrences);
        }
    }

    /// The changes, sorted so that the outcome does not depend on the threads.
    pub fn take_changes(&mut self) -> Vec<FoundChange> {
        let mut changes = std::mem::take(&mut self.changes);
        changes.sort_by(|one, other| key(&one.change).cmp(&key(&other.change)));
        changes
    }
}

fn key(change: &Change) -> (&str, &str, Side) {
    (&change.owner, &change.at, change.side)
}

/// A way from a message to a type.
pub struct Way {
    /// The name of the message.
    pub message: String,
    /// The path from the message to the type.
    pub path: Vec<OccurrenceStep>,
}

/// Which messages use which types.
pub struct Contexts<'a> {
    /// The entries that use a type, each with the path: by encoded name.
    users: HashMap<String, Vec<(String, Vec<OccurrenceStep>)>>,
    uses: HashMap<String, BTreeSet<String>>,
    roles: &'a BTreeMap<&'a str, &'a EntryRole>,
    sides: HashMap<String, Vec<Side>>,
    has_messages: bool,
}

impl<'a> Contexts<'a> {
    /// The contexts, given where entries use types.
    pub fn of(
        occurrences: &HashMap<String, Vec<Occurrence>>,
        roles: &'a BTreeMap<&'a str, &'a EntryRole>,
        pairs: &[EntryPair],
    ) -> Self {
        let mut users: HashMap<String, Vec<(String, Vec<OccurrenceStep>)>> = HashMap::new();
        let mut uses: HashMap<String, BTreeSet<String>> = HashMap::new();
        let mut sorted: Vec<(&String, &Vec<Occurrence>)> = occurrences.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        for (name, occurrences) in sorted {
            for occurrence in occurrences {
                let known = users.entry(occurrence.reference.clone()).or_default();
                if !known.iter().any(|(user, path)| user == name && *path == occurrence.path) {
                    known.push((name.clone(), occurrence.path.clone()));
                }
                uses.entry(encode(name)).or_default().insert(occurrence.reference.clone());
            }
        }
        let sides = pairs.iter().map(|pair| (pair.name.clone(), pair.sides.clone())).collect();
        let has_messages = roles.values().any(|role| role.is_message());
        Self { users, uses, roles, sides, has_messages }
    }

    /// Whether a type is only judged where operations use it.
    fn is_shared(&self, name: &str) -> bool {
        self.has_messages && self.roles.get(name).is_some_and(|role| **role == EntryRole::PartOfOperation)
    }

    /// Whether an entry is a message, or is used by one, or there are no messages.
    pub fn is_used(&self, name: &str) -> bool {
        !self.is_shared(name) || Side::ALL.iter().any(|side| !self.calls(name, *side).is_empty())
    }

    fn is_message_on(&self, name: &str, side: Side) -> bool {
        self.roles.get(name).is_some_and(|role| role.is_message())
            && self.sides.get(name).is_some_and(|sides| sides.contains(&side))
    }

    /// The names of all messages on a side that use a type, directly or not.
    pub fn calls(&self, name: &str, side: Side) -> Vec<String> {
        let mut calls = BTreeSet::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![encode(name)];
        while let Some(name) = waiting.pop() {
            for (user, _) in self.users.get(&name).into_iter().flatten().filter(|(user, _)| seen.insert(user.clone())) {
                if self.is_message_on(user, side) {
                    calls.insert(user.clone());
                } else {
                    waiting.push(encode(user));
                }
            }
        }
        calls.into_iter().collect()
    }

    /// The shortest ways from messages on a side to a type, and whether these are all.
    fn ways(&self, name: &str, side: Side) -> (Vec<Way>, bool) {
        let (mut ways, mut is_complete) = (Vec::new(), true);
        let mut waiting = VecDeque::from([(encode(name), Vec::<OccurrenceStep>::new(), vec![encode(name)])]);
        while let Some((name, path, passed)) = waiting.pop_front() {
            for (user, steps) in self.users.get(&name).into_iter().flatten() {
                if ways.len() >= WAYS_LIMIT || passed.len() >= LENGTH_LIMIT || waiting.len() > 1_000 {
                    return (ways, false);
                }
                let path: Vec<OccurrenceStep> = steps.iter().chain(&path).cloned().collect();
                let encoded = encode(user);
                if self.is_message_on(user, side) {
                    ways.push(Way { message: user.clone(), path });
                } else if passed.contains(&encoded) {
                    is_complete = false;
                } else {
                    let passed = passed.iter().cloned().chain([encoded.clone()]).collect();
                    waiting.push_back((encoded, path, passed));
                }
            }
        }
        (ways, is_complete)
    }

    /// Types, by encoded name, with all that they use, directly or not.
    fn used_by(&self, names: &[String]) -> HashSet<String> {
        let mut seen: HashSet<String> = HashSet::new();
        let mut waiting: Vec<String> = names.to_vec();
        while let Some(name) = waiting.pop() {
            if seen.insert(name.clone()) {
                waiting.extend(self.uses.get(&name).into_iter().flatten().cloned());
            }
        }
        seen
    }

    /// The changes without those that are explained by changes of alternatives that are told themselves.
    pub fn without_repetitions(&self, changes: Vec<FoundChange>) -> Vec<Change> {
        let worst = |names: &[String], side: Side| {
            let seen = self.used_by(names);
            let told = changes.iter().map(|found| &found.change);
            told.filter(|change| change.side == side && seen.contains(&encode(&change.owner)))
                .map(|change| change.impact)
                .max()
        };
        let is_repeated = |found: &FoundChange| {
            !found.explained_by.is_empty()
                && worst(&found.explained_by, found.change.side).is_some_and(|impact| impact >= found.change.impact)
        };
        let kept: Vec<bool> = changes.iter().map(|found| !is_repeated(found)).collect();
        let kept = changes.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept);
        kept.map(|(found, _)| found.change).collect()
    }
}

/// Judges a change of a shared type in the calls that use it; `None` if none does.
pub fn judge_in_calls(
    found: &FoundChange,
    all: &[FoundChange],
    contexts: &Contexts,
    checkers: &mut [ImpactChecker],
) -> Option<FoundChange> {
    let FoundChange { change, explained_by } = found;
    let mut judged = FoundChange { change: change.clone(), explained_by: explained_by.clone() };
    if !contexts.is_shared(&change.owner) {
        return Some(judged);
    }
    let calls = contexts.calls(&change.owner, change.side);
    if calls.is_empty() {
        return None;
    }
    let operation = |message: &String| match contexts.roles.get(message.as_str()) {
        Some(EntryRole::Response { .. }) => message.trim_end_matches(" response").to_owned(),
        _ => message.clone(),
    };
    judged.change.context.calls = calls.iter().map(operation).collect();
    let is_soft = change.context.rule.is_some() && change.impact == Impact::Undecided;
    if change.impact == Impact::Compatible || is_soft {
        return Some(judged);
    }
    let checker = checkers.iter_mut().find(|checker| checker.has_side(change.side))?;
    let parts = contexts.used_by(&[encode(&change.owner)]);
    let is_alone = !all.iter().map(|other| &other.change).any(|other| {
        let is_other = other.owner != change.owner || other.at != change.at;
        is_other
            && other.side == change.side
            && other.impact == Impact::Breaking
            && parts.contains(&encode(&other.owner))
    });
    let (ways, is_complete) = contexts.ways(&change.owner, change.side);
    let mut is_undecided = !is_complete;
    for way in &ways {
        match checker.in_call(change, way, is_alone) {
            InCall::Breaks(witness) => {
                judged.change.impact = Impact::Breaking;
                let role = contexts.roles.get(way.message.as_str());
                judged.change.witness = Some(role.map_or(witness.clone(), |role| super::call::as_call(role, witness)));
                judged.change.why = None;
                return Some(judged);
            }
            InCall::Nothing => {}
            InCall::Unknown => is_undecided = true,
        }
    }
    judged.change.witness = None;
    judged.change.lost = None;
    if is_undecided {
        judged.change.impact = Impact::Undecided;
        judged.change.why.get_or_insert_with(|| "the type changed, but no call was found that shows it".into());
    } else {
        judged.change.impact = Impact::Compatible;
        judged.change.why = None;
    }
    Some(judged)
}
