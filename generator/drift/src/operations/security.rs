//! How callers identify themselves: whoever could call the old version can call the new one.

use super::{
    pairing::{Described, OperationPair},
    remarks::{Remark, Remarks},
};
use crate::{change::Movement, rules::Rule};
use ringback_openapi::specification::{SecurityRequirement, SecurityScheme, SecuritySchemeKind, Specification};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What has to be sent, by what it is and not by its name in a file, with the scopes.
type Credentials = BTreeMap<String, BTreeSet<String>>;

/// Compares the security of all operations that both versions have.
pub fn compare(remarks: &mut Remarks, pairs: &[OperationPair]) {
    for pair in pairs {
        let (Some(old), Some(new)) = (pair.versions.before, pair.versions.after) else { continue };
        if !old.operation.is_event() {
            compare_operation(remarks, &pair.name, old, new);
        }
    }
}

fn compare_operation(remarks: &mut Remarks, name: &str, old: Described, new: Described) {
    let (olds, news) = (alternatives(old), alternatives(new));
    // Their order means nothing.
    if olds.iter().all(|old| news.contains(old)) && news.iter().all(|new| olds.contains(new)) {
        return;
    }
    let places = [Some(&old.operation.place), Some(&new.operation.place)];
    let satisfies = |own: &Credentials, needed: &Credentials| {
        needed.iter().all(|(scheme, scopes)| own.get(scheme).is_some_and(|own| scopes.is_subset(own)))
    };
    let mut is_breaking = false;
    for own in &olds {
        if news.iter().any(|needed| satisfies(own, needed)) {
            continue;
        }
        is_breaking = true;
        let (rule, message) = what_is_missing(own, &news);
        let call = json!({"method": new.operation.method, "path": new.operation.path, "credentials": shown(own)});
        remarks.add(name, Remark::of(rule, Movement::Narrowed, message).at("security").breaking(call), places);
    }
    if !is_breaking {
        let message = format!("{} became {}", listed(&olds), listed(&news));
        remarks.add(name, Remark::of(Rule::SecurityRelaxed, Movement::Widened, message).at("security"), places);
    }
}

/// The alternatives of an operation; one without credentials if anybody may call it.
fn alternatives(described: Described) -> Vec<Credentials> {
    let all = &described.operation.security;
    if all.is_empty() {
        return vec![Credentials::new()];
    }
    all.iter().map(|requirement| credentials(requirement, described.specification)).collect()
}

fn credentials(requirement: &SecurityRequirement, specification: &Specification) -> Credentials {
    let scheme = |name: &str| specification.security_schemes.iter().find(|scheme| scheme.name == name);
    let each = requirement.iter().map(|(name, scopes)| {
        (
            scheme(name).map_or_else(|| format!("the undescribed scheme {name}"), meaning),
            scopes.iter().cloned().collect(),
        )
    });
    each.collect()
}

/// What has to be sent for a scheme.
fn meaning(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, parameter } => {
            let location = location.map_or("header", |location| location.name());
            let parameter = if location == "header" { parameter.to_lowercase() } else { parameter.clone() };
            format!("the key in the {location} {parameter}")
        }
        SecuritySchemeKind::Http { scheme, .. } => format!("HTTP {scheme}"),
        SecuritySchemeKind::OAuth2 { .. } => "OAuth 2".into(),
        SecuritySchemeKind::OpenIdConnect { url } => format!("OpenID Connect of {url}"),
        SecuritySchemeKind::MutualTls => "a client certificate".into(),
        SecuritySchemeKind::Unknown(kind) => format!("{} of the type {kind:?}", scheme.name),
        SecuritySchemeKind::Unresolved(lost) => format!("{} at {}", scheme.name, lost.reference),
    }
}

/// Why a caller with some credentials is refused, by the alternative that is nearest.
fn what_is_missing(own: &Credentials, news: &[Credentials]) -> (Rule, String) {
    let missing = |needed: &Credentials| {
        let schemes = needed.keys().filter(|scheme| !own.contains_key(*scheme)).cloned().collect::<Vec<_>>();
        let scopes = needed.iter().filter_map(|(scheme, scopes)| Some(scopes.difference(own.get(scheme)?)));
        (schemes, scopes.flatten().cloned().collect::<Vec<_>>())
    };
    let nearest = news.iter().map(missing).min_by_key(|(schemes, scopes)| (schemes.len(), scopes.len()));
    match nearest {
        Some((schemes, scopes)) if schemes.is_empty() => {
            (Rule::SecurityScopeAdded, format!("scope {} is now needed", scopes.join(", ")))
        }
        Some((schemes, _)) if own.is_empty() => {
            (Rule::SecurityAdded, format!("{} is now needed", schemes.join(" and ")))
        }
        Some((schemes, _)) if own.keys().all(|scheme| news.iter().any(|needed| needed.contains_key(scheme))) => {
            (Rule::SecurityAdded, format!("{} is now needed as well", schemes.join(" and ")))
        }
        Some((schemes, _)) => {
            let gone: Vec<&str> = own.keys().map(String::as_str).collect();
            (
                Rule::SecurityRemoved,
                format!("{} is no longer enough; {} is needed", gone.join(" and "), schemes.join(" and ")),
            )
        }
        None => (Rule::SecurityRemoved, "nobody may call it".into()),
    }
}

fn shown(credentials: &Credentials) -> Value {
    let each = credentials.iter().map(|(scheme, scopes)| (scheme.clone(), json!(scopes)));
    Value::Object(each.collect::<Map<_, _>>())
}

fn listed(alternatives: &[Credentials]) -> String {
    let one = |credentials: &Credentials| {
        let each: Vec<String> = credentials
            .iter()
            .map(|(scheme, scopes)| {
                let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
                if scopes.is_empty() { scheme.clone() } else { format!("{scheme} with {}", scopes.join(", ")) }
            })
            .collect();
        if each.is_empty() { "no identification".into() } else { each.join(" and ") }
    };
    alternatives.iter().map(one).collect::<Vec<String>>().join(" or ")
}
