//! Whether a target answers every path with a page for people: a login page, a portal, a server of something else.

use super::send::send;
use crate::{exchange::Response, session::Session};
use ringback_contract::operation::media_type;
use uuid::Uuid;

/// Whether an answer is a page that every path is answered with: also one that nobody has.
pub async fn every_path_shows_it(session: &Session, response: &Response) -> bool {
    if !is_page(response) {
        return false;
    }
    let request = session.options.site.request_at("GET", &format!("/{}", Uuid::new_v4()));
    let answered = send(session, &request).await.result;
    answered.is_ok_and(|other| is_page(&other) && other.status == response.status)
}

fn is_page(response: &Response) -> bool {
    response.header("content-type").is_some_and(media_type::is_html)
}
