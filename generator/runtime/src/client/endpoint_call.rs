//! What an operation of a specification is called with: its parameters and its body.

use super::{
    Answer, Body, Bytes, Caller, Error, HeaderMap, HeaderName, HeaderValue, PreparedCall, Refusal, Streamed,
    caller::Outgoing,
    endpoint::{Endpoint, Outcome},
    form::{Files, multipart, urlencoded},
    header::{ACCEPT, CONTENT_TYPE, COOKIE},
    parameter::{Parameter, ParameterPlace},
    security::{Credential, SecurityKind},
    template::Template,
};
use crate::runtime::{
    decode::Json,
    rule::Source,
    violation::{Conform, JsonPointer, Violation},
};
use serde_json::{Map, Value};

impl Caller {
    /// A call of an operation of a specification.
    pub fn endpoint(&self, endpoint: &'static Endpoint) -> EndpointCall<'_> {
        EndpointCall { caller: self, endpoint, values: Map::new(), url: None, body: None, violations: Vec::new() }
    }
}

/// The size limit of the body of an error, where a successful answer would be a stream: 1 MiB.
const LONGEST_ERROR: usize = 1 << 20;

/// A call before it is known what its answer is read as.
#[derive(Clone, Debug)]
#[must_use]
pub struct EndpointCall<'a> {
    pub(super) caller: &'a Caller,
    pub(super) endpoint: &'static Endpoint,
    pub(super) values: Map<String, Value>,
    /// The URL of the next page, instead of the one that path and parameters make.
    pub(super) url: Option<String>,
    /// The body and its media type.
    body: Option<(Body, String)>,
    violations: Vec<Violation>,
}

impl<'a> EndpointCall<'a> {
    /// The same with parameters.
    pub fn parameters<T: Conform + Json>(mut self, parameters: &T) -> Self {
        self.violations.extend(parameters.violations());
        if let Value::Object(values) = parameters.write() {
            self.values = values;
        }
        self
    }

    /// The same with a body of JSON.
    pub fn json<T: Conform + Json>(mut self, body: &T, media_type: &str) -> Self {
        self.violations.extend(body.violations());
        self.body = Some((body.write().to_string().into_bytes().into(), media_type.into()));
        self
    }

    /// The same with a form.
    pub fn form<T: Conform + Json>(mut self, body: &T) -> Self {
        let object = self.object(body);
        let form = urlencoded(&object, self.endpoint.form).into_bytes();
        self.body = Some((form.into(), "application/x-www-form-urlencoded".into()));
        self
    }

    /// The same with a form that may have files. `required` are the fields that need one.
    pub fn multipart<T: Conform + Json>(
        mut self,
        body: &T,
        media_types: &[(&'static str, &'static str)],
        files: &Files,
        required: &[&'static str],
    ) -> Self {
        let object = self.object(body);
        for name in required.iter().filter(|name| !files.has(name)) {
            let source = Source { document: "", lines: [1, 1], quote: "required" };
            let message = format!("a file is required for {name:?}");
            self.violations.push(Violation::new(JsonPointer::default(), "required", message, source));
        }
        let (body, boundary) = multipart(&object, media_types, files);
        self.body = Some((body, format!("multipart/form-data; boundary={boundary}")));
        self
    }

    /// The same with a body as it is.
    pub fn content(mut self, body: impl Into<Body>, media_type: &str) -> Self {
        self.body = Some((body.into(), media_type.into()));
        self
    }

    fn object<T: Conform + Json>(&mut self, body: &T) -> Map<String, Value> {
        self.violations.extend(body.violations());
        match body.write() {
            Value::Object(object) => object,
            other => Map::from_iter([("value".to_owned(), other)]),
        }
    }

    /// The call, whose successful answer is returned whatever its body.
    pub fn answer<E, H>(self) -> PreparedCall<'a, Answer, E, H> {
        PreparedCall::new(self, |answer| Ok(answer.clone()))
    }

