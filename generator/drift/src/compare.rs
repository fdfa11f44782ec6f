//! Compares two versions of a contract, entry by entry, on several threads.

use super::{
    change::{Change, Documentation, Drift},
    contract::Contract,
    impact::ImpactChecker,
    options::CompareOptions,
    pair::Pair,
    pairing::{pairs, side_groups},
    spelling::ignore_widths_of_type_names,
};
use ringback_contract::uri::encode;
use std::{
    collections::BTreeSet,
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
    before.normalize();
    after.normalize();
    ignore_widths_of_type_names(&mut before, &mut after);
    let groups = side_groups(&mut before, &mut after, options);
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
    let next = AtomicUsize::new(0);
    let found = Mutex::new((Vec::<Change>::new(), Vec::<Documentation>::new()));
    let work = || {
        let mut checkers: Vec<ImpactChecker> = groups
            .iter()
            .map(|group| ImpactChecker::new(group, &compared_alone, provenance, options.is_strict))
            .collect();
        let (mut changes, mut documentation) = (Vec::new(), Vec::new());
        while let Some(pair) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
            for checker in &mut checkers {
                checker.check(pair, &mut changes, &mut documentation);
            }
        }
        if let Ok(mut found) = found.lock() {
            found.0.append(&mut changes);
            found.1.append(&mut documentation);
        }
    };
    let count = thread::available_parallelism().map_or(1, usize::from).min(pairs.len() / ENTRIES_PER_THREAD + 1);
    thread::scope(|scope| {
        for _ in 0..count {
            // If no thread can be started, the work is done on this one.
            if thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, work).is_err() {
                work();
            }
        }
    });
    let (changes, mut documentation) = found.into_inner().unwrap_or_default();
    documentation.sort_by(|one, other| (&one.owner, &one.at).cmp(&(&other.owner, &other.at)));
    documentation.dedup();
    Drift::new(changes, documentation)
}
