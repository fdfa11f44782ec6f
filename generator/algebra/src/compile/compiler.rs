//! Compiles schemas of draft 2020-12, whose references are names, to predicates.

use super::cache::{DefinitionCache, Definitions, InProgress, Interpretation};
use crate::{
    arena::PredicateArena,
    kind::ValueKind,
    predicate::{Predicate, PredicateId},
};
use serde_json::{Map, Value};

/// Compiles the schemas of one contract.
pub struct Compiler<'a> {
    /// Receives the predicates.
    pub predicates: &'a mut PredicateArena,
    /// What each recursive definition was compiled to; a [`Predicate::Reference`] holds an index of this list.
    pub targets: &'a mut Vec<Option<PredicateId>>,
    /// The definitions that references lead to.
    pub definitions: &'a Definitions,
    /// The definitions that have been compiled already.
    pub cache: &'a mut DefinitionCache,
    /// How many properties and elements lead from the root to the value under consideration.
    pub depth: usize,
}

/// Characters of a keyword that a message quotes.
const QUOTE_LIMIT: usize = 120;

impl Compiler<'_> {
    /// Compiles the schema of a whole value. Of a sent object, undeclared properties are excluded.
    pub fn compile(&mut self, schema: &Value) -> PredicateId {
        let id = self.in_place(schema);
        let is_accepted = self.cache.interpretation == Interpretation::Accepted;
        if is_accepted || !self.may_accept_objects(id) || self.is_closed(id) {
            return id;
        }
        let declared = self.predicates.intern(Predicate::DeclaredOnly(id));
        self.predicates.intern(Predicate::And(vec![id, declared]))
    }

    /// Compiles the schema of a property or an element.
    pub(super) fn child(&mut self, schema: &Value) -> PredicateId {
        self.depth += 1;
        let id = self.compile(schema);
        self.depth -= 1;
        id
    }

    /// Compiles one of several schemas of the same value as the values that it accepts, whatever is sent.
    pub(super) fn accepted(&mut self, schema: &Value) -> PredicateId {
        if self.cache.interpretation == Interpretation::Accepted {
            return self.in_place(schema);
        }
        let negated = self.cache.negated.take();
        let shared = self.cache.shared.clone();
        let new = || Box::new(DefinitionCache { shared, ..DefinitionCache::new(Interpretation::Accepted) });
        let mut cache = negated.unwrap_or_else(new);
        let (predicates, targets, definitions) = (&mut *self.predicates, &mut *self.targets, self.definitions);
        let mut compiler = Compiler { predicates, targets, definitions, cache: &mut cache, depth: self.depth };
        let id = compiler.in_place(schema);
        self.cache.is_circular |= cache.is_circular;
        self.cache.negated = Some(cache);
        id
    }

    /// Compiles one of several schemas of the same value.
    pub(super) fn in_place(&mut self, schema: &Value) -> PredicateId {
        match schema {
            Value::Bool(true) => self.predicates.accept_all(),
            Value::Bool(false) => self.predicates.accept_none(),
            Value::Object(object) => self.object(object),
            other => self.uninterpreted(&format!("{other} is not a schema")),
        }
    }

    /// A predicate whose meaning is unknown; `text` names it in a message.
    pub(super) fn uninterpreted(&mut self, text: &str) -> PredicateId {
        let text: String = text.chars().take(QUOTE_LIMIT).collect();
        self.predicates.intern(Predicate::Uninterpreted(text.into()))
    }

    /// Compiles what a reference leads to.
    pub(super) fn reference(&mut self, name: &str) -> PredicateId {
        if let Some(id) = self.cache.compiled.get(name) {
            return *id;
        }
        if let Some(InProgress { depth, target }) = self.cache.in_progress.get_mut(name) {
            if *depth == self.depth {
                self.cache.is_circular = true;
                return self.uninterpreted(&format!("the reference {name:?}, which refers to itself,"));
            }
            let target = *target.get_or_insert_with(|| {
                self.targets.push(None);
                u32::try_from(self.targets.len() - 1).unwrap_or(u32::MAX)
            });
            return self.predicates.intern(Predicate::Reference(target));
        }
        let shared = self.cache.shared.clone();
        if let Some(shared) = shared.as_ref().and_then(|shared| shared.cache(name, self.cache.interpretation))
            && let Ok(mut cache) = shared.try_borrow_mut()
        {
            let (predicates, targets, definitions) = (&mut *self.predicates, &mut *self.targets, self.definitions);
            let id =
                Compiler { predicates, targets, definitions, cache: &mut cache, depth: self.depth }.reference(name);
            self.cache.is_circular |= cache.is_circular;
            self.cache.compiled.insert(name.into(), id);
            return id;
        }
        let Some(schema) = self.definitions.get(name) else {
            return self
                .uninterpreted(&format!("the reference {:?}, which has no target,", name.trim_start_matches("#?")));
        };
        self.cache.in_progress.insert(name.into(), InProgress { depth: self.depth, target: None });
        let id = self.in_place(schema);
        if let Some(InProgress { target: Some(target), .. }) = self.cache.in_progress.remove(name)
            && let Some(target) = self.targets.get_mut(target as usize)
        {
            *target = Some(id);
        }
        self.cache.compiled.insert(name.into(), id);
        id
    }

    /// Compiles an object of keywords. Those about unevaluated parts come last, as they depend on all others.
    fn object(&mut self, schema: &Map<String, Value>) -> PredicateId {
        let mut operands = Vec::new();
        for (keyword, value) in schema {
            let operand = match self.keyword(keyword, value, schema) {
                Some(operand) => operand,
                None => self.uninterpreted(&format!("{keyword}: {value}")),
            };
            operands.push(operand);
        }
        operands.extend(self.conditional(schema));
        let evaluating = self.predicates.intern(Predicate::And(operands.clone()));
        for (keyword, predicate) in [
            ("unevaluatedProperties", Predicate::UnevaluatedProperties as fn(PredicateId, PredicateId) -> Predicate),
            ("unevaluatedItems", Predicate::UnevaluatedItems),
        ] {
            if let Some(value) = schema.get(keyword) {
                let inner = self.child(value);
                operands.push(self.predicates.intern(predicate(evaluating, inner)));
            }
        }
        self.predicates.intern(Predicate::And(operands))
    }

    /// Whether a predicate may hold of an object.
    fn may_accept_objects(&self, id: PredicateId) -> bool {
        match &*self.predicates.get(id) {
            Predicate::And(operands) => operands.iter().all(|operand| self.may_accept_objects(*operand)),
            Predicate::Or(operands) | Predicate::ExactlyOne(operands, _) | Predicate::Disjoint(operands) => {
                operands.iter().any(|operand| self.may_accept_objects(*operand))
            }
            Predicate::OneSent(alternatives, _) => {
                alternatives.iter().any(|alternative| self.may_accept_objects(alternative.sent))
            }
            Predicate::Type(kinds) => kinds.contains(ValueKind::Object),
            Predicate::Enum(_) => false,
            _ => true,
        }
    }

    /// Whether every object that a predicate accepts has declared properties only.
    fn is_closed(&self, id: PredicateId) -> bool {
        match &*self.predicates.get(id) {
            Predicate::And(operands) => operands.iter().any(|operand| self.is_closed(*operand)),
            Predicate::Or(operands) | Predicate::ExactlyOne(operands, _) | Predicate::Disjoint(operands) => {
                !operands.is_empty() && operands.iter().all(|operand| self.is_closed(*operand))
            }
            Predicate::OneSent(alternatives, _) => {
                alternatives.iter().all(|alternative| self.is_closed(alternative.sent))
            }
            Predicate::AdditionalProperties(_, others) => {
                matches!(&*self.predicates.get(*others), Predicate::Or(operands) if operands.is_empty())
            }
            Predicate::Type(kinds) => !kinds.contains(ValueKind::Object),
            Predicate::Enum(_) => true,
            _ => false,
        }
    }
}
