//! Where operations are served: a URL that is gone breaks all calls to it, and is told once.

use super::{
    not_compared::members,
    pairing::{Described, OperationPair},
    remarks::{Remark, Remarks},
    urls::{ServerUrl, has, is_whole, urls},
};
use crate::{
    change::{Movement, NotCompared},
    rules::Rule,
};
use ringback_openapi::specification::Server;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The operations that a change of servers concerns.
struct Concerned<'a> {
    operations: Vec<&'a str>,
    old: Described<'a>,
    new: Described<'a>,
    server: &'a Server,
}

/// Operations by the change that concerns them.
type ByChange<'a> = BTreeMap<(String, String), Concerned<'a>>;

/// Compares the servers of all operations that both versions have.
pub fn compare(remarks: &mut Remarks, pairs: &[OperationPair]) {
    let (mut gone, mut bound, mut added) = (ByChange::new(), ByChange::new(), ByChange::new());
    for pair in pairs {
        let (Some(old), Some(new)) = (pair.versions.before, pair.versions.after) else { continue };
        if old.operation.is_event() {
            continue;
        }
        let (olds, news) = (urls(old.operation), urls(new.operation));
        if is_whole(&olds) != is_whole(&news) {
            let what = "where the operations are served, which one version does not say in full".to_owned();
            remarks.not_compared.push(NotCompared { owner: "servers".into(), what });
        }
        if olds.is_empty() || news.is_empty() {
            continue;
        }
        let bases = || news.iter().map(|url| url.base.as_str()).collect::<Vec<_>>().join(", ");
        for url in &olds {
            if has(&news, &url.template) || url.is_fixed() && has(&news, &url.url) {
                continue;
            }
            let is_bound = !url.is_fixed() && has(&news, &url.url);
            note(if is_bound { &mut bound } else { &mut gone }, pair, [old, new], url, bases());
        }
        for url in news.iter().filter(|url| !has(&olds, &url.url) && !has(&olds, &url.template)) {
            note(&mut added, pair, [old, new], url, String::new());
        }
        details(remarks, old, new);
    }
    for ((base, now), concerned) in &gone {
        let operation = concerned.old.operation;
        let message = format!("server {base} is gone; {now} instead");
        let call = json!({"method": operation.method, "url": format!("{base}{}", operation.path)});
        let remark = Remark::of(Rule::ServerRemoved, Movement::Removed, message).at("servers").breaking(call);
        tell(remarks, concerned, remark);
    }
    for ((_, now), concerned) in &bound {
        let message =
            format!("variables of server {} may no longer be anything; {now} is listed", concerned.server.url);
        let remark = Remark::of(Rule::ServerRemoved, Movement::Narrowed, message)
            .at("servers")
            .undecided("it is not known which of the other values were in use");
        tell(remarks, concerned, remark);
    }
    for ((base, _), concerned) in &added {
        let remark = Remark::of(Rule::ServerAdded, Movement::Added, format!("server {base} added")).at("servers");
        tell(remarks, concerned, remark);
    }
}

/// Adds an operation to those that a change of a URL concerns; `other` tells changes of the same URL apart.
fn note<'a>(
    changes: &mut ByChange<'a>,
    pair: &'a OperationPair<'a>,
    [old, new]: [Described<'a>; 2],
    url: &ServerUrl<'a>,
    other: String,
) {
    let concerned = || Concerned { operations: Vec::new(), old, new, server: url.server };
    changes.entry((url.base.clone(), other)).or_insert_with(concerned).operations.push(&pair.name);
}

/// Tells a change of servers once, with the operations that it concerns.
fn tell(remarks: &mut Remarks, concerned: &Concerned, remark: Remark) {
    let place = if concerned.new.operation.servers.is_empty() {
        Some(&concerned.old.operation.place)
    } else {
        Some(&concerned.server.place)
    };
    let owner = match concerned.operations.as_slice() {
        [one] => (*one).to_owned(),
        _ => "servers".into(),
    };
    remarks.add(&owner, remark, [place, concerned.new.operation.servers.first().map(|server| &server.place)]);
    if let Some(change) = remarks.changes.last_mut() {
        change.context.calls = concerned.operations.iter().map(|name| (*name).to_owned()).collect();
    }
}

/// Lists what else differs of a server that both versions have: its texts, and variables that have another default, or may be
/// anything now.
fn details(remarks: &mut Remarks, old: Described, new: Described) {
    let mut seen = BTreeSet::new();
    for server in &old.operation.servers {
        let Some(other) = new.operation.servers.iter().find(|other| other.url == server.url) else { continue };
        let mut list = |what: String| {
            let what = format!("{}: {what}", server.url);
            if seen.insert(what.clone()) {
                remarks.not_compared.push(NotCompared { owner: "servers".into(), what });
            }
        };
        if server.name != other.name {
            list("name".into());
        }
        if server.description != other.description {
            list("description".into());
        }
        members(&mut list, "", &server.others, &other.others);
        for variable in &server.variables {
            let Some(now) = other.variables.iter().find(|now| now.name == variable.name) else { continue };
            let place = format!("variable {}: ", variable.name);
            let mut list = |what: String| list(format!("{place}{what}"));
            if variable.description != now.description {
                list("description".into());
            }
            members(&mut list, "", &variable.others, &now.others);
            if variable.default != now.default {
                list(format!("default {} became {}", variable.default, now.default));
            }
            if !variable.values.is_empty() && now.values.is_empty() {
                list("any value is allowed".into());
            }
        }
    }
}
