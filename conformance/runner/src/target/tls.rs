//! TLS: the certificates that are trusted, and the one that is shown.

use ringback_contract::error::Error;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::{
    fmt,
    sync::{Arc, LazyLock},
};

/// Certificates beside those of this machine.
#[derive(Default)]
pub struct Tls {
    /// Certificates of authorities that are trusted as well.
    pub authorities: Vec<CertificateDer<'static>>,
    /// The certificate that this client shows, with those that signed it, and its key.
    pub client: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
}

impl Clone for Tls {
    fn clone(&self) -> Self {
        let client = self.client.as_ref().map(|(chain, key)| (chain.clone(), key.clone_key()));
        Self { authorities: self.authorities.clone(), client }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let mut fields = formatter.debug_struct("Tls");
        fields.field("authorities", &self.authorities.len()).field("client", &self.client.is_some()).finish()
    }
}

impl Tls {
    /// The configuration of connections.
    ///
    /// # Errors
    ///
    /// If a certificate is not valid, or does not belong to its key.
    pub fn configured(&self) -> Result<Arc<ClientConfig>, Error> {
        let unusable = |error: rustls::Error| Error::Usage(format!("no TLS: {error}"));
        if self.authorities.is_empty() && self.client.is_none() {
            static DEFAULT: LazyLock<Result<Arc<ClientConfig>, rustls::Error>> =
                LazyLock::new(|| Tls::default().built().map(Arc::new));
            return DEFAULT.clone().map_err(unusable);
        }
        self.built().map(Arc::new).map_err(unusable)
    }

    /// If this machine has no root certificates, plain HTTP still works.
    fn built(&self) -> Result<ClientConfig, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for authority in &self.authorities {
            roots.add(authority.clone())?;
        }
        let config =
            ClientConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
        let config = config?.with_root_certificates(roots);
        match &self.client {
            Some((chain, key)) => config.with_client_auth_cert(chain.clone(), key.clone_key()),
            None => Ok(config.with_no_client_auth()),
        }
    }
}
