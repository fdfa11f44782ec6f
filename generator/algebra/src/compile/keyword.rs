//! What each keyword is compiled to.

use super::{cache::Interpretation, compiler::Compiler, lookahead::conditions};
use crate::{
    exact_number::ExactNumber,
    kind::{ValueKind, ValueKinds},
    predicate::{NameSet, Predicate, PredicateId, Strictness},
};
use ringback_contract::{
    keyword::{Keyword, TOLERATED},
    width::{self, Width},
};
use ringback_runtime::{format::Format, kind::Kind};
use serde_json::{Map, Value};
use std::rc::Rc;

impl Compiler<'_> {
    /// The predicate of a keyword; `None` if its value is not what the keyword requires.
    pub(super) fn keyword(&mut self, word: &str, value: &Value, schema: &Map<String, Value>) -> Option<PredicateId> {
        let Some(keyword) = Keyword::of(word) else { return Some(self.predicates.accept_all()) };
        let predicate = match keyword {
            Keyword::Ref => return Some(self.reference(value.as_str()?)),
            Keyword::DynamicRef | Keyword::RecursiveRef => return None,
            Keyword::Unresolved => {
                return Some(self.uninterpreted(&format!("the type {}, which is not described,", value.as_str()?)));
            }
            Keyword::Type => Predicate::Type(kinds(value)?),
            Keyword::Enum => return Some(self.values(value.as_array()?)),
            Keyword::Const => return Some(self.values(std::slice::from_ref(value))),
            Keyword::AllOf => Predicate::And(self.schemas(value)?),
            Keyword::AnyOf => Predicate::Or(self.schemas(value)?),
            Keyword::OneOf => self.one_of(value)?,
            Keyword::Not => Predicate::Not(self.accepted(value)),
            Keyword::Minimum => Predicate::Minimum(number(value)?, Strictness::Inclusive),
            Keyword::ExclusiveMinimum => Predicate::Minimum(number(value)?, Strictness::Exclusive),
            Keyword::Maximum => Predicate::Maximum(number(value)?, Strictness::Inclusive),
            Keyword::ExclusiveMaximum => Predicate::Maximum(number(value)?, Strictness::Exclusive),
            Keyword::MultipleOf => Predicate::MultipleOf(number(value).filter(ExactNumber::is_positive)?),
            Keyword::MinLength => Predicate::MinLength(value.as_u64()?),
            Keyword::MaxLength => Predicate::MaxLength(value.as_u64()?),
            Keyword::Pattern => {
                let conditions = conditions(value.as_str()?).into_iter();
                Predicate::And(conditions.map(|(regex, must_match)| self.pattern(&regex, must_match)).collect())
            }
            Keyword::Format => return self.format(value.as_str()?, schema),
            Keyword::Default | Keyword::Example => return Some(self.examples(std::slice::from_ref(value))),
            // OpenAPI writes an object of examples where it means no schema.
            Keyword::Examples => return Some(self.examples(value.as_array().map_or(&[], Vec::as_slice))),
            Keyword::MinItems => Predicate::MinItems(value.as_u64()?),
            Keyword::MaxItems => Predicate::MaxItems(value.as_u64()?),
            Keyword::UniqueItems if value.as_bool()? => Predicate::UniqueItems,
            Keyword::UniqueItems => return Some(self.predicates.accept_all()),
            Keyword::PrefixItems => self.tuple(value.as_array()?),
            Keyword::Items => self.items(value, schema),
            Keyword::AdditionalItems => return Some(self.additional_items(value, schema)),
            Keyword::Contains => return self.contains(value, schema),
            Keyword::Properties => Predicate::And(self.per_name(value, Predicate::Property)?),
            Keyword::PatternProperties => Predicate::And(self.per_name(value, Predicate::PatternProperty)?),
            Keyword::AdditionalProperties => {
                let declared = self.declared_names(schema);
                Predicate::AdditionalProperties(declared.into(), self.child(value))
            }
            Keyword::PropertyNames => self.property_names(value),
            Keyword::Required => self.required(value)?,
            Keyword::Hidden if self.cache.interpretation == Interpretation::Sent => self.hidden(value)?,
            Keyword::MinProperties => Predicate::MinProperties(value.as_u64()?),
            Keyword::MaxProperties => Predicate::MaxProperties(value.as_u64()?),
            Keyword::DependentRequired | Keyword::DependentSchemas | Keyword::Dependencies => {
                return self.dependent(value);
            }
            // Compiled together with another keyword, or annotations.
            Keyword::If
            | Keyword::Then
            | Keyword::Else
            | Keyword::UnevaluatedProperties
            | Keyword::UnevaluatedItems
            | Keyword::MinContains
            | Keyword::MaxContains
            | Keyword::Defs
            | Keyword::DraftDefinitions
            | Keyword::Schema
            | Keyword::Id
            | Keyword::Draft4Id
            | Keyword::Anchor
            | Keyword::DynamicAnchor
            | Keyword::Title
            | Keyword::Description
            | Keyword::Deprecated
            | Keyword::ReadOnly
            | Keyword::WriteOnly
            | Keyword::Comment
            | Keyword::ContentEncoding
            | Keyword::ContentMediaType
            | Keyword::ContentSchema
            | Keyword::Nullable
            | Keyword::Source
            | Keyword::OpenEnum
            | Keyword::ExtensibleEnum
            | Keyword::Spellings
            | Keyword::DecimalString
            | Keyword::Tolerated
            | Keyword::Hidden
            | Keyword::Written => return Some(self.predicates.accept_all()),
        };
        Some(self.predicates.intern(predicate))
    }

    /// Keeps values as examples; they exclude nothing.
    fn examples(&mut self, values: &[Value]) -> PredicateId {
        values.iter().for_each(|value| self.predicates.note_example(value));
        self.predicates.accept_all()
    }

    /// `items`: a list of schemas before draft 2020-12, one schema for all elements after `prefixItems` since.
    fn items(&mut self, value: &Value, schema: &Map<String, Value>) -> Predicate {
        match value {
            Value::Array(tuple) => self.tuple(tuple),
            rest => {
                let start = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                Predicate::Items(start as u64, self.child(rest))
            }
        }
    }

    /// `additionalItems`, which means something beside a list of `items` only.
    fn additional_items(&mut self, value: &Value, schema: &Map<String, Value>) -> PredicateId {
        let Some(Value::Array(tuple)) = schema.get("items") else { return self.predicates.accept_all() };
        let items = Predicate::Items(tuple.len() as u64, self.child(value));
        self.predicates.intern(items)
    }

    /// `propertyNames`, whose schema is about strings, one step into the value.
    fn property_names(&mut self, value: &Value) -> Predicate {
        self.depth += 1;
        let id = self.in_place(value);
        self.depth -= 1;
        Predicate::PropertyNames(id)
    }

    /// Names of properties that do not travel in this direction: a sender leaves them out.
    fn hidden(&mut self, value: &Value) -> Option<Predicate> {
        let nothing = self.predicates.accept_none();
        let names = value.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
        let absent = |name: &str| self.predicates.intern(Predicate::Property(name.into(), nothing));
        Some(Predicate::And(names.into_iter().map(absent).collect()))
    }

    /// The names that `properties` and `patternProperties` beside an `additionalProperties` declare; for a receiver
    /// those that it tolerates as well.
    fn declared_names(&self, schema: &Map<String, Value>) -> NameSet {
        let names = |keyword: &str| {
            let object = schema.get(keyword).and_then(Value::as_object);
            object.into_iter().flatten().map(|(name, _)| name.as_str().into()).collect()
        };
        let mut declared = NameSet { names: names("properties"), patterns: names("patternProperties") };
        if self.cache.interpretation == Interpretation::Accepted {
            let tolerated = schema.get(TOLERATED).and_then(Value::as_array).into_iter().flatten();
            declared.patterns.extend(tolerated.filter_map(Value::as_str).map(Rc::from));
        }
        declared.names.sort();
        declared.patterns.sort();
        declared
    }

    pub(super) fn schemas(&mut self, value: &Value) -> Option<Vec<PredicateId>> {
        Some(value.as_array()?.iter().map(|schema| self.in_place(schema)).collect())
    }

    /// A predicate for each member of a map of schemas.
    fn per_name(
        &mut self,
        value: &Value,
        predicate: fn(Rc<str>, PredicateId) -> Predicate,
    ) -> Option<Vec<PredicateId>> {
        let mut operands = Vec::new();
        for (name, schema) in value.as_object()? {
            let id = self.child(schema);
            operands.push(self.predicates.intern(predicate(name.as_str().into(), id)));
        }
        Some(operands)
    }

    fn tuple(&mut self, schemas: &[Value]) -> Predicate {
        let mut operands = Vec::new();
        for (at, schema) in (0..).zip(schemas) {
            let id = self.child(schema);
            operands.push(self.predicates.intern(Predicate::Item(at, id)));
        }
        Predicate::And(operands)
    }

    fn required(&mut self, value: &Value) -> Option<Predicate> {
        let names: Option<Vec<&str>> = value.as_array()?.iter().map(Value::as_str).collect();
        let operands = names?.into_iter().map(|name| self.predicates.intern(Predicate::Required(name.into())));
        Some(Predicate::And(operands.collect()))
    }

    fn dependent(&mut self, value: &Value) -> Option<PredicateId> {
        let mut operands = Vec::new();
        for (name, value) in value.as_object()? {
            let id = match value {
                Value::Array(_) => {
                    let required = self.required(value)?;
                    self.predicates.intern(required)
                }
                schema => self.in_place(schema),
            };
            operands.push(self.predicates.intern(Predicate::DependentSchema(name.as_str().into(), id)));
        }
        Some(self.predicates.intern(Predicate::And(operands)))
    }

    fn pattern(&mut self, regex: &str, must_match: bool) -> PredicateId {
        let pattern = self.predicates.intern(Predicate::Pattern(regex.into()));
        if must_match { pattern } else { self.predicates.intern(Predicate::Not(pattern)) }
    }

    /// `contains` with the `minContains` and `maxContains` beside it.
    fn contains(&mut self, value: &Value, schema: &Map<String, Value>) -> Option<PredicateId> {
        let inner = self.child(value);
        let count = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
        let least = count("minContains").unwrap_or(1);
        let mut operands = vec![self.predicates.intern(Predicate::MinContains(inner, least))];
        operands.extend(count("maxContains").map(|most| self.predicates.intern(Predicate::MaxContains(inner, most))));
        Some(self.predicates.intern(Predicate::And(operands)))
    }

    fn format(&mut self, name: &str, schema: &Map<String, Value>) -> Option<PredicateId> {
        if let Some(width) = Width::named(name) {
            let operands = [
                Predicate::Minimum(ExactNumber::whole(width.least), Strictness::Inclusive),
                Predicate::Maximum(ExactNumber::whole(width.most), Strictness::Inclusive),
                Predicate::MultipleOf(ExactNumber::whole(1)),
            ];
            let operands = operands.into_iter().map(|operand| self.predicates.intern(operand)).collect();
            return Some(self.predicates.intern(Predicate::And(operands)));
        }
        let of_type = schema.get("type").and_then(kinds);
        if width::is_hint(name) || of_type.is_some_and(|kinds| repeats_type(name, kinds)) {
            return Some(self.predicates.accept_all());
        }
        // An unregistered format beside a type other than string may constrain numbers, in a way that is not known.
        let is_of_texts = Format::named(name).is_some() || of_type.is_none_or(|kinds| kinds.contains(ValueKind::Text));
        if is_of_texts {
            return Some(self.predicates.intern(Predicate::Format(name.into())));
        }
        let is_number = Predicate::Type(ValueKinds::of(&[ValueKind::Integer, ValueKind::Fraction]));
        let is_number = self.predicates.intern(is_number);
        let other = self.predicates.intern(Predicate::Not(is_number));
        let unknown = self.uninterpreted(&format!("the format {name:?} of numbers"));
        Some(self.predicates.intern(Predicate::Or(vec![other, unknown])))
    }

    /// `if`, `then` and `else` as one disjunction; `None` if there is no `if`.
    pub(super) fn conditional(&mut self, schema: &Map<String, Value>) -> Option<PredicateId> {
        let (condition, refuted) = (self.in_place(schema.get("if")?), self.accepted(schema.get("if")?));
        let mut branch = |keyword: &str| match schema.get(keyword) {
            Some(schema) => self.in_place(schema),
            None => self.predicates.accept_all(),
        };
        let (then, otherwise) = (branch("then"), branch("else"));
        let not = self.predicates.intern(Predicate::Not(refuted));
        let then = self.predicates.intern(Predicate::And(vec![condition, then]));
        let otherwise = self.predicates.intern(Predicate::And(vec![not, otherwise]));
        Some(self.predicates.intern(Predicate::Or(vec![then, otherwise])))
    }
}

