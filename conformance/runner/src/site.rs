//! Where the operations of a target are, and which headers and credentials their requests have.

use crate::{
    auth::Authorizer,
    config::{Access, Config, Consumer, Header},
    exchange::Request,
    parameters::Parameters,
    plan::PlannedOperation,
    redaction::Redactor,
    secret::Secret,
    target::{Http, HttpOptions},
};
use ringback_contract::{error::Error, operation::media_type};
use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};
use url::Url;
use uuid::Uuid;

/// Where requests are sent, and with which headers and credentials.
#[derive(Clone, Debug)]
pub struct Site {
    /// The base URL; the paths of operations are appended to its path.
    pub url: Url,
    /// What every request has unless its operation has something else.
    usual: Entry,
    /// Operations that are elsewhere, or that need other headers or credentials, by `VENDOR/OPERATION`.
    operations: BTreeMap<String, Entry>,
    /// The same for those that deliver events to a consumer, who gets nothing of what is meant for the target.
    consumers: BTreeMap<String, Entry>,
    /// Where events are delivered.
    consumer: Consumer,
    /// Secrets that are neither in headers nor credentials.
    secrets: Vec<Secret>,
}

/// Somebody who may not send a request.
#[derive(Clone, Copy, Debug)]
pub enum Stranger {
    /// Who shows no credentials.
    Anonymous,
    /// Who shows credentials that nobody has.
    Unknown,
}

/// The headers and credentials of requests.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// The base URL, if it is not that of the site.
    url: Option<Url>,
    headers: Vec<Header>,
    auth: Option<Arc<Authorizer>>,
}

impl Site {
    /// A server on this machine that needs no authorization, and takes events where the documents say.
    ///
    /// # Errors
    ///
    /// If the address is not valid in a URL.
    pub fn at(address: SocketAddr) -> Result<Self, Error> {
        let url = format!("http://{address}").parse().map_err(|error| Error::Usage(format!("{address}: {error}")))?;
        Ok(Self {
            url,
            usual: Entry::default(),
            operations: BTreeMap::new(),
            consumers: BTreeMap::new(),
            consumer: Consumer::AsDocumented,
            secrets: Vec::new(),
        })
    }

    /// The site of a configuration at this base URL.
    ///
    /// # Errors
    ///
    /// If no client can be set up that fetches tokens.
    pub fn of(config: &Config, url: Url) -> Result<Self, Error> {
        let usual = Entry::new(None, &config.access, config)?;
        let (mut operations, mut consumers) = (BTreeMap::new(), BTreeMap::new());
        for (name, own) in &config.operation_access {
            let mut entry = Entry::new(own.url.clone(), own, config)?;
            consumers.insert(name.clone(), entry.clone());
            entry.inherit(&usual);
            operations.insert(name.clone(), entry);
        }
        Ok(Self { url, usual, operations, consumers, consumer: config.consumer.clone(), secrets: config.secrets() })
    }

    /// The base URL of an operation, or where its events are delivered.
    pub fn url_of(&self, planned: &PlannedOperation) -> &Url {
        let own = self.operations.get(&planned.name()).and_then(|entry| entry.url.as_ref());
        match &self.consumer {
            Consumer::At(url) if planned.operation.is_event() => own.unwrap_or(url),
            _ => own.unwrap_or(&self.url),
        }
    }

    /// A request to an operation, without a body.
    pub fn request(&self, planned: &PlannedOperation, parameters: &Parameters) -> Request {
        let operation = &planned.operation;
        let own = self.operations.get(&planned.name());
        let path = operation.path.fill(|name| parameters.get(name).map(String::as_str));
        let request = match (&self.consumer, own.and_then(|own| own.url.as_ref())) {
            (Consumer::At(url), None) if operation.is_event() => {
                request(&operation.method, url.to_string(), self.consumers.get(&planned.name()))
            }
            (_, url) => {
                let url = below(url.unwrap_or(&self.url), &path);
                request(&operation.method, url, Some(own.unwrap_or(&self.usual)))
            }
        };
        Request { rings: operation.rings, ..request }
    }

    /// A request to a path below the base URL, still without a body.
    pub fn request_at(&self, method: &str, path: &str) -> Request {
        request(method, below(&self.url, path), Some(&self.usual))
    }

    /// A request to the base URL that shows nobody who sends it.
    pub fn without_credentials(&self, method: &str) -> Request {
        request(method, self.url.to_string(), None)
    }

