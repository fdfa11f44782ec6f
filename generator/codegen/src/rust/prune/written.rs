//! The files of what is kept.

use super::{
    imports::{Leaf, declared},
    names::Names,
    reach::Kept,
    source::{SourceFile, Sources},
    unit::{Unit, UnitKind},
};
use ringback_contract::files::Files;
use std::ops::Range;

/// Lints that what is left may break: it was written for more than is used of it.
const ALLOWED: &str = "#![allow(dead_code, unreachable_code, unreachable_patterns, unused_imports, unused_macros, unused_mut, unused_variables)]\n\
                       #![allow(rustdoc::broken_intra_doc_links, clippy::all)]\n";

/// The files of what is kept.
pub fn written(sources: &Sources, kept: &Kept) -> Files {
    let names = Names::of(sources);
    let mut files = Files::new();
    for (index, source) in sources.files.iter().enumerate().filter(|(index, _)| kept.files.contains(index)) {
        let file = Writer { sources, names: &names, kept, source, file: index };
        files.insert(source.path.clone(), file.text());
    }
    files
}

struct Writer<'a> {
    sources: &'a Sources,
    names: &'a Names<'a>,
    kept: &'a Kept,
    source: &'a SourceFile,
    file: usize,
}

impl Writer<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        let mut allowed = (self.source.path == "runtime/mod.rs").then_some(ALLOWED);
        for (index, unit) in self.source.units.iter().enumerate() {
            let mut own = String::new();
            match &unit.kind {
                UnitKind::Attribute => own.push_str(self.slice(&unit.range)),
                UnitKind::Module(name) if self.is_module_kept(name) => own.push_str(self.slice(&unit.range)),
                UnitKind::Import(leaves) => own = self.import(self.slice(&unit.range), leaves),
                _ if self.kept.places.contains(&(self.file, index)) => self.unit(unit, &mut own),
                _ => {}
            }
            let is_first = unit.kind != UnitKind::Attribute && !own.is_empty();
            if let Some(allowed) = allowed.take_if(|_| is_first) {
                text.push('\n');
                text.push_str(allowed);
            }
            // The blank line after the documentation of the file belongs to what was first.
            if is_first
                && text.lines().next_back().is_some_and(|line| line.starts_with("//!") || line.starts_with("#!["))
                && !own.starts_with('\n')
            {
                text.push('\n');
            }
            text.push_str(&own);
        }
        // Without what is left out, a block may begin with a blank line.
        text.replace("{\n\n", "{\n")
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.source.text.get(range.clone()).unwrap_or_default()
    }

    /// Writes a unit without the parts that are not kept.
    fn unit(&self, unit: &Unit, text: &mut String) {
        let mut cuts = Vec::new();
        self.cuts(unit, &mut cuts);
        cuts.sort_by_key(|cut| cut.start);
        let mut at = unit.range.start;
        for cut in cuts {
            text.push_str(self.slice(&(at..cut.start)));
            at = cut.end;
        }
        text.push_str(self.slice(&(at..unit.range.end)));
    }

    /// Adds what is cut out of a kept unit.
    fn cuts(&self, unit: &Unit, cuts: &mut Vec<Range<usize>>) {
        if let UnitKind::Pattern { alternatives, has_fallback } = &unit.kind {
            let is_kept = |at: &usize| alternatives.get(*at).is_some_and(|found| self.kept.needs(found, *has_fallback));
            let range = |at: usize| alternatives.get(at).map(|found| found.range.clone());
            for at in (0..alternatives.len()).filter(|at| !is_kept(at)) {
                let has_before = (0..at).any(|at| is_kept(&at));
                let (before, own, after) = (at.checked_sub(1).and_then(range), range(at), range(at + 1));
                cuts.extend(match (has_before, before, own, after) {
                    (true, Some(before), Some(own), _) => Some(before.end..own.end),
                    (false, _, Some(own), Some(after)) => Some(own.start..after.start),
                    _ => None,
                });
            }
        }
        for part in &unit.parts {
            match self.kept.units.contains(&(self.file, part.range.start, part.range.end)) {
                true => self.cuts(part, cuts),
                false => cuts.push(part.range.clone()),
            }
        }
    }

    fn is_module_kept(&self, name: &str) -> bool {
        let folder = self.source.path.strip_suffix("/mod.rs").unwrap_or(self.source.path.trim_end_matches(".rs"));
        let paths = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")];
        self.kept.files.iter().any(|file| self.sources.files.get(*file).is_some_and(|file| paths.contains(&file.path)))
    }

    /// A declaration without what is not there, or not used.
    fn import(&self, text: &str, leaves: &[Leaf]) -> String {
        // A macro of the file itself is imported so that others reach it by a path.
        let is_offered =
            text.lines().any(|line| line.starts_with("pub")) || leaves.iter().all(|leaf| leaf.path.len() == 1);
        let words = self.kept.words.get(&self.file);
        let is_used = |leaf: &&Leaf| {
            let is_named = leaf.name == "_" || words.is_some_and(|words| words.contains(&leaf.name));
            let places = self.names.at_path(&leaf.path, Some(self.file), 0).places;
            if !places.is_empty() {
                return (is_offered || is_named) && places.iter().any(|place| self.kept.places.contains(place));
            }
            let is_local = leaf.path.first().is_some_and(|first| ["super", "crate", "self"].contains(&first.as_str()));
            let last = leaf.path.last().map(String::as_str).unwrap_or_default();
            match self.names.modules(last) {
                files if is_local && !files.is_empty() => files.iter().any(|file| self.kept.files.contains(file)),
                _ => is_named || leaf.name == "*",
            }
        };
        let used: Vec<Leaf> = leaves.iter().filter(is_used).cloned().collect();
        match used.len() {
            0 => String::new(),
            all if all == leaves.len() => text.to_owned(),
            _ => declared(text, &used),
        }
    }
}
