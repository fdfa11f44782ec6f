//! Whether the name of a property says that its value is a phone number, or a moment.

/// Parts of names that say so wherever they stand.
const ANYWHERE: &[&str] = &[
    "phone",
    "mobilenumber",
    "msisdn",
    "callbacknumber",
    "callernumber",
    "callerid",
    "calleenumber",
    "contactnumber",
    "customernumber",
    "destinationnumber",
    "sourcenumber",
    "tonumber",
    "fromnumber",
    "dialednumber",
    "dialnumber",
    "dialstring",
    "dialledstring",
    "dialedstring",
    "faxnumber",
    "smsnumber",
    "whatsapp",
];

/// Names that say so alone.
const WHOLE: &[&str] = &[
    "ani", "dnis", "tel", "tels", "fax", "mobile", "cell", "number", "numbers", "caller", "callee", "dial", "e164",
    "sms",
];

/// Parts of names that say that a moment is meant.
const MOMENTS: &[&str] = &["timestamp", "time", "date", "epoch", "millis", "seconds"];

/// Whether a name says that a moment is meant, and no phone number: `createdTimestamp`, `start_time`.
pub(super) fn names_a_moment(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    MOMENTS.iter().any(|part| lower.contains(part)) && !names_a_phone(name)
}

/// Whether a name says that a phone number is meant: `callbackNumbers`, `phone_number`, `ani`.
pub(super) fn names_a_phone(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    WHOLE.contains(&name.as_str()) || ANYWHERE.iter().any(|part| name.contains(part))
}
