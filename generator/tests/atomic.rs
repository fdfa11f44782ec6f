//! Writing files is atomic: all or none, whatever an earlier run left behind.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use ringback_contract::files::{FileState, Files, compare, recover, write};
use std::{collections::BTreeMap, fs, path::Path};

fn files(texts: &[(&str, &str)]) -> Files {
    texts.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect()
}

/// All files below a folder, by path.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => waiting.push(path),
                false => {
                    let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
    }
    found
}

const OLD: &[(&str, &str)] = &[("a/one", "1"), ("a/two", "2"), ("b", "3")];
const NEW: &[(&str, &str)] = &[("a/one", "new"), ("b", "3"), ("c/three", "4")];

/// A folder with the old tree, and one file of the user's own.
fn old() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &files(OLD), &[]).unwrap();
    fs::write(root.path().join("mine"), "kept").unwrap();
    root
}

fn with_mine(texts: &[(&str, &str)]) -> BTreeMap<String, String> {
    files(texts).into_iter().chain([("mine".into(), "kept".into())]).collect()
}

#[test]
fn what_is_written_is_there_and_what_is_orphaned_is_gone() {
    let root = old();
    let states = write(root.path(), &files(NEW), &["a"]).unwrap();
    assert_eq!(states["a/one"], FileState::Stale);
    assert_eq!((states["a/two"], states["b"]), (FileState::Orphaned, FileState::Same));
    assert_eq!(tree(root.path()), with_mine(NEW));
    let again = write(root.path(), &files(NEW), &["a"]).unwrap();
    assert!(again.values().all(|state| *state == FileState::Same));
}

#[test]
fn a_folder_that_is_new_appears_whole_and_leaves_nothing_beside_it() {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("deep/new");
    write(&root, &files(NEW), &[]).unwrap();
    assert_eq!(tree(&root), files(NEW));
    // What a run left that was killed while it prepared such a folder.
    let other = parent.path().join("deep/other");
    fs::create_dir_all(parent.path().join("deep/.ringback-other/old")).unwrap();
    write(&other, &files(NEW), &[]).unwrap();
    assert_eq!(fs::read_dir(parent.path().join("deep")).unwrap().count(), 2);
    assert_eq!(tree(&other), files(NEW));
}

#[test]
fn a_run_killed_before_its_journal_is_whole_leaves_the_old_tree() {
    let root = old();
    let staging = root.path().join(".ringback");
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("0"), "new").unwrap();
    fs::write(staging.join("journal.draft"), "[[\"0\",\"a/o").unwrap();
    recover(root.path()).unwrap();
    assert_eq!(tree(root.path()), with_mine(OLD));
}

#[test]
fn a_run_killed_among_its_moves_is_finished_by_the_next() {
    const JOURNAL: &str = r#"[["0","a/one"],[null,"a/two"],["2","c/three"]]"#;
    for moved in 0..=3 {
        let root = old();
        let staging = root.path().join(".ringback");
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join("journal"), JOURNAL).unwrap();
        fs::write(staging.join("0"), "new").unwrap();
        fs::write(staging.join("2"), "4").unwrap();
        if moved > 0 {
            fs::rename(staging.join("0"), root.path().join("a/one")).unwrap();
        }
        if moved > 1 {
            fs::remove_file(root.path().join("a/two")).unwrap();
        }
        if moved > 2 {
            fs::create_dir(root.path().join("c")).unwrap();
            fs::rename(staging.join("2"), root.path().join("c/three")).unwrap();
        }
        recover(root.path()).unwrap();
        assert_eq!(tree(root.path()), with_mine(NEW), "killed after {moved} moves");
    }
}

#[test]
fn a_journal_that_leads_outside_moves_nothing() {
    for journal in [r#"[[null,"../victim"]]"#, r#"[["../../x","a/one"]]"#, r#"[[null,"/victim"]]"#, "1\ta/one\n"] {
        let root = old();
        let staging = root.path().join(".ringback");
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join("journal"), journal).unwrap();
        let error = write(root.path(), &files(NEW), &[]).unwrap_err().to_string();
        assert!(error.contains("journal:1") && error.contains("not a journal of this program"), "{error}");
        fs::remove_dir_all(staging).unwrap();
        assert_eq!(tree(root.path()), with_mine(OLD));
    }
}

#[test]
fn what_cannot_be_written_changes_nothing() {
    let root = old();
    fs::create_dir_all(root.path().join("c/three/below")).unwrap();
    fs::write(root.path().join("c/three/below/x"), "x").unwrap();
    let before = tree(root.path());
    assert!(write(root.path(), &files(NEW), &[]).is_err());
    assert!(write(&root.path().join("b"), &files(NEW), &[]).is_err());
    assert_eq!(tree(root.path()), before);
}

#[cfg(unix)]
#[test]
fn links_among_generated_files_are_removed_and_not_followed() {
    let (root, elsewhere) = (old(), old());
    std::os::unix::fs::symlink(elsewhere.path(), root.path().join("a/link")).unwrap();
    std::os::unix::fs::symlink(".", root.path().join("a/circle")).unwrap();
    let states = compare(root.path(), &files(NEW), &["a"]).unwrap();
    assert_eq!((states["a/link"], states["a/circle"]), (FileState::Orphaned, FileState::Orphaned));
    write(root.path(), &files(NEW), &["a"]).unwrap();
    assert_eq!(tree(root.path()), with_mine(NEW));
    assert_eq!(tree(elsewhere.path()), with_mine(OLD));
}
