//! The revision that the working tree is compared with, as `git` knows it.

use ringback_generator::error::Error;
use std::{path::Path, process::Command};

/// What the default branch may be called here: a clone knows it as the first, a checkout by CI as one of the others.
const DEFAULT_BRANCHES: [&str; 3] = ["origin/HEAD", "origin/main", "main"];

/// How much of a commit's name is shown.
const SHOWN: &str = "--short=12";

/// A revision that is there.
#[derive(Debug, PartialEq)]
pub struct Base {
    /// As the user named it, else the commit's short name.
    pub name: String,
    /// What it is, for people: "the merge base with main".
    pub what: String,
}

impl Base {
    /// The revision that the user named.
    ///
    /// # Errors
    ///
    /// When there is none of that name.
    pub fn named(root: &Path, name: &str) -> Result<Self, Error> {
        let commit = format!("{name}^{{commit}}");
        match git(root, &["rev-parse", "--verify", "--quiet", SHOWN, "--end-of-options", &commit]) {
            Ok(short) if !name.contains(':') => Ok(Self { name: name.into(), what: format!("commit {short}") }),
            Err(said) if !said.is_empty() => Err(Error::Usage(said)),
            _ => Err(absent(root, &format!("revision {name:?} is not in this repository"))),
        }
    }

    /// Where the default branch was left, or `HEAD` where that is the same: then only what is not committed changed.
    ///
    /// # Errors
    ///
    /// When no default branch is known, or it has nothing in common with `HEAD`.
    pub fn of_default_branch(root: &Path) -> Result<Self, Error> {
        let head = commit(root, "HEAD").map_err(|said| match said.as_str() {
            "" => Error::Usage("there is no commit yet to compare with".into()),
            _ => Error::Usage(said),
        })?;
        let Some(branch) = DEFAULT_BRANCHES.into_iter().find(|branch| commit(root, branch).is_ok()) else {
            return Err(absent(root, &format!("none of {} is in this repository", DEFAULT_BRANCHES.join(", "))));
        };
        let base = git(root, &["merge-base", branch, "HEAD"]);
        let base = base.map_err(|_| absent(root, &format!("{branch} and HEAD have no commit in common here")))?;
        if base == head {
            return Ok(Self { name: "HEAD".into(), what: "what is not committed".into() });
        }
        let name = git(root, &["rev-parse", SHOWN, &base]).map_err(Error::Usage)?;
        Ok(Self { name, what: format!("the merge base with {branch}") })
    }

    /// A path below the root, in this revision, as `git` names it.
    ///
    /// # Errors
    ///
    /// When `git` cannot say where the root is.
    pub fn path(&self, root: &Path, path: &str) -> Result<String, Error> {
        // The root may be a folder of a larger repository.
        let prefix = git(root, &["rev-parse", "--show-prefix"]).map_err(Error::Usage)?;
        Ok(format!("{}:{prefix}{path}", self.name))
    }
}

/// Why a revision may be missing, and what helps.
fn absent(root: &Path, what: &str) -> Error {
    let is_shallow = git(root, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said == "true");
    Error::Usage(if is_shallow {
        format!("{what}, which is a shallow clone; `git fetch --unshallow` gets the rest (in CI: fetch-depth 0)")
    } else {
        format!("{what}; a commit, a branch or a tag was expected, such as HEAD~1")
    })
}

fn commit(root: &Path, name: &str) -> Result<String, String> {
    git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
}

/// What `git` prints; `Err` is what it says when it fails, which may be nothing.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).current_dir(root).output();
    let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr).trim_start_matches("fatal: ").to_owned()),
    }
}
