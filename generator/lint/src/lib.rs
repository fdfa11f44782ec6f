//! Reads the sentences of OpenAPI, Swagger, AsyncAPI and JSON Schema files, and finds what they state and the keywords beside them do
//! not say (missing), what both say differently, and examples that break either (contradiction).
//!
//! ```
//! let text = r#"{"type": "string", "description": "The size, at most 40 characters."}"#;
//! let found = ringback_lint::lint("name.schema.json", text).unwrap();
//! assert_eq!((found[0].keyword.as_str(), &found[0].value), ("maxLength", &serde_json::json!(40)));
//! ```

mod compare;
mod complete;
mod edit;
mod effective;
mod examples;
mod finding;
mod place;
mod stated;

pub use complete::complete;
pub use edit::fixed;
pub use finding::{Level, LintFinding};

use effective::Effective;
use place::Place;
use ringback_contract::{
    data_file,
    document::Document,
    error::Error,
    line_index::IndexedText,
    spanned_json::{ParsedJson, SpannedData},
};
use stated::{Says, Statement};
use std::collections::HashSet;

/// A file that was parsed, with what every step needs of it.
pub(crate) struct SpecFile<'a> {
    pub text: &'a IndexedText<'a>,
    pub parsed: &'a ParsedJson,
    /// The words in which null is allowed.
    pub nulls: Nulls,
}

/// How a dialect says that null is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// `"type": ["string", "null"]`: JSON Schema and OpenAPI 3.1.
    Type,
    /// `nullable: true`: OpenAPI 3.0.
    Nullable,
    /// `x-nullable: true`: Swagger 2.0.
    Extension,
}

/// What the sentences of a file state and its keywords do not, or contradict, in the order of the file.
///
/// # Errors
///
/// If the file is neither JSON nor YAML, or holds no object, as a text or a list of names.
pub fn lint(path: &str, text: &str) -> Result<Vec<LintFinding>, Error> {
    let parsed = data_file::parse(path, text)?;
    if !matches!(parsed.root.data, SpannedData::Object(_)) {
        return Err(Error::input(path, 1, "neither a specification nor a schema: an object is expected"));
    }
    Ok(findings_of(&IndexedText::of(&Document { path, text }), &parsed))
}

/// The findings about a file that was parsed.
fn findings_of(text: &IndexedText, parsed: &ParsedJson) -> Vec<LintFinding> {
    let root = &parsed.root;
    let version = |key: &str| root.member(key).map(|member| member.value.value());
    let nulls = match (version("openapi"), version("swagger")) {
        (_, Some(_)) => Nulls::Extension,
        (Some(version), _) if version.as_str().is_some_and(|version| version.starts_with("3.0")) => Nulls::Nullable,
        _ => Nulls::Type,
    };
    let file = SpecFile { text, parsed, nulls };
    let mut findings = Vec::new();
    for place in place::places(root) {
        findings.extend(of_place(&file, &place));
    }
    // A schema that an alias repeats is told of once; all of a file may stand on one line.
    let mut known = HashSet::new();
    findings.retain(|finding| {
        known.insert((
            finding.said_at.clone(),
            finding.keyword.clone(),
            finding.sentence.clone(),
            finding.message.clone(),
        ))
    });
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// Whether a file is one whose sentences are read: a specification, or a schema by its own word or shape.
pub fn is_specification(path: &str, text: &str) -> bool {
    let Ok(parsed) = data_file::parse(path, text) else { return false };
    let keys =
        ["openapi", "swagger", "asyncapi", "$schema", "properties", "$defs", "definitions", "allOf", "oneOf", "anyOf"];
    keys.iter().any(|key| parsed.root.member(key).is_some())
}

fn of_place(file: &SpecFile, place: &Place) -> Vec<LintFinding> {
    let root = &file.parsed.root;
    let schema = Effective::of(root, place.target);
    let mut statements = stated::statements(file, place, &schema);
    // A description that says both decides nothing.
    let says = |wanted: fn(&Says) -> bool| statements.iter().any(|statement| wanted(&statement.says));
    if says(|says| matches!(says, Says::Required)) && says(|says| matches!(says, Says::Optional)) {
        statements.retain(|statement| !matches!(statement.says, Says::Required | Says::Optional));
    }
    let mut findings = Vec::new();
    // What a keyword says in another way is not held against examples a second time.
    let mut only_said: Vec<&Statement> = Vec::new();
    for statement in &statements {
        if let Some(mut finding) = compare::compare(file, place, &schema, statement) {
            if !examples::fit(place, &finding) {
                finding.fix = None;
            }
            if finding.level == Level::Missing {
                only_said.push(statement);
            }
            findings.push(finding);
        }
    }
    findings.extend(examples::broken(file, place, &schema, &only_said));
    findings
}