fn number(value: &Value) -> Option<ExactNumber> {
    match value {
        Value::Number(number) => ExactNumber::read(number),
        _ => None,
    }
}

/// Whether a format is the name of a type that all values have anyhow: `format: string` beside `type: string`.
fn repeats_type(format: &str, of_type: ValueKinds) -> bool {
    kinds(&format.into()).is_some_and(|named| {
        let all = named.union(ValueKinds::of(&[ValueKind::Null]));
        all.union(of_type) == all
    })
}

/// The kinds that the value of `type` names: one name or a list of names.
pub(super) fn kinds(value: &Value) -> Option<ValueKinds> {
    let kind = |value: &Value| {
        Some(ValueKinds::of(match Kind::named(value.as_str()?)? {
            Kind::Null => &[ValueKind::Null],
            Kind::Boolean => &[ValueKind::Boolean],
            Kind::Integer => &[ValueKind::Integer],
            Kind::Number => &[ValueKind::Integer, ValueKind::Fraction],
            Kind::String => &[ValueKind::Text],
            Kind::Array => &[ValueKind::List],
            Kind::Object => &[ValueKind::Object],
        }))
    };
    match value {
        Value::Array(names) => names.iter().try_fold(ValueKinds::of(&[]), |all, name| Some(all.union(kind(name)?))),
        name => kind(name),
    }
}
