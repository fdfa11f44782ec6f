//! Writes missing keywords into a file: before the first key of the schema that lacks them, so that everything else,
//! comments included, stays as it is.

use crate::{
    finding::{Fix, Level, LintFinding},
    lint,
};
use ringback_contract::{
    data_file,
    error::Error,
    spanned_json::{SpannedData, SpannedJson},
};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// The text with every keyword that can be written without touching what is there, and how many were written. What a
/// contradiction is about stays as it is, and so does a place that would contradict itself afterwards.
///
/// # Errors
///
/// If the file is neither JSON nor YAML.
pub fn fixed(path: &str, text: &str, findings: &[LintFinding]) -> Result<(String, usize), Error> {
    let known: HashSet<(&str, &str)> = contradictions(findings).collect();
    let mut left_alone: HashSet<String> = HashSet::new();
    loop {
        let chosen = findings.iter().filter(|finding| !left_alone.contains(&finding.pointer));
        let (mended, count) = written_into(path, text, chosen)?;
        // What was written must be read as it was meant.
        let found = lint(path, &mended)?;
        let new: Vec<&str> = contradictions(&found)
            .filter(|contradiction| !known.contains(contradiction))
            .map(|(pointer, _)| pointer)
            .collect();
        if new.is_empty() {
            return Ok((mended, count));
        }
        let before = left_alone.len();
        left_alone.extend(new.into_iter().map(String::from));
        if left_alone.len() == before {
            return Ok((text.to_owned(), 0));
        }
    }
}

/// The contradictions among findings: where, and what.
fn contradictions(findings: &[LintFinding]) -> impl Iterator<Item = (&str, &str)> {
    let contradictions = findings.iter().filter(|finding| finding.level == Level::Contradiction);
    contradictions.map(|finding| (finding.pointer.as_str(), finding.message.as_str()))
}

/// The text with the keywords of some findings, and how many were written.
fn written_into<'f>(
    path: &str,
    text: &str,
    findings: impl Iterator<Item = &'f LintFinding>,
) -> Result<(String, usize), Error> {
    let parsed = data_file::parse(path, text)?;
    let root = &parsed.root;
    let is_yaml = data_file::is_yaml(path, text);
    let mut insertions: BTreeMap<usize, String> = BTreeMap::new();
    let mut done: HashSet<(usize, String)> = HashSet::new();
    let mut lists: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for fix in findings.filter_map(|finding| finding.fix.as_ref()) {
        match fix {
            Fix::Keywords { at, keywords } => {
                let Some(object) = root.at(at) else { continue };
                let mut has_new = false;
                for (keyword, value) in keywords {
                    // An alias shows the same object in several places; it is written once.
                    let is_new = object.member(keyword).is_none() && done.insert((object.range.start, keyword.clone()));
                    has_new |= is_new && insert_key(text, is_yaml, object, keyword, value, &mut insertions);
                }
                count += usize::from(has_new);
            }
            Fix::Required { at, name } => {
                let Some(object) = root.at(at) else { continue };
                let names = lists.entry((object.range.start, at.clone())).or_default();
                if !names.contains(name) {
                    names.push(name.clone());
                    count += 1;
                }
            }
        }
    }
    for ((_, at), names) in lists {
        let Some(object) = root.at(&at) else { continue };
        match object.member("required").map(|member| &member.value) {
            None => {
                let names = names.into_iter().map(Value::from).collect();
                insert_key(text, is_yaml, object, "required", &Value::Array(names), &mut insertions);
            }
            Some(SpannedJson { data: SpannedData::Array(list), .. }) => {
                let Some(first) = list.first() else { continue };
                let name = |name: &String| before(text, first.range.start, &written(is_yaml, &name.as_str().into()));
                let names: String = names.iter().map(name).collect();
                insertions.entry(first.range.start).or_default().push_str(&names);
            }
            Some(_) => {}
        }
    }
    let mut result = text.to_owned();
    for (at, inserted) in insertions.iter().rev() {
        result.insert_str(*at, inserted);
    }
    Ok((result, count))
}

/// Inserts a key with its value before the first key of an object; false if the object is empty.
fn insert_key(
    text: &str,
    is_yaml: bool,
    object: &SpannedJson,
    keyword: &str,
    value: &Value,
    insertions: &mut BTreeMap<usize, String>,
) -> bool {
    let Some(first) = object.members().iter().map(|member| member.key.start).min() else { return false };
    let key = if is_yaml { keyword.to_owned() } else { Value::from(keyword).to_string() };
    let pair = format!("{key}: {}", written(is_yaml, value));
    insertions.entry(first).or_default().push_str(&before(text, first, &pair));
    true
}

/// A value in one line.
fn written(is_yaml: bool, value: &Value) -> String {
    match value {
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(|value| written(is_yaml, value)).collect();
            format!("[{}]", list.join(", "))
        }
        // JSON strings are YAML strings; a plain word is read more easily.
        Value::String(word) if is_yaml && is_plain(word) => word.clone(),
        other => other.to_string(),
    }
}

/// Whether a word is a string in YAML without quotes, by every version of it.
fn is_plain(word: &str) -> bool {
    const RESERVED: &[&str] = &["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(plain)
        && !RESERVED.contains(&word.to_ascii_lowercase().as_str())
}

/// What is inserted before the first part of a collection: on a line of its own, if that part is.
fn before(text: &str, at: usize, inserted: &str) -> String {
    let start = text.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |line| line + 1);
    let lead = text.get(start..at).unwrap_or_default();
    let is_block = lead.chars().all(|c| c.is_whitespace() || c == '-');
    let is_json = text.trim_start().starts_with(['{', '[']);
    if !is_block {
        return format!("{inserted}, ");
    }
    if is_json {
        return format!("{inserted},\n{lead}");
    }
    // In a list of YAML the first key stands behind a dash, which is not repeated; an entry repeats it.
    let is_entry = !inserted.contains(": ");
    let lead: String = match is_entry {
        true => lead.to_owned(),
        false => lead.chars().map(|c| if c == '-' { ' ' } else { c }).collect(),
    };
    format!("{inserted}\n{lead}")
}
