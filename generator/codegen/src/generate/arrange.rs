//! Divides generated code into files: one for each type, as it is written, one for each module, or one for all of it.

use crate::options::Layout;
use regex::{Captures, Regex};
use ringback_contract::{files::Files, generated_mark::RUST_HEADER};
use std::{collections::BTreeSet, sync::LazyLock};

/// The declaration of a module in a file of its own.
static DECLARED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^( *)((?:pub(?:\([^)]*\))? )?)mod (?:r#)?(\w+);$").ok());

/// Modules that nobody reads beside types.
const TABLES: &[&str] = &["rules", "sources"];

/// The files in another layout.
pub fn arrange(files: Files, layout: Layout) -> Files {
    let root = ["src/lib.rs", "mod.rs"].into_iter().find(|root| files.contains_key(*root));
    let Some(root) = root.filter(|_| layout != Layout::Types) else { return files };
    let mut inliner = Inliner { files: &files, used: BTreeSet::new() };
    let mut arranged = Files::new();
    let text = inliner.expand(root, &|visibility, name, is_leaf| {
        layout == Layout::One || visibility.is_empty() && is_leaf && !TABLES.contains(&name)
    });
    arranged.insert(root.to_owned(), text);
    inliner.used.insert(root.to_owned());
    for path in files.keys().filter(|path| path.ends_with(".rs")) {
        if inliner.used.contains(path) {
            continue;
        }
        // A module with others inside it becomes one file.
        let text = inliner.expand(path, &|_, _, _| true);
        let whole = path.strip_suffix("/mod.rs").map_or_else(|| path.clone(), |folder| format!("{folder}.rs"));
        arranged.insert(whole, text);
    }
    let others = files.iter().filter(|(path, _)| !path.ends_with(".rs"));
    arranged.extend(others.map(|(path, text)| (path.clone(), text.clone())));
    // What stands in another file was expanded on its own before.
    arranged.retain(|path, _| path == root || !inliner.used.contains(path));
    arranged
}

struct Inliner<'a> {
    files: &'a Files,
    /// The files that stand in others.
    used: BTreeSet<String>,
}

impl Inliner<'_> {
    /// The text of a file, with the modules for which the test holds in it. The test gets the visibility and the name of a
    /// module, and whether it has no modules of its own.
    fn expand(&mut self, path: &str, is_inlined: &dyn Fn(&str, &str, bool) -> bool) -> String {
        let (files, text) = (self.files, self.files.get(path).map(String::as_str).unwrap_or_default());
        let Some(declared) = DECLARED.as_ref() else { return text.to_owned() };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = match name {
            "mod.rs" | "lib.rs" => folder.to_owned(),
            name => format!("{folder}/{}", name.trim_end_matches(".rs")),
        };
        let at = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let replace = |captures: &Captures| {
            let part = |index| captures.get(index).map(|part| part.as_str()).unwrap_or_default();
            let (indent, visibility, name) = (part(1), part(2), part(3));
            let (leaf, nested) = (at(&format!("{name}.rs")), at(&format!("{name}/mod.rs")));
            let Some(path) = [&leaf, &nested].into_iter().find(|path| files.contains_key(*path)) else {
                return part(0).to_owned();
            };
            if !is_inlined(visibility, name, *path == leaf) {
                return part(0).to_owned();
            }
            self.used.insert(path.clone());
            let inner = self.expand(path, &|_, _, _| true);
            let inner = indented(inner.trim_start_matches(RUST_HEADER).trim_end());
            let head = part(0).trim_end_matches(';');
            format!("{head} {{\n{inner}\n{indent}}}")
        };
        let expanded = declared.replace_all(text, replace);
        expanded.into_owned()
    }
}

/// A text with four more spaces before each line, unless a string in it spans several lines.
fn indented(text: &str) -> String {
    let spans = |line: &str| {
        let line = line.trim_start();
        let quotes = line.replace("\\\\", "").replace("\\\"", "").replace("'\"'", "").matches('"').count();
        !line.starts_with("//") && (quotes % 2 == 1 || line.contains("r#\"") && !line.contains("\"#"))
    };
    if text.lines().any(spans) {
        return text.to_owned();
    }
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
    lines.collect::<Vec<_>>().join("\n")
}
