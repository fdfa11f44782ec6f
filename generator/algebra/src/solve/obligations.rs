//! Which names can meet which obligation of an object. Those with the fewest come first, so that what cannot be met is found
//! before anything is tried.

use super::{
    object::ObjectDraft,
    object_constraints::{ObjectConstraints, PropertyObligation},
    satisfiability::Satisfiability,
    solver::Solver,
};
use std::rc::Rc;

/// An obligation with the names that may meet it.
pub struct PlannedObligation<'a> {
    /// The obligation.
    pub obligation: &'a PropertyObligation,
    /// Required and mentioned names that may meet it. What is chosen later only excludes more.
    pub names: Vec<Rc<str>>,
    /// Whether a name that no atom mentions may.
    pub may_be_new: bool,
    /// Whether of some name it is not known.
    pub is_undecided: bool,
    /// Whether it asks for the property only, and nothing of its value.
    pub is_met_by_any_value: bool,
}

impl Solver {
    /// The obligations in the order in which they are to be met; `None` if one of them cannot be.
    pub(super) fn plan<'a>(
        &mut self,
        constraints: &'a ObjectConstraints,
        draft: &ObjectDraft,
    ) -> Option<Vec<PlannedObligation<'a>>> {
        let nothing = self.predicates.accept_none();
        let mut plan = Vec::new();
        for obligation in &constraints.obligations {
            let is_met_by_any_value = obligation.literal.is_none_or(|literal| literal == (nothing, false));
            let mut planned = PlannedObligation {
                obligation,
                names: Vec::new(),
                may_be_new: false,
                is_undecided: false,
                is_met_by_any_value,
            };
            for name in draft.keys().chain(constraints.mentioned.iter().filter(|name| !draft.contains_key(*name))) {
                self.spend(1);
                match self.may_meet(constraints, obligation, name) {
                    Some(true) => planned.names.push(name.clone()),
                    Some(false) => {}
                    None => planned.is_undecided = true,
                }
            }
            planned.may_be_new = !self.new_names(constraints, Some(obligation), draft).is_empty();
            if planned.names.is_empty() && !planned.may_be_new && !planned.is_undecided {
                return None;
            }
            plan.push(planned);
        }
        plan.sort_by_key(|planned| (planned.may_be_new || planned.is_undecided, planned.names.len()));
        Some(plan)
    }

    /// Whether a property of this name may meet an obligation; `None` if that is not known.
    fn may_meet(
        &mut self,
        constraints: &ObjectConstraints,
        obligation: &PropertyObligation,
        name: &Rc<str>,
    ) -> Option<bool> {
        if !self.meets_condition(obligation, name)? || self.is_allowed(constraints, name) == Some(false) {
            return Some(false);
        }
        let literals: Vec<_> = obligation.literal.into_iter().collect();
        // What is not known of the value is found out when the name is chosen.
        let Some(goal) = self.property_goal(constraints, name, &literals) else { return Some(true) };
        Some(!matches!(self.solve(goal), Satisfiability::Unsatisfiable))
    }
}
