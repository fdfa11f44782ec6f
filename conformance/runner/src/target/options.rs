//! How a server is reached over HTTP.

use super::tls::Tls;
use crate::{safety::AddressPolicy, secret::Secret};
use std::{path::PathBuf, time::Duration};

/// Bytes of a response body that are kept unless configured; the rest is not read.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The time for a response unless configured.
pub const TIMEOUT: Duration = Duration::from_secs(10);

/// How a server is reached, and how much it may take and send.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// The time for each response.
    pub timeout: Duration,
    /// Bytes of a response body that are kept.
    pub max_body: usize,
    /// What stands between.
    pub proxy: Proxy,
    /// Who is trusted, and the certificate that is shown.
    pub tls: Tls,
    /// A socket to connect to instead of host and port.
    pub unix_socket: Option<PathBuf>,
    /// Which machines may be connected to.
    pub policy: AddressPolicy,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            timeout: TIMEOUT,
            max_body: BODY_LIMIT,
            proxy: Proxy::None,
            tls: Tls::default(),
            unix_socket: None,
            policy: AddressPolicy::default(),
        }
    }
}

/// Which proxy is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// None.
    None,
    /// Those that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name.
    Environment,
    /// This one, for every request.
    At(String),
    /// The one at an address that is not shown: it may hold a password.
    Hidden(Secret),
}
