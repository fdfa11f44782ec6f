//! Two files that claim one `$id`: a reference to it would have two meanings.

use super::file::SchemaFile;
use ringback_contract::error::Error;
use serde_json::Value;
use std::collections::HashMap;

/// Checks that no two files with different content claim one `$id`.
///
/// # Errors
///
/// If two do; the error names both.
pub fn check(files: &[SchemaFile]) -> Result<(), Error> {
    let mut known: HashMap<&str, &SchemaFile> = HashMap::new();
    for file in files {
        let Some(id) = file.value.get("$id").and_then(Value::as_str) else { continue };
        let other = *known.entry(id.trim_end_matches('#')).or_insert(file);
        if other.value != file.value {
            let line = file.json.member("$id").map_or(1, |member| file.text.line(member.key.start));
            let message = format!(
                "the $id {id:?} is that of {:?} as well, with other content; give each schema a URI of its own",
                other.path
            );
            return Err(Error::input(file.path, line, message));
        }
    }
    Ok(())
}
