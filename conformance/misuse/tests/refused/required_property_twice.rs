//! A required property cannot be set twice.

use ringback_types::webex::ScheduledCallbackRequest;

fn main() {
    let _ = ScheduledCallbackRequest::builder().queue_id("one").queue_id("other");
}
