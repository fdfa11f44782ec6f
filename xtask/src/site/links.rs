//! Whether the links of written pages hold: each leads to a page of the site, and to a place on it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path, PathBuf},
};

/// The links that lead nowhere, of pages by their paths in the site.
pub fn broken(pages: &BTreeMap<String, String>, files: &[&str]) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, html)| (path.as_str(), attributes(html, "id").collect())).collect();
    let mut broken = Vec::new();
    for (path, html) in pages {
        for link in attributes(html, "href").chain(attributes(html, "src")).filter(|link| !link.contains(':')) {
            let (file, at) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { beside(path, file) };
            let holds = match ids.get(target.as_str()) {
                Some(ids) => at.is_empty() || ids.contains(at),
                None => files.contains(&target.as_str()),
            };
            if !holds {
                broken.push(format!("{path}: the link {link:?} leads nowhere"));
            }
        }
    }
    broken
}

/// The values of an attribute in HTML that this program writes.
fn attributes<'h>(html: &'h str, name: &'static str) -> impl Iterator<Item = &'h str> {
    let quoted = html.match_indices(name).filter_map(move |(at, _)| {
        let before = html.get(..at)?.ends_with(' ');
        html.get(at + name.len()..)?.strip_prefix("=\"").filter(|_| before)
    });
    quoted.filter_map(|rest| rest.split('"').next())
}

/// The path of a file that a page names.
fn beside(page: &str, file: &str) -> String {
    let mut path = PathBuf::from(page);
    path.pop();
    for step in Path::new(file).components() {
        match step {
            Component::ParentDir => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_link_to_nothing_is_found() {
        let a = "<h2 id=\"one\">One</h2> <a href=\"b/c.html#two\">x</a> <a href=\"#one\">x</a> <a href=\"https://example.com\">x</a>";
        let c = "<p id=\"two\"></p> <a href=\"../a.html#one\">x</a> <link href=\"../site.css\">";
        let pages = [("a.html".to_owned(), a.to_owned()), ("b/c.html".to_owned(), c.to_owned())].into();
        assert!(broken(&pages, &["site.css"]).is_empty());
        let pages = [
            ("a.html".to_owned(), a.replace("two", "three") + " <img src=\"b.png\">"),
            ("b/c.html".to_owned(), c.to_owned()),
        ];
        let found = broken(&pages.into(), &["site.css"]);
        assert_eq!(
            found,
            ["a.html: the link \"b/c.html#three\" leads nowhere", "a.html: the link \"b.png\" leads nowhere"]
        );
    }
}
