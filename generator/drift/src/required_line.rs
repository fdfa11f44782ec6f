//! The line of a name in `required`: where it is stated that a property has to be there.

use super::{
    pair::{Pair, Version},
    path::PathStep,
    site::SchemaSite,
    sources::sources,
    subject::ChangedSubject,
};
use ringback_contract::{
    keyword::SOURCE,
    provenance::{ProvenanceTable, Source},
};
use serde_json::Value;
use std::collections::BTreeSet;

const REQUIRED: &str = "required";

/// The sources of a changed value in each version. That it became required or optional is stated in the object around it.
pub fn sources_of(subject: &ChangedSubject, provenance: Pair<&ProvenanceTable>) -> [Vec<Source>; 2] {
    let all = |keywords: &BTreeSet<String>| {
        let own = sources(&subject.sites, provenance, keywords);
        match (&subject.around, subject.path.last(), &own) {
            (Some(around), Some(step), [before, after]) if before.is_empty() && after.is_empty() => {
                stated_around(around, provenance, step)
            }
            _ => own,
        }
    };
    let (Some(outer), Some(PathStep::Property(name))) = (&subject.required_in, subject.path.last()) else {
        return all(&subject.text.keywords);
    };
    let stated = |version: Version| of_site(outer.at(version), provenance.at(version), name);
    let [mut before, mut after] = [Version::Before, Version::After].map(stated);
    let [old, new] = all(&subject.text.keywords);
    if before.is_empty() && after.is_empty() {
        return [old, new];
    }
    // A row of a table states it without the word, as does one whose cell says no; a line that says the same in both versions
    // shows nothing.
    let quotes = |sources: &[Source]| sources.iter().map(|source| source.quote.clone()).collect::<Vec<_>>();
    let is_in_row = |stated: &[Source], row: &[Source]| {
        let is_on = |one: &Source, other: &Source| (&one.document, one.lines) == (&other.document, other.lines);
        !stated.is_empty() && stated.iter().all(|stated| row.iter().any(|row| is_on(stated, row)))
    };
    if quotes(&old) != quotes(&new) || is_in_row(&before, &old) || is_in_row(&after, &new) {
        for (stated, row) in [(&mut before, old), (&mut after, new)] {
            if stated.is_empty() {
                *stated = row;
            }
        }
    }
    let mut others = subject.text.keywords.clone();
    others.remove(REQUIRED);
    if others.is_empty() {
        return [before, after];
    }
    let [old, new] = all(&others);
    [before.into_iter().chain(old).collect(), after.into_iter().chain(new).collect()]
}

/// The sources of what states the values that a step leads to.
fn stated_around(around: &Pair<SchemaSite>, provenance: Pair<&ProvenanceTable>, step: &PathStep) -> [Vec<Source>; 2] {
    let keywords: &[&str] = match step {
        PathStep::Property(_) => &["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"],
        PathStep::AdditionalProperties(_) => &["additionalProperties", "unevaluatedProperties"],
        PathStep::Item(_) | PathStep::ItemsFrom(_) => {
            &["items", "prefixItems", "additionalItems", "unevaluatedItems", "enum", "const"]
        }
    };
    sources(around, provenance, &keywords.iter().map(|keyword| (*keyword).to_owned()).collect())
}

/// Where a site states that a property is required; else its `required`, if that is a line that differs.
fn of_site(site: &SchemaSite, provenance: &ProvenanceTable, name: &str) -> Vec<Source> {
    let mut found = Vec::new();
    for part in &site.parts {
        let names = part.keywords.get(REQUIRED).and_then(Value::as_array);
        let is_named = names.is_some_and(|names| names.iter().any(|known| known == name));
        for (keyword, citation) in part.keywords.get(SOURCE).into_iter().flat_map(|list| provenance.by_keyword(list)) {
            match keyword.strip_prefix(REQUIRED) {
                Some("") if is_named => found.push(narrowed(citation.into(), name)),
                // On one line, what was taken away leaves another line behind.
                Some("") if citation.lines[0] == citation.lines[1] => found.push(citation.into()),
                Some(rest) if rest.strip_prefix('/') == Some(name) => found.push(citation.into()),
                _ => {}
            }
        }
    }
    found
}

/// The line of a name within a `required` that spans several lines, one name on each; else the whole.
fn narrowed(source: Source, name: &str) -> Source {
    let [first, last] = source.lines;
    let names = names(&source.quote);
    let Some(at) = names.iter().position(|known| known == name).and_then(|at| u32::try_from(at).ok()) else {
        return source;
    };
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    // A list in brackets ends with a line of its own. A long quote is cut off, which takes names away from its end only.
    let is_whole = !source.quote.ends_with('…');
    let lines = last.saturating_sub(first);
    if lines == 0 || is_whole && lines != count && lines != count.saturating_add(1) {
        return source;
    }
    let line = first.saturating_add(1).saturating_add(at);
    let quote = if source.quote.starts_with('"') { format!("{name:?}") } else { format!("- {name}") };
    Source::line(&source.document, line, quote)
}

/// The names that a quoted `required` lists: `"required": ["a", "b"]`, or in YAML `required: - a - b`.
fn names(quote: &str) -> Vec<String> {
    let Some((_, list)) = quote.split_once(':') else { return Vec::new() };
    let list = list.trim();
    let names: Vec<&str> = match list.strip_prefix('[') {
        Some(list) => list.trim_end_matches(']').split(',').collect(),
        None => list.strip_prefix("- ").unwrap_or(list).split(" - ").collect(),
    };
    names
        .into_iter()
        .map(|name| name.trim().trim_end_matches('…').trim_matches(['"', '\'']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Source, narrowed};

    #[test]
    fn a_name_has_the_line_on_which_it_stands() {
        let source = |lines, quote: &str| Source { document: "a".into(), lines, quote: quote.into() };
        for (lines, quote, name, expected) in [
            ([4, 6], "required: - a - b", "b", [6, 6]),
            ([4, 7], "\"required\": [ \"a\", \"b\" ]", "a", [5, 5]),
            ([4, 4], "required: [a, b]", "b", [4, 4]),
            // A comment between the names: the line is not known.
            ([4, 9], "required: - a - b", "b", [4, 9]),
            ([4, 60], "required: - a - b - c…", "c", [7, 7]),
        ] {
            assert_eq!(narrowed(source(lines, quote), name).lines, expected, "{quote}");
        }
    }
}
