//! Which operation of the old version is which of the new one.

use crate::pair::Pair;
use ringback_contract::operation::path::without_names;
use ringback_openapi::specification::{SpecOperation, Specification};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// An operation with the specification that it is of.
#[derive(Clone, Copy)]
pub struct Described<'a> {
    /// The specification.
    pub specification: &'a Specification,
    /// The operation.
    pub operation: &'a SpecOperation,
}

/// An operation in both versions.
pub struct OperationPair<'a> {
    /// What it is called in reports, unique among all; that of the new version.
    pub name: String,
    /// The operation of each version that has it.
    pub versions: Pair<Option<Described<'a>>>,
}

impl<'a> Described<'a> {
    /// The paths at which it is called: that of each server and its own; parameters without their names.
    fn full_paths(&self) -> Vec<String> {
        let path = &self.operation.path;
        let own = self
            .operation
            .servers
            .iter()
            .map(|server| without_names(&format!("{}{path}", base_path(&server.default_url()))));
        let mut paths: Vec<String> = own.collect();
        if paths.is_empty() {
            paths.push(without_names(path));
        }
        paths
    }
}

/// The path of a URL: `/v1` of `https://api.example.com/v1`.
pub fn base_path(url: &str) -> &str {
    let rest = match url.split_once("//") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => url,
    };
    rest.trim_end_matches('/')
}

/// The operations of both versions in pairs: by method and path, else by the path with that of the server. Of a call that
/// several files describe, that of the same file is meant.
pub fn pairs<'a>(before: &'a [Specification], after: &'a [Specification]) -> Vec<OperationPair<'a>> {
    // Exact matches first, so that no other takes the place of one. Only events may share a title: one callback has a URL each.
    let keys: [fn(&Entry) -> Vec<String>; 7] = [
        |entry| vec![format!("{}\n{}", entry.address(), entry.file)],
        |entry| vec![entry.address()],
        |entry| vec![format!("{}\n{}", entry.title, entry.file)],
        |entry| vec![entry.title.clone()],
        |entry| vec![format!("{}\n{}", entry.key, entry.file)],
        |entry| vec![entry.key.clone()],
        |entry| entry.full.iter().map(|path| format!("{} {path}", entry.method())).collect(),
    ];
    let [mut olds, mut news] = [before, after].map(|all| self::all(all).into_iter().map(Some).collect::<Vec<_>>());
    let mut paired = Vec::new();
    for keys in keys {
        let mut by_key: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, old) in olds.iter().enumerate() {
            old.iter().flat_map(keys).for_each(|key| by_key.entry(key).or_default().push_back(at));
        }
        for slot in &mut news {
            let Some(new) = slot.as_ref() else { continue };
            let mut first = |key: String| {
                let waiting = by_key.get_mut(&key)?;
                while waiting.front().is_some_and(|at| olds.get(*at).is_none_or(Option::is_none)) {
                    waiting.pop_front();
                }
                waiting.front().copied()
            };
            let found = keys(new).into_iter().filter_map(&mut first).min();
            let old = found.and_then(|at| olds.get_mut(at)).and_then(Option::take);
            if let Some((old, new)) = old.and_then(|old| Some((old, slot.take()?))) {
                let versions = Pair { before: Some(old.described), after: Some(new.described) };
                paired.push((new.order, OperationPair { name: new.title, versions }));
            }
        }
    }
    paired.extend(news.into_iter().flatten().map(|new| {
        (new.order, OperationPair { name: new.title, versions: Pair { before: None, after: Some(new.described) } })
    }));
    paired.sort_by_key(|(order, _)| *order);
    let mut pairs: Vec<OperationPair> = paired.into_iter().map(|(_, pair)| pair).collect();
    let gone = olds.into_iter().flatten();
    pairs.extend(
        gone.map(|old| OperationPair { name: old.title, versions: Pair { before: Some(old.described), after: None } }),
    );
    name_apart(&mut pairs);
    pairs
}

/// An operation that looks for its partner.
struct Entry<'a> {
    order: usize,
    title: String,
    /// The title without the names of parameters.
    key: String,
    full: Vec<String>,
    file: String,
    described: Described<'a>,
}

impl Entry<'_> {
    /// What it is called, and where.
    fn address(&self) -> String {
        let SpecOperation { method, path, .. } = self.described.operation;
        format!("{}\n{method} {path}", self.title)
    }

    fn method(&self) -> &str {
        if self.described.operation.is_event() { "event" } else { &self.described.operation.method }
    }
}

fn all(specifications: &[Specification]) -> Vec<Entry<'_>> {
    let files: Vec<&str> = specifications.iter().map(|specification| specification.file.as_str()).collect();
    let common = common_folder(&files);
    let each = specifications.iter().flat_map(|specification| {
        let file = specification.file.get(common..).unwrap_or_default().to_owned();
        specification.all_operations().map(move |operation| (specification, operation, file.clone()))
    });
    each.enumerate()
        .map(|(order, (specification, operation, file))| {
            let described = Described { specification, operation };
            let title = operation.title();
            Entry { order, key: without_names(&title), title, full: described.full_paths(), file, described }
        })
        .collect()
}

/// The length of the longest folder that all paths are in.
fn common_folder(paths: &[&str]) -> usize {
    let Some(first) = paths.first() else { return 0 };
    let is_common =
        |length: &usize| first.get(..*length).is_some_and(|prefix| paths.iter().all(|path| path.starts_with(prefix)));
    first.match_indices('/').map(|(at, _)| at + 1).filter(is_common).max().unwrap_or(0)
}

/// Adds the file to the names of operations that several files describe.
fn name_apart(pairs: &mut [OperationPair]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for pair in pairs.iter() {
        *counts.entry(pair.name.clone()).or_default() += 1;
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for pair in pairs.iter_mut().filter(|pair| counts.get(&pair.name).is_some_and(|count| *count > 1)) {
        let described = pair.versions.after.or(pair.versions.before);
        let file = described.map(|described| described.specification.file.clone()).unwrap_or_default();
        let file = file.rsplit('/').next().unwrap_or_default();
        let name = format!("{} ({file})", pair.name);
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        pair.name = if *count > 1 { format!("{name} {count}") } else { name };
    }
}
