//! Statuses of answers: which accept, which refuse, which are about something else.

pub use ringback_runtime::status::{
    ABOUT_SOMETHING_ELSE, StatusClass, StatusSets, is_client_error, is_refusal, is_success, is_throttled,
};

/// Whether HTTP has such a status.
pub fn is_status(status: u16) -> bool {
    (100..600).contains(&status)
}

/// Whether an answer with this status has a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
pub fn has_body(status: u16) -> bool {
    !matches!(status, 204 | 205 | 304)
}

/// Whether a status tells of an error, the client's or the server's.
pub fn is_error(status: u16) -> bool {
    status >= 400
}

/// Whether a status tells of a fault of the server's own.
pub fn is_server_error(status: u16) -> bool {
    status >= 500
}

/// Whether a status sends the client elsewhere.
pub fn is_redirect(status: u16) -> bool {
    (300..400).contains(&status)
}

/// Whether what is deleted is gone: there was nothing any more, or it is known to be deleted.
pub fn is_gone(status: u16) -> bool {
    matches!(status, 404 | 410)
}

/// Whether the server cannot do what is asked, for any resource.
pub fn is_not_implemented(status: u16) -> bool {
    status == 501
}

/// Whether the client is not known, or may not do this.
pub fn is_unauthorised(status: u16) -> bool {
    matches!(status, 401 | 403)
}

/// Whether there is nothing at the path, or not for the method.
pub fn is_not_found(status: u16) -> bool {
    matches!(status, 404 | 405)
}

/// Whether an answer is about how the target is set up, and says nothing about the contract: credentials and path.
pub fn is_about_setup(status: u16) -> bool {
    is_unauthorised(status) || is_not_found(status)
}
