//! A vendor adds values: a match without an arm for them does not compile.

use ringback_types::webex::CallbackScheduleCallbackOrigin as Origin;

fn main() {}

fn is_call(origin: &Origin) -> bool {
    match origin {
        Origin::Livecall => true,
        Origin::Api => false,
        Origin::Unknown(_) => false,
    }
}