    /// The call, whose successful answer has a body of JSON, or differs by status.
    pub fn read<T: Refusal, E, H>(self) -> PreparedCall<'a, T, E, H> {
        PreparedCall::new(self, T::read)
    }

    /// The call, whose successful answer is text.
    pub fn text<E, H>(self) -> PreparedCall<'a, String, E, H> {
        PreparedCall::new(self, |answer| Ok(answer.text().into_owned()))
    }

    /// The call, whose successful answer is bytes.
    pub fn bytes<E, H>(self) -> PreparedCall<'a, Bytes, E, H> {
        PreparedCall::new(self, |answer| Ok(answer.body.clone()))
    }

    /// The call, whose successful answer says nothing more.
    pub fn nothing<E, H>(self) -> PreparedCall<'a, (), E, H> {
        PreparedCall::new(self, |_| Ok(()))
    }

    /// Sends the call; returns a successful answer.
    pub(super) async fn send<E: Refusal>(&self) -> Result<Answer, Error<E>> {
        let answer = self.caller.exchange(self.outgoing()?).await?;
        self.judged(answer)
    }

    /// Sends the call; returns a successful answer as soon as its headers are there.
    pub(super) async fn open<E: Refusal>(&self) -> Result<Streamed, Error<E>> {
        let streamed = self.caller.open(self.outgoing()?).await?;
        match self.endpoint.outcome(streamed.status.as_u16()) {
            Outcome::Success => Ok(streamed),
            Outcome::Undocumented | Outcome::Error => {
                let answer = streamed.whole(LONGEST_ERROR).await?;
                self.judged(answer).map(Streamed::from)
            }
        }
    }

    fn judged<E: Refusal>(&self, answer: Answer) -> Result<Answer, Error<E>> {
        match self.endpoint.outcome(answer.status.as_u16()) {
            Outcome::Success => Ok(answer),
            Outcome::Undocumented => Err(Error::Undocumented(Box::new(answer))),
            Outcome::Error => match E::read(&answer) {
                Ok(error) => Err(Error::Documented { answer: Box::new(answer), error: Box::new(error) }),
                Err(undecodable) => Err(Error::Undecodable { answer: Box::new(answer), fault: undecodable.fault }),
            },
        }
    }

    /// The URL that is called.
    pub(super) fn target<E>(&self) -> Result<String, Error<E>> {
        match &self.url {
            Some(url) => Ok(url.clone()),
            None => Ok(format!("{}{}", self.endpoint.base_url.unwrap_or(&self.caller.base_url), self.path()?)),
        }
    }

    fn outgoing<E>(&self) -> Result<Outgoing, Error<E>> {
        if !self.violations.is_empty() {
            return Err(Error::Invalid(self.violations.clone()));
        }
        let (url, headers, operation) = (self.target()?, self.headers()?, &self.endpoint.operation);
        let (bearer, credentials) = self.credentials();
        let (body, stream) = self.body.clone().map_or((None, None), |(body, _)| body.parts());
        Ok(Outgoing { operation, url, headers, body, stream, bearer, credentials })
    }

    /// The parameters that have a value, at one place.
    fn given(&self, place: ParameterPlace) -> impl Iterator<Item = (&'static Parameter<'static>, &Value)> {
        let here = self.endpoint.parameters.iter().filter(move |parameter| parameter.place == place);
        here.filter_map(|parameter| Some((parameter, self.values.get(parameter.property)?)))
            .filter(|(_, value)| !value.is_null())
    }

    /// The path with its parameters, and the query.
    fn path<E>(&self) -> Result<String, Error<E>> {
        let mut path = Template::new(self.endpoint.operation.path).fill(|name, path| {
            let found = self.given(ParameterPlace::Path).find(|(parameter, _)| parameter.name == name);
            let text = found.map(|(parameter, value)| parameter.path(value)).unwrap_or_default();
            // Dots are taken for steps through the path even when they are encoded.
            if matches!(text.as_str(), "" | "." | "..") {
                return Err(Error::Argument(name));
            }
            path.push_str(&text);
            Ok(())
        })?;
        let places = [ParameterPlace::Query, ParameterPlace::QueryString];
        let parts = places.into_iter().flat_map(|place| self.given(place));
        let parts: Vec<String> = parts.flat_map(|(parameter, value)| parameter.query(value)).collect();
        if !parts.is_empty() {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(&parts.join("&"));
        }
        Ok(path)
    }

    fn headers<E>(&self) -> Result<HeaderMap, Error<E>> {
        let mut headers = HeaderMap::new();
        let value = |name: &'static str, text: String| HeaderValue::try_from(text).map_err(|_| Error::Argument(name));
        headers.insert(ACCEPT, value("accept", self.endpoint.accept.into())?);
        if let Some((_, media_type)) = &self.body {
            headers.insert(CONTENT_TYPE, value("content-type", media_type.clone())?);
        }
        for (parameter, given) in self.given(ParameterPlace::Header) {
            let name =
                HeaderName::from_bytes(parameter.name.as_bytes()).map_err(|_| Error::Argument(parameter.name))?;
            headers.insert(name, value(parameter.name, parameter.header(given))?);
        }
        let cookies: Vec<String> =
            self.given(ParameterPlace::Cookie).flat_map(|(parameter, given)| parameter.query(given)).collect();
        if !cookies.is_empty() {
            headers.insert(COOKIE, value("cookie", cookies.join("; "))?);
        }
        Ok(headers)
    }

    /// Whether the token of the client is sent, and which other secrets: those of the first alternative for which all
    /// are there.
    fn credentials(&self) -> (bool, Vec<Credential>) {
        let known = |name: &str| self.caller.credentials.iter().find(|credential| credential.scheme.name == name);
        for alternative in self.endpoint.security {
            let (mut bearer, mut found) = (false, Vec::new());
            let all = alternative.iter().all(|name| match known(name) {
                Some(credential) => {
                    found.push(credential.clone());
                    true
                }
                None => {
                    bearer = self.caller.token.is_some();
                    bearer
                }
            });
            if all {
                let has_other = found.iter().any(|credential| credential.scheme.kind == SecurityKind::Bearer);
                return (bearer && !has_other, found);
            }
        }
        (false, Vec::new())
    }
}
