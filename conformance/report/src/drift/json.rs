//! The JSON drift report: every change with all its details.

use crate::{
    drift::comparison::{Comparison, Judged},
    page::Page,
    plain_json::page,
};
use serde_json::{Value, json};

/// The format's name on the command line.
pub(super) const NAME: &str = "json";

/// Renders the report.
pub(super) fn render(comparison: &Comparison) -> Page {
    Page::plain(page_text(comparison))
}

fn page_text(comparison: &Comparison) -> String {
    page(&json!({
        "verdict": comparison.verdict(),
        "before": comparison.before.name,
        "after": comparison.after.name,
        "changes": comparison.changes.iter().map(change).collect::<Vec<_>>(),
        "documentation": comparison.documentation,
        "not_compared": comparison.not_compared,
    }))
}

/// A change as an object. Absent details have no key, because a witness may itself be `null`.
fn change(judged: &Judged) -> Value {
    let change = judged.change;
    let mut object = json!({
        "at": change.at,
        "type": change.owner,
        "side": change.side,
        "movement": change.movement,
        "impact": change.impact,
        "message": change.message,
        "level": judged.level().name(),
    });
    // `accepted_until` alone is of a acceptance that is over.
    let until = judged.acceptance.as_ref().and_then(|acceptance| acceptance.until);
    for (name, value) in [
        ("why", change.why.as_deref().map(Value::from)),
        ("witness", change.witness.clone()),
        ("lost", change.lost.clone()),
        ("rule", change.context.rule.map(|rule| json!(rule))),
        ("place", Some(change.context.place.as_str()).filter(|place| !place.is_empty()).map(Value::from)),
        ("calls", Some(&change.context.calls).filter(|calls| !calls.is_empty()).map(|calls| json!(calls))),
        ("sources", Some(json!(change.sources))),
        ("accepted", judged.accepted().map(|acceptance| Value::from(acceptance.reason.as_str()))),
        ("accepted_until", until.map(|until| Value::from(until.to_string()))),
    ] {
        if let (Some(value), Some(object)) = (value, object.as_object_mut()) {
            object.insert(name.into(), value);
        }
    }
    object
}
