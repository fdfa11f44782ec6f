//! Keeps every predicate once, simplified, and hands out its identifier.

use super::{
    kind::Scalar,
    predicate::{Predicate, PredicateId},
};
use foldhash::{HashMap, HashSet, HashSetExt};
use serde_json::Value;
use std::{collections::BTreeSet, rc::Rc};

/// Example strings that are kept; the solver tries each of them, so their number is bounded.
const EXAMPLE_LIMIT: usize = 200;

/// All predicates of a solver, each stored once.
#[derive(Debug, Default)]
pub struct PredicateArena {
    predicates: Vec<Rc<Predicate>>,
    ids: HashMap<Rc<Predicate>, PredicateId>,
    /// Strings from `default`, `example` and `examples`: tried where no other string can be constructed.
    pub examples: BTreeSet<Rc<str>>,
}

impl PredicateArena {
    /// The identifier of a predicate. Combinations are flattened first, and those that come to a single operand or a
    /// constant are replaced by it.
    pub fn intern(&mut self, predicate: Predicate) -> PredicateId {
        let predicate = match predicate {
            Predicate::And(operands) => {
                match self.flatten(operands, &Predicate::And(Vec::new()), &Predicate::Or(Vec::new())) {
                    // In whatever order a schema writes its keywords and properties.
                    Ok(mut operands) => {
                        operands.sort_unstable();
                        self.typed_enum(&operands).unwrap_or(Predicate::And(operands))
                    }
                    Err(id) => return id,
                }
            }
            Predicate::Or(operands) => {
                match self.flatten(operands, &Predicate::Or(Vec::new()), &Predicate::And(Vec::new())) {
                    Ok(operands) => self.with_one_enum(operands),
                    Err(id) => return id,
                }
            }
            Predicate::ExactlyOne(operands, _) | Predicate::Disjoint(operands) if operands.len() == 1 => {
                return operands.first().copied().unwrap_or(PredicateId(0));
            }
            Predicate::PropertyNames(id) if self.accepts_all(id) => return self.accept_all(),
            predicate => predicate,
        };
        if let Some(id) = self.ids.get(&predicate) {
            return *id;
        }
        let id = PredicateId(u32::try_from(self.predicates.len()).unwrap_or(u32::MAX));
        let predicate = Rc::new(predicate);
        self.predicates.push(predicate.clone());
        self.ids.insert(predicate, id);
        id
    }

    /// The predicate with an identifier.
    pub fn get(&self, id: PredicateId) -> Rc<Predicate> {
        self.predicates.get(id.0 as usize).cloned().unwrap_or_else(|| Rc::new(Predicate::Or(Vec::new())))
    }

    /// The predicate that holds of every value.
    pub fn accept_all(&mut self) -> PredicateId {
        self.intern(Predicate::And(Vec::new()))
    }

    /// The predicate that holds of no value.
    pub fn accept_none(&mut self) -> PredicateId {
        self.intern(Predicate::Or(Vec::new()))
    }

    /// Whether a predicate is the one that holds of every value.
    pub fn accepts_all(&self, id: PredicateId) -> bool {
        matches!(&*self.get(id), Predicate::And(operands) if operands.is_empty())
    }

    /// Keeps a string that a schema gives as an example; other values are ignored.
    pub fn note_example(&mut self, value: &Value) {
        if let Value::String(text) = value
            && self.examples.len() < EXAMPLE_LIMIT
        {
            self.examples.insert(text.as_str().into());
        }
    }

    /// The operands of an `And` or `Or`: nested ones of the same sort spliced in, duplicates and neutral operands left
    /// out. `Err` is the single predicate that the combination comes to: its only operand, or an absorbing one.
    fn flatten(
        &mut self,
        operands: Vec<PredicateId>,
        neutral: &Predicate,
        absorbing: &Predicate,
    ) -> Result<Vec<PredicateId>, PredicateId> {
        let mut flat = Vec::with_capacity(operands.len());
        let mut seen = HashSet::with_capacity(operands.len());
        for operand in operands {
            let predicate = self.get(operand);
            let inner: &[PredicateId] = match (&*predicate, neutral) {
                (Predicate::And(inner), Predicate::And(_)) | (Predicate::Or(inner), Predicate::Or(_)) => inner,
                _ => &[operand],
            };
            if *predicate == *absorbing {
                return Err(operand);
            }
            flat.extend(inner.iter().copied().filter(|operand| seen.insert(*operand)));
        }
        match flat.as_slice() {
            [one] => Err(*one),
            _ => Ok(flat),
        }
    }

    /// A disjunction whose enums are united to one.
    fn with_one_enum(&mut self, operands: Vec<PredicateId>) -> Predicate {
        let mut values: Vec<Scalar> = Vec::new();
        let mut others = Vec::new();
        for operand in &operands {
            match &*self.get(*operand) {
                Predicate::Enum(more) => values.extend(more.iter().cloned()),
                _ => others.push(*operand),
            }
        }
        if operands.len() - others.len() < 2 {
            return Predicate::Or(operands);
        }
        values.sort();
        values.dedup();
        let values = Predicate::Enum(values.into());
        if others.is_empty() {
            return values;
        }
        others.push(self.intern(values));
        Predicate::Or(others)
    }

    /// The conjunction of a type and an enum, as the enum's values of that type; `None` for any other conjunction.
    fn typed_enum(&self, operands: &[PredicateId]) -> Option<Predicate> {
        let [one, other] = operands else { return None };
        match (&*self.get(*one), &*self.get(*other)) {
            (Predicate::Type(kinds), Predicate::Enum(values)) | (Predicate::Enum(values), Predicate::Type(kinds)) => {
                let values: Rc<[Scalar]> =
                    values.iter().filter(|value| kinds.contains(value.kind())).cloned().collect();
                Some(if values.is_empty() { Predicate::Or(Vec::new()) } else { Predicate::Enum(values) })
            }
            _ => None,
        }
    }
}
