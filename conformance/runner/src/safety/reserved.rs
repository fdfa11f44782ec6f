//! The rule that allows numbers: ranges reserved for fiction, and a country code that nobody has.

use super::dial_string::DialString;

/// The fewest digits that are more than a few zeros.
const FEWEST: usize = 7;

/// Ranges reserved for fiction: country code and number up to the variable part, and the count of digits after it.
const RESERVED: &[(&str, usize)] = &[
    ("120255501", 2),
    ("442079460", 3),
    ("61491570006", 0),
    ("61491570156", 0),
    ("61491570157", 0),
    ("61491570158", 0),
    ("61491570159", 0),
    ("3319900", 4),
    ("493023125", 3),
];

/// The Swedish reserved range, which no prefix describes.
const SWEDISH: std::ops::RangeInclusive<u64> = 46_701_740_605..=46_701_740_699;

/// A country code that is not assigned, so that no network routes it.
const NOWHERE: &str = "999";

/// The fewest digits with which [`NOWHERE`] is a country code, and neither an emergency call nor a short code.
const FEWEST_NOWHERE: usize = 10;

/// The most digits of a number of the country code [`NOWHERE`]: one more than E.164 allows, for a case that breaks that.
const MOST_NOWHERE: usize = 16;

/// Whether a dial string reaches somebody. `is_phone` says that it is surely taken for a phone number.
pub(super) fn rings(dialled: &DialString, is_phone: bool) -> bool {
    let digits = dialled.digits.trim_start_matches('0');
    let listed = RESERVED.iter().any(|(start, more)| digits.starts_with(start) && digits.len() == start.len() + more);
    let swedish = digits.parse().is_ok_and(|number: u64| SWEDISH.contains(&number));
    // Without `+` it might be dialled as a number of the receiver's own country.
    let nowhere = digits.starts_with(NOWHERE)
        && (FEWEST_NOWHERE..=MOST_NOWHERE).contains(&digits.len())
        && (dialled.is_international || (!is_phone && digits.bytes().all(|digit| digit == b'9')));
    // The beginning of a reserved number: nothing is reached before the rest is dialled.
    let unfinished = dialled.is_international
        && RESERVED.iter().any(|(start, more)| {
            digits.len() < start.len() + more && (start.starts_with(digits) || digits.starts_with(start))
        });
    // Zeros alone reach an operator at most where they are few.
    let zeros = digits.is_empty() && dialled.digits.len() >= FEWEST;
    !(listed || swedish || nowhere || unfinished || zeros)
}
