//! Words that identify a vendor: none of them may occur in Rust.

use ringback_contract::error::Error;
use std::path::Path;

/// The placeholder in a page of a new vendor that is not replaced yet.
pub const PLACEHOLDER: &str = "This page stands in for the vendor's own and must be removed.";

/// Parts of folder names that are ordinary words of the field.
const ORDINARY: &[&str] = &["cloud", "connect"];

/// Prefixes of identifiers that belong to one vendor.
const NAMESPACES: &[&str] = &[concat!("arn:", "aws")];

/// The vendors' names, the parts of these names, and the domains of their APIs.
pub fn words(root: &Path) -> Result<Vec<String>, Error> {
    let folder = root.join("schemas");
    let mut words: Vec<String> = NAMESPACES.iter().map(|word| (*word).to_owned()).collect();
    for entry in std::fs::read_dir(&folder).map_err(Error::io(&folder))? {
        let path = entry.map_err(Error::io(&folder))?.path();
        let Some(name) = path.file_name().filter(|_| path.is_dir()) else { continue };
        let name = name.to_string_lossy().to_lowercase();
        words.extend(name.split('-').filter(|word| !ORDINARY.contains(word)).map(String::from));
        words.push(name.replace('-', " "));
        words.push(name);
        let file = path.join("vendor.toml");
        let text = std::fs::read_to_string(&file).map_err(Error::io(&file))?;
        words.extend(domain(&text));
    }
    Ok(words)
}

/// The registered domain of a `vendor.toml`'s `base_url`: `example.com`.
fn domain(text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with("base_url"))?;
    let host = line.split("://").nth(1)?.split(['/', '"', ':']).next()?;
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    Some(labels.into_iter().rev().collect::<Vec<_>>().join(".").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::domain;

    #[test]
    fn the_host_of_an_api_is_known_by_its_last_two_labels() {
        let text = "name = \"acme\"\nbase_url = \"https://api.eu.acme.example/v1\"\n";
        assert_eq!(domain(text), Some("acme.example".into()));
    }
}
