//! Where names lead in the runtime: through its modules and what these import.

use super::{
    source::{SourceFile, Sources},
    unit::UnitKind,
};
use std::collections::HashMap;

/// How many imports may follow each other.
const DEEPEST: usize = 8;

/// The top-level units of all files, by name.
pub struct Names<'a> {
    files: &'a [SourceFile],
    /// The files of modules, by name.
    modules: HashMap<&'a str, Vec<usize>>,
    /// The named items of each file.
    items: Vec<HashMap<&'a str, Vec<usize>>>,
    /// The calls of macros in each file, which may make items of any name.
    calls: Vec<Vec<usize>>,
}

/// A top-level unit: its file, and its index there.
pub type Place = (usize, usize);

/// Where a name leads.
#[derive(Debug, Default)]
pub struct Led {
    /// The units.
    pub places: Vec<Place>,
    /// Files on the way that import it from others.
    pub through: Vec<usize>,
}

impl Led {
    fn extend(&mut self, other: Self) {
        self.places.extend(other.places);
        self.through.extend(other.through);
    }
}

impl<'a> Names<'a> {
    /// The names in all files.
    pub fn of(sources: &'a Sources) -> Self {
        let files = sources.files.as_slice();
        let mut modules: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, file) in files.iter().enumerate() {
            modules.entry(module(&file.path)).or_default().push(index);
        }
        let items = |file: &'a SourceFile| {
            let mut items: HashMap<&str, Vec<usize>> = HashMap::new();
            for (index, unit) in file.units.iter().enumerate() {
                if let UnitKind::Item { name, .. } = &unit.kind {
                    items.entry(name).or_default().push(index);
                }
            }
            items
        };
        let calls = |file: &SourceFile| {
            let is_call =
                |index: &usize| matches!(file.units.get(*index).map(|unit| &unit.kind), Some(UnitKind::Call(_)));
            (0..file.units.len()).filter(is_call).collect()
        };
        Self { files, modules, items: files.iter().map(items).collect(), calls: files.iter().map(calls).collect() }
    }

    /// The file of the module around that of a file.
    pub fn parent(&self, file: usize) -> Option<usize> {
        let path = &self.files.get(file)?.path;
        let folder = path.strip_suffix("/mod.rs").map_or(path.as_str(), |folder| folder).rsplit_once('/')?.0;
        self.files.iter().position(|file| file.path.strip_suffix("/mod.rs") == Some(folder))
    }

    /// The files of modules of a name.
    pub fn modules(&self, name: &str) -> &[usize] {
        self.modules.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The items of a name in any file.
    pub fn anywhere(&self, name: &str) -> Vec<Place> {
        let in_file = |(file, items): (usize, &HashMap<&str, Vec<usize>>)| {
            items.get(name).into_iter().flatten().map(|unit| (file, *unit)).collect::<Vec<_>>()
        };
        self.items.iter().enumerate().flat_map(in_file).collect()
    }

    /// Where a path leads, from a file or from outside.
    pub fn at_path(&self, path: &[String], from: Option<usize>, depth: usize) -> Led {
        let Some((name, folder)) = path.split_last() else { return Led::default() };
        let files: Vec<usize> = match folder.last().map(String::as_str) {
            None | Some("self") => from.into_iter().collect(),
            Some("super") => {
                let supers = folder.iter().filter(|step| *step == "super").count();
                let outer = (0..supers).fold(from, |file, _| file.and_then(|file| self.parent(file)));
                // From a module inside the file, it is the file itself.
                outer.into_iter().chain(from).collect()
            }
            Some(module) => self.modules(module).to_vec(),
        };
        let is_named = folder.last().is_some_and(|step| step != "self" && step != "super");
        let mut led = Led::default();
        for file in files {
            let found = self.in_file(file, name, depth);
            if found.places.is_empty() && is_named {
                led.places.extend(self.calls.get(file).into_iter().flatten().map(|unit| (file, *unit)));
            }
            led.extend(found);
        }
        led
    }

    /// Where a name in a file leads: to an item of the file, or to what it imports.
    pub fn in_file(&self, file: usize, name: &str, depth: usize) -> Led {
        if let Some(found) = self.items.get(file).and_then(|items| items.get(name)) {
            return Led { places: found.iter().map(|unit| (file, *unit)).collect(), through: Vec::new() };
        }
        let imports = self.files.get(file).map(|file| file.imports.as_slice()).unwrap_or_default();
        let leaf = imports.iter().find(|leaf| leaf.name == name).filter(|_| depth < DEEPEST);
        let mut led = leaf.map(|leaf| self.at_path(&leaf.path, Some(file), depth + 1)).unwrap_or_default();
        if !led.places.is_empty() {
            led.through.push(file);
        }
        led
    }
}

/// The name of the module in a file.
fn module(path: &str) -> &str {
    let path = path.strip_suffix("/mod.rs").unwrap_or(path);
    path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
}
