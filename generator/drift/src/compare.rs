//! Compares two versions of a contract, entry by entry, on several threads.

use super::{
    call::{as_call, shorten},
    change::{Documentation, Drift, NotCompared},
    contexts::{Contexts, Found, judge_in_calls},
    contract::{Contract, EntryRole},
    impact::ImpactChecker,
    operations::add_messages,
    options::CompareOptions,
    pair::Pair,
    pairing::{pairs, side_groups},
    place_words::describe,
    spelling::ignore_widths_of_type_names,
};
use ringback_contract::uri::encode;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Stack of each thread, in bytes: the solver recurses as deep as values are nested.
const STACK_SIZE: usize = 256 << 20;
/// Entries that are worth a thread of their own.
const ENTRIES_PER_THREAD: usize = 8;

/// What changed from one version of a contract to another.
pub fn drift(mut before: Contract, mut after: Contract, options: &CompareOptions) -> Drift {
    let remarks = add_messages(&mut before, &mut after, options);
    before.normalize();
    after.normalize();
    before.spell_bytes_like(&after);
    after.spell_bytes_like(&before);
    ignore_widths_of_type_names(&mut before, &mut after);
    let groups = side_groups(&before, &after, options);
    let pairs = pairs(&before, &after, options);
    // An entry that both versions have is compared once, not again wherever others refer to it.
    let compared_alone: BTreeSet<String> = match pairs.as_slice() {
        [_] => BTreeSet::new(),
        all => all
            .iter()
            .filter(|pair| pair.entries.before.is_some() && pair.entries.after.is_some())
            .map(|pair| encode(&pair.name))
            .collect(),
    };
    let provenance = Pair { before: &before.provenance, after: &after.provenance };
    let checkers = |parts: usize| {
        let checker = |group| ImpactChecker::new(group, &compared_alone, provenance, options.is_strict, parts);
        groups.iter().map(checker).collect::<Vec<_>>()
    };
    let found = Mutex::new(Found::default());
    on_threads(pairs.len(), || {
        let mut checkers = checkers(pairs.len());
        let (pairs, found) = (&pairs, &found);
        move |at: usize| {
            let mut own = Found::default();
            if let Some(pair) = pairs.get(at) {
                checkers.iter_mut().for_each(|checker| checker.check(pair, &mut own));
            }
            if let Ok(mut found) = found.lock() {
                found.join(own);
            }
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    let roles: BTreeMap<&str, &EntryRole> =
        before.entries.iter().chain(&after.entries).map(|entry| (entry.name.as_str(), &entry.role)).collect();
    let contexts = Contexts::of(&found.occurrences, &roles, &pairs);
    let changes = Mutex::new(Vec::new());
    let shared: Vec<_> = found.take_changes();
    on_threads(shared.len(), || {
        let mut checkers = checkers(shared.len());
        let (shared, contexts, changes) = (&shared, &contexts, &changes);
        move |at: usize| {
            let Some(change) = shared.get(at) else { return };
            if let Some(change) = judge_in_calls(change, shared, contexts, &mut checkers)
                && let Ok(mut changes) = changes.lock()
            {
                changes.push(change);
            }
        }
    });
    let mut changes = contexts.without_repetitions(changes.into_inner().unwrap_or_default());
    for change in &mut changes {
        if let Some(role) = roles.get(change.owner.as_str()) {
            describe(change, role);
            change.witness = change.witness.take().map(|witness| as_call(role, witness));
            // A response is told of with its operation.
            change.owner = role.operation(&change.owner).to_owned();
        }
    }
    changes.iter_mut().filter_map(|change| change.witness.as_mut()).for_each(shorten);
    changes.extend(remarks.changes.into_iter().filter(|change| options.side.is_none_or(|side| side == change.side)));
    found.documentation.extend(remarks.documentation);
    let documentation = documentation(found.documentation, &contexts);
    let mut drift = Drift::new(changes, documentation);
    let mut not_compared: Vec<NotCompared> = remarks.not_compared;
    not_compared.extend(found.not_compared.into_iter().filter(|point| contexts.is_used(&point.owner)));
    not_compared.sort();
    not_compared.dedup();
    drift.not_compared = not_compared;
    drift
}

/// Sorts changes of documentation, and leaves out those of types that no operation uses.
fn documentation(mut documentation: Vec<Documentation>, contexts: &Contexts) -> Vec<Documentation> {
    documentation.retain(|point| contexts.is_used(&point.owner));
    documentation.sort_by(|one, other| (&one.owner, &one.at).cmp(&(&other.owner, &other.at)));
    documentation.dedup();
    documentation
}

/// Calls a function for each number below a count, on several threads. `make` makes the function of a thread.
fn on_threads<F: FnMut(usize)>(count: usize, make: impl Fn() -> F + Sync) {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut run = make();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return;
            }
            run(at);
        }
    };
    if count == 0 {
        return;
    }
    let threads = thread::available_parallelism().map_or(1, usize::from).min(count / ENTRIES_PER_THREAD + 1);
    thread::scope(|scope| {
        for _ in 0..threads {
            // If no thread can be started, the work is done on this one.
            if thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, work).is_err() {
                work();
            }
        }
    });
}
