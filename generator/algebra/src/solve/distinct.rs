//! Finds elements that all differ, by trying the candidates of each position.

use super::{evaluate::canonical_text, satisfiability::Satisfiability, solver::Solver};
use crate::predicate::Literal;
use serde_json::Value;
use std::rc::Rc;

/// Positions whose candidates are combined; with n positions, up to n! combinations are tried.
const POSITION_LIMIT: usize = 12;

/// The reason given if a list with `uniqueItems` cannot be decided.
pub(super) const NO_DISTINCT_ELEMENTS: &str = "no list with different elements was found";

impl Solver {
    /// A list with different elements, one for each position.
    pub(super) fn solve_distinct(&mut self, positions: &[Vec<Literal>], length: u64) -> Satisfiability {
        if positions.len() as u64 != length || positions.len() > POSITION_LIMIT {
            return Satisfiability::unknown(NO_DISTINCT_ELEMENTS);
        }
        let mut candidates = Vec::new();
        let mut is_exhaustive = true;
        for position in positions {
            let (mut excluded, mut found) = (Vec::new(), Vec::new());
            // As many candidates as positions suffice: the others can use up all but one.
            while found.len() < positions.len() {
                match self.solve([position.as_slice(), &excluded].concat()) {
                    Satisfiability::Satisfiable(value) => {
                        excluded.push((self.constant(&value), false));
                        found.push(value);
                    }
                    Satisfiability::Unsatisfiable => break,
                    Satisfiability::Unknown(_) => {
                        is_exhaustive = false;
                        break;
                    }
                }
            }
            candidates.push(found);
        }
        match assign(&candidates, &mut Vec::new()) {
            Some(values) => Satisfiability::satisfiable(Value::Array(values)),
            None if is_exhaustive => Satisfiability::Unsatisfiable,
            None => Satisfiability::unknown(NO_DISTINCT_ELEMENTS),
        }
    }
}

/// One candidate for every position, no two equal; `used` holds the canonical texts of those chosen already.
fn assign(candidates: &[Vec<Rc<Value>>], used: &mut Vec<String>) -> Option<Vec<Value>> {
    let Some((first, rest)) = candidates.split_first() else { return Some(Vec::new()) };
    for value in first {
        let text = canonical_text(value);
        if used.contains(&text) {
            continue;
        }
        used.push(text);
        if let Some(mut values) = assign(rest, used) {
            values.insert(0, Value::clone(value));
            return Some(values);
        }
        used.pop();
    }
    None
}
