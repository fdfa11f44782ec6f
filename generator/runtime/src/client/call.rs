//! A call of an operation: its arguments, and the ways of decoding the response.

use super::{
    Answer, Answering, Bytes, Caller, Error, HeaderMap, HeaderValue, Operation, Page, Refusal,
    caller::Outgoing,
    header::{ACCEPT, CONTENT_TYPE},
    media_type::JSON,
    template::{Template, encode},
};
use crate::{
    envelope::Found,
    runtime::{
        rule::Source,
        violation::{Conform, JsonPointer, Violation},
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

impl Caller {
    /// A call of an operation; the arguments stand for the placeholders of its path, in their order.
    pub fn call<'a>(&'a self, operation: &'static Operation, arguments: &[&'a str]) -> Call<'a> {
        Call { caller: self, operation, arguments: arguments.to_vec(), query: Vec::new(), body: None }
    }

    /// Sends a request with a body of JSON, again where that is safe, and returns the last answer.
    async fn send<E>(
        &self,
        operation: &'static Operation,
        path: &str,
        body: Option<Bytes>,
    ) -> Result<Answer, Error<E>> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(JSON));
        if body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        }
        let url = format!("{}{path}", self.base_url);
        self.exchange(Outgoing { operation, url, headers, body, stream: None, bearer: true, credentials: Vec::new() })
            .await
    }
}

/// A call that was not sent yet.
#[derive(Debug)]
#[must_use]
pub struct Call<'a> {
    caller: &'a Caller,
    operation: &'static Operation,
    arguments: Vec<&'a str>,
    query: Vec<(&'static str, u64)>,
    body: Option<Result<Bytes, Vec<Violation>>>,
}

impl<'a> Call<'a> {
    /// The same with a body; one that breaks a documented rule is not sent.
    pub fn sending<T: Conform + Serialize>(self, payload: &T) -> Self {
        let violations = payload.violations();
        self.with(payload, violations)
    }

    /// Adds a document around a payload, with the rules that it breaks.
    pub fn with(mut self, document: &impl Serialize, mut violations: Vec<Violation>) -> Self {
        let body = serde_json::to_vec(document).map(Bytes::from).map_err(|error| {
            let source = Source { document: "RFC 8259", lines: [1, 1], quote: "JSON text" };
            violations.push(Violation::new(JsonPointer::default(), "json", error.to_string(), source));
        });
        self.body = Some(match body {
            Ok(body) if violations.is_empty() => Ok(body),
            _ => Err(violations),
        });
        self
    }

    /// Selects one page of a list.
    pub fn page(mut self, page: Page) -> Self {
        if let Some(pages) = &self.operation.pages {
            self.query.extend(page.number.map(|number| (pages.number, number)));
            self.query.extend(pages.size.zip(page.size));
        }
        self
    }

    /// Sends the call; returns a successful response, whatever its body.
    pub fn answer<E: Refusal + 'a>(self) -> Answering<'a, Result<Answer, Error<E>>> {
        Box::pin(self.send())
    }

    /// Sends the call; decodes the body of a successful response.
    pub fn read<T: DeserializeOwned, E: Refusal + 'a>(self) -> Answering<'a, Result<T, Error<E>>> {
        Box::pin(async move {
            let answer = self.send().await?;
            answer.read().map_err(|undecodable| undecodable_body(answer, undecodable.fault))
        })
    }

    /// Sends the call; decodes the payloads in the body of a successful response.
    pub fn find<T: DeserializeOwned, E: Refusal + 'a>(self) -> Answering<'a, Result<Found<T>, Error<E>>> {
        Box::pin(async move {
            let at = self.operation.response_at.unwrap_or_default();
            let answer = self.send().await?;
            match answer.read::<Value>() {
                Ok(document) => Ok(Found::read(document, at)),
                Err(undecodable) => Err(undecodable_body(answer, undecodable.fault)),
            }
        })
    }

    async fn send<E: Refusal>(self) -> Result<Answer, Error<E>> {
        let path = self.path()?;
        let body = self.body.transpose().map_err(Error::Invalid)?;
        let answer = self.caller.send(self.operation, &path, body).await?;
        if self.operation.succeeds(answer.status) {
            return Ok(answer);
        }
        if !self.operation.rejects(answer.status) {
            return Err(Error::Undocumented(Box::new(answer)));
        }
        match E::read(&answer) {
            Ok(error) => Err(Error::Documented { answer: Box::new(answer), error: Box::new(error) }),
            Err(undecodable) => Err(undecodable_body(answer, undecodable.fault)),
        }
    }

    /// The path with the arguments in place of its placeholders, and the query.
    fn path<E>(&self) -> Result<String, Error<E>> {
        let mut arguments = self.arguments.iter();
        let mut path = Template::new(self.operation.path).fill(|name, path| {
            let argument = arguments.next().copied().unwrap_or_default();
            // Dots are taken for steps through the path even when they are encoded.
            if matches!(argument, "" | "." | "..") {
                return Err(Error::Argument(name));
            }
            path.extend(encode(argument));
            Ok(())
        })?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            path.push(if index == 0 { '?' } else { '&' });
            path.extend(encode(name));
            path.push_str(&format!("={value}"));
        }
        Ok(path)
    }
}

fn undecodable_body<E>(answer: Answer, fault: String) -> Error<E> {
    Error::Undecodable { answer: Box::new(answer), fault }
}
