//! A builder without the required `queueId` does not compile, and the message names the property.

use ringback_types::webex::ScheduledCallbackRequest;

fn main() {
    let _ = ScheduledCallbackRequest::builder()
        .customer_name("Jane Doe".parse().unwrap())
        .callback_number("+12025550100")
        .timezone("Europe/Berlin".parse().unwrap())
        .schedule_date("2027-02-03".parse().unwrap())
        .start_time("14:30:00".parse().unwrap())
        .end_time("15:00:00".parse().unwrap())
        .build();
}
