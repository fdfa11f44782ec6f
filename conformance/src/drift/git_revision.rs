//! Reads files as they were in a git revision, such as `HEAD~1:schemas/name`.

use super::left_out::if_readable;
use ringback_contract::{
    error::Error,
    input::{self, Inputs, MAX_BYTES},
};
use ringback_openapi::specification::Loader;
use std::{
    ffi::OsStr,
    io::Write,
    process::{Command, Stdio},
};

/// The files of a folder in a revision, by path relative to it; a single file has the empty path.
///
/// # Errors
///
/// If there is no such revision or path, or a file that may describe a contract cannot be read.
pub fn read(revision: &str, path: &str) -> Result<Inputs, Error> {
    if revision.starts_with('-') || revision.is_empty() {
        return Err(Error::unknown("revision", revision, ["a commit, a branch or a tag, then a colon and a path"]));
    }
    let object = format!("{revision}:{path}");
    let kind = git(["cat-file", "-t", &object], &[]).map_err(|message| unknown(&object, &message))?;
    if kind.trim_ascii() == b"blob" {
        let size = git(["cat-file", "-s", &object], &[]).map_err(|message| unknown(&object, &message))?;
        within_limit(&object, String::from_utf8_lossy(&size).trim())?;
        let bytes = git(["cat-file", "blob", &object], &[]).map_err(|message| unknown(&object, &message))?;
        return Ok(Inputs::from([(String::new(), input::text(&object, bytes)?)]));
    }
    let listed = git(["ls-tree", "-r", "-l", "-z", &object], &[]).map_err(|message| unknown(&object, &message))?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    // `100644 blob <identity> <size>\t<path>`, the size with blanks before it
    let files: Vec<(&str, &str)> = listed
        .split('\0')
        .filter_map(|entry| entry.split_once('\t'))
        .filter(|(description, _)| description.starts_with("100"))
        .filter(|(_, path)| !path.split('/').any(|part| part.starts_with('.')))
        .filter_map(|(description, path)| {
            let mut words = description.split_whitespace().skip(2);
            let (identity, size) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let kept = if_readable(path, within_limit(&format!("{object}/{path}"), size));
            kept.map(|kept| kept.map(|()| (identity, path))).transpose()
        })
        .collect::<Result<_, _>>()?;
    let wanted: String = files.iter().map(|(identity, _)| format!("{identity}\n")).collect();
    let contents = git(["cat-file", "--batch"], wanted.as_bytes()).map_err(|message| unknown(&object, &message))?;
    let mut rest = contents.as_slice();
    let mut inputs = Inputs::new();
    for (_, path) in files {
        // `<identity> blob <size>\n<content>\n`
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let header = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let size: usize = header.rsplit(' ').next().and_then(|size| size.parse().ok()).unwrap_or_default();
        let content = rest.get(end + 1..end + 1 + size).unwrap_or_default();
        rest = rest.get(end + 2 + size..).unwrap_or_default();
        let text = input::text(&format!("{object}/{path}"), content.to_vec());
        inputs.extend(if_readable(path, text)?.map(|text| (path.to_owned(), text)));
    }
    Ok(inputs)
}

/// # Errors
///
/// If a file of this many bytes is larger than one in a folder may be.
fn within_limit(object: &str, size: &str) -> Result<(), Error> {
    match size.parse::<u64>() {
        Ok(size) if size <= MAX_BYTES => Ok(()),
        _ => Err(Error::input(object, 1, format!("larger than {} MB, the limit", MAX_BYTES / 1024 / 1024))),
    }
}

/// Loads files of a folder in a revision, for references.
pub struct RevisionLoader {
    revision: String,
    folder: String,
}

impl RevisionLoader {
    /// A loader for the folder of an entry file, or for a folder.
    pub fn new(revision: &str, path: &str, is_file: bool) -> Self {
        let folder = if is_file { path.rsplit_once('/').map_or("", |(folder, _)| folder) } else { path };
        Self { revision: revision.to_owned(), folder: folder.to_owned() }
    }
}

impl Loader for RevisionLoader {
    fn folder(&self) -> &str {
        &self.folder
    }

    fn load(&self, name: &str) -> Result<Option<String>, Error> {
        let is_plain = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_plain {
            return Ok(None);
        }
        let listed = git(["ls-tree", "--full-tree", &self.revision, "--", name], &[]).unwrap_or_default();
        // A link is listed as `120000 blob`.
        if !listed.starts_with(b"100") {
            return Ok(None);
        }
        let object = format!("{}:{name}", self.revision);
        let bytes = git(["cat-file", "blob", &object], &[]).map_err(|message| unknown(&object, &message))?;
        input::text(&object, bytes).map(Some)
    }
}

fn unknown(object: &str, message: &str) -> Error {
    let message = message.trim().trim_start_matches("fatal: ");
    Error::Usage(format!("{object}: {message}; expected a path that exists, or REVISION:PATH"))
}

/// The standard output of `git`; `Err` is its standard error.
fn git<const N: usize>(arguments: [impl AsRef<OsStr>; N], input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = Command::new("git")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    let stdin = child.stdin.take();
    let input = input.to_vec();
    // git may write before it has read all of its input: writing and reading have to overlap.
    let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let output = child.wait_with_output().map_err(|error| format!("git cannot be run: {error}"))?;
    _ = writer.join();
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
