//! What is documented of an operation, as data: one static for each.

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
    /// The statuses of success; empty: any 2xx.
    pub success: &'static [u16],
    /// The statuses of a documented refusal; empty: any 4xx that is about what was sent.
    pub rejection: &'static [u16],
    /// Where payloads stand in what comes back; `None`: the body is the payload.
    pub response_at: Option<&'static str>,
    /// How what comes back is divided into pages.
    pub pages: Option<Pages>,
    /// Whether it really rings a phone.
    pub rings: bool,
    /// An answer made from the documents' examples.
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
    /// The list in what comes back.
    pub list: &'static str,
    /// The number of pages in what comes back.
    pub total: &'static str,
}

/// An answer made from the documents' examples.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: &'static str,
}

impl Operation {
    /// Whether a status is one of success.
    pub fn succeeds(&self, status: StatusCode) -> bool {
        self.statuses().accepts(status.as_u16())
    }

    /// Whether a status is one of a documented refusal.
    pub fn rejects(&self, status: StatusCode) -> bool {
        self.statuses().refuses(status.as_u16())
    }

    fn statuses(&self) -> StatusSets<'static> {
        StatusSets::new(self.success, self.rejection)
    }
}
