//! Files of two folders of schemas that need not be read to compare them: they are the same, and no reference connects them
//! with one that differs.
//!
//! Texts are searched and not parsed: that is what makes it worth while. Where a text might mean more than was looked for,
//! every file is read.

use super::files::targets;
use ringback_contract::{
    data_file::is_named_as_data,
    uri::{decoded, file_name},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

type Texts = BTreeMap<String, String>;

/// Words of files that are more than a schema whose references are `$ref`: their operations or anchors connect them.
const CONNECTED_OTHERWISE: [&str; 6] = ["openapi", "swagger", "asyncapi", "$dynamicRef", "$recursiveRef", "\\u0024"];
/// Words of which a schema that is left out has one, so that a file without a schema is still found to be one.
const OF_SCHEMAS: [&str; 2] = ["\"properties\"", "properties:"];

/// The names of the files that need not be read. One of them is left to be read, as a version with a single type is
/// compared by other rules.
pub fn untouched(before: &Texts, after: &Texts) -> BTreeSet<String> {
    let versions = [before, after];
    let texts = || versions.into_iter().flatten().filter(|(name, _)| is_named_as_data(name));
    let is_same = |name: &str| before.get(name).is_some_and(|text| after.get(name) == Some(text));
    if texts().any(|(_, text)| CONNECTED_OTHERWISE.iter().any(|word| text.contains(word))) {
        return BTreeSet::new();
    }
    let references: Vec<(&str, BTreeSet<String>)> =
        texts().map(|(name, text)| (name.as_str(), targets(name, text))).collect();
    // An address of its own may be what a reference means, and is that of one file only.
    let has_references = references.iter().any(|(_, targets)| !targets.is_empty());
    let is_ambiguous = |texts: &Texts| {
        let mut known = HashSet::new();
        texts
            .iter()
            .filter(|(name, _)| is_named_as_data(name))
            .flat_map(|(_, text)| addresses(text))
            .any(|address| has_references || !known.insert(address))
    };
    if versions.into_iter().any(is_ambiguous) {
        return BTreeSet::new();
    }
    let mut connected: HashMap<&str, Vec<&str>> = HashMap::new();
    let by_file = by_file_name(texts().map(|(name, _)| name.as_str()));
    for (name, targets) in &references {
        for target in targets {
            for other in by_file.get(decoded(file_name(target)).as_str()).into_iter().flatten() {
                connected.entry(name).or_default().push(other);
                connected.entry(other).or_default().push(name);
            }
        }
    }
    let mut reached: HashSet<&str> = texts().map(|(name, _)| name.as_str()).filter(|name| !is_same(name)).collect();
    let mut waiting: Vec<&str> = reached.iter().copied().collect();
    while let Some(name) = waiting.pop() {
        let others = connected.get(name).into_iter().flatten().copied();
        waiting.extend(others.filter(|other| reached.insert(other)));
    }
    let is_schema = |text: &str| OF_SCHEMAS.iter().any(|word| text.contains(word));
    let files = before.iter().filter(|(name, _)| is_named_as_data(name));
    let unreached = files.filter(|(name, text)| !reached.contains(name.as_str()) && is_schema(text));
    unreached.skip(1).map(|(name, _)| name.clone()).collect()
}

/// The files by their names in their folders, with and without an ending: a reference may lead to a file in another folder.
fn by_file_name<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<&'a str, BTreeSet<&'a str>> {
    let mut by_file: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for name in names {
        let mut of_file = file_name(name);
        by_file.entry(of_file).or_default().insert(name);
        while let Some((stem, _)) = of_file.rsplit_once('.') {
            of_file = stem;
            by_file.entry(of_file).or_default().insert(name);
        }
    }
    by_file
}

/// The values of `$id` and `id` in a text.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("id").filter_map(|(at, word)| {
        let is_word = text.get(..at)?.ends_with(['"', '\'', '$', ' ', '\n', '{', ',']) || at == 0;
        let value = text.get(at + word.len()..)?.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']);
        let value = value.strip_prefix(':').filter(|_| is_word)?.trim_start_matches([' ', '\t']).lines().next()?;
        let is_text = !value.is_empty() && !value.starts_with(['{', '[']);
        is_text.then(|| value.trim_matches(['"', '\'', ',', '}', ' ']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(files: &[(&str, &str, &str)]) -> String {
        let version = |text: fn(&(&str, &str, &str)) -> String| {
            files.iter().map(|file| (file.0.to_owned(), text(file))).collect::<Texts>()
        };
        let found = untouched(&version(|file| file.1.to_owned()), &version(|file| file.2.to_owned()));
        found.into_iter().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_the_same_and_not_connected_with_what_differs_is_left_out() {
        let plain = |name| (name, r#"{"properties": {"id": {}}}"#, r#"{"properties": {"id": {}}}"#);
        let changed = ("x.json", r#"{"properties": {}}"#, r#"{"properties": {"a": {}}}"#);
        let to = |name, text| (name, text, text);
        let user = to("u.yaml", "properties: {a: {$ref: 'x.json'}}");
        let by_stem = to("v.json", r#"{"properties": {"a": {"$ref": "other/u#/a"}}}"#);
        assert_eq!(left_out(&[plain("a.json"), plain("b.json"), plain("c.json"), changed]), "b.json c.json");
        assert_eq!(left_out(&[plain("a.json"), plain("b.json"), user, by_stem, changed]), "b.json");
        let used = to("t.json", r#"{"properties": {"a": {"$ref": "b.json"}}}"#);
        let referring = ("x.json", r#"{"$ref": "t.json"}"#, r#"{"$ref": "./t.json#/properties/a"}"#);
        assert_eq!(left_out(&[plain("a.json"), plain("b.json"), plain("c.json"), used, referring]), "c.json");
    }

    #[test]
    fn everything_is_read_where_more_than_names_of_files_may_connect() {
        let plain = |name| (name, r#"{"properties": {}}"#, r#"{"properties": {}}"#);
        let changed = ("x.json", "{}", r#"{"type": "string"}"#);
        let to = |name, text| (name, text, text);
        for other in [
            to("c.json", r#"{"openapi": "3.1.0", "paths": {}}"#),
            to("c.json", r#"{"$id": "https://example.com/c", "properties": {"a": {"$ref": "b.json"}}}"#),
            to("c.yaml", "$id: c\nproperties:\n  a:\n    $ref: https://example.com/x\n"),
            to("c.json", r#"{"properties": {"a": {"$dynamicRef": "x.json"}}}"#),
        ] {
            assert_eq!(left_out(&[plain("a.json"), plain("b.json"), other, changed]), "", "{}", other.1);
        }
        let twice = |name| to(name, r#"{"$id": "https://example.com/c", "properties": {}}"#);
        assert_eq!(left_out(&[plain("a.json"), plain("b.json"), twice("c.json"), twice("d.json"), changed]), "");
        assert_eq!(left_out(&[plain("a.json"), plain("b.json"), twice("c.json"), changed]), "b.json c.json");
    }
}
