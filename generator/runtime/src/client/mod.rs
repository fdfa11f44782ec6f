//! The base of all clients: a call from typed request to typed response, with replaceable parts.
//!
//! A client never follows a redirect, never repeats a request that could ring a phone twice (see [`Retry`]), and never
//! drops a response: an [`Error`] contains the complete [`Answer`]. `Debug` and `Display` show neither tokens nor
//! bodies.

mod answer;
mod answer_headers;
mod body;
mod builder;
pub(crate) mod by_status;
mod call;
mod caller;
pub mod endpoint;
mod endpoint_call;
mod error;
mod examples;
pub mod form;
mod hook;
mod media_type;
mod next_page;
mod operation;
mod pages;
pub mod parameter;
mod part;
mod prepared_call;
mod request;
mod retry;
pub mod security;
pub mod status;
mod streamed;
pub mod template;
mod token;
mod transport;
mod unanswered;

pub use answer::Answer;
pub use answer_headers::{AnswerHeader, AnswerHeaders, HeaderKind, WithHeaders};
pub use body::{Body, ByteStream};
pub use builder::{Builder, Unbuilt};
pub use bytes::Bytes;
pub use call::Call;
pub use caller::Caller;
pub use endpoint_call::EndpointCall;
pub use error::{Error, Refusal, Undescribed};
pub use examples::Examples;
pub use futures_util::Stream;
pub use hook::Hook;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
pub use next_page::{NextPage, PageValue};
pub use operation::{Example, Operation, Pages};
pub use pages::{Page, Records, records};
pub use prepared_call::{AllPages, Paged, PreparedCall, Turning};
pub use request::Request;
pub use retry::Retry;
pub use streamed::Streamed;
pub use token::{Token, TokenProvider};
pub use transport::{Http, Transport};
pub use unanswered::{Reason, Unanswered};

/// The result of a call, as a boxed future, so that traits with such methods can be used as `dyn`.
pub type Answering<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

/// An error of the caller's own code, such as a token provider or hook.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
