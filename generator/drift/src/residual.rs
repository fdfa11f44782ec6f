//! What a site requires of a value itself, beside what it requires of the values in it.

use super::{
    diff::StructuralDiff,
    listed_names::leave_to_properties,
    pair::Version,
    site::{SchemaSite, SitePart},
};
use ringback_algebra::{Predicate, PredicateId, ValueKind, ValueKinds};
use serde_json::{Map, Value};

/// Keywords that the walk takes apart: what changes in them is found at properties, elements or other parts.
const TAKEN_APART: [&str; 8] =
    ["$ref", "additionalItems", "additionalProperties", "allOf", "items", "prefixItems", "properties", "required"];
/// Keywords whose meaning depends on all others, so that they cannot be compared alone.
const UNEVALUATED: [&str; 2] = ["unevaluatedItems", "unevaluatedProperties"];

impl<'a> StructuralDiff<'a, '_> {
    /// The conjunction of everything that a site says beside the keywords that are taken apart. Its additional
    /// properties are those that neither version declares.
    pub(super) fn residual(&mut self, version: Version, site: &SchemaSite<'a>, other: &SchemaSite<'a>) -> PredicateId {
        if UNEVALUATED.iter().any(|keyword| site.keyword(keyword) != other.keyword(keyword)) {
            return self.compile_all(version, &site.schemas);
        }
        self.is_complete &= UNEVALUATED.iter().all(|keyword| site.keyword(keyword).is_empty());
        let is_dangling = |reference: &str| self.views.at(version).get(reference).is_none();
        self.is_complete &= !site.keyword("$ref").into_iter().filter_map(Value::as_str).any(is_dangling);
        let is_walked = site.additional().is_some() && other.additional().is_some();
        let declared = site.names_declared_with(other);
        let mut groups: Vec<(usize, Vec<PredicateId>)> = Vec::new();
        for part in &site.parts {
            let mut own = own_keywords(part);
            leave_to_properties(&mut own, &declared);
            let mut operands = vec![self.compile(version, &Value::Object(own))];
            if let Some(schema) = part.keywords.get("additionalProperties").filter(|_| !is_walked) {
                let schema = self.compile(version, schema);
                operands.push(self.solver.intern(Predicate::AdditionalProperties(declared.clone(), schema)));
            }
            match groups.iter_mut().find(|(group, _)| *group == part.group) {
                Some((_, known)) => known.extend(operands),
                None => groups.push((part.group, operands)),
            }
        }
        let null = self.solver.intern(Predicate::Type(ValueKinds::of(&[ValueKind::Null])));
        let mut residual = Vec::new();
        for (group, operands) in groups {
            let all = self.solver.intern(Predicate::And(operands));
            residual.push(if group == 0 { all } else { self.solver.intern(Predicate::Or(vec![all, null])) });
        }
        let booleans = site.schemas.iter().filter(|schema| schema.is_boolean());
        residual.extend(booleans.map(|schema| self.compile(version, schema)));
        self.solver.intern(Predicate::And(residual))
    }
}

/// The keywords of a part that the walk does not take apart.
pub fn own_keywords(part: &SitePart) -> Map<String, Value> {
    let is_elsewhere = |keyword: &str| {
        TAKEN_APART.contains(&keyword) || UNEVALUATED.contains(&keyword) || part.expanded == Some(keyword)
    };
    let own = part.keywords.iter().filter(|(keyword, _)| !is_elsewhere(keyword));
    own.map(|(keyword, value)| (keyword.clone(), value.clone())).collect()
}
