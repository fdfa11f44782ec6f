//! Where operations are served: a URL that is gone breaks all calls to it, and is told once.

use super::{
    pairing::{Described, OperationPair, base_path},
    remarks::{Remark, Remarks},
};
use crate::{
    change::{Movement, NotCompared},
    rules::Rule,
};
use ringback_openapi::specification::Server;
use serde_json::json;
use std::collections::BTreeMap;

/// The operations that a server no longer serves.
struct Gone<'a> {
    operations: Vec<&'a str>,
    old: Described<'a>,
    new: Described<'a>,
    server: &'a Server,
}

/// Compares the servers of all operations that both versions have.
pub fn compare(remarks: &mut Remarks, pairs: &[OperationPair]) {
    let mut gone: BTreeMap<(String, String), Gone> = BTreeMap::new();
    let mut added: BTreeMap<String, Gone> = BTreeMap::new();
    for pair in pairs {
        let (Some(old), Some(new)) = (pair.versions.before, pair.versions.after) else { continue };
        if old.operation.is_event() {
            continue;
        }
        let (olds, news) = (urls(old), urls(new));
        if olds.is_empty() != news.is_empty() {
            let what = "where the operations are served, which one version does not say".to_owned();
            remarks.not_compared.push(NotCompared { owner: "servers".into(), what });
        }
        if olds.is_empty() || news.is_empty() {
            continue;
        }
        for (url, server) in olds.iter().filter(|(url, _)| !has(&news, url)) {
            let Some(server) = server else { continue };
            let base = server.default_url();
            let now: Vec<String> = new.operation.servers.iter().map(Server::default_url).collect();
            let known = gone.entry((base, now.join(", "))).or_insert(Gone { operations: Vec::new(), old, new, server });
            known.operations.push(&pair.name);
            _ = url;
        }
        for (_, server) in news.iter().filter(|(url, _)| !has(&olds, url)) {
            let Some(server) = server else { continue };
            let known = added.entry(server.default_url()).or_insert(Gone { operations: Vec::new(), old, new, server });
            known.operations.push(&pair.name);
        }
    }
    for ((base, now), gone) in &gone {
        let operation = gone.old.operation;
        let message = format!("server {base} is gone; {now} instead");
        let remark = Remark::of(Rule::ServerRemoved, Movement::Removed, message).at("servers");
        let url = format!("{base}{}", operation.path);
        tell(remarks, gone, remark.breaking(json!({"method": operation.method, "url": url})));
    }
    for (base, added) in &added {
        let remark = Remark::of(Rule::ServerAdded, Movement::Added, format!("server {base} added")).at("servers");
        tell(remarks, added, remark);
    }
    variables(remarks, pairs);
}

/// Tells a change of servers once, with the operations that it concerns.
fn tell(remarks: &mut Remarks, gone: &Gone, remark: Remark) {
    let place =
        if gone.new.operation.servers.is_empty() { Some(&gone.old.operation.place) } else { Some(&gone.server.place) };
    let owner = match gone.operations.as_slice() {
        [one] => (*one).to_owned(),
        _ => "servers".into(),
    };
    remarks.add(&owner, remark, [place, gone.new.operation.servers.first().map(|server| &server.place)]);
    if let Some(change) = remarks.changes.last_mut() {
        change.context.calls = gone.operations.iter().map(|name| (*name).to_owned()).collect();
    }
}

/// The URLs at which an operation is called, with the server; relative to where the file is, if there is no server.
fn urls(described: Described<'_>) -> Vec<(String, Option<&Server>)> {
    let operation = described.operation;
    operation
        .servers
        .iter()
        .map(|server| (format!("{}{}", server.default_url(), operation.path), Some(server)))
        .collect()
}

/// Whether a URL is among others; what is relative to an unknown host may be on any.
fn has(urls: &[(String, Option<&Server>)], url: &str) -> bool {
    let is_relative = |url: &str| url.starts_with('/') && !url.starts_with("//");
    let same_host =
        |one: &str, other: &str| one == other || without_scheme(one) == without_scheme(other) && is_upgrade(one, other);
    urls.iter().any(|(other, _)| {
        same_host(url, other) || (is_relative(other) || is_relative(url)) && base_path(url) == base_path(other)
    })
}

fn without_scheme(url: &str) -> &str {
    url.split_once("//").map_or(url, |(_, rest)| rest)
}

/// Whether one of two URLs leaves the scheme open.
fn is_upgrade(one: &str, other: &str) -> bool {
    one.starts_with("//") || other.starts_with("//")
}

/// Values of variables that are no longer allowed.
fn variables(remarks: &mut Remarks, pairs: &[OperationPair]) {
    let mut told = Vec::new();
    for pair in pairs {
        let (Some(old), Some(new)) = (pair.versions.before, pair.versions.after) else { continue };
        for server in &old.operation.servers {
            let Some(other) = new.operation.servers.iter().find(|other| other.url == server.url) else { continue };
            for variable in &server.variables {
                let Some(now) = other.variables.iter().find(|now| now.name == variable.name) else { continue };
                let lost: Vec<&String> = variable.values.iter().filter(|value| !now.values.contains(value)).collect();
                let key = (server.url.clone(), variable.name.clone());
                if told.contains(&key) || variable.values == now.values {
                    continue;
                }
                if lost.is_empty() || now.values.is_empty() {
                    let what = format!("variable {} of {}: more values are allowed", variable.name, server.url);
                    remarks.not_compared.push(NotCompared { owner: "servers".into(), what });
                    continue;
                }
                told.push(key);
                let lost: Vec<&str> = lost.into_iter().map(String::as_str).collect();
                let message = format!("variable {} of {} loses {}", variable.name, server.url, lost.join(", "));
                let url =
                    server.url.replace(&format!("{{{}}}", variable.name), lost.first().copied().unwrap_or_default());
                let remark = Remark::of(Rule::ServerRemoved, Movement::Narrowed, message)
                    .at("servers")
                    .breaking(json!({"method": old.operation.method, "url": format!("{url}{}", old.operation.path)}));
                remarks.add("servers", remark, [Some(&server.place), Some(&other.place)]);
            }
        }
    }
}
