//! Files of a folder that is compared: what is no text is left out, unless it should describe a contract.

use ringback_contract::{data_file::is_named_as_data, error::Error, terminal::say};

/// The endings of pages and settings.
const PAGES: [&str; 5] = [".md", ".html", ".htm", ".txt", ".toml"];

/// What was read of a file of a folder. A file that cannot be read is told and left out: an image, an archive.
///
/// # Errors
///
/// If it is named as what may describe a contract: then something would be missing in the comparison.
pub fn if_readable<T>(name: &str, read: Result<T, Error>) -> Result<Option<T>, Error> {
    let name = name.to_ascii_lowercase();
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error @ Error::Input { .. })
            if !is_named_as_data(&name) && !PAGES.iter().any(|end| name.ends_with(end)) =>
        {
            say(format_args!("note: left out: {error}"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
