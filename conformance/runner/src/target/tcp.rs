//! Connections over TCP to addresses that were looked up before.

use http::Uri;
use hyper_util::rt::TokioIo;
use std::{
    future::Future,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::net::{TcpStream, lookup_host};
use tower_service::Service;

/// Makes connections to the first of some addresses that takes one.
#[derive(Clone, Debug)]
pub(super) struct Tcp {
    /// The addresses, in the order of the resolver.
    pub(super) addresses: Vec<SocketAddr>,
    /// The time for each of them.
    pub(super) timeout: Duration,
}

/// The addresses of a host: of a name, or written as an address.
pub(super) async fn addresses(host: &str, port: u16, timeout: Duration) -> Result<Vec<SocketAddr>, String> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    match tokio::time::timeout(timeout, lookup_host((host, port))).await {
        Ok(found) => Ok(found.map_err(|error| format!("dns error: {error}"))?.collect()),
        Err(_) => Err(format!("no address of {host} within {timeout:?}")),
    }
}

impl Tcp {
    /// A connection to the first address that takes one; if none does, the last one says why.
    pub(super) async fn connect(&mut self) -> Result<TcpStream, String> {
        let mut why = "no address".to_owned();
        for address in &self.addresses {
            match tokio::time::timeout(self.timeout, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    stream.set_nodelay(true).map_err(|error| error.to_string())?;
                    return Ok(stream);
                }
                Ok(Err(error)) => why = format!("tcp connect error: {error}"),
                Err(_) => why = format!("no answer of {address} within {:?}", self.timeout),
            }
        }
        Err(why)
    }
}

/// For a tunnel through a proxy, which asks for a connection to the proxy's name: it gets one to the checked addresses.
impl Service<Uri> for Tcp {
    type Response = TokioIo<TcpStream>;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let mut tcp = self.clone();
        Box::pin(async move { tcp.connect().await.map(TokioIo::new).map_err(std::io::Error::other) })
    }
}
