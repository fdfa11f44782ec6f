//! Servers that note what they get, and requests to them.

use axum::{Router, body::Bytes, extract::Request, response::Response};
use http::HeaderMap;
use ringback_runner::{
    config::Config,
    exchange::{self, SendError},
    safety::AddressPolicy,
    site::Site,
    target::{Http, Target},
};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{net::TcpListener, runtime::Runtime};

/// What a server got.
#[derive(Clone, Debug)]
pub struct Got {
    pub method: String,
    pub uri: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub type Log = Arc<Mutex<Vec<Got>>>;

/// A server that answers with this, as long as the runtime lives.
pub fn serve<F>(runtime: &Runtime, answer: F) -> (SocketAddr, Log)
where
    F: Fn(&Got) -> Response + Clone + Send + Sync + 'static,
{
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let (app, log) = app(answer);
    runtime.spawn(async move { axum::serve(listener, app).await });
    (address, log)
}

/// An application that notes what it gets.
pub fn app<F>(answer: F) -> (Router, Log)
where
    F: Fn(&Got) -> Response + Clone + Send + Sync + 'static,
{
    let log = Log::default();
    let kept = Arc::clone(&log);
    let handler = move |request: Request| {
        let (answer, log) = (answer.clone(), Arc::clone(&kept));
        async move {
            let (head, body) = request.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let uri = head.uri.to_string();
            let got = Got { method: head.method.to_string(), uri, headers: head.headers, body };
            let response = answer(&got);
            log.lock().unwrap().push(got);
            response
        }
    };
    (Router::new().fallback(handler), log)
}

pub fn status(status: u16) -> Response {
    Response::builder().status(status).body("{}".into()).unwrap()
}

/// The environment of the tests: every variable holds `secret-of-` and its name.
pub fn look(name: &str) -> Option<String> {
    (name != "NOT_THERE").then(|| format!("secret-of-{name}"))
}

/// A configured target.
pub struct Reached {
    pub site: Site,
    /// The client.
    pub target: Target,
}

pub fn configured(config: &str, url: &str) -> Reached {
    configured_with(AddressPolicy::default(), config, url)
}

/// The same, with the machines that may be connected to.
pub fn configured_with(policy: AddressPolicy, config: &str, url: &str) -> Reached {
    let mut config = Config::parse("ringback.toml", config, &look).unwrap();
    config.connection.policy = policy;
    let site = Site::of(&config, url.parse().unwrap()).unwrap();
    Reached { site, target: Target::Http(Http::with(&config.connection).unwrap()) }
}

impl Reached {
    /// Sends a request with a body to `/x`.
    pub fn post(&self, runtime: &Runtime) -> Result<exchange::Response, SendError> {
        let mut request = self.site.request_at("POST", "/x?b=2&a=1");
        request.headers.push(("content-type".into(), "application/json".into()));
        request.body = Some(b"{\"a\":1}".to_vec());
        runtime.block_on(self.target.send(&request))
    }

    /// The command that sends that request.
    pub fn again(&self) -> String {
        let mut request = self.site.request_at("POST", "/x");
        request.body = Some(b"{\"a\":\"it's\"}".to_vec());
        self.site.redactor().command(&request)
    }
}
