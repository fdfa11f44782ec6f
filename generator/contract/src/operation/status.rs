//! The meaning of response statuses: success, rejection of the payload, or something else.

pub use ringback_runtime::status::{
    ABOUT_SOMETHING_ELSE, StatusClass, StatusSets, is_client_error, is_refusal, is_success, is_throttled,
    is_unavailable,
};

/// Whether a status is about something else than the payload, unless a document says otherwise: who asks, where, how
/// often, the state of the resource, another address, or what stands before the server (502, 503, 504).
pub fn is_about_something_else(status: u16) -> bool {
    ABOUT_SOMETHING_ELSE.contains(&status) || is_redirect(status) || matches!(status, 502..=504)
}

/// Whether HTTP has such a status.
pub fn is_status(status: u16) -> bool {
    (100..600).contains(&status)
}

/// Whether a response with this status has a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
pub fn has_body(status: u16) -> bool {
    !matches!(status, 204 | 205 | 304)
}

/// Whether a status is an error of the client or of the server (4xx, 5xx).
pub fn is_error(status: u16) -> bool {
    status >= 400
}

/// Whether a status is an error of the server (5xx).
pub fn is_server_error(status: u16) -> bool {
    status >= 500
}

/// Whether a status is a redirect.
pub fn is_redirect(status: u16) -> bool {
    (300..400).contains(&status)
}

/// Whether a deleted record is gone: it was not found, or is known to be deleted (404, 410).
pub fn is_gone(status: u16) -> bool {
    matches!(status, 404 | 410)
}

/// Whether the server does not support the method for any resource (501).
pub fn is_not_implemented(status: u16) -> bool {
    status == 501
}

/// Whether the client is not known, or may not do this.
pub fn is_unauthorised(status: u16) -> bool {
    matches!(status, 401 | 403)
}

/// Whether nothing exists at the path, or not for the method (404, 405).
pub fn is_not_found(status: u16) -> bool {
    matches!(status, 404 | 405)
}

/// Whether a status is about the configuration of the target, such as credentials and path, and not about the payload.
pub fn is_about_setup(status: u16) -> bool {
    is_unauthorised(status) || is_not_found(status)
}
