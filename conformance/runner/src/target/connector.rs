//! Connects to a server: over TCP, through a proxy, or over a Unix socket, and with TLS where the URL says so.

use super::{
    causes::causes,
    options::{HttpOptions, Proxy},
};
use http::Uri;
use hyper::rt::{Read, Write};
use hyper_util::{
    client::{
        legacy::connect::{HttpConnector, proxy::Tunnel},
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
    tcp: HttpConnector,
    tls: Arc<ClientConfig>,
    proxies: Option<Matcher>,
    unix_socket: Option<PathBuf>,
}

impl Connector {
    /// A connector with these options.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(options: &HttpOptions) -> Result<Self, Error> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(options.timeout));
        let proxies = match &options.proxy {
            Proxy::None => None,
            Proxy::Environment => Some(Matcher::from_env()),
            Proxy::At(url) => Some(Matcher::builder().all(url.as_str()).build()),
            Proxy::Hidden(secret) => Some(Matcher::builder().all(secret.value.as_str()).build()),
        };
        Ok(Self { tcp, tls: options.tls.configured()?, proxies, unix_socket: options.unix_socket.clone() })
    }

    /// The proxy that is asked in plain HTTP for what is at a URL. One for `https` only opens a tunnel.
    pub fn forwarding_proxy(&self, url: &Url) -> Option<Intercept> {
        self.proxy(url).filter(|_| url.scheme() == "http")
    }

    fn proxy(&self, url: &Url) -> Option<Intercept> {
        if self.unix_socket.is_some() {
            return None;
        }
        self.proxies.as_ref()?.intercept(&url.as_str().parse::<Uri>().ok()?)
    }

    /// Connects to the server of a URL.
    ///
    /// # Errors
    ///
    /// The message says why there is no connection, after several attempts.
    pub async fn connect(&self, url: &Url) -> Result<Stream, String> {
        let mut attempt = 1;
        loop {
            match self.connect_once(url).await {
                Err(_) if attempt < ATTEMPTS => attempt += 1,
                result => return result.map_err(|why| format!("no connection: {why}")),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn connect_once(&self, url: &Url) -> Result<Stream, String> {
        #[cfg(unix)]
        if let Some(path) = &self.unix_socket {
            let socket = tokio::net::UnixStream::connect(path).await;
            let socket = socket.map_err(|error| format!("{}: {error}", path.display()))?;
            return self.encrypted_if_https(url, socket).await;
        }
        let uri: Uri = url.as_str().parse().map_err(|error| format!("{url}: {error}"))?;
        let mut tcp = self.tcp.clone();
        let stream = match self.proxy(url) {
            None => tcp.call(uri).await.map_err(|error| causes(&error))?,
            Some(proxy) => {
                let at = proxy.uri().clone();
                if at.scheme_str() != Some("http") {
                    return Err(format!("proxy {at}: only http://HOST:PORT is supported"));
                }
                let through = |why: String| format!("proxy {at}: {why}");
                if url.scheme() == "http" {
                    tcp.call(at.clone()).await.map_err(|error| through(causes(&error)))?
                } else {
                    let mut tunnel = Tunnel::new(at.clone(), tcp);
                    if let Some(auth) = proxy.basic_auth() {
                        tunnel = tunnel.with_auth(auth.clone());
                    }
                    tunnel.call(uri).await.map_err(|error| through(causes(&error)))?
                }
            }
        };
        self.encrypted_if_https(url, stream.into_inner()).await
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
