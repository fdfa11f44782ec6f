//! `[target]`: where it is, how it is reached, and who calls it.

use super::{
    auth::AuthSetting,
    check::Place,
    header::{Header, HeaderValue},
    setting::{HeaderSetting, Setting},
};
use crate::{
    auth::Credentials,
    program::Program,
    safety::AddressPolicy,
    target::{BODY_LIMIT, HttpOptions, Proxy, TIMEOUT, Tls},
};
use ringback_contract::error::Error;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject};
use schemars::JsonSchema;
use serde::Deserialize;
use std::{collections::BTreeMap, path::PathBuf};
use toml::Spanned;
use url::Url;

/// Where requests go, and what they are sent with.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The base URL, if it is another than that of the target.
    pub url: Option<Url>,
    /// Headers of every request.
    pub headers: Vec<Header>,
    /// Who sends the requests.
    pub credentials: Option<Credentials>,
}

/// The target.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetSection {
    /// The base URL; a path in it is kept.
    #[schemars(with = "Option<String>")]
    pub url: Option<Spanned<String>>,
    /// Instead of a URL, a program with its arguments: an adapter that judges one JSON object a line. It runs in the folder of
    /// this file.
    #[schemars(with = "Option<Vec<String>>")]
    pub exec: Option<Spanned<Vec<String>>>,
    /// Instead of a URL, a file or folder of recorded traffic, beside this file: HTTP archives, JSON lines, and documents of JSON
    /// or YAML. Nothing is sent.
    #[schemars(with = "Option<String>")]
    pub recorded: Option<Spanned<String>>,
    /// Which operations are called: all, or those that this file lists.
    #[serde(default)]
    pub operations: Scope,
    /// How long one response may take, such as `10s`. Default: 10s.
    #[schemars(with = "Option<String>")]
    timeout: Option<Spanned<String>>,
    /// How long the target may take until it answers at all, such as a server that is just starting. Default: 0s.
    #[schemars(with = "Option<String>")]
    pub wait: Option<Spanned<String>>,
    /// How long what was written may take until it can be read back. Default: 2s.
    #[schemars(with = "Option<String>")]
    pub settle: Option<Spanned<String>>,
    /// How much of a response body is read, such as `16MiB`. Default: 1MiB.
    #[schemars(with = "Option<String>")]
    max_body: Option<Spanned<String>>,
    /// How long a case waits when the target asks for it with Retry-After. Default: 10s.
    #[schemars(with = "Option<String>")]
    pub patience: Option<Spanned<String>>,
    /// Headers of every request.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, HeaderSetting>")]
    pub headers: BTreeMap<String, Spanned<HeaderSetting>>,
    /// Who sends the requests.
    pub auth: Option<AuthSetting>,
    /// A proxy, `http://HOST:PORT`. Default: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.
    #[schemars(with = "Option<Setting>")]
    proxy: Option<Spanned<Setting>>,
    /// A file with certificates of authorities (PEM) that are trusted beside the system's.
    #[schemars(with = "Option<String>")]
    ca: Option<Spanned<String>>,
    /// The certificate that is shown to the target.
    client_certificate: Option<ClientCertificate>,
    /// A Unix socket to connect to instead of host and port; `url` still says host and base path.
    #[schemars(with = "Option<String>")]
    unix_socket: Option<Spanned<String>>,
}

/// Which operations are called.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scope {
    /// All that the documents describe.
    #[default]
    All,
    /// Those that this file lists.
    Listed,
}

/// A certificate with its key, in PEM files.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with cert and key")]
struct ClientCertificate {
    /// The certificate, and those that signed it.
    #[schemars(with = "String")]
    cert: Spanned<String>,
    /// Its private key.
    #[schemars(with = "String")]
    key: Spanned<String>,
}

impl TargetSection {
    /// The headers and credentials of every request.
    pub fn access(&self, place: &Place) -> Result<Access, Error> {
        let credentials = self.auth.as_ref().map(|auth| auth.resolve(place)).transpose()?;
        let headers = place.headers(&self.headers)?;
        check_apart(place, &self.headers, credentials.as_ref())?;
        Ok(Access { url: None, headers, credentials })
    }

    /// The adapter that is the target, if it is a program.
    pub fn program(&self, place: &Place) -> Result<Option<Program>, Error> {
        let Some(words) = &self.exec else { return Ok(None) };
        self.is_no_server(place, "exec: the target is a program", words)?;
        place.program("exec", words).map(Some)
    }

    /// The recordings that are the target, if it is no server and no program.
    pub fn recordings(&self, place: &Place) -> Result<Option<PathBuf>, Error> {
        let Some(path) = &self.recorded else { return Ok(None) };
        self.is_no_server(place, "recorded: the target is recorded traffic", path)?;
        if self.exec.is_some() {
            let message = "recorded: the target is recorded traffic, and `exec` is a program; leave out one of both";
            return Err(place.error(path, message));
        }
        Ok(Some(place.folder().join(path.get_ref())))
    }

