//! A call of an operation of a specification: its parameters and body, and the ways of reading the answer.

use super::{
    Answer, Answering, Bytes, Caller, Error, HeaderMap, HeaderName, HeaderValue, Refusal,
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
        EndpointCall { caller: self, endpoint, values: Map::new(), body: None, violations: Vec::new() }
    }
}

/// A call that was not sent yet.
#[derive(Debug)]
#[must_use]
pub struct EndpointCall<'a> {
    caller: &'a Caller,
    endpoint: &'static Endpoint,
    values: Map<String, Value>,
    /// The body and its media type.
    body: Option<(Bytes, String)>,
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
        self.body = Some((body.write().to_string().into(), media_type.into()));
        self
    }

    /// The same with a form.
    pub fn form<T: Conform + Json>(mut self, body: &T, encodings: &[Parameter]) -> Self {
        let object = self.object(body);
        self.body = Some((urlencoded(&object, encodings).into(), "application/x-www-form-urlencoded".into()));
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
    pub fn content(mut self, body: impl Into<Bytes>, media_type: &str) -> Self {
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

    /// Sends the call; returns a successful answer, whatever its body.
    pub fn answer<E: Refusal + 'a>(self) -> Answering<'a, Result<Answer, Error<E>>> {
        Box::pin(self.send())
    }

    /// Sends the call; decodes the body of a successful answer.
    pub fn read<T: Refusal + 'a, E: Refusal + 'a>(self) -> Answering<'a, Result<T, Error<E>>> {
        Box::pin(async move {
            let answer = self.send().await?;
            match T::read(&answer) {
                Ok(read) => Ok(read),
                Err(undecodable) => Err(Error::Undecodable { answer: Box::new(answer), fault: undecodable.fault }),
            }
        })
    }

    /// Sends the call; returns the text of a successful answer.
    pub fn text<E: Refusal + 'a>(self) -> Answering<'a, Result<String, Error<E>>> {
        Box::pin(async move { Ok(self.send().await?.text().into_owned()) })
    }

    /// Sends the call; returns the body of a successful answer as it came.
    pub fn bytes<E: Refusal + 'a>(self) -> Answering<'a, Result<Bytes, Error<E>>> {
        Box::pin(async move { Ok(self.send().await?.body) })
    }

    /// Sends the call; a successful answer says nothing more.
    pub fn nothing<E: Refusal + 'a>(self) -> Answering<'a, Result<(), Error<E>>> {
        Box::pin(async move { self.send().await.map(|_| ()) })
    }

    async fn send<E: Refusal>(self) -> Result<Answer, Error<E>> {
        if !self.violations.is_empty() {
            return Err(Error::Invalid(self.violations));
        }
        let url = format!("{}{}", self.endpoint.base_url.unwrap_or(&self.caller.base_url), self.path()?);
        let headers = self.headers()?;
        let (bearer, credentials) = self.credentials();
        let body = self.body.map(|(body, _)| body);
        let operation = &self.endpoint.operation;
        let outgoing = Outgoing { operation, url, headers, body, bearer, credentials };
        let answer = self.caller.exchange(outgoing).await?;
        match self.endpoint.outcome(answer.status.as_u16()) {
            Outcome::Success => Ok(answer),
            Outcome::Undocumented => Err(Error::Undocumented(Box::new(answer))),
            Outcome::Error => match E::read(&answer) {
                Ok(error) => Err(Error::Documented { answer: Box::new(answer), error: Box::new(error) }),
                Err(undecodable) => Err(Error::Undecodable { answer: Box::new(answer), fault: undecodable.fault }),
            },
        }
    }

    /// The parameters that have a value, at one place.
    fn given(&self, place: ParameterPlace) -> impl Iterator<Item = (&'static Parameter, &Value)> {
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
