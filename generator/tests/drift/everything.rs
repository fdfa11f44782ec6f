//! Whatever a specification says is compared, or listed as not compared: every member of specifications that use each
//! keyword of OpenAPI and Swagger is changed, and taken away, one after the other.

use ringback_contract::{
    data_file,
    pointer::{escape, tokens},
};
use ringback_drift::{CompareOptions, Contract, change::Drift, drift};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift/everything")
}

/// The lines of a table, in words; without comments.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().map(String::from).collect()).collect()
}

/// The specifications, by the names of their files.
fn specifications() -> BTreeMap<String, Value> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, data_file::parse("everything.yaml", &text).unwrap().root.value())
    };
    files.map(read).collect()
}

fn contract(specification: &Value) -> Option<Contract> {
    let files = BTreeMap::from([("api.json".to_owned(), specification.to_string())]);
    Contract::of_schemas(&files).ok().map(|(contract, _)| contract)
}

/// The pointers of all members.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let at = format!("{at}/{}", escape(name));
                all.push(at.clone());
                pointers(value, &at, all);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                let at = format!("{at}/{index}");
                all.push(at.clone());
                pointers(value, &at, all);
            }
        }
        _ => {}
    }
}

fn all_pointers(whole: &Value) -> Vec<String> {
    let mut all = Vec::new();
    pointers(whole, "", &mut all);
    all
}

/// Types that are changed to another.
const TYPES: [&str; 5] = ["integer", "number", "boolean", "array", "object"];

/// Another value of the same kind.
fn changed(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(value) => Some(json!(!value)),
        Value::Number(number) => Some(json!(number.as_i64()? + 1)),
        Value::String(text) if text.starts_with("#/") => None,
        Value::String(text) if text == "string" => Some(json!("integer")),
        Value::String(text) if TYPES.contains(&text.as_str()) => Some(json!("string")),
        Value::String(text) => Some(json!(format!("{text}x"))),
        _ => None,
    }
}

fn taken_away(whole: &Value, at: &str) -> Option<Value> {
    let (outer, name) = at.rsplit_once('/')?;
    let mut whole = whole.clone();
    match whole.pointer_mut(outer)? {
        Value::Object(object) => object.shift_remove(&name.replace("~1", "/").replace("~0", "~"))?,
        Value::Array(list) => list.remove(name.parse().ok()?),
        _ => return None,
    };
    Some(whole)
}

/// Members of a specification of which nothing is told when they are changed or taken away, or the other way round.
fn silent_members(name: &str, whole: &Value) -> BTreeSet<String> {
    let before = contract(whole).unwrap();
    let mut silent = BTreeSet::new();
    for at in all_pointers(whole) {
        let other = whole.pointer(&at).and_then(changed).map(|value| {
            let mut other = whole.clone();
            *other.pointer_mut(&at).unwrap() = value;
            (other, "changed")
        });
        let without = taken_away(whole, &at).map(|other| (other, "removed"));
        for (other, what) in [other, without].into_iter().flatten() {
            let Some(after) = contract(&other) else { continue };
            let back = drift(after.clone(), before.clone(), &CompareOptions::default());
            let there = drift(before.clone(), after, &CompareOptions::default());
            let is_silent = |drift: &Drift| {
                drift.changes.is_empty() && drift.documentation.is_empty() && drift.not_compared.is_empty()
            };
            if is_silent(&there) || is_silent(&back) {
                silent.insert(format!("{name} {at} {what}"));
            }
        }
    }
    silent
}

#[test]
fn whatever_a_specification_says_is_compared_or_listed() {
    let all = specifications();
    let silent: BTreeSet<String> = thread::scope(|scope| {
        let each = all.iter().map(|(name, whole)| scope.spawn(|| silent_members(name, whole))).collect::<Vec<_>>();
        each.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let expected: BTreeSet<String> = table("silent.txt").iter().map(|line| line[..3].join(" ")).collect();
    let wrong: Vec<&String> = silent.symmetric_difference(&expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a pointer is one that a pattern describes: `*` is one step, `**` any number.
fn matches(pattern: &[&str], pointer: &[String]) -> bool {
    match (pattern, pointer) {
        ([], []) => true,
        (["**", rest @ ..], _) => {
            (0..=pointer.len()).any(|at| pointer.get(at..).is_some_and(|pointer| matches(rest, pointer)))
        }
        ([step, pattern @ ..], [own, pointer @ ..]) => (*step == "*" || step == own) && matches(pattern, pointer),
        _ => false,
    }
}

#[test]
fn the_specifications_that_say_everything_use_every_keyword() {
    let all = specifications();
    let mut unused = Vec::new();
    for line in table("keywords.txt") {
        let [edition, place, names @ ..] = line.as_slice() else { panic!("{line:?}") };
        let of_edition =
            all.iter().filter(|(file, _)| file.starts_with(edition)).flat_map(|(_, file)| all_pointers(file));
        let pointers: Vec<Vec<String>> = of_edition.map(|at| tokens(&at).map(String::from).collect()).collect();
        for name in names {
            let pattern: Vec<&str> =
                place.split('/').skip(1).filter(|step| !step.is_empty()).chain([&**name]).collect();
            if !pointers.iter().any(|pointer| matches(&pattern, pointer)) {
                unused.push(format!("{edition} {place} {name}"));
            }
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}
