//! Little drifts, made by hand.

use ringback_contract::provenance::Source;
use ringback_drift::change::{Change, ChangeContext, Documentation, Drift, Impact, Movement, Side};
use ringback_report::drift::{
    DriftFormat,
    accept::Accepted,
    comparison::{Comparison, State},
};
use serde_json::json;

/// The accepted changes of the little drift.
pub const ACCEPT: &str = include_str!("accept.toml");

pub fn change(at: &str, side: Side, movement: Movement, impact: Impact, message: &str) -> Change {
    Change {
        owner: "Order".into(),
        at: at.into(),
        side,
        movement,
        impact,
        message: message.into(),
        why: None,
        witness: None,
        lost: None,
        sources: [
            vec![Source::line("documents/Order.md", 16, "The phone numbers, if any.")],
            vec![Source::line("documents/Order.md", 18, "The phone numbers | at least one.")],
        ],
        context: ChangeContext::default(),
    }
}

/// A drift with every impact and every detail of a change.
pub fn little() -> Drift {
    let mut required = change(
        "/numbers",
        Side::Request,
        Movement::Narrowed,
        Impact::Breaking,
        "became required; maxItems 10 became 5",
    );
    required.witness = Some(json!({"queueId": "q", "note": "a | `b`"}));
    required.lost = Some(json!({"type": "object", "properties": {"numbers": false}}));
    let mut new_value =
        change("/state", Side::Response, Movement::Widened, Impact::Breaking, "\"parked\" is new in a closed list");
    new_value.witness = Some(json!({"state": "parked"}));
    new_value.sources[1].push(Source { document: "documents/States.md".into(), lines: [3, 9], quote: "parked".into() });
    let mut pattern =
        change("/wait", Side::Request, Movement::Undecided, Impact::Undecided, "pattern \"^a+$\" became \"^(a|aa)+$\"");
    pattern.why = Some("one pattern needs more than 4096 states".into());
    let mut gone = change("", Side::Response, Movement::Removed, Impact::Breaking, "was removed");
    gone.owner = "Legacy".into();
    gone.sources[1].clear();
    let mut new = change("/note", Side::Request, Movement::Added, Impact::Compatible, "added, optional");
    new.sources[0].clear();
    let mut renamed = change("/name", Side::Event, Movement::Replaced, Impact::Breaking, "format date became time");
    renamed.witness = Some(json!({"name": "12:00:00"}));
    let longer = change(
        "/parties/*/reason",
        Side::Response,
        Movement::Widened,
        Impact::Breaking,
        "became optional; maxLength 5 became 10",
    );
    let mut without_words = change("/wait", Side::Event, Movement::Widened, Impact::Compatible, "maximum 5 became 10");
    without_words.sources = Default::default();
    let reworded = |owner: &str, at: &str, message: &str| Documentation {
        owner: owner.into(),
        at: at.into(),
        message: message.into(),
        sources: Default::default(),
    };
    Drift::new(
        vec![required, new_value, pattern, gone, new, renamed, longer, without_words],
        vec![reworded("Order", "/wait", "default 1 became 2"), reworded("Order", "", "description changed")],
    )
}

/// Nothing but what is accepted.
pub fn lived_with() -> Drift {
    let mut drift = little();
    drift.changes.retain(|change| change.at == "/parties/*/reason");
    Drift::new(drift.changes, Vec::new())
}

pub fn nothing() -> Drift {
    Drift::new(Vec::new(), Vec::new())
}

pub fn states() -> (State, State) {
    let state = |name: &str| State::new(name).with_documents_in("schemas/acme");
    (state("HEAD~1:schemas/acme"), state("schemas/acme"))
}

pub fn compared(drift: &Drift) -> Comparison<'_> {
    let (before, after) = states();
    Comparison::new(before, after, drift)
}

pub fn accepted(text: &str) -> Accepted {
    Accepted::read("accept.toml", text).unwrap().on("2026-06-15".parse().unwrap())
}

/// The page without colours.
pub fn told(format: &str, comparison: &Comparison) -> String {
    let page = DriftFormat::named(format).unwrap().render(comparison).text;
    if format == "text" { anstream::adapter::strip_str(&page).to_string() } else { page }
}
