//! What is compared with what: types by name, and sides by the schemas that they see.

use super::{
    change::Side,
    contract::{Contract, ContractEntry, EntryRole},
    options::CompareOptions,
    pair::Pair,
    unchanged::unchanged,
    view::SchemaView,
};
use ringback_contract::operation::path::without_names;
use std::collections::{BTreeMap, HashSet};

/// A type or message of an operation in both versions.
pub struct EntryPair<'a> {
    /// Its name, that of the new version if it was renamed.
    pub name: String,
    /// The entry of each version that has it.
    pub entries: Pair<Option<&'a ContractEntry>>,
    /// The sides on which it is compared, sorted.
    pub sides: Vec<Side>,
}

/// Sides that see the same schemas of both versions.
pub struct SideGroup {
    /// The sides.
    pub sides: Vec<Side>,
    /// The schemas that they see.
    pub views: Pair<SchemaView>,
    /// References whose targets are the same in both versions.
    pub unchanged: HashSet<String>,
}

/// The root entries of both versions, paired by name. If each version has only one type, these are a pair whatever their
/// names; names of operations match whatever their path parameters are called.
pub fn pairs<'a>(before: &'a Contract, after: &'a Contract, options: &CompareOptions) -> Vec<EntryPair<'a>> {
    let roots = |contract: &'a Contract| {
        let roots = contract.entries.iter().filter(|entry| entry.is_root);
        roots.map(|entry| (entry.name.clone(), entry)).collect::<BTreeMap<_, _>>()
    };
    let (mut olds, news) = (roots(before), roots(after));
    let is_type = |entry: &&ContractEntry| entry.role == EntryRole::Standalone;
    let is_single = olds.len() == 1 && news.len() == 1 && olds.values().chain(news.values()).all(is_type);
    let anonymous: BTreeMap<String, String> = olds.keys().map(|name| (without_names(name), name.clone())).collect();
    let mut pairs = Vec::new();
    for (name, new) in news {
        let old = match olds.remove(&name) {
            None if is_single => olds.pop_first().map(|(_, old)| old),
            None => anonymous.get(&without_names(&name)).and_then(|name| olds.remove(name)),
            old => old,
        };
        pairs.push(EntryPair::new(name, Pair { before: old, after: Some(new) }, options));
    }
    pairs.extend(
        olds.into_iter().map(|(name, old)| EntryPair::new(name, Pair { before: Some(old), after: None }, options)),
    );
    pairs
}

impl<'a> EntryPair<'a> {
    /// A pair on the side that the options name, else on those that the contract knows, else as request and response.
    fn new(name: String, entries: Pair<Option<&'a ContractEntry>>, options: &CompareOptions) -> Self {
        let known = [entries.before, entries.after].into_iter().flatten().flat_map(|entry| &entry.sides).copied();
        let mut sides: Vec<Side> = match options.side {
            // An operation has its own side, and what it uses has those of the operations.
            Some(side) if known.clone().next().is_some() && !is_standalone(&entries) => {
                known.filter(|known| *known == side).collect()
            }
            Some(side) => vec![side],
            None => known.collect(),
        };
        if sides.is_empty() && is_standalone(&entries) {
            sides = vec![Side::Request, Side::Response];
        }
        sides.sort();
        sides.dedup();
        Self { name, entries, sides }
    }
}

/// Whether the entries are types or operations of documents, which no specification uses.
fn is_standalone(entries: &Pair<Option<&ContractEntry>>) -> bool {
    [entries.before, entries.after]
        .into_iter()
        .flatten()
        .any(|entry| matches!(entry.role, EntryRole::Standalone | EntryRole::Operation(_)))
}

/// The sides, grouped by the schemas that they see: properties that are `readOnly` are absent from requests, those that
/// are `writeOnly` from responses and events. For a tolerant reader, the objects that it reads are open.
pub fn side_groups(before: &Contract, after: &Contract, options: &CompareOptions) -> Vec<SideGroup> {
    let mut by_view: BTreeMap<(Option<&str>, bool), Vec<Side>> = BTreeMap::new();
    for side in Side::ALL.into_iter().filter(|side| options.side.is_none_or(|only| only == *side)) {
        let mark = side.hidden();
        let matters = !options.is_strict && (before.uses_keyword(mark) || after.uses_keyword(mark));
        let opens = options.is_reader_tolerant && side != Side::Request;
        by_view.entry((matters.then_some(mark), opens)).or_default().push(side);
    }
    let mut groups = Vec::new();
    for ((mark, opens), sides) in by_view {
        let view = |contract: &Contract| match mark {
            Some(mark) => SchemaView::without_marked(contract, mark),
            None => SchemaView::whole(contract),
        };
        let mut views = Pair { before: view(before), after: view(after) };
        if opens {
            views.before.open_objects();
            views.after.open_objects();
        }
        groups.push(SideGroup { sides, unchanged: unchanged(&views), views });
    }
    groups
}
