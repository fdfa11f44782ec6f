//! The sentences and keywords that state what changed.

use super::{
    pair::{Pair, Version},
    site::SchemaSite,
};
use ringback_contract::{
    keyword::SOURCE,
    provenance::{Citation, ProvenanceTable, Source},
    sentence::sentences,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Citations of one version that are shown with a change.
const CITATION_LIMIT: usize = 4;

/// The sources of a site in each version: those of the given keywords, else the one that declares the site.
pub fn sources(
    sites: &Pair<SchemaSite>,
    provenance: Pair<&ProvenanceTable>,
    keywords: &BTreeSet<String>,
) -> [Vec<Source>; 2] {
    let mut found =
        [of_site(&sites.before, provenance.before, keywords), of_site(&sites.after, provenance.after, keywords)];
    let quotes = found.each_ref().map(|all| all.iter().map(|source| source.quote.clone()).collect::<BTreeSet<_>>());
    let [old, new] = &quotes;
    // What the other version says as well comes last.
    for (sources, others) in found.iter_mut().zip([new, old]) {
        sources.sort_by_key(|source| others.contains(&source.quote));
        sources.truncate(if keywords.is_empty() { 1 } else { CITATION_LIMIT });
    }
    found
}

/// The keyword that a keyword is a part of: what one of them states is stated by both.
fn stated_with(keyword: &str) -> &str {
    match keyword {
        "nullable" | "x-nullable" => "type",
        "then" | "else" => "if",
        other => other,
    }
}

/// The same for a change of annotations: of a description, only the sentences that the other version does not have.
pub fn reworded_sources(
    sites: &Pair<SchemaSite>,
    provenance: Pair<&ProvenanceTable>,
    keywords: &BTreeSet<String>,
) -> [Vec<Source>; 2] {
    let mut sources = sources(sites, provenance, keywords);
    if keywords.contains("description") {
        let described = Pair { before: description(&sites.before), after: description(&sites.after) };
        for (sources, version) in sources.iter_mut().zip([Version::Before, Version::After]) {
            let others = described.at(version.other());
            let own = described.at(version).iter().filter(|sentence| !others.contains(sentence));
            let own: Vec<&str> = own.map(String::as_str).collect();
            sources.truncate(1);
            if let Some(source) = sources.first_mut() {
                source.quote = own.join(" ").into();
            }
        }
    }
    sources
}

/// The sentences of all descriptions of a site.
fn description(site: &SchemaSite) -> Vec<String> {
    site.keyword("description")
        .into_iter()
        .filter_map(Value::as_str)
        .flat_map(sentences)
        .map(|sentence| sentence.quote)
        .collect()
}

fn of_site(site: &SchemaSite, provenance: &ProvenanceTable, keywords: &BTreeSet<String>) -> Vec<Source> {
    let lists = site.parts.iter().filter_map(|part| part.keywords.get(SOURCE));
    let citations: Vec<(&str, Citation)> = lists.flat_map(|list| provenance.by_keyword(list)).collect();
    let is_about = |keyword: &str| {
        let keyword = keyword.split('/').next().unwrap_or_default();
        keywords.contains(keyword) || keywords.contains(stated_with(keyword))
    };
    // Without keywords, all are meant, unless a row of a document declares the value.
    let is_any = keywords.is_empty() && !citations.iter().any(|(keyword, _)| keyword.is_empty());
    let is_about = |keyword: &str| is_any || is_about(keyword);
    let mut chosen: Vec<Citation> =
        citations.iter().filter(|(keyword, _)| is_about(keyword)).map(|(_, citation)| *citation).collect();
    if chosen.is_empty() {
        let declares = |(keyword, _): &&(&str, Citation)| keyword.is_empty();
        let declaring = citations.iter().find(declares).or_else(|| citations.first());
        chosen = declaring.map(|(_, citation)| *citation).into_iter().collect();
    }
    chosen.dedup();
    chosen.into_iter().map(Source::from).collect()
}
