//! Which items of the runtime generated code leads to.

use super::{
    checks::without_unused_checks,
    imports::{Leaf, declared, leaves},
    items::{Item, ItemKind, items},
};
use regex::Regex;
use ringback_contract::files::Files;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

/// Lints that what is left may break: it was written for more than is used of it.
const ALLOWED: &str = "#![allow(dead_code, unreachable_code, unreachable_patterns, unused_imports, unused_macros, unused_mut, unused_variables)]\n\
                       #![allow(rustdoc::broken_intra_doc_links, clippy::all)]\n";

/// A file of the runtime.
struct SourceFile {
    path: String,
    /// The documentation of the file.
    head: String,
    items: Vec<Item>,
    imports: Vec<Leaf>,
}

/// The number of a file, and that of an item in it; [`WHOLE`] if it is needed for what it imports.
type Place = (usize, usize);

/// The number that stands for a file and no item in it.
const WHOLE: usize = usize::MAX;

/// The part of the runtime that the code of types and clients uses, by path.
pub fn pruned(mut runtime: Files, code: &Files) -> Files {
    let tables: String =
        code.iter().filter(|(path, _)| path.ends_with("rules.rs")).map(|(_, text)| text.as_str()).collect();
    without_unused_checks(&mut runtime, &tables);
    let files: Vec<SourceFile> = runtime.iter().map(|(path, text)| read(path, text)).collect();
    let graph = Graph::of(&files);
    let mut reached = Reached::default();
    for (path, text) in code {
        let file = read(path, text);
        for item in &file.items {
            graph.mentioned(&item.code, None, &file.imports).into_iter().for_each(|place| reached.add(place));
        }
    }
    // Conversions are for whoever uses the types.
    let is_conversion = |path: &str| path.contains("runtime/text/") && !path.ends_with("/mod.rs");
    for (index, file) in files.iter().enumerate().filter(|(_, file)| is_conversion(&file.path)) {
        (0..file.items.len()).for_each(|item| reached.add((index, item)));
    }
    reached.close(&graph);
    graph.written(&reached)
}

fn read(path: &str, text: &str) -> SourceFile {
    let length = text.lines().take_while(|line| line.is_empty() || line.starts_with("//")).map(|line| line.len() + 1);
    let (head, rest) = text.split_at_checked(length.sum::<usize>().min(text.len())).unwrap_or(("", text));
    // What documents the first item is no head.
    let at = head.find("\n///").map_or(head.len(), |at| at + 1);
    let (head, more) = head.split_at_checked(at).unwrap_or((head, ""));
    let items: Vec<Item> =
        items(&format!("{more}{rest}")).into_iter().filter(|item| !item.text.contains("#[cfg(test)]")).collect();
    let imported = items.iter().filter(|item| item.kind == ItemKind::Import);
    let imports = imported.flat_map(|item| leaves(&item.code).unwrap_or_default()).collect();
    SourceFile { path: path.to_owned(), head: head.to_owned(), items, imports }
}

/// The name of the module in a file.
fn module(path: &str) -> &str {
    let path = path.strip_suffix("/mod.rs").unwrap_or(path);
    path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The items of all files, by name.
struct Graph<'a> {
    files: &'a [SourceFile],
    /// The files of modules, by name.
    modules: HashMap<&'a str, Vec<usize>>,
    /// The items of each file, by name.
    named: Vec<HashMap<&'a str, Vec<usize>>>,
}

