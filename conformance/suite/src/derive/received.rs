//! The cases of an operation that a specification describes, in the form in which a receiver reads them: a parameter is sent
//! as text, so that some cases are the same, and some break nothing.

use crate::{
    case::{Case, Expect, Payload},
    judge::Judge,
    request::as_received,
    sent::tests_its_rule,
};
use ringback_constraints::model::{Model, Type};
use ringback_contract::{
    operation::{RequestPart, Specified},
    pointer::JsonPointer,
};
use serde_json::Value;
use std::collections::HashMap;

/// The cases that test what they state in the form in which a receiver reads them, without those whose base does not.
pub fn testing(model: &Model, specified: &Specified, kind: &Type, judge: &Judge, mut cases: Vec<Case>) -> Vec<Case> {
    let find = |name: &str| model.types.get(name);
    // The first case of those that a receiver cannot tell apart, and of valid ones the names of the others.
    let (mut first, mut same) = (HashMap::new(), HashMap::new());
    cases.retain_mut(|case| {
        let at = case.breaks.as_ref().map(|breaks| breaks.at.clone());
        let Payload::Json(payload) = &mut case.payload else { return true };
        keep_path(payload, at.as_deref());
        let Some(received) = as_received(specified, payload, &kind.node, &find) else { return false };
        if case.anonymous {
            return true;
        }
        // That a part is missing is told by the parameters that are required in it.
        if at.is_some_and(|at| PARTS.iter().any(|part| at.strip_prefix('/') == Some(part.name()))) {
            return false;
        }
        if tests_its_rule(case, &received, judge).is_err() {
            return false;
        }
        let known = first.entry((case.expect, received.to_string())).or_insert_with(|| case.name.clone());
        if case.expect == Expect::Accept {
            same.insert(case.name.clone(), known.clone());
        }
        *known == case.name
    });
    cases.retain_mut(|case| {
        case.parts = case.parts.iter().filter_map(|part| same.get(part).cloned()).collect();
        match &case.base {
            Some(base) => {
                case.base = same.get(base).cloned();
                case.base.is_some()
            }
            None => true,
        }
    });
    cases
}

/// The parts that consist of parameters.
const PARTS: [RequestPart; 4] = [RequestPart::Path, RequestPart::Query, RequestPart::Header, RequestPart::Cookie];

/// Leaves of the values for a path only the one that is broken on purpose: which records exist, the run decides.
fn keep_path(payload: &mut Value, broken_at: Option<&str>) {
    let part = RequestPart::Path.name();
    let Some(path) = payload.get_mut(part).and_then(Value::as_object_mut) else { return };
    let is_broken = |name: &str| {
        let pointer = JsonPointer::default().property(part).property(name).to_string();
        let below = broken_at.and_then(|at| at.strip_prefix(&pointer));
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    path.retain(|name, _| is_broken(name));
    if path.is_empty()
        && let Some(payload) = payload.as_object_mut()
    {
        payload.shift_remove(part);
    }
}
