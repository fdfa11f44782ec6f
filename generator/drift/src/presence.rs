//! Entries that only one version has.

use super::{
    change::{Change, ChangeContext, Impact, Movement, Side},
    contract::EntryRole,
    pair::Pair,
    pairing::EntryPair,
    rules::Rule,
};

/// The change of an entry that was added or removed; `None` if it is reported with the operation that it belongs to.
///
/// Removing an operation breaks its callers. A removed event breaks no consumer, and the payloads of a removed type are
/// unknown.
pub fn added_or_removed(pair: &EntryPair, side: Side) -> Option<Change> {
    let is_added = pair.entries.before.is_none();
    let role = pair.entries.before.or(pair.entries.after).map(|entry| &entry.role)?;
    let (kind, call) = match role {
        EntryRole::Standalone => ("type", None),
        EntryRole::Operation(call) => ("operation", Some(call)),
        EntryRole::PartOfOperation | EntryRole::Request { .. } | EntryRole::Response { .. } => return None,
    };
    let (movement, impact, verb) = match (is_added, call) {
        (true, _) => (Movement::Added, Impact::Compatible, "added"),
        (false, Some(_)) if side == Side::Request => (Movement::Removed, Impact::Breaking, "removed"),
        (false, Some(_)) => (Movement::Removed, Impact::Compatible, "removed"),
        (false, None) => (Movement::Removed, Impact::Undecided, "removed"),
    };
    let rule = match (kind, is_added) {
        ("type", true) => Rule::TypeAdded,
        ("type", false) => Rule::TypeRemoved,
        (_, true) => Rule::OperationAdded,
        (_, false) => Rule::OperationRemoved,
    };
    let sources = Pair::of(|version| pair.entries.at(version).map(|entry| entry.source.clone()).into_iter().collect());
    Some(Change {
        owner: pair.name.clone(),
        at: String::new(),
        side,
        movement,
        impact,
        message: format!("{kind} {verb}"),
        why: (impact == Impact::Undecided).then(|| "the new version does not describe this type".to_owned()),
        witness: call.filter(|_| impact == Impact::Breaking).cloned(),
        lost: None,
        sources: [sources.before, sources.after],
        context: ChangeContext { rule: Some(rule), ..ChangeContext::default() },
    })
}