impl<'a> Graph<'a> {
    fn of(files: &'a [SourceFile]) -> Self {
        let mut modules: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, file) in files.iter().enumerate() {
            modules.entry(module(&file.path)).or_default().push(index);
        }
        let names = |file: &'a SourceFile| {
            let mut names: HashMap<&str, Vec<usize>> = HashMap::new();
            for (index, item) in file.items.iter().enumerate() {
                if let ItemKind::Named(name) | ItemKind::Macro(name) = &item.kind {
                    names.entry(name).or_default().push(index);
                }
            }
            names
        };
        Self { files, modules, named: files.iter().map(names).collect() }
    }

    /// The file of the module around that of a file.
    fn parent(&self, file: usize) -> Option<usize> {
        let path = &self.files.get(file)?.path;
        let folder = path.strip_suffix("/mod.rs").map_or(path.as_str(), |folder| folder).rsplit_once('/')?.0;
        self.files.iter().position(|file| file.path == format!("{folder}/mod.rs"))
    }

    /// The items that a path from a file may lead to.
    fn at_path(&self, path: &[String], from: Option<usize>, depth: usize) -> Vec<Place> {
        let Some((name, folder)) = path.split_last() else { return Vec::new() };
        let files: Vec<usize> = match folder.last().map(String::as_str) {
            None | Some("self") => from.into_iter().collect(),
            Some("super") => {
                let supers = folder.iter().filter(|step| *step == "super").count();
                let mut file = from;
                for _ in 0..supers {
                    file = file.and_then(|file| self.parent(file));
                }
                // From a module inside the file, it is the file itself.
                file.into_iter().chain(from).collect()
            }
            Some(module) => self.modules.get(module).cloned().unwrap_or_default(),
        };
        let is_named = folder.last().is_some_and(|step| step != "self" && step != "super");
        let found = |file: usize| match self.in_file(file, name, depth) {
            // The calls of macros in the file may have made it.
            none if none.is_empty() && is_named => self.others(file),
            found => found,
        };
        files.into_iter().flat_map(found).collect()
    }

    /// The named items of a file.
    fn all(&self, file: usize) -> impl Iterator<Item = Place> + '_ {
        self.named.get(file).into_iter().flat_map(HashMap::values).flatten().map(move |item| (file, *item))
    }

    /// The items of a file that are calls of macros.
    fn others(&self, file: usize) -> Vec<Place> {
        let items = self.files.get(file).map(|file| file.items.as_slice()).unwrap_or_default();
        let is_call = |item: &Item| item.kind == ItemKind::Other && !item.code.trim_start().starts_with("#!");
        items.iter().enumerate().filter(|(_, item)| is_call(item)).map(|(index, _)| (file, index)).collect()
    }

    /// The items of a name in a file, or what it imports under the name.
    fn in_file(&self, file: usize, name: &str, depth: usize) -> Vec<Place> {
        const DEEPEST: usize = 8;
        if let Some(found) = self.named.get(file).and_then(|named| named.get(name)) {
            return found.iter().map(|item| (file, *item)).collect();
        }
        let imports = self.files.get(file).map(|file| file.imports.as_slice()).unwrap_or_default();
        let leaf = imports.iter().find(|leaf| leaf.name == name).filter(|_| depth < DEEPEST);
        let mut found = leaf.map(|leaf| self.at_path(&leaf.path, Some(file), depth + 1)).unwrap_or_default();
        if !found.is_empty() {
            found.push((file, WHOLE));
        }
        found
    }

    /// The items that code names.
    fn mentioned(&self, code: &str, file: Option<usize>, imports: &[Leaf]) -> Vec<Place> {
        static PATH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\w+(?:\s*::\s*\w+)*").ok());
        let mut found = Vec::new();
        for path in PATH.iter().flat_map(|path| path.find_iter(code)) {
            let steps: Vec<String> = path.as_str().split("::").map(|step| step.trim().to_owned()).collect();
            // What a macro gets as an argument may be any module, or any item of one.
            if let (Some(name), true) =
                (steps.get(1), code.get(..path.start()).is_some_and(|before| before.ends_with('$')))
            {
                let named = self.named.iter().enumerate();
                let items = named.filter_map(|(file, named)| Some((file, named.get(name.as_str())?)));
                found.extend(items.flat_map(|(file, items)| items.iter().map(move |item| (file, *item))));
            }
            if code.get(path.end()..).is_some_and(|rest| rest.starts_with("::$")) {
                let modules = steps.last().and_then(|name| self.modules.get(name.as_str()));
                found.extend(modules.into_iter().flatten().flat_map(|file| self.all(*file)));
            }
            for length in 1..=steps.len() {
                let Some(steps) = steps.get(..length) else { continue };
                match (length, file) {
                    (1, Some(file)) => {
                        found.extend(steps.first().into_iter().flat_map(|name| self.in_file(file, name, 0)))
                    }
                    (1, None) => {
                        let leaves = imports.iter().filter(|leaf| Some(&leaf.name) == steps.first());
                        found.extend(leaves.flat_map(|leaf| self.at_path(&leaf.path, None, 0)));
                    }
                    _ => found.extend(self.at_path(steps, file, 0)),
                }
            }
        }
        // What is imported by a declaration of roots is used, or offered to others.
        if file.is_none() && leaves(code).is_some() {
            found.extend(leaves(code).into_iter().flatten().flat_map(|leaf| self.at_path(&leaf.path, None, 0)));
        }
        found
    }

    fn item(&self, (file, item): Place) -> Option<&'a Item> {
        self.files.get(file)?.items.get(item)
    }

    /// The files of what is reached.
    fn written(&self, reached: &Reached) -> Files {
        let mut kept: BTreeMap<&str, String> = BTreeMap::new();
        let is_module_kept =
            |path: &str| reached.files.iter().any(|file| self.files.get(*file).is_some_and(|file| file.path == path));
        for file in &reached.files {
            let Some(source) = self.files.get(*file) else { continue };
            let folder = source.path.strip_suffix("/mod.rs");
            let mut text = source.head.clone();
            if folder.is_some_and(|folder| !folder.contains('/'))
                || folder.is_some_and(|folder| folder == "src/runtime")
            {
                text.push_str(ALLOWED);
            }
            for (index, item) in source.items.iter().enumerate() {
                match &item.kind {
                    ItemKind::Module(name) => {
                        let base = folder.map_or_else(|| source.path.trim_end_matches(".rs").to_owned(), String::from);
                        if is_module_kept(&format!("{base}/{name}.rs"))
                            || is_module_kept(&format!("{base}/{name}/mod.rs"))
                        {
                            text.push_str(&item.text);
                        }
                    }
                    ItemKind::Import => text.push_str(&self.import(*file, item, reached)),
                    _ if reached.items.contains(&(*file, index)) => text.push_str(&item.text),
                    _ => {}
                }
            }
            kept.insert(&source.path, text);
        }
        kept.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
    }

    /// A declaration without what is not there.
    fn import(&self, file: usize, item: &Item, reached: &Reached) -> String {
        let Some(all) = leaves(&item.code) else { return item.text.clone() };
        let is_there = |leaf: &Leaf| {
            let is_module = |name: &str| self.modules.contains_key(name);
            let mut places = self.at_path(&leaf.path, Some(file), 0);
            places.retain(|(_, item)| *item != WHOLE);
            if !places.is_empty() {
                return places.iter().any(|place| reached.items.contains(place));
            }
            if !leaf.is_local(&is_module) {
                return true;
            }
            // A module, or what is inside of an item.
            let last = leaf.path.last().map(String::as_str).unwrap_or_default();
            if let Some(files) = self.modules.get(last) {
                return files.iter().any(|file| reached.files.contains(file));
            }
            let outer = leaf.path.split_last().map(|(_, outer)| outer).unwrap_or_default();
            let places = self.at_path(outer, Some(file), 0);
            places.is_empty() || places.iter().any(|place| reached.items.contains(place))
        };
        let (kept, lost): (Vec<Leaf>, Vec<Leaf>) = all.into_iter().partition(is_there);
        match (kept.is_empty(), lost.is_empty()) {
            (_, true) => item.text.clone(),
            (true, _) => String::new(),
            _ => {
                let space = if item.text.starts_with('\n') { "\n" } else { "" };
                format!("{space}{}", declared(&item.code, &kept))
            }
        }
    }
}