    /// What is only said of servers has no meaning where the target is none.
    fn is_no_server<T>(&self, place: &Place, what: &str, at: &Spanned<T>) -> Result<(), Error> {
        let of_servers = [
            ("url", self.url.is_some()),
            ("auth", self.auth.is_some()),
            ("headers", !self.headers.is_empty()),
            ("proxy", self.proxy.is_some()),
            ("ca", self.ca.is_some()),
            ("client_certificate", self.client_certificate.is_some()),
            ("unix_socket", self.unix_socket.is_some()),
            ("wait", self.wait.is_some()),
            ("settle", self.settle.is_some()),
            ("patience", self.patience.is_some()),
        ];
        match of_servers.into_iter().find(|(_, is_given)| *is_given) {
            Some((key, _)) => {
                Err(place.error(at, format!("{what}, and `{key}` is about servers; leave out one of both")))
            }
            None => Ok(()),
        }
    }

    /// How the target is reached.
    pub fn connection(&self, place: &Place) -> Result<HttpOptions, Error> {
        let timeout = self.timeout.as_ref().map(|timeout| place.duration("timeout", timeout)).transpose()?;
        let max_body = self.max_body.as_ref().map(|size| place.size("max_body", size)).transpose()?;
        Ok(HttpOptions {
            timeout: timeout.unwrap_or(TIMEOUT),
            max_body: max_body.unwrap_or(BODY_LIMIT),
            proxy: self.proxy.as_ref().map_or(Ok(Proxy::Environment), |proxy| proxy_of(place, proxy))?,
            tls: self.tls(place)?,
            unix_socket: self.unix_socket.as_ref().map(|path| socket(place, path)).transpose()?,
            policy: AddressPolicy::default(),
        })
    }

    fn tls(&self, place: &Place) -> Result<Tls, Error> {
        let authorities = self.ca.as_ref().map(|path| certificates(place, "ca", path)).transpose()?;
        let client = match &self.client_certificate {
            None => None,
            Some(ClientCertificate { cert, key: path }) => {
                let chain = certificates(place, "client_certificate.cert", cert)?;
                let what = "client_certificate.key";
                let key = PrivateKeyDer::from_pem_file(place.file(path.get_ref()));
                Some((chain, key.map_err(|error| unreadable(place, what, path, &error))?))
            }
        };
        let tls = Tls { authorities: authorities.unwrap_or_default(), client };
        let at = self.client_certificate.as_ref().map(|client| &client.cert).or(self.ca.as_ref());
        match (tls.configured(), at) {
            (Err(error), Some(at)) => Err(place.error(at, error.to_string())),
            _ => Ok(tls),
        }
    }
}

/// Checks that no header is set by the credentials as well.
pub(super) fn check_apart(
    place: &Place,
    headers: &BTreeMap<String, Spanned<HeaderSetting>>,
    credentials: Option<&Credentials>,
) -> Result<(), Error> {
    let set = credentials.map(Credentials::header_names).unwrap_or_default();
    match headers.iter().find(|(name, _)| set.iter().any(|set| set.eq_ignore_ascii_case(name))) {
        Some((name, at)) => Err(place.error(at, format!("header {name}: `auth` sets it; leave out one of both"))),
        None => Ok(()),
    }
}

fn socket(place: &Place, path: &Spanned<String>) -> Result<std::path::PathBuf, Error> {
    match cfg!(unix) {
        true => Ok(place.file(path.get_ref())),
        false => Err(place.error(path, "unix_socket: this system has no Unix sockets")),
    }
}

fn proxy_of(place: &Place, setting: &Spanned<Setting>) -> Result<Proxy, Error> {
    let value = place.value("proxy", setting)?;
    let fail = |why: &str| Err(place.error(setting, format!("proxy {why}: expected http://HOST:PORT")));
    let Ok(url) = value.text().parse::<Url>() else { return fail("is no URL") };
    if url.scheme() != "http" || url.host_str().is_none() {
        return fail("is not reached over http");
    }
    match value {
        HeaderValue::Secret(secret) => Ok(Proxy::Hidden(secret)),
        _ if !url.username().is_empty() || url.password().is_some() => {
            fail("holds a secret in clear; proxy = { env = \"NAME\" } may hold one")
        }
        HeaderValue::Plain(text) => Ok(Proxy::At(text)),
        HeaderValue::Generated => fail("cannot be generated"),
    }
}

fn certificates(place: &Place, what: &str, path: &Spanned<String>) -> Result<Vec<CertificateDer<'static>>, Error> {
    let file = place.file(path.get_ref());
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let certificates = read.map_err(|error| unreadable(place, what, path, &error))?;
    match certificates.is_empty() {
        true => Err(unreadable(place, what, path, &pem::Error::NoItemsFound)),
        false => Ok(certificates),
    }
}

fn unreadable(place: &Place, what: &str, path: &Spanned<String>, error: &pem::Error) -> Error {
    let file = place.file(path.get_ref());
    place.error(path, format!("{what}: {}: {error}; expected a file in PEM", file.display()))
}
