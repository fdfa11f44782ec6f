//! `overlay.toml`: what a person corrects in the documents of a vendor, with the reason and the evidence.

use crate::{facts, layouts, page::ParsedPage};
use ringback_constraints::{
    constraint::Constraint,
    fact::{Claim, Fact},
};
use ringback_contract::{
    document::Document,
    error::Error,
    finding::Finding,
    line_index::line_at,
    provenance::{Basis, Source},
    vendor_folder::OVERLAY,
};
use serde::Deserialize;
use toml::Spanned;

/// The content of `overlay.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Corrections of single constraints.
    #[serde(default)]
    pub facts: Vec<Correction>,
    /// Types that no document describes.
    #[serde(default)]
    pub types: Vec<AddedType>,
}

/// One correction: a constraint to add, or a kind of constraint to drop.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// What it is about, `Type/property`.
    pub subject: Spanned<String>,
    /// The constraint that holds.
    #[serde(default)]
    pub holds: Option<Constraint>,
    /// The kind of constraint that does not hold, whatever a document says.
    #[serde(default)]
    pub drops: Option<String>,
    /// Why the documents are not enough.
    pub reason: String,
    /// What supports the correction: a page, an answer of the API.
    pub evidence: String,
    /// Whether the evidence is documentation, so that a case based on it may fail; otherwise the case is only observed.
    #[serde(default)]
    pub documented: bool,
}

/// A type that no document describes, as a JSON Schema.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedType {
    /// The type's name.
    pub name: String,
    /// Its schema, as JSON text.
    pub schema: Spanned<String>,
    /// Why it is needed.
    pub reason: String,
    /// What supports it: a page, an answer of the API.
    pub evidence: String,
}

/// Findings about a schema that make it unusable. A vendor's document may be broken; what a person writes may not.
const UNUSABLE: &[&str] = &["not-json", "too-deep", "not-a-schema", "no-types"];

/// The facts that an overlay adds, given its path and text.
///
/// # Errors
///
/// When the schema of an added type cannot be read, or a correction is malformed.
pub fn facts(overlay: &Overlay, path: &str, text: &str, findings: &mut Vec<Finding>) -> Result<Vec<Fact>, Error> {
    let mut facts = Vec::new();
    for added in &overlay.types {
        facts.extend(added_type(added, path, text, findings)?);
    }
    for correction in &overlay.facts {
        facts.push(corrected(correction, path, text)?);
    }
    Ok(facts)
}

fn added_type(added: &AddedType, path: &str, text: &str, findings: &mut Vec<Finding>) -> Result<Vec<Fact>, Error> {
    // A newline right after the opening quotes is not part of the value.
    let opening = text.get(added.schema.span().start..).unwrap_or_default();
    let begins_on_next_line = ["'''", "\"\"\""]
        .iter()
        .any(|quotes| opening.strip_prefix(quotes).is_some_and(|text| text.starts_with(['\n', '\r'])));
    let above = line_at(text, added.schema.span().start).saturating_sub(u32::from(!begins_on_next_line));
    let file = format!("{}.schema.json", added.name);
    let document = Document { path: &file, text: added.schema.get_ref() };
    let Some(layout) = layouts::by_name("json-schema") else { return Ok(Vec::new()) };
    let page = (layout.read)(ParsedPage::of(document));
    if let Some(finding) = page.findings.iter().find(|finding| UNUSABLE.contains(&finding.kind())) {
        let line = finding.sources.first().map_or(1, |source| source.lines[0]);
        // Findings begin with the line in the schema; what counts here is the line in the overlay.
        let problem = finding.message.split_once(": ").map_or(finding.message.as_str(), |(_, problem)| problem);
        let message = format!("the schema of {:?}: {problem}", added.name);
        return Err(Error::input(path, above.saturating_add(line), message));
    }
    findings.extend(page.findings);
    let mut facts = facts::facts(page.clues);
    for fact in &mut facts {
        if fact.subject.owner == document.stem() {
            fact.subject.owner.clone_from(&added.name);
        }
        fact.basis = Basis::Overlay;
        fact.reason = Some(format!("{} ({})", added.reason, added.evidence));
        let lines = fact.source.lines.map(|line| above.saturating_add(line));
        fact.source = Source { document: OVERLAY.into(), lines, quote: fact.source.quote.clone() };
    }
    Ok(facts)
}

fn corrected(correction: &Correction, path: &str, text: &str) -> Result<Fact, Error> {
    let line = line_at(text, correction.subject.span().start);
    let subject = correction.subject.get_ref().parse().unwrap_or_else(|never| match never {});
    let claim = match (&correction.holds, &correction.drops) {
        (Some(constraint), None) => Claim::Limits(constraint.clone()),
        (None, Some(kind)) => {
            let name = kind.replace('-', "_");
            if !Constraint::NAMES.contains(&name.as_str()) {
                let error = Error::unknown("kind of constraint", kind, Constraint::NAMES.iter().copied());
                return Err(Error::input(path, line, error.to_string()));
            }
            Claim::Drops(name)
        }
        _ => return Err(Error::input(path, line, "a correction has either `holds` or `drops`")),
    };
    let basis = if correction.documented { Basis::Stated } else { Basis::Overlay };
    let source = Source::line(OVERLAY, line, &*correction.evidence);
    Ok(Fact { subject, claim, basis, source, reason: Some(correction.reason.clone()) })
}