/// What is used so far.
#[derive(Default)]
struct Reached {
    items: HashSet<Place>,
    files: HashSet<usize>,
    waiting: Vec<Place>,
}

impl Reached {
    fn add(&mut self, place: Place) {
        if self.items.insert(place) {
            self.waiting.push(place);
        }
    }

    /// Adds what leads on from what is used, until nothing is new.
    fn close(&mut self, graph: &Graph) {
        loop {
            while let Some(place) = self.waiting.pop() {
                self.add_file(graph, place.0);
                let code = graph.item(place).map(|item| item.code.as_str()).unwrap_or_default();
                for found in graph.mentioned(code, Some(place.0), &[]) {
                    self.add(found);
                }
            }
            // Implementations follow the types and traits that they are about.
            for (file, source) in graph.files.iter().enumerate() {
                for (index, item) in source.items.iter().enumerate() {
                    let place = (file, index);
                    let follows = match item.kind {
                        ItemKind::Implementation => {
                            let mut about = graph.mentioned(item.head(), Some(file), &[]);
                            about.retain(|(_, item)| *item != WHOLE);
                            let is_of_types = |place: &Place| {
                                graph.item(*place).is_some_and(|item| !matches!(item.kind, ItemKind::Macro(_)))
                            };
                            about.iter().filter(|place| is_of_types(place)).all(|place| self.items.contains(place))
                                && (self.files.contains(&file) || !about.is_empty())
                        }
                        ItemKind::Other => self.files.contains(&file),
                        _ => false,
                    };
                    if follows {
                        self.add(place);
                    }
                }
            }
            if self.waiting.is_empty() {
                break;
            }
        }
    }

    /// Adds a file with the modules around it and the traits that it imports.
    fn add_file(&mut self, graph: &Graph, file: usize) {
        let mut next = Some(file);
        while let Some(file) = next.filter(|file| self.files.insert(*file)) {
            let imports = graph.files.get(file).map(|file| file.imports.as_slice()).unwrap_or_default();
            for leaf in imports {
                for place in graph.at_path(&leaf.path, Some(file), 0) {
                    if graph.item(place).is_some_and(|item| item.is_trait) {
                        self.add(place);
                    }
                }
            }
            next = graph.parent(file);
        }
    }
}
