//! Compiles: every required property is set once, in any order, and a match has an arm for unknown values.

use ringback_types::webex::{CallbackScheduleCallbackOrigin, ScheduledCallbackRequest};

fn main() {
    let request = ScheduledCallbackRequest::builder()
        .queue_id("b8a3d2f0-1c4e-4a77-9b1e-2f0d6c5a4e3b")
        .start_time("14:30:00".parse().unwrap())
        .end_time("15:00:00".parse().unwrap())
        .schedule_date("2027-02-03".parse().unwrap())
        .timezone("Europe/Berlin".parse().unwrap())
        .callback_number("+12025550100")
        .callback_reason("the first reason")
        .callback_reason("what is not required may be set again")
        .customer_name("Jane Doe".parse().unwrap())
        .build();
    assert!(request.is_ok(), "{request:?}");
}

#[allow(dead_code)]
fn origin(origin: &CallbackScheduleCallbackOrigin) -> bool {
    match origin {
        CallbackScheduleCallbackOrigin::Livecall => true,
        _ => false,
    }
}
