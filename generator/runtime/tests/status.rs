//! Which statuses accept a payload, which refuse it, and which are about something else.

use ringback_runtime::status::{
    StatusClass::{self, Accepted, Neither, Refused},
    StatusSets,
};

#[test]
fn refusals_are_listed() {
    assert_eq!(StatusSets::new(&[], &[400, 422]).rejection_in_words(), "400, 422");
    assert_eq!(
        StatusSets::new(&[], &[]).rejection_in_words(),
        "any 4xx but 401, 402, 403, 404, 405, 406, 407, 408, 409, 412, 423, 425, 428 and 429"
    );
}

#[test]
fn what_is_documented_decides_and_else_the_class_of_the_status() {
    let silent = StatusSets::new(&[], &[]);
    let documented = StatusSets::new(&[202, 303], &[404, 409]);
    for (status, without, with) in [
        (200, Accepted, Neither),
        (202, Accepted, Accepted),
        (303, Neither, Accepted),
        (400, Refused, Neither),
        (401, Neither, Neither),
        (404, Neither, Refused),
        (409, Neither, Refused),
        (422, Refused, Neither),
        (429, Neither, Neither),
        (500, Neither, Neither),
    ] {
        let classes: [StatusClass; 2] = [silent.class(status), documented.class(status)];
        assert_eq!(classes, [without, with], "{status}");
    }
}
