//! What a package needs to be published: the fields that registries show, a README, and nothing from outside of its folder.

use std::path::Path;
use toml::Table;

/// The fields of `[package]` by which a package is found.
const FIELDS: &[&str] = &["description", "documentation", "readme", "keywords", "categories"];

/// Checks a `Cargo.toml`, at its path in the repository, and the sources beside it.
pub fn check(path: &str, text: &str, files: &[String], read: impl Fn(&str) -> String, violations: &mut Vec<String>) {
    let Ok(manifest) = text.parse::<Table>() else { return };
    let Some(package) = manifest.get("package").and_then(|package| package.as_table()) else { return };
    if package.get("publish").and_then(|publish| publish.as_bool()) == Some(false) {
        return;
    }
    let folder = path.trim_end_matches("Cargo.toml");
    for field in FIELDS.iter().filter(|field| !package.contains_key(**field)) {
        violations
            .push(format!("{path}:1: a package that is published needs `{field}`; what is not says `publish = false`"));
    }
    if !files.contains(&format!("{folder}README.md")) {
        violations.push(format!("{path}:1: a package that is published needs a README.md"));
    }
    let is_source = |file: &&String| {
        file.strip_prefix(folder).is_some_and(|file| file == "lib.rs" || file.starts_with("src/"))
            && file.ends_with(".rs")
    };
    for file in files.iter().filter(is_source) {
        let depth = Path::new(file.trim_start_matches(folder)).components().count() - 1;
        for (index, line) in read(file).lines().enumerate() {
            let included =
                line.split_once("include_").filter(|(before, _)| !before.contains("#[doc")).map(|(_, rest)| rest);
            let levels = included.map_or(0, |rest| rest.matches("../").count());
            let start = if included.is_some_and(|rest| rest.contains("CARGO_MANIFEST_DIR")) { 0 } else { depth };
            if levels > start {
                violations.push(format!(
                    "{file}:{}: this file is outside of the package, so that it is not published",
                    index + 1
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    const COMPLETE: &str = "[package]\nname = \"a\"\ndescription = \"d\"\ndocumentation = \"d\"\nreadme = \"README.md\"\n\
        keywords = []\ncategories = []\n";

    #[test]
    fn a_package_is_published_with_all_that_it_needs() {
        let rows = [
            (COMPLETE, "include_str!(\"../template.txt\")", ""),
            (COMPLETE, "#[doc = include_str!(\"../../README.md\")]", ""),
            (COMPLETE, "include_str!(\"../../template.txt\")", "outside of the package"),
            (COMPLETE, "include_dir!(\"$CARGO_MANIFEST_DIR/../b\")", "outside of the package"),
            ("[package]\nname = \"a\"\npublish = false\n", "include_str!(\"../../template.txt\")", ""),
            ("[package]\nname = \"a\"\n", "", "needs `keywords`"),
            ("[workspace]\n", "include_str!(\"../../template.txt\")", ""),
        ];
        for (manifest, source, expected) in rows {
            let files = ["a/Cargo.toml", "a/README.md", "a/src/lib.rs"].map(String::from);
            let mut violations = Vec::new();
            check("a/Cargo.toml", manifest, &files, |_| source.into(), &mut violations);
            let said = violations.join("\n");
            assert!(
                said.contains(expected) && (said.is_empty() || !expected.is_empty()),
                "{manifest} {source}: {said}"
            );
        }
    }
}
