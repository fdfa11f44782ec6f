//! Connects to a server: over TCP, through a proxy, or over a Unix socket, and with TLS where the URL says so.

use super::{
    causes::causes,
    options::{HttpOptions, Proxy},
    tcp::{Tcp, addresses},
};
use crate::safety::{AddressPolicy, may_be_here};
use http::Uri;
use hyper::rt::{Read, Write};
use hyper_util::{
    client::{
        legacy::connect::proxy::Tunnel,
        proxy::matcher::{Intercept, Matcher},
    },
    rt::TokioIo,
};
use ringback_contract::error::Error;
use rustls::{ClientConfig, pki_types::ServerName};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tower_service::Service;
use url::{Host, Url};

/// Attempts to connect. Repeating is safe: while connecting fails, nothing has been sent.
const ATTEMPTS: usize = 3;

/// The pause before the next attempt to connect.
const PAUSE: Duration = Duration::from_millis(50);

/// A connection: over TCP or a Unix socket, plain or encrypted.
pub trait Connection: Read + Write + Send + Unpin {}

impl<T: Read + Write + Send + Unpin> Connection for T {}

/// A connection to a server.
pub type Stream = Box<dyn Connection>;

/// Makes connections.
pub struct Connector {
    timeout: Duration,
    tls: Arc<ClientConfig>,
    proxies: Option<Matcher>,
    /// Whether the proxies are those of the environment, which knows nothing of this target.
    are_of_environment: bool,
    unix_socket: Option<PathBuf>,
    policy: AddressPolicy,
}

impl Connector {
    /// A connector with these options.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(options: &HttpOptions) -> Result<Self, Error> {
        let proxies = match &options.proxy {
            Proxy::None => None,
            Proxy::Environment => Some(Matcher::from_env()),
            Proxy::At(url) => Some(Matcher::builder().all(url.as_str()).build()),
            Proxy::Hidden(secret) => Some(Matcher::builder().all(secret.value.as_str()).build()),
        };
        Ok(Self {
            timeout: options.timeout,
            tls: options.tls.configured()?,
            proxies,
            are_of_environment: options.proxy == Proxy::Environment,
            unix_socket: options.unix_socket.clone(),
            policy: options.policy,
        })
    }

    /// Whether a request may be sent to this machine only; `rings` says that it may call phones.
    pub fn is_local_only(&self, rings: bool) -> bool {
        self.policy.is_local_only(rings)
    }

    /// The proxy that is asked in plain HTTP for what is at a URL. One for `https` only opens a tunnel.
    pub fn forwarding_proxy(&self, url: &Url, rings: bool) -> Option<Intercept> {
        self.proxy(url, rings).filter(|_| url.scheme() == "http")
    }

    fn proxy(&self, url: &Url, rings: bool) -> Option<Intercept> {
        if self.unix_socket.is_some() {
            return None;
        }
        let proxy = self.proxies.as_ref()?.intercept(&url.as_str().parse::<Uri>().ok()?)?;
        // A proxy elsewhere is not asked for what stays on this machine, unless the configuration of the target names it.
        let is_elsewhere = || !proxy.uri().to_string().parse().is_ok_and(|url| may_be_here(&url));
        if self.are_of_environment && self.is_local_only(rings) && is_elsewhere() { None } else { Some(proxy) }
    }

    /// Connects to the server of a URL; `rings` says that the request to come may call phones.
    ///
    /// # Errors
    ///
    /// The message says why there is no connection, after several attempts.
    pub async fn connect(&self, url: &Url, rings: bool) -> Result<Stream, String> {
        let mut attempt = 1;
        loop {
            match self.connect_once(url, rings).await {
                Err(_) if attempt < ATTEMPTS => attempt += 1,
                result => return result.map_err(|why| format!("no connection: {why}")),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn connect_once(&self, url: &Url, rings: bool) -> Result<Stream, String> {
        // Who is behind a socket or a proxy is not seen here: what is asked for has to be written as this machine.
        let behind = |what: &str| match self.is_local_only(rings) && !may_be_here(url) {
            true => Err(format!("{what} may lead to {url}, which is not this machine; --allow-remote allows it")),
            false => Ok(()),
        };
        #[cfg(unix)]
        if let Some(path) = &self.unix_socket {
            behind(&path.display().to_string())?;
            let socket = tokio::net::UnixStream::connect(path).await;
            let socket = socket.map_err(|error| format!("{}: {error}", path.display()))?;
            return self.encrypted_if_https(url, socket).await;
        }
        let Some(proxy) = self.proxy(url, rings) else {
            let host = url.host_str().unwrap_or_default();
            let mut tcp = self.tcp(host, url.port_or_known_default().unwrap_or_default(), rings).await?;
            return self.encrypted_if_https(url, tcp.connect().await?).await;
        };
        let at = proxy.uri().clone();
        if at.scheme_str() != Some("http") {
            return Err(format!("proxy {at}: only http://HOST:PORT is supported"));
        }
        behind(&format!("proxy {at}"))?;
        let through = |why: String| format!("proxy {at}: {why}");
        let mut tcp =
            self.tcp(at.host().unwrap_or_default(), at.port_u16().unwrap_or(80), rings).await.map_err(through)?;
        if url.scheme() == "http" {
            return self.encrypted_if_https(url, tcp.connect().await.map_err(through)?).await;
        }
        let uri: Uri = url.as_str().parse().map_err(|error| format!("{url}: {error}"))?;
        let mut tunnel = Tunnel::new(at.clone(), tcp);
        if let Some(auth) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(auth.clone());
        }
        let stream = tunnel.call(uri).await.map_err(|error| through(causes(&error)))?;
        self.encrypted_if_https(url, stream.into_inner()).await
    }

    /// Looks a host up, once, and checks every address: the connection is made to one of these and no other.
    async fn tcp(&self, host: &str, port: u16, rings: bool) -> Result<Tcp, String> {
        let addresses = addresses(host, port, self.timeout).await?;
        self.policy.check(rings, host, &addresses)?;
        Ok(Tcp { addresses, timeout: self.timeout })
    }

    async fn encrypted_if_https<S>(&self, url: &Url, stream: S) -> Result<Stream, String>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        if url.scheme() != "https" {
            return Ok(Box::new(TokioIo::new(stream)));
        }
        let name = match url.host() {
            Some(Host::Ipv4(address)) => ServerName::from(std::net::IpAddr::from(address)),
            Some(Host::Ipv6(address)) => ServerName::from(std::net::IpAddr::from(address)),
            Some(Host::Domain(name)) => {
                ServerName::try_from(name.to_owned()).map_err(|error| format!("{name}: {error}"))?
            }
            None => return Err(format!("{url} has no host")),
        };
        let connecting = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream);
        let stream = connecting.await.map_err(|error| format!("TLS: {}", causes(&error)))?;
        Ok(Box::new(TokioIo::new(stream)))
    }
}
