//! Versions in git revisions.

use super::{drift, folder, quotes, told, with, write};
use serde_json::Value;
use std::{path::Path, process::Command};

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid", "-c", "commit.gpgsign=false"];
    let status = Command::new("git").current_dir(folder).args(identity).args(arguments).status().unwrap();
    assert!(status.success(), "{arguments:?}");
}

/// A repository of three commits: empty, with a vendor's folder, and with a changed rule.
fn repository() -> tempfile::TempDir {
    let folder = folder(&[("README.md", "words\n")]);
    let commit = |message| {
        git(folder.path(), &["add", "--all"]);
        git(folder.path(), &["commit", "--quiet", "--message", message]);
    };
    git(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
    commit("nothing");
    let schemas = folder.path().join("schemas");
    super::copy_vendors(&["amazon-connect", "webex"], &schemas);
    commit("documents");
    git(folder.path(), &["tag", "v1"]);
    let page = schemas.join("amazon-connect/documents/interactions-createcallbackcontact.md");
    write(&page, &with(&std::fs::read_to_string(&page).unwrap(), &[("259,200 (three days)", "172,800 (two days)")]));
    commit("another rule");
    folder
}

#[test]
fn a_revision_of_a_vendor_a_page_and_all_vendors_is_a_state() {
    let repository = repository();
    let page = "schemas/amazon-connect/documents/interactions-createcallbackcontact.md";
    for (before, after, owner) in [
        ("HEAD~1:schemas/amazon-connect".to_owned(), "schemas/amazon-connect".to_owned(), "CreateCallbackContact"),
        ("HEAD~1:schemas/amazon-connect".into(), "HEAD:schemas/amazon-connect".into(), "CreateCallbackContact"),
        ("HEAD~1:schemas/amazon-connect/".into(), "schemas/amazon-connect/".into(), "CreateCallbackContact"),
        ("v1:schemas".into(), "schemas".into(), "amazon-connect/CreateCallbackContact"),
        ("v1:schemas/".into(), "main:schemas".into(), "amazon-connect/CreateCallbackContact"),
        (format!("HEAD^:{page}"), page.into(), "CreateCallbackContact"),
        (format!("HEAD^:{page}"), format!("HEAD:{page}"), "CreateCallbackContact"),
    ] {
        let ended = drift(repository.path(), &[&before, &after, "--format", "json", "--side", "request"]);
        let report: Value = serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{before}: {}", ended.err));
        let expected = ["InitialCallDelaySeconds", "RetryDelaySeconds"]
            .map(|property| format!("{owner} /{property} request narrowed breaking"));
        assert_eq!((told(&report), ended.code), (expected.to_vec(), 1), "{before} {after}");
        let [old, new] = quotes(&report["changes"][0]);
        assert!(old.concat().contains("259,200 (three days)") && new.concat().contains("172,800 (two days)"));
        // Both states name the file as the repository does.
        let document = report["changes"][0]["sources"][0][0]["document"].as_str().unwrap();
        assert!(page.ends_with(document), "{document}");
    }
}

#[test]
fn an_image_in_a_revision_is_left_out() {
    let repository = repository();
    std::fs::write(repository.path().join("schemas/webex/logo.png"), b"\x89PNG\xff\0").unwrap();
    git(repository.path(), &["add", "--all"]);
    git(repository.path(), &["commit", "--quiet", "--message", "an image"]);
    let ended = drift(repository.path(), &["HEAD:schemas/webex", "schemas/webex"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.err.contains("HEAD:schemas/webex/logo.png"), "{}", ended.err);
}

#[test]
fn nothing_is_written_to_the_repository_and_nothing_changed_is_none() {
    let repository = repository();
    let ended = drift(repository.path(), &["HEAD:schemas", "schemas"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let output = Command::new("git").current_dir(repository.path()).args(["status", "--porcelain"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

#[test]
fn annotations_name_files_as_the_repository_does() {
    let repository = repository();
    let ended = drift(repository.path(), &["HEAD~1:schemas", "schemas", "--format", "github"]);
    let file = "file=schemas/amazon-connect/documents/interactions-createcallbackcontact.md,line=";
    assert!(ended.out.contains(file), "{}", ended.out);
}

#[test]
fn a_revision_or_path_that_is_not_there_is_named() {
    let repository = repository();
    for (state, words) in [
        ("HEAD~9:schemas", "HEAD~9:schemas"),
        ("nonsuch:schemas", "nonsuch:schemas"),
        // Documents were added later.
        ("HEAD~2:schemas", "HEAD~2:schemas"),
        ("HEAD:nonsuch", "HEAD:nonsuch"),
    ] {
        let ended = drift(repository.path(), &[state, "schemas"]);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{state}: {}", ended.err);
        assert!(
            ended.err.contains(words) && ended.err.contains("expected a path that exists"),
            "{state}: {}",
            ended.err
        );
    }
}
