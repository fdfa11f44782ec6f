//! Whether a payload, as a receiver reads it, tests what its case states.

use crate::{
    case::{Case, Expect},
    judge::Judge,
};
use serde_json::Value;

/// Whether what is received breaks exactly the intended rule: none of a valid payload.
///
/// # Errors
///
/// Why the case would test something else.
pub fn tests_its_rule(case: &Case, received: &Value, judge: &Judge) -> Result<(), String> {
    let broken = judge.broken_at(received);
    let says = |at: &String| {
        let mismatch = judge.judge(received).into_iter().find(|mismatch| mismatch.at == *at);
        format!("{at}: {}", mismatch.map(|mismatch| mismatch.message).unwrap_or_default())
    };
    match (case.expect, broken.first()) {
        (Expect::Reject, None) => Err("the body breaks no rule, but the case needs an invalid one".into()),
        (Expect::Accept | Expect::Conform, None) => Ok(()),
        (Expect::Accept | Expect::Conform, Some(at)) => {
            Err(format!("the body breaks a rule, but the case needs a valid one: {}", says(at)))
        }
        (Expect::Reject, Some(_)) => {
            let about = |at: &str| case.breaks.as_ref().is_none_or(|breaks| breaks.at.starts_with(at));
            match broken.iter().find(|at| !about(at)) {
                Some(other) => Err(format!("the body also breaks another rule than the intended one: {}", says(other))),
                None => Ok(()),
            }
        }
    }
}
