//! The transport of a test double: it responds with the documents' examples, or with what a test sets.

use super::{
    Answer, Answering, HeaderValue, Operation, Request, Transport, Unanswered, header::CONTENT_TYPE, media_type::JSON,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Responds to every operation without a network; clones share their requests and responses.
#[derive(Clone, Debug, Default)]
pub struct Examples(Arc<Mutex<Played>>);

#[derive(Debug, Default)]
struct Played {
    sent: Vec<Request>,
    answers: HashMap<&'static str, Answer>,
}

impl Examples {
    /// Sets the response to an operation.
    pub fn set(&self, operation: &'static Operation, answer: Answer) {
        self.with(|played| _ = played.answers.insert(operation.name, answer));
    }

    /// All requests that were sent, in order.
    pub fn sent(&self) -> Vec<Request> {
        self.with(|played| played.sent.clone())
    }

    fn with<R>(&self, act: impl FnOnce(&mut Played) -> R) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Examples {
    fn send<'a>(&'a self, request: &'a Request) -> Answering<'a, Result<Answer, Unanswered>> {
        let answer = self.with(|played| {
            played.sent.push(request.clone());
            played.answers.get(request.operation.name).cloned().unwrap_or_else(|| example(request.operation))
        });
        Box::pin(std::future::ready(Ok(answer)))
    }
}

fn example(operation: &Operation) -> Answer {
    let mut answer = Answer::new(operation.example.status, operation.example.body);
    if !answer.body.is_empty() {
        answer.headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    }
    answer
}