    /// A request with the credentials of somebody who may not send it; none if the target is configured without any.
    pub fn as_stranger(&self, planned: &PlannedOperation, request: &Request, stranger: Stranger) -> Option<Request> {
        let entry = self.operations.get(&planned.name()).unwrap_or(&self.usual);
        let secret = entry.headers.iter().filter(|header| header.value.secret().is_some());
        let mut wrong: Vec<_> = secret.map(|header| (header.name.clone(), "wrong".to_owned())).collect();
        wrong.extend(request.auth.iter().flat_map(|auth| auth.wrong_headers()));
        if wrong.is_empty() {
            return None;
        }
        let mut request = Request { auth: None, ..request.clone() };
        request.headers.retain(|(name, _)| wrong.iter().all(|(other, _)| other != name));
        match stranger {
            Stranger::Anonymous => {}
            Stranger::Unknown => request.headers.extend(wrong),
        }
        Some(request)
    }

    /// All URLs below which something is called.
    pub fn urls(&self) -> impl Iterator<Item = &Url> {
        let consumer = match &self.consumer {
            Consumer::At(url) => Some(url),
            Consumer::Nowhere | Consumer::AsDocumented => None,
        };
        let own = self.operations.values().filter_map(|entry| entry.url.as_ref());
        std::iter::once(&self.url).chain(own).chain(consumer)
    }

    /// What to look at when an operation does not accept who calls, such as `$TOKEN`.
    pub fn origins_of_credentials(&self, planned: &PlannedOperation) -> Vec<String> {
        let entry = self.operations.get(&planned.name()).unwrap_or(&self.usual);
        let headers = entry.headers.iter().filter_map(|header| header.value.secret());
        let headers = headers.map(|secret| secret.reference.clone());
        entry.auth.iter().flat_map(|auth| auth.origins()).chain(headers).collect()
    }

    /// All secrets that a request or an answer may hold, tokens issued so far included.
    pub fn secrets(&self) -> Vec<Secret> {
        let mut secrets = Vec::new();
        for entry in std::iter::once(&self.usual).chain(self.operations.values()) {
            secrets.extend(entry.auth.iter().flat_map(|auth| auth.secrets()));
            secrets.extend(entry.headers.iter().filter_map(|header| header.value.secret().cloned()));
        }
        secrets.extend(self.secrets.iter().cloned());
        let mut distinct: Vec<Secret> = Vec::new();
        for secret in secrets {
            if !distinct.contains(&secret) {
                distinct.push(secret);
            }
        }
        // What contains another secret is hidden before it.
        distinct.sort_by_key(|secret| std::cmp::Reverse(secret.value.len()));
        distinct
    }

    /// What removes the secrets from reports.
    pub fn redactor(&self) -> Redactor {
        Redactor { secrets: self.secrets() }
    }
}

impl Entry {
    fn new(url: Option<Url>, access: &Access, config: &Config) -> Result<Self, Error> {
        // The token endpoint is not behind the target's socket.
        let options = HttpOptions { unix_socket: None, ..config.connection.clone() };
        let authorizer = |credentials| Ok(Arc::new(Authorizer::new(credentials, Http::with(&options)?)));
        let auth = access.credentials.clone().map(authorizer).transpose()?;
        Ok(Self { url, headers: access.headers.clone(), auth })
    }

    /// Takes over what is not given for an operation itself.
    fn inherit(&mut self, usual: &Self) {
        let own: Vec<String> = self.headers.iter().map(|header| header.name.clone()).collect();
        let set = self.auth.iter().flat_map(|auth| auth.header_names()).map(String::from);
        let set: Vec<String> = set.chain(own).collect();
        let inherited = usual.headers.iter().filter(|header| !set.contains(&header.name)).cloned();
        self.headers.splice(0..0, inherited);
        self.auth = self.auth.take().or_else(|| usual.auth.clone());
    }
}

fn below(url: &Url, path: &str) -> String {
    format!("{}{path}", url.as_str().trim_end_matches('/'))
}

fn request(method: &str, url: String, entry: Option<&Entry>) -> Request {
    let mut headers = vec![("accept".to_owned(), media_type::JSON.to_owned())];
    headers.push(("user-agent".into(), concat!("ringback/", env!("CARGO_PKG_VERSION")).into()));
    let mut generated = Vec::new();
    for header in entry.iter().flat_map(|entry| &entry.headers) {
        headers.retain(|(name, _)| *name != header.name);
        let value = match header.value.is_generated() {
            true => Uuid::new_v4().to_string(),
            false => header.value.text().to_owned(),
        };
        if header.value.is_generated() {
            generated.push(header.name.clone());
        }
        headers.push((header.name.clone(), value));
    }
    let auth = entry.and_then(|entry| entry.auth.clone());
    Request { method: method.to_owned(), url, headers, generated, auth, ..Request::default() }
}
