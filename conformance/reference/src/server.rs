//! Serves the reference over HTTP: one listener for all vendors, on an async runtime of its own.

use super::{
    catalogue::saboteurs, events::ServedEvents, reference::Reference, saboteur::Saboteur, served_models::ServedModels,
    server_request::ServerRequest,
};
use axum::{
    Router,
    extract::{
        Request, State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
    serve::ListenerExt,
};
use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};
use tokio::runtime::Runtime;

/// A running server; dropping it stops it.
pub struct Server {
    address: SocketAddr,
    runtime: Option<Runtime>,
}

impl Server {
    /// Serves all operations of all models at an address such as `127.0.0.1:0`.
    ///
    /// # Errors
    ///
    /// If the address is invalid or in use, or there is no saboteur with this name.
    pub fn start(models: Vec<Model>, address: &str, saboteur: Option<&str>) -> Result<Self, Error> {
        Self::start_with_events(models, address, saboteur, None)
    }

    /// The same, which also delivers events to everybody who opens a WebSocket, at any path.
    ///
    /// # Errors
    ///
    /// As [`Self::start`].
    pub fn start_with_events(
        models: Vec<Model>,
        address: &str,
        saboteur: Option<&str>,
        events: Option<ServedEvents>,
    ) -> Result<Self, Error> {
        let contract = Arc::new(ServedModels::new(models)?);
        let reference = match saboteur {
            None => Reference::honest(contract),
            Some(name) => {
                let saboteur = named(&contract, name)?;
                Reference::sabotaged(contract, &saboteur)
            }
        };
        let listener = TcpListener::bind(address).map_err(Error::io(address))?;
        listener.set_nonblocking(true).map_err(Error::io(address))?;
        let local = listener.local_addr().map_err(Error::io(address))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(Error::io(address))?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(Error::io(address))?
        };
        runtime.spawn(serve(listener, app_with_events(reference, events)));
        Ok(Self { address: local, runtime: Some(runtime) })
    }

    /// The address that it listens on; if port 0 was asked for, with the assigned port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn named(contract: &ServedModels, name: &str) -> Result<Saboteur, Error> {
    let found = saboteurs(contract).into_iter().find(|saboteur| saboteur.name == name);
    found.ok_or_else(|| Error::unknown("saboteur", name, ["those of `ringback serve --list-saboteurs`"]))
}

/// Responds to requests at a listener until the future is dropped.
///
/// # Errors
///
/// If the listener fails.
pub async fn listen(listener: tokio::net::TcpListener, reference: Reference) -> std::io::Result<()> {
    serve(listener, app(reference)).await
}

async fn serve(listener: tokio::net::TcpListener, app: Router) -> std::io::Result<()> {
    // Answers are small: without this each waits for the acknowledgement of the one before.
    let listener = listener.tap_io(|stream| _ = stream.set_nodelay(true));
    axum::serve(listener, app).await
}

/// The reference as an axum router, which can be called without a socket.
pub fn app(reference: Reference) -> Router {
    app_with_events(reference, None)
}

fn app_with_events(reference: Reference, events: Option<ServedEvents>) -> Router {
    Router::new().fallback(answer).with_state(Arc::new(Served { reference, events }))
}

/// What answers requests.
struct Served {
    reference: Reference,
    events: Option<ServedEvents>,
}

async fn answer(
    State(served): State<Arc<Served>>,
    socket: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: Request,
) -> Response {
    match (socket, &served.events) {
        (Ok(socket), Some(events)) => {
            let events = events.clone();
            socket.on_upgrade(|socket| events.deliver(socket))
        }
        _ => served.reference.answer(&ServerRequest::read(request).await).send().await,
    }
}
