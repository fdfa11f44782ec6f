//! Rules for documentation pages: a size limit, and every link and file that they name exists.

use std::path::Path;

/// The most lines of a page.
const MOST_LINES: usize = 220;

/// Folders of the repository: a path in a page that begins with one of them must exist.
const FOLDERS: &[&str] =
    &["generator/", "conformance/", "xtask/", "generated/", "schemas/", "docs/", "deploy/", ".github/"];

/// Adds the violations in a page.
pub fn check(root: &Path, path: &str, text: &str, violations: &mut Vec<String>) {
    let count = text.lines().count();
    if count > MOST_LINES {
        violations.push(format!("{path}: {count} lines, at most {MOST_LINES} are allowed"));
    }
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    for (index, line) in text.lines().enumerate() {
        let links = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let target = link.split('#').next().unwrap_or(link);
            if !root.join(folder).join(target).exists() {
                violations.push(format!("{path}:{}: the link {link:?} has no target", index + 1));
            }
        }
        for named in line.split('`').skip(1).step_by(2).filter(|named| names_a_file(named)) {
            if !root.join(named).exists() {
                violations.push(format!("{path}:{}: {named:?} does not exist", index + 1));
            }
        }
    }
}

/// Whether a piece of code is the path of one file or folder of the repository, without a placeholder.
fn names_a_file(code: &str) -> bool {
    FOLDERS.iter().any(|folder| code.starts_with(folder))
        && code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::check;
    use std::path::Path;

    #[test]
    fn what_a_page_names_must_exist() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let violations = |text: &str| {
            let mut violations = Vec::new();
            check(&root, "docs/page.md", text, &mut violations);
            violations.len()
        };
        assert_eq!(
            violations("[a](../README.md) [b](https://example.com) `xtask/src/main.rs` `generator/<name>.rs`"),
            0
        );
        assert_eq!(violations("[a](README.md)\n`xtask/src/nothing.rs`"), 2);
    }
}
