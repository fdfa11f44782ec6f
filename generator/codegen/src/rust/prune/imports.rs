//! What `use` declarations import, leaf by leaf.

use syn::UseTree;

/// One imported name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The path, the name itself at its end: `super`, `kind`, `Kind`; `*` for all names.
    pub path: Vec<String>,
    /// The name here; `_` for none.
    pub name: String,
}

impl Leaf {
    /// Whether it leads to what is beside it, and not to another crate.
    pub fn is_local(&self, modules: &dyn Fn(&str) -> bool) -> bool {
        self.path.first().is_some_and(|first| ["super", "crate", "self"].contains(&first.as_str()) || modules(first))
    }
}

/// What a declaration imports; `None` if it is none.
pub fn leaves(code: &str) -> Option<Vec<Leaf>> {
    let item: syn::ItemUse = syn::parse_str(code).ok()?;
    let mut found = Vec::new();
    gather(&item.tree, &mut Vec::new(), &mut found);
    Some(found)
}

fn gather(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<Leaf>) {
    let mut leaf = |last: String, name: String| {
        let path = path.iter().cloned().chain([last]).collect();
        found.push(Leaf { path, name });
    };
    match tree {
        UseTree::Path(inner) => {
            path.push(inner.ident.to_string());
            gather(&inner.tree, path, found);
            path.pop();
        }
        // The folder itself.
        UseTree::Name(name) if name.ident == "self" => {
            let name = path.last().cloned().unwrap_or_default();
            found.push(Leaf { path: path.clone(), name });
        }
        UseTree::Name(name) => leaf(name.ident.to_string(), name.ident.to_string()),
        UseTree::Rename(renamed) => leaf(renamed.ident.to_string(), renamed.rename.to_string()),
        UseTree::Glob(_) => leaf("*".into(), "*".into()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| gather(tree, path, found)),
    }
}

/// The declarations that import leaves, with the visibility of the original.
pub fn declared(code: &str, leaves: &[Leaf]) -> String {
    let visibility = code.trim_start().split("use ").next().unwrap_or_default().trim_start();
    let visibility = visibility.rsplit('\n').next().unwrap_or_default();
    let mut folders: Vec<(String, Vec<String>)> = Vec::new();
    for leaf in leaves {
        let Some((last, folder)) = leaf.path.split_last() else { continue };
        let shown = match () {
            () if *last == leaf.name || last == "*" => last.clone(),
            () => format!("{last} as {}", leaf.name),
        };
        let folder = folder.join("::");
        match folders.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, names)) => names.push(shown),
            None => folders.push((folder, vec![shown])),
        }
    }
    let line = |(folder, names): &(String, Vec<String>)| {
        let names = match names.as_slice() {
            [one] if one != "self" => one.clone(),
            names => format!("{{{}}}", names.join(", ")),
        };
        match folder.is_empty() {
            true => format!("{visibility}use {names};\n"),
            false => format!("{visibility}use {folder}::{names};\n"),
        }
    };
    folders.iter().map(line).collect()
}
