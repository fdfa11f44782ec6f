//! Values of keywords that no kind of constraint makes samples of in all cases, such as `oneOf` and `pattern`: found by the solver.

use ringback_algebra::{DefinitionCache, Definitions, Interpretation, Predicate, Satisfiability, Solver};
use ringback_constraints::{
    constraint::Solved,
    model::{Model, Node},
    schema,
};
use ringback_contract::{keyword::SOURCE, uri::encode};
use serde_json::{Map, Value};

/// Finds, for each such keyword, a value of its place that keeps it and one that breaks nothing else.
pub fn find(model: &mut Model) {
    let schemas = schema::schemas(model);
    let definitions = schemas.into_iter().map(|(name, schema)| (encode(&name), schema)).collect();
    let mut search = Search {
        definitions,
        solver: Solver::default(),
        sent: DefinitionCache::new(Interpretation::Sent),
        accepted: DefinitionCache::new(Interpretation::Accepted),
    };
    let parts = model.types.len();
    for kind in model.types.values_mut() {
        search.solver.reset_budget(parts);
        search.visit(&mut kind.node);
    }
}

/// Alternatives for which values are looked for.
const ALTERNATIVES: usize = 32;

struct Search {
    definitions: Definitions,
    solver: Solver,
    sent: DefinitionCache,
    accepted: DefinitionCache,
}

impl Search {
    fn visit(&mut self, node: &mut Node) {
        if node.constraints.iter().any(|constraint| constraint.value.unsolved().is_some()) {
            self.solve(node);
        }
        node.parts_mut().for_each(|(_, part)| self.visit(part));
    }

    fn solve(&mut self, node: &mut Node) {
        let whole = schema::schema_of(node);
        let Some(members) = whole.as_object() else { return };
        let examples = node.examples.iter().map(|example| &example.value);
        let example = examples.into_iter().find(|example| self.keeps(&whole, example)).cloned();
        let holds = example.or_else(|| self.value(&whole, None));
        for constraint in &mut node.constraints {
            let Some(keyword) = constraint.value.unsolved().map(String::from) else { continue };
            let (alone, rest): (Map<_, _>, Map<_, _>) =
                members.clone().into_iter().filter(|(name, _)| name != SOURCE).partition(|(name, _)| *name == keyword);
            let breaks = self.value(&Value::Object(rest), Some(&Value::Object(alone)));
            let alternatives = self.alternatives(&whole, &keyword);
            constraint.value.solve(Solved { holds: holds.clone(), breaks, alternatives });
        }
    }

    /// A value of a schema for each alternative of one of its keywords.
    fn alternatives(&mut self, whole: &Value, keyword: &str) -> Vec<Value> {
        let list = whole.get(keyword).and_then(Value::as_array).filter(|_| matches!(keyword, "oneOf" | "anyOf"));
        let sent = self.solver.compile(whole, &self.definitions, &mut self.sent);
        let mut values = Vec::new();
        for alternative in list.into_iter().flatten().take(ALTERNATIVES) {
            let this = self.solver.compile(alternative, &self.definitions, &mut self.sent);
            if let Satisfiability::Satisfiable(value) = self.solver.satisfy(&[(sent, true), (this, true)]) {
                values.push(value.as_ref().clone());
            }
        }
        values
    }

    /// Whether a schema accepts a value.
    fn keeps(&mut self, schema: &Value, value: &Value) -> bool {
        let schema = self.solver.compile(schema, &self.definitions, &mut self.accepted);
        let value = self.solver.constant(value);
        matches!(self.solver.difference(value, schema), Satisfiability::Unsatisfiable)
    }

    /// A value that one schema accepts and the other does not.
    fn value(&mut self, accepting: &Value, refusing: Option<&Value>) -> Option<Value> {
        let sent = self.solver.compile(accepting, &self.definitions, &mut self.sent);
        let refused = match refusing {
            Some(schema) => self.solver.compile(schema, &self.definitions, &mut self.accepted),
            None => self.solver.intern(Predicate::Or(Vec::new())),
        };
        match self.solver.difference(sent, refused) {
            Satisfiability::Satisfiable(value) => Some(value.as_ref().clone()),
            Satisfiability::Unsatisfiable | Satisfiability::Unknown(_) => None,
        }
    }
}
