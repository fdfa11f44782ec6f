//! The operations of a specification: what is documented about each, one static for each.

use super::{Example, Method, NextPage, Operation, parameter::Parameter, status::is_success};

/// A documented operation of a specification.
#[derive(Debug)]
pub struct Endpoint {
    /// Its name, method and path, and an example of an answer.
    pub operation: Operation,
    /// The base URL, if it is not that of the client.
    pub base_url: Option<&'static str>,
    /// Its parameters.
    pub parameters: &'static [Parameter<'static>],
    /// The alternatives of identification: the names of schemes that are needed together. Nobody has to if it is empty.
    pub security: &'static [&'static [&'static str]],
    /// The media types of its answers, for the header `Accept`.
    pub accept: &'static str,
    /// The statuses of success.
    pub success: &'static [Statuses],
    /// The statuses of documented errors.
    pub errors: &'static [Statuses],
    /// How the next page is found, if the answer is a page of a list.
    pub next: Option<NextPage>,
    /// How properties of a form are written, where that is said.
    pub form: &'static [Parameter<'static>],
}

/// Statuses that a response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// One status.
    Code(u16),
    /// All with this first digit.
    Class(u16),
    /// All that no other response is for.
    Others,
}

impl Statuses {
    fn matches(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Class(class) => status / 100 == class,
            Self::Others => true,
        }
    }

    /// The statuses among documented ones that a status belongs to: the most specific.
    pub fn of(status: u16, documented: &[Self]) -> Option<Self> {
        let rank = |statuses: &Self| match statuses {
            Self::Code(_) => 0,
            Self::Class(_) => 1,
            Self::Others => 2,
        };
        documented.iter().copied().filter(|statuses| statuses.matches(status)).min_by_key(rank)
    }
}

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Success.
    Success,
    /// A documented error.
    Error,
    /// Nothing that is documented.
    Undocumented,
}

impl Endpoint {
    /// An operation: its name, method and path; its base URL, parameters and identification; what it answers.
    #[allow(clippy::too_many_arguments, reason = "it is written by the generator, in a table")]
    pub const fn new(
        name: &'static str,
        method: Method,
        path: &'static str,
        base_url: Option<&'static str>,
        parameters: &'static [Parameter<'static>],
        security: &'static [&'static [&'static str]],
        accept: &'static str,
        [success, errors]: [&'static [Statuses]; 2],
        example: Example,
    ) -> Self {
        let operation = Operation {
            name,
            method,
            path,
            success: &[],
            rejection: &[],
            response_at: None,
            pages: None,
            rings: false,
            example,
        };
        Self { operation, base_url, parameters, security, accept, success, errors, next: None, form: &[] }
    }

    /// The same with how the next page is found.
    #[must_use]
    pub const fn pages(mut self, next: NextPage) -> Self {
        self.next = Some(next);
        self
    }

    /// The same with how properties of a form are written.
    #[must_use]
    pub const fn form(mut self, form: &'static [Parameter<'static>]) -> Self {
        self.form = form;
        self
    }

    /// What a status means.
    pub fn outcome(&self, status: u16) -> Outcome {
        let all: Vec<Statuses> = self.success.iter().chain(self.errors).copied().collect();
        match Statuses::of(status, &all) {
            Some(statuses) if self.success.contains(&statuses) => Outcome::Success,
            // What is said of all other statuses is said of errors.
            Some(Statuses::Others) | None if self.success.is_empty() && is_success(status) => Outcome::Success,
            Some(Statuses::Others) if is_success(status) => Outcome::Undocumented,
            Some(_) => Outcome::Error,
            None => Outcome::Undocumented,
        }
    }
}
