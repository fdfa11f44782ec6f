//! What breaks for whom: what a reader looks for in the first ten seconds.

use super::change_summary::short;
use crate::drift::comparison::{Comparison, Standing};
use ringback_drift::change::{Change, Side};
use std::collections::{BTreeMap, BTreeSet};

/// Calls that a line names; others are counted.
const CALLS_NAMED: usize = 2;

/// Who breaks, and by what.
pub(super) struct BrokenParty {
    /// `callers of POST /orders`, `readers of 12 calls, such as GET /a`.
    pub who: String,
    /// `query parameter limit: maximum 100 became 50`.
    pub what: BTreeSet<String>,
}

/// Who breaks: how many calls, so that whole operations stand before types that many share, and their names.
type Party = (usize, String);

/// The parties that break by operations of specifications, the most specific first.
pub(super) fn broken_parties(comparison: &Comparison) -> Vec<BrokenParty> {
    let breaking = comparison.standing(Standing::Breaking).map(|judged| judged.change);
    let mut parties: BTreeMap<Party, BTreeSet<String>> = BTreeMap::new();
    for (party, what) in breaking.filter_map(broken_party) {
        parties.entry(party).or_default().insert(what);
    }
    parties.into_iter().map(|((_, who), what)| BrokenParty { who, what }).collect()
}

/// Who breaks by a change, and what it is called there.
fn broken_party(change: &Change) -> Option<(Party, String)> {
    change.context.rule?;
    let is_operation = change.owner.contains(" /") || change.owner.starts_with("webhook ");
    let party = match change.side {
        Side::Request => "callers of",
        Side::Response => "readers of",
        Side::Event => "consumers of",
    };
    let place = if change.context.place.is_empty() { &change.at } else { &change.context.place };
    let (calls, named, place) = match change.context.calls.as_slice() {
        [] if is_operation => (0, change.owner.clone(), place.clone()),
        [] => return None,
        calls => {
            let named = calls.iter().take(CALLS_NAMED).cloned().collect::<Vec<_>>().join(", ");
            let named = match calls.len() {
                count if count > CALLS_NAMED => format!("{count} calls, such as {named}"),
                _ => named,
            };
            (calls.len(), named, format!("{} {place}", change.owner))
        }
    };
    let what =
        if place.trim().is_empty() { change.message.clone() } else { format!("{}: {}", place.trim(), change.message) };
    Some(((calls, short(&format!("{party} {named}"))), short(&what)))
}
