//! Where things lie in a vendor's folder, and what the files of types are called.

use std::collections::BTreeMap;

/// Where a vendor's documents lie in its folder.
pub const DOCUMENTS: &str = "documents/";
/// The file in a vendor's folder in which a maintainer corrects its documents.
pub const OVERLAY: &str = "overlay.toml";

/// The types' names as file names, in order: nothing in them leads out of the folder, no device of Windows is meant,
/// and no two are the same where upper and lower case are.
pub fn file_names<'a>(types: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut taken = BTreeMap::new();
    let unique = |name: &String| {
        let plain = file_name(name);
        let count = taken.entry(plain.to_lowercase()).or_insert(0);
        *count += 1;
        // No plain name has a `~`.
        if *count == 1 { plain } else { format!("{plain}~{count}") }
    };
    types.into_iter().map(unique).collect()
}

/// One name as a file name; two names may become the same.
pub fn file_name(name: &str) -> String {
    // In bytes: with an ending this is within what every file system takes.
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
