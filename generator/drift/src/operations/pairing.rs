//! Which operation of the old version is which of the new one.

use crate::pair::Pair;
use ringback_contract::operation::path::without_names;
use ringback_openapi::specification::{SpecOperation, Specification};
use std::collections::BTreeMap;

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
    let (mut olds, news) = (all(before), all(after));
    let mut pairs: Vec<OperationPair> = Vec::new();
    let mut rest = Vec::new();
    // Exact matches first, so that no other takes the place of one.
    let matches: [fn(&Entry, &Entry) -> bool; 5] = [
        |old, new| old.title == new.title && old.file == new.file,
        |old, new| old.title == new.title,
        |old, new| old.key == new.key && old.file == new.file,
        |old, new| old.key == new.key,
        |old, new| old.method() == new.method() && old.full.iter().any(|path| new.full.contains(path)),
    ];
    let mut open: Vec<Option<Entry>> = news.into_iter().map(Some).collect();
    for is_same in matches {
        let mut by_method: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, old) in olds.iter().enumerate() {
            by_method.entry(old.method().to_owned()).or_default().push(at);
        }
        let mut taken = Vec::new();
        for slot in &mut open {
            let Some(new) = slot else { continue };
            let candidates = by_method.get(new.method()).into_iter().flatten();
            let found = candidates
                .copied()
                .find(|at| !taken.contains(at) && olds.get(*at).is_some_and(|old| is_same(old, new)));
            if let Some((at, new)) = found.and_then(|at| Some((at, slot.take()?))) {
                taken.push(at);
                let old = olds.get(at).map(|old| old.described);
                rest.push((
                    new.order,
                    OperationPair { name: new.title, versions: Pair { before: old, after: Some(new.described) } },
                ));
            }
        }
        taken.sort_unstable();
        for at in taken.into_iter().rev() {
            olds.remove(at);
        }
    }
    rest.extend(open.into_iter().flatten().map(|new| {
        (new.order, OperationPair { name: new.title, versions: Pair { before: None, after: Some(new.described) } })
    }));
    rest.sort_by_key(|(order, _)| *order);
    pairs.extend(rest.into_iter().map(|(_, pair)| pair));
    pairs.extend(
        olds.into_iter()
            .map(|old| OperationPair { name: old.title, versions: Pair { before: Some(old.described), after: None } }),
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
