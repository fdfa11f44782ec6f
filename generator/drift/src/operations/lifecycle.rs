//! Operations that come, go, are deprecated, and how stable they are.

use super::remarks::{Remark, Remarks};
use crate::{
    change::{Movement, Side},
    options::CompareOptions,
    rules::Rule,
};
use ringback_openapi::specification::SpecOperation;
use serde_json::json;

/// Levels of stability, the least stable first.
const STABILITY: [&str; 4] = ["draft", "alpha", "beta", "stable"];

/// An operation that only the old version has. Its callers break; a removed event breaks no consumer.
pub fn removed(remarks: &mut Remarks, name: &str, old: &SpecOperation, options: &CompareOptions) {
    let places = [Some(&old.place), None];
    if old.is_event() {
        let remark = Remark::of(Rule::EventRemoved, Movement::Removed, "event removed").on(Side::Event);
        return remarks.add(name, remark, places);
    }
    let today = options.today.as_deref();
    let is_over = old.sunset.as_deref().zip(today).is_some_and(|(sunset, today)| date(sunset) <= today);
    let is_unstable = old.stability.as_deref().is_some_and(|level| ["draft", "alpha"].contains(&level));
    let (rule, message) = match (&old.sunset, &old.stability) {
        (Some(sunset), _) if is_over => {
            (Rule::OperationRemovedAfterSunset, format!("operation removed, after its sunset on {sunset}"))
        }
        (Some(sunset), _) => (Rule::OperationRemoved, format!("operation removed, before its sunset on {sunset}")),
        (_, Some(level)) if is_unstable => {
            (Rule::UnstableOperationRemoved, format!("operation removed, which was {level}"))
        }
        _ => (Rule::OperationRemoved, "operation removed".into()),
    };
    let call = json!({"method": old.method, "path": old.path});
    remarks.add(name, Remark::of(rule, Movement::Removed, message).breaking(call), places);
}

/// An operation that only the new version has.
pub fn added(remarks: &mut Remarks, name: &str, new: &SpecOperation) {
    let remark = match new.is_event() {
        true => Remark::of(Rule::EventAdded, Movement::Added, "event added").on(Side::Event),
        false => Remark::of(Rule::OperationAdded, Movement::Added, "operation added"),
    };
    remarks.add(name, remark, [None, Some(&new.place)]);
}

/// What changed of the life of an operation and its parameters.
pub fn compare(remarks: &mut Remarks, name: &str, old: &SpecOperation, new: &SpecOperation) {
    let places = [Some(&old.place), Some(&new.place)];
    let side = if old.is_event() { Side::Event } else { Side::Request };
    let mut tell = |rule, message: String, place: &str| {
        remarks.add(name, Remark::of(rule, Movement::Same, message).at(place).on(side), places);
    };
    match (old.deprecated, new.deprecated) {
        (false, true) => {
            let until = new.sunset.as_ref().map(|sunset| format!(", to be removed on {sunset}")).unwrap_or_default();
            tell(Rule::OperationDeprecated, format!("deprecated{until}"), "");
        }
        (true, false) => tell(Rule::OperationReactivated, "no longer deprecated".into(), ""),
        _ => {}
    }
    if let Some(message) = sunset_changed(&old.sunset, &new.sunset) {
        tell(Rule::SunsetChanged, message, "");
    }
    if old.stability != new.stability {
        let level = |stability: &Option<String>| {
            let stable = stability.as_deref().unwrap_or("stable");
            STABILITY.iter().position(|known| *known == stable)
        };
        let shown = |stability: &Option<String>| stability.clone().unwrap_or_else(|| "stable".into());
        let rule = if level(&new.stability) < level(&old.stability) {
            Rule::StabilityDecreased
        } else {
            Rule::StabilityIncreased
        };
        tell(rule, format!("stability {} became {}", shown(&old.stability), shown(&new.stability)), "");
    }
    if old.operation_id != new.operation_id {
        let shown = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".into());
        let message = format!("operationId {} became {}", shown(&old.operation_id), shown(&new.operation_id));
        tell(Rule::OperationIdChanged, message, "");
    }
    for parameter in &new.parameters {
        let known = old
            .parameters
            .iter()
            .find(|known| known.location == parameter.location && known.name.eq_ignore_ascii_case(&parameter.name));
        let Some(known) = known else { continue };
        let place = format!("{} parameter {}", parameter.location.name(), parameter.name);
        if known.deprecated != parameter.deprecated {
            let message = if parameter.deprecated { "deprecated" } else { "no longer deprecated" };
            let rule = if known.deprecated { Rule::ParameterReactivated } else { Rule::ParameterDeprecated };
            tell(rule, message.into(), &place);
        }
        if let Some(message) = sunset_changed(&known.sunset, &parameter.sunset) {
            tell(Rule::SunsetChanged, message, &place);
        }
    }
}

/// What happened to a day of removal; `None` if nothing did.
fn sunset_changed(old: &Option<String>, new: &Option<String>) -> Option<String> {
    match (old, new) {
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some(format!("sunset {old} became {new}")),
        (None, Some(new)) => Some(format!("sunset {new} added")),
        (Some(old), None) => Some(format!("sunset {old} removed")),
        (None, None) => None,
    }
}

/// The date of a time, as `2027-01-31`.
fn date(text: &str) -> &str {
    text.get(..10).unwrap_or(text)
}
