//! The names of folders and files in a vendor's folder.

use std::collections::BTreeMap;

/// The folder with the documents, relative to the vendor's folder.
pub const DOCUMENTS: &str = "documents/";
/// The file in a vendor's folder in which a maintainer corrects its documents.
pub const OVERLAY: &str = "overlay.toml";

/// The file names of types, in order. They stay in the folder, are not reserved on Windows, and differ even where upper
/// and lower case are the same.
pub fn file_names<'a>(types: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut taken = BTreeMap::new();
    let unique = |name: &String| {
        let plain = file_name(name);
        let count = taken.entry(plain.to_lowercase()).or_insert(0);
        *count += 1;
        // No file name made from a type has a `~`.
        if *count == 1 { plain } else { format!("{plain}~{count}") }
    };
    types.into_iter().map(unique).collect()
}

/// The file name of one type, without an ending; two types may get the same.
pub fn file_name(name: &str) -> String {
    // In bytes: with an ending, this is within the limit of every file system.
    const LONGEST: usize = 160;
    const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];
    let plain: String = name
        .char_indices()
        .take_while(|(at, _)| *at < LONGEST)
        .map(|(_, c)| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' })
        .collect();
    let plain = plain.trim_start_matches('.');
    let first = plain.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = first.len() == 4 && ["com", "lpt"].iter().any(|port| first.starts_with(port));
    if plain.is_empty() || numbered || DEVICES.contains(&first.as_str()) { format!("_{plain}") } else { plain.into() }
}
