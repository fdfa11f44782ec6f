//! What `use` declarations import, leaf by leaf.

use proc_macro2::TokenStream;
use syn::UseTree;

/// One imported name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The path, the name itself at its end: `super`, `kind`, `Kind`; `*` for all names.
    pub path: Vec<String>,
    /// The name here; `_` for none.
    pub name: String,
}

/// What a declaration imports; `None` if it is none.
pub fn leaves(code: TokenStream) -> Option<Vec<Leaf>> {
    let item: syn::ItemUse = syn::parse2(code).ok()?;
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

/// The declaration with only some of its leaves. Its comments, attributes and visibility are kept.
pub fn declared(code: &str, leaves: &[Leaf]) -> String {
    let is_keyword =
        |at: &usize| code.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\n']));
    let at = code.match_indices("use ").map(|(at, _)| at).find(is_keyword).unwrap_or_default();
    let before = code.get(..at).unwrap_or_default();
    // Of several declarations, each has the attributes.
    let again: String =
        before.lines().filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n");
    let again = if before.ends_with('\n') && !again.is_empty() { format!("{again}\n") } else { again };
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
    let line = |(index, (folder, names)): (usize, &(String, Vec<String>))| {
        let before = if index == 0 { before } else { &again };
        let names = match names.as_slice() {
            [one] if one != "self" => one.clone(),
            names => format!("{{{}}}", names.join(", ")),
        };
        match folder.is_empty() {
            true => format!("{before}use {names};\n"),
            false => format!("{before}use {folder}::{names};\n"),
        }
    };
    folders.iter().enumerate().map(line).collect()
}
