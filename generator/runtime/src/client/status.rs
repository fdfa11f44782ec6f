//! What a response status says about the payload that was sent.

/// Statuses that say nothing about the payload where no document lists them: they are about who asks, where, how often,
/// and in which state the resource is.
pub const ABOUT_SOMETHING_ELSE: [u16; 14] = [401, 402, 403, 404, 405, 406, 407, 408, 409, 412, 423, 425, 428, 429];

/// What a status says about the payload that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusClass {
    /// The payload was accepted.
    Accepted,
    /// The payload was rejected.
    Refused,
    /// Nothing: the status is undocumented, and about something else.
    Neither,
}

/// The documented statuses of an operation. Undocumented ones are classified by their class (2xx, 4xx).
#[derive(Clone, Copy, Debug)]
pub struct StatusSets<'a> {
    success: &'a [u16],
    rejection: &'a [u16],
}

impl<'a> StatusSets<'a> {
    /// The documented statuses of success and of rejection; each may be empty.
    pub const fn new(success: &'a [u16], rejection: &'a [u16]) -> Self {
        Self { success, rejection }
    }

    /// The documented statuses of success.
    pub fn success(self) -> &'a [u16] {
        self.success
    }

    /// The documented statuses of rejection.
    pub fn rejection(self) -> &'a [u16] {
        self.rejection
    }

    /// The statuses of rejection for a message: `400, 422`, or a description if none are documented.
    pub fn rejection_in_words(self) -> String {
        let list = |statuses: &[u16]| statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
        match (self.rejection, ABOUT_SOMETHING_ELSE.split_last()) {
            ([], Some((last, others))) => format!("any 4xx but {} and {last}", list(others)),
            (statuses, _) => list(statuses),
        }
    }

    /// What a status says about the payload that was sent.
    pub fn class(self, status: u16) -> StatusClass {
        match status {
            _ if self.accepts(status) => StatusClass::Accepted,
            _ if self.refuses(status) => StatusClass::Refused,
            _ => StatusClass::Neither,
        }
    }

    /// Whether a status means that the payload was accepted: documented as success, or any 2xx if none is.
    pub fn accepts(self, status: u16) -> bool {
        if self.success.is_empty() { is_success(status) } else { self.success.contains(&status) }
    }

    /// Whether a status means that the payload was rejected: documented as rejection, or [`is_refusal`] if none is.
    pub fn refuses(self, status: u16) -> bool {
        if self.rejection.is_empty() { is_refusal(status) } else { self.rejection.contains(&status) }
    }
}

/// Whether a status is in the class of success, 2xx.
pub fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Whether a status is of the class of the client's errors.
pub fn is_client_error(status: u16) -> bool {
    (400..500).contains(&status)
}

/// Whether the client is to come back later: the server did not act.
pub fn is_throttled(status: u16) -> bool {
    status == 429
}

/// Whether the server is out of service for a while, and may have acted or not.
pub fn is_unavailable(status: u16) -> bool {
    status == 503
}

/// Whether a status refuses a payload where no document says which do: any 4xx that is not about something else.
pub fn is_refusal(status: u16) -> bool {
    is_client_error(status) && !ABOUT_SOMETHING_ELSE.contains(&status)
}
