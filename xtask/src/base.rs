//! Finds the git revision that the working tree is compared with.

use ringback_contract::error::Error;
use std::{path::Path, process::Command};

/// Names of the default branch, in a clone and in a checkout by CI.
const DEFAULT_BRANCHES: [&str; 3] = ["origin/HEAD", "origin/main", "main"];

/// The length of abbreviated commit hashes.
const SHORT: &str = "--short=12";

/// A revision that exists in the repository.
#[derive(Debug, PartialEq)]
pub struct Base {
    /// As the user named it, else the abbreviated hash.
    pub name: String,
    /// A description for messages: `the merge base with main`.
    pub what: String,
}

impl Base {
    /// The revision that the user named.
    ///
    /// # Errors
    ///
    /// If the repository has no such revision.
    pub fn named(root: &Path, name: &str) -> Result<Self, Error> {
        let commit = format!("{name}^{{commit}}");
        match git(root, &["rev-parse", "--verify", "--quiet", SHORT, "--end-of-options", &commit]) {
            Ok(short) if !name.contains(':') => Ok(Self { name: name.into(), what: format!("commit {short}") }),
            Err(output) if !output.is_empty() => Err(Error::Usage(output)),
            _ => Err(missing(root, &format!("revision {name:?} is not in this repository"))),
        }
    }

    /// The merge base with the default branch, or `HEAD` if that is the same: then only uncommitted changes are compared.
    ///
    /// If no default branch is known, or it has no commit in common with `HEAD`.
    ///
    /// When no default branch is known, or it has no commit in common with `HEAD`.
    pub fn of_default_branch(root: &Path) -> Result<Self, Error> {
        let head = commit(root, "HEAD").map_err(|output| match output.as_str() {
            "" => Error::Usage("the repository has no commit yet".into()),
            _ => Error::Usage(output),
        })?;
        let Some(branch) = DEFAULT_BRANCHES.into_iter().find(|branch| commit(root, branch).is_ok()) else {
            return Err(missing(root, &format!("none of {} is in this repository", DEFAULT_BRANCHES.join(", "))));
        };
        let base = git(root, &["merge-base", branch, "HEAD"]);
        let base = base.map_err(|_| missing(root, &format!("{branch} and HEAD have no commit in common here")))?;
        if base == head {
            return Ok(Self { name: "HEAD".into(), what: "uncommitted changes".into() });
        }
        let name = git(root, &["rev-parse", SHORT, &base]).map_err(Error::Usage)?;
        Ok(Self { name, what: format!("the merge base with {branch}") })
    }

    /// A path below the root in this revision, as git spells it: `HEAD:schemas`.
    ///
    /// # Errors
    ///
    /// If git fails.
    pub fn path(&self, root: &Path, path: &str) -> Result<String, Error> {
        // The root may be a folder of a larger repository.
        let prefix = git(root, &["rev-parse", "--show-prefix"]).map_err(Error::Usage)?;
        Ok(format!("{}:{prefix}{path}", self.name))
    }
}

/// The error for a missing revision, with advice if the clone is shallow.
fn missing(root: &Path, what: &str) -> Error {
    let is_shallow = git(root, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|output| output == "true");
    Error::Usage(if is_shallow {
        format!("{what}, which is a shallow clone; `git fetch --unshallow` gets the rest (in CI: fetch-depth 0)")
    } else {
        format!("{what}; expected a commit, a branch or a tag, such as HEAD~1")
    })
}

fn commit(root: &Path, name: &str) -> Result<String, String> {
    git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
}

/// The standard output of git; `Err` is its standard error, which may be empty.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).current_dir(root).output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr).trim_start_matches("fatal: ").to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Runs `git` in a folder, with a neutral user name.
    fn said(folder: &Path, arguments: &[&str]) -> String {
        let identity =
            ["-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid", "-c", "commit.gpgsign=false"];
        git(folder, &[identity.as_slice(), arguments].concat()).unwrap()
    }

    fn commit_of(folder: &Path, message: &str) -> String {
        said(folder, &["commit", "--quiet", "--allow-empty", "--message", message]);
        said(folder, &["rev-parse", "HEAD"])
    }

    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        said(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
        folder
    }

    #[test]
    fn a_branch_is_compared_with_where_it_left_the_default_branch() {
        let repository = repository();
        let folder = repository.path();
        assert!(Base::of_default_branch(folder).unwrap_err().to_string().contains("no commit yet"));
        let left = commit_of(folder, "one");
        assert_eq!(Base::of_default_branch(folder).unwrap().name, "HEAD");
        said(folder, &["checkout", "--quiet", "-b", "work"]);
        assert_eq!(Base::of_default_branch(folder).unwrap().name, "HEAD", "nothing is committed on the branch yet");
        commit_of(folder, "two");
        said(folder, &["checkout", "--quiet", "main"]);
        commit_of(folder, "elsewhere");
        said(folder, &["checkout", "--quiet", "work"]);
        let base = Base::of_default_branch(folder).unwrap();
        assert!(left.starts_with(&base.name), "{base:?}");
        assert_eq!(base.what, "the merge base with main");
        assert_eq!(base.path(folder, "schemas").unwrap(), format!("{}:schemas", base.name));
        // In a larger repository the folder is part of the path.
        let inner = folder.join("part/of");
        fs::create_dir_all(&inner).unwrap();
        assert_eq!(base.path(&inner, "schemas").unwrap(), format!("{}:part/of/schemas", base.name));
    }

    #[test]
    fn a_revision_that_is_not_there_is_named_and_a_shallow_clone_says_so() {
        let origin = repository();
        commit_of(origin.path(), "one");
        commit_of(origin.path(), "two");
        assert_eq!(Base::named(origin.path(), "HEAD~1").unwrap().name, "HEAD~1");
        for name in ["HEAD~2", "nonsuch", "HEAD:schemas", "", "--all", "0000000000000000000000000000000000000000"] {
            let error = Base::named(origin.path(), name).unwrap_err().to_string();
            assert!(error.contains(&format!("{name:?}")) && error.contains("a commit, a branch or a tag"), "{error}");
        }
        let clone = tempfile::tempdir().unwrap();
        let url = format!("file://{}", origin.path().display());
        said(clone.path(), &["clone", "--quiet", "--depth", "1", &url, "."]);
        let error = Base::named(clone.path(), "HEAD~1").unwrap_err().to_string();
        assert!(error.contains("shallow") && error.contains("fetch-depth 0"), "{error}");
        assert_eq!(Base::of_default_branch(clone.path()).unwrap().name, "HEAD");
        assert!(Base::of_default_branch(tempfile::tempdir().unwrap().path()).is_err(), "no repository at all");
    }
}
