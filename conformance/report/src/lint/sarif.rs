//! SARIF 2.1.0, the format of static analysis results.

use super::{LintReport, meaning};
use crate::{
    page::Page,
    plain_json::page,
    sarif::{SCHEMA, message, uri},
};
use ringback_lint::{Level, LintFinding};
use serde_json::{Value, json};

/// The format's name on the command line.
pub(super) const NAME: &str = "sarif";

const LEVELS: [Level; 2] = [Level::Contradiction, Level::Missing];

/// Renders the report.
pub(super) fn render(report: &LintReport) -> Page {
    let rule = |level: &Level| {
        json!({
            "id": id(*level),
            "name": level.to_string(),
            "shortDescription": { "text": meaning(*level) },
            "properties": { "tags": ["lint"] },
        })
    };
    Page::plain(page(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ringback",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": LEVELS.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": report.findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })))
}

fn id(level: Level) -> String {
    format!("lint/{level}")
}

fn result(finding: &LintFinding) -> Value {
    let LintFinding { file, line, pointer, level, keyword, value, sentence, message: what, .. } = finding;
    let quoted = if sentence.is_empty() { String::new() } else { format!(": “{sentence}”") };
    json!({
        "ruleId": id(*level),
        "ruleIndex": LEVELS.iter().position(|other| other == level),
        "level": match level {
            Level::Contradiction => "error",
            Level::Missing => "warning",
        },
        "message": { "text": message(&format!("{what}{quoted}")) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": { "startLine": line } },
            "logicalLocations": [{ "fullyQualifiedName": format!("{file}#{pointer}") }],
        }],
        "partialFingerprints": { "lint/v1": format!("{pointer} {keyword} {level}") },
        "properties": { "keyword": keyword, "value": value },
    })
}
