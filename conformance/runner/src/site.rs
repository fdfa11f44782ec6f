//! The base URL of a target, and the headers of every request.

use crate::{
    config::{Header, HeaderValue},
    exchange::Request,
    parameters::Parameters,
};
use ringback_contract::{
    error::Error,
    operation::{Operation, media_type},
};
use std::net::SocketAddr;
use url::Url;

/// The base URL, and the headers of every request.
#[derive(Clone, Debug)]
pub struct Site {
    /// The base URL; the paths of operations are appended to its path.
    pub url: Url,
    /// Headers of every request; they replace others of the same name.
    pub headers: Vec<Header>,
}

impl Site {
    /// A server on this machine that needs no authorization.
    ///
    /// # Errors
    ///
    /// If the address is not valid in a URL.
    pub fn at(address: SocketAddr) -> Result<Self, Error> {
        let url = format!("http://{address}").parse().map_err(|error| Error::Usage(format!("{address}: {error}")))?;
        Ok(Self { url, headers: Vec::new() })
    }

    /// A request to an operation, without a body.
    pub fn request(&self, operation: &Operation, parameters: &Parameters) -> Request {
        let path = operation.path.fill(|name| parameters.get(name).map(String::as_str));
        let url = format!("{}{path}", self.url.as_str().trim_end_matches('/'));
        let mut headers = vec![("accept".to_owned(), media_type::JSON.to_owned())];
        headers.push(("user-agent".into(), concat!("ringback/", env!("CARGO_PKG_VERSION")).into()));
        for header in &self.headers {
            let value = match &header.value {
                HeaderValue::Plain(value) => value,
                HeaderValue::Secret(secret) => &secret.value,
            };
            headers.retain(|(name, _)| *name != header.name);
            headers.push((header.name.clone(), format!("{}{value}", header.prefix)));
        }
        Request { method: operation.method.clone(), url, headers, body: None, payload: None }
    }
}
