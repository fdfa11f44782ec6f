//! The documented facts about an operation, one static for each.

use super::{Method, StatusCode, status::StatusSets};

/// A documented operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// Its name in the vendor's description, such as `create-callback`.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// The path below the base URL, with `{placeholders}`.
    pub path: &'static str,
    /// The statuses of success; if empty, any 2xx.
    pub success: &'static [u16],
    /// The statuses of rejection; if empty, any 4xx that is about the request's content.
    pub rejection: &'static [u16],
    /// The locator of payloads in the response; `None` if the body is the payload.
    pub response_at: Option<&'static str>,
    /// How a list response is divided into pages.
    pub pages: Option<Pages>,
    /// Whether a call makes a real phone ring.
    pub rings: bool,
    /// A response made from the documents' examples.
    pub example: Example,
}

/// How a list is divided into pages.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The query parameter with the number of the page.
    pub number: &'static str,
    /// The number of the first page.
    pub first: u64,
    /// The query parameter with the number of records on a page.
    pub size: Option<&'static str>,
    /// The locator of the list in the response.
    pub list: &'static str,
    /// The pointer to the number of pages in the response.
    pub total: &'static str,
}

/// A response made from the documents' examples.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: &'static str,
}

impl Operation {
    /// Whether a status means success.
    pub fn succeeds(&self, status: StatusCode) -> bool {
        self.statuses().accepts(status.as_u16())
    }

    /// Whether a status means a documented rejection.
    pub fn rejects(&self, status: StatusCode) -> bool {
        self.statuses().refuses(status.as_u16())
    }

    fn statuses(&self) -> StatusSets<'static> {
        StatusSets::new(self.success, self.rejection)
    }
}
