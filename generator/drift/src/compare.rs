//! Two states of a contract in, what changed and whom it breaks out.

use super::{
    both::Both,
    change::{Documentation, Drift, Side},
    contract::{Contract, Described, View},
    examine::Examiner,
    spelling::align,
    unchanged::unchanged,
};
use ringback_contract::uri::encode;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// How contracts are compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The side that is meant, whatever the contract says of it.
    pub side: Option<Side>,
    /// Whether everything that a schema allows may be sent, and not only what it declares.
    pub is_strict: bool,
}

/// Values lie in each other, and so do calls.
const STACK: usize = 256 << 20;

/// A type in both states.
pub struct Pair<'a> {
    /// What it is called.
    pub name: String,
    /// What each state says of it, where it has it.
    pub types: Both<Option<&'a Described>>,
    /// The sides on which it is used.
    pub sides: Vec<Side>,
}

/// Both states as some sides see them.
pub struct Scene {
    /// The sides.
    pub sides: Vec<Side>,
    /// The schemas.
    pub views: Both<View>,
    /// Those of them that need not be looked at.
    pub unchanged: HashSet<String>,
}

/// What changed from one state to another.
pub fn drift(mut before: Contract, mut after: Contract, options: &Options) -> Drift {
    before.settle();
    after.settle();
    align(&mut before, &mut after);
    let scenes = scenes(&mut before, &mut after, options);
    let pairs = pairs(&before, &after, options);
    // What has a name in both states is compared once, wherever it is referred to.
    let known: BTreeSet<String> = match pairs.as_slice() {
        [_] => BTreeSet::new(),
        all => all
            .iter()
            .filter(|pair| pair.types.before.is_some() && pair.types.after.is_some())
            .map(|pair| encode(&pair.name))
            .collect(),
    };
    let provenance = Both { before: &before.provenance, after: &after.provenance };
    let next = AtomicUsize::new(0);
    let found = Mutex::new((Vec::new(), Vec::new()));
    let work = || {
        let mut examiners: Vec<Examiner> =
            scenes.iter().map(|scene| Examiner::new(scene, &known, provenance, options.is_strict)).collect();
        let (mut changes, mut documentation) = (Vec::new(), Vec::new());
        while let Some(pair) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
            for examiner in &mut examiners {
                examiner.pair(pair, &mut changes, &mut documentation);
            }
        }
        if let Ok(mut found) = found.lock() {
            found.0.append(&mut changes);
            found.1.append(&mut documentation);
        }
    };
    let count = thread::available_parallelism().map_or(1, usize::from).min(pairs.len() / 8 + 1);
    thread::scope(|scope| {
        for _ in 0..count {
            // Without a thread of its own, the work is done here.
            if thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).is_err() {
                work();
            }
        }
    });
    let (changes, mut documentation) = found.into_inner().unwrap_or_default();
    documentation.sort_by(|one: &Documentation, other| (&one.owner, &one.at).cmp(&(&other.owner, &other.at)));
    documentation.dedup();
    Drift::new(changes, documentation)
}

/// The types of both states, by name; where only one is left on each side, they are one.
fn pairs<'a>(before: &'a Contract, after: &'a Contract, options: &Options) -> Vec<Pair<'a>> {
    let subjects = |contract: &'a Contract| {
        let subjects = contract.types.iter().filter(|described| described.is_subject);
        subjects.map(|described| (described.name.clone(), described)).collect::<BTreeMap<_, _>>()
    };
    let (mut olds, news) = (subjects(before), subjects(after));
    let (one_old, one_new) = (olds.len() == 1, news.len() == 1);
    // What the places of a path are called does not matter.
    let renamed: BTreeMap<String, String> = olds.keys().map(|name| (without_places(name), name.clone())).collect();
    let mut pairs = Vec::new();
    for (name, new) in news {
        let old = match olds.remove(&name) {
            None if one_old && one_new => olds.pop_first().map(|(_, old)| old),
            None => renamed.get(&without_places(&name)).and_then(|name| olds.remove(name)),
            old => old,
        };
        pairs.push(Pair { name, types: Both { before: old, after: Some(new) }, sides: Vec::new() });
    }
    pairs.extend(olds.into_iter().map(|(name, old)| Pair {
        name,
        types: Both { before: Some(old), after: None },
        sides: Vec::new(),
    }));
    for pair in &mut pairs {
        let known = [pair.types.before, pair.types.after]
            .into_iter()
            .flatten()
            .flat_map(|described| described.sides.iter().copied());
        let mut sides: Vec<Side> = match options.side {
            Some(side) => vec![side],
            None => known.collect(),
        };
        if sides.is_empty() {
            sides = vec![Side::Request, Side::Response];
        }
        sides.sort();
        sides.dedup();
        pair.sides = sides;
    }
    pairs
}

/// `/a/{b}/c` without the names in braces.
fn without_places(name: &str) -> String {
    let mut parts = name.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "{" + part.find('}').and_then(|end| part.get(end..)).unwrap_or(part))
}

/// How the sides see both states. Where nothing is marked, all see the same.
fn scenes(before: &mut Contract, after: &mut Contract, options: &Options) -> Vec<Scene> {
    let mut by_mark: BTreeMap<Option<&str>, Vec<Side>> = BTreeMap::new();
    for side in Side::ALL.into_iter().filter(|side| options.side.is_none_or(|meant| meant == *side)) {
        let mark = side.hidden();
        let matters = !options.is_strict && (before.marks(mark) || after.marks(mark));
        by_mark.entry(matters.then_some(mark)).or_default().push(side);
    }
    let mut scenes = Vec::new();
    for (mark, sides) in by_mark.into_iter().rev() {
        // Those that see the whole come last: it need not be kept.
        let views = match mark {
            Some(mark) => Both { before: View::of(before, mark), after: View::of(after, mark) },
            None => Both { before: View::whole(before), after: View::whole(after) },
        };
        scenes.push(Scene { sides, unchanged: unchanged(&views), views });
    }
    scenes
}
