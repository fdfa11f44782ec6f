//! Vendors' folders, one by one and together.

use super::{copy_vendors, folder, page, report, told, with, write};

const VENDORS: [&str; 4] = ["amazon-connect", "genesys-cloud", "talkdesk", "webex"];

#[test]
fn every_vendor_is_the_same_as_itself() {
    let folder = folder(&[]);
    for state in ["before", "after"] {
        copy_vendors(&VENDORS, &folder.path().join(state));
    }
    let (report, code) = report(folder.path(), &[]);
    assert_eq!((report["verdict"].as_str(), code), (Some("none"), 0), "{:?}", told(&report));
    assert_eq!(report["documentation"], serde_json::json!([]));
}

#[test]
fn types_of_several_vendors_are_named_after_them_and_documents_from_the_outer_folder() {
    let folder = folder(&[]);
    for state in ["before", "after"] {
        copy_vendors(&VENDORS, &folder.path().join(state));
    }
    let path = "webex/documents/CallbackSchedule.txt";
    write(&folder.path().join("after").join(path), &with(&page(path), &[("\"queueId\",\n", "")]));
    let (report, code) = report(folder.path(), &[]);
    assert_eq!(told(&report), ["webex/CallbackSchedule /queueId response widened breaking"]);
    assert_eq!((report["changes"][0]["sources"][0][0]["document"].as_str(), code), (Some(path), 1));
}

#[test]
fn a_vendor_that_comes_breaks_nobody_and_the_operations_of_one_that_goes_are_missed() {
    let folder = folder(&[]);
    copy_vendors(&VENDORS[1..], &folder.path().join("before"));
    copy_vendors(&VENDORS, &folder.path().join("after"));
    let (came, code) = report(folder.path(), &[]);
    assert_eq!((came["verdict"].as_str(), code), (Some("compatible"), 0), "{:?}", told(&came));
    assert!(told(&came).iter().all(|change| change.starts_with("amazon-connect/") && change.contains(" added ")));
    let ended = super::drift(folder.path(), &["after", "before", "--format", "json"]);
    let gone = told(&serde_json::from_str(&ended.out).unwrap());
    assert_eq!(ended.code, 1, "{gone:?}");
    let operation = "amazon-connect/operation create-contact-flow  request removed breaking";
    assert!(gone.iter().any(|change| change == operation), "{gone:?}");
    assert!(
        gone.iter().any(|change| change == "amazon-connect/CreateCallbackContact  request removed undecided"),
        "{gone:?}"
    );
}
