//! A service in this process: requests reach it as values, without a port.

use crate::exchange::{Request, Response, SendError, SendErrorKind};
use tokio::sync::{mpsc, oneshot};

/// A service in this process. Whoever holds the other end of its channel answers.
#[derive(Debug)]
pub struct Service(mpsc::UnboundedSender<Call>);

/// A request to a service, and where its response is awaited.
#[derive(Debug)]
pub struct Call {
    /// The request, with the path and the query of its URL.
    pub request: http::Request<Vec<u8>>,
    /// Takes the response, or why there is none.
    pub answer: oneshot::Sender<Result<http::Response<Vec<u8>>, String>>,
}

impl Service {
    /// A service, and the calls that it is to answer.
    pub fn new() -> (Self, mpsc::UnboundedReceiver<Call>) {
        let (sender, calls) = mpsc::unbounded_channel();
        (Self(sender), calls)
    }

    /// Hands a request over and waits for the response.
    ///
    /// # Errors
    ///
    /// If the request is none in HTTP, or the service gives no response.
    pub async fn send(&self, request: &Request) -> Result<Response, SendError> {
        let failed = |message: String| SendError { kind: SendErrorKind::Response, message };
        let request = http_request(request).map_err(|error| failed(error.to_string()))?;
        let (answer, response) = oneshot::channel();
        let unheard = || failed("the service is no longer there".into());
        self.0.send(Call { request, answer }).map_err(|_| unheard())?;
        let response = response.await.map_err(|_| unheard())?.map_err(failed)?;
        let (head, body) = response.into_parts();
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        Ok(Response { status: head.status.as_u16(), headers, body, truncated: false })
    }
}

fn http_request(request: &Request) -> Result<http::Request<Vec<u8>>, http::Error> {
    let url = request.url.parse::<http::Uri>()?;
    let at = url.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    let mut built = http::Request::builder().method(request.method.as_str()).uri(at).header("host", "localhost");
    for (name, value) in &request.headers {
        built = built.header(name, value);
    }
    built.body(request.body.clone().unwrap_or_default())
}
