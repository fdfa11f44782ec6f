//! Files as they were in a revision, such as `HEAD~1:schemas/name`: what `git` keeps.

use ringback_contract::{
    error::Error,
    input::{self, Inputs},
};
use std::{
    ffi::OsStr,
    io::Write,
    process::{Command, Stdio},
};

/// The files of a folder in a revision, by path relative to it, or the one file by the empty path.
///
/// # Errors
///
/// When there is no such revision or path, or a file is not text.
pub fn read(revision: &str, path: &str) -> Result<Inputs, Error> {
    if revision.starts_with('-') || revision.is_empty() {
        return Err(Error::unknown("revision", revision, ["a commit, a branch or a tag, then a colon and a path"]));
    }
    let object = format!("{revision}:{path}");
    let kind = git(["cat-file", "-t", &object], &[]).map_err(|said| unknown(&object, &said))?;
    if kind.trim_ascii() == b"blob" {
        let bytes = git(["cat-file", "blob", &object], &[]).map_err(|said| unknown(&object, &said))?;
        return Ok(Inputs::from([(String::new(), input::text(&object, bytes)?)]));
    }
    let listed = git(["ls-tree", "-r", "-z", &object], &[]).map_err(|said| unknown(&object, &said))?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    // `100644 blob <identity>\t<path>`
    let files: Vec<(&str, &str)> = listed
        .split('\0')
        .filter_map(|entry| entry.split_once('\t'))
        .filter_map(|(about, path)| Some((about.strip_prefix("100")?.split(' ').nth(2)?, path)))
        .filter(|(_, path)| !path.split('/').any(|part| part.starts_with('.')))
        .collect();
    let wanted: String = files.iter().map(|(identity, _)| format!("{identity}\n")).collect();
    let contents = git(["cat-file", "--batch"], wanted.as_bytes()).map_err(|said| unknown(&object, &said))?;
    let mut rest = contents.as_slice();
    let mut inputs = Inputs::new();
    for (_, path) in files {
        // `<identity> blob <size>\n<content>\n`
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let header = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let size: usize = header.rsplit(' ').next().and_then(|size| size.parse().ok()).unwrap_or_default();
        let content = rest.get(end + 1..end + 1 + size).unwrap_or_default();
        rest = rest.get(end + 2 + size..).unwrap_or_default();
        inputs.insert(path.into(), input::text(&format!("{object}/{path}"), content.to_vec())?);
    }
    Ok(inputs)
}

fn unknown(object: &str, said: &str) -> Error {
    let said = said.trim().trim_start_matches("fatal: ");
    Error::Usage(format!("{object}: {said}; a path that exists was expected, or a revision, a colon and a path in it"))
}

/// What `git` answers; `Err` is what it says when it fails.
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
    // It may answer before it has heard everything.
    let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let output = child.wait_with_output().map_err(|error| format!("git cannot be run: {error}"))?;
    _ = writer.join();
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
