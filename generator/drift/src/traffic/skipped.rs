//! Counts what was recorded but not compared, and reports it: nothing is dropped silently.

use super::redact::redact_name;
use indexmap::IndexMap;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// Distinct addresses that are counted apart; bounds memory on hostile recordings.
const ADDRESS_LIMIT: usize = 1_000;
/// Types and addresses that a report lists.
const LIST_LIMIT: usize = 5;
/// Characters of a path segment that is a word; a longer one is an identifier.
const WORD_LIMIT: usize = 40;

/// Why something was not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// The entry has no request.
    NoRequest,
    /// The body is not JSON, or was not recorded.
    NotJson,
    /// The operation documents no type for the body.
    UndocumentedBody,
    /// The body has no payload where the operation says.
    NoPayload,
    /// The server rejected the request, so its body is no example of an accepted one.
    RejectedRequest,
    /// The operation documents no such status.
    UndocumentedStatus,
    /// No type, or more than one, can be inferred.
    UnclearType,
    /// It travelled on another side than the one to compare.
    OtherSide,
    /// The whole request was to be compared, and was not recorded as a whole.
    PartialRequest,
    /// It is a container in a format that the vendor does not export any more.
    OlderFormat,
}

/// Counts of what was not compared.
#[derive(Debug, Default)]
pub struct TrafficTally {
    skipped: BTreeMap<SkipReason, u64>,
    unmatched: IndexMap<String, u64>,
}

impl SkipReason {
    fn text(self) -> &'static str {
        match self {
            Self::NoRequest => "an entry without a request",
            Self::NotJson => "a body that is not JSON, or was not recorded",
            Self::UndocumentedBody => "a body for which no type is documented",
            Self::NoPayload => "a body without a payload where the operation has it",
            Self::RejectedRequest => "a rejected request, which is no example of an accepted one",
            Self::UndocumentedStatus => "a response with an undocumented status",
            Self::UnclearType => "a payload whose type is not clear",
            Self::OtherSide => "a payload of another side than the one to compare",
            Self::PartialRequest => "a request that was not recorded as a whole, or has another media type",
            Self::OlderFormat => "a container in an older format of its vendor",
        }
    }
}

impl TrafficTally {
    /// Counts something that is not compared.
    pub fn skip(&mut self, why: SkipReason) {
        *self.skipped.entry(why).or_default() += 1;
    }

    /// Counts an exchange that matches no documented operation.
    pub fn count_unmatched(&mut self, method: &str, path: &str) {
        let address = address(method, path);
        let known = self.unmatched.len() < ADDRESS_LIMIT || self.unmatched.contains_key(&address);
        let address = if known { address } else { "other addresses".into() };
        *self.unmatched.entry(address).or_default() += 1;
    }

    /// What was compared, by type, and what was not: a line each.
    pub fn notes(&self, judged: &[(&str, u64)]) -> Vec<String> {
        let mut notes = Vec::new();
        let total: u64 = judged.iter().map(|(_, count)| count).sum();
        let by_type: Vec<String> =
            judged.iter().take(LIST_LIMIT).map(|(name, count)| format!("{name} {count}")).collect();
        let more = judged.len().saturating_sub(LIST_LIMIT);
        let more = if more > 0 { format!(", {more} more types") } else { String::new() };
        let types = if total == 0 { String::new() } else { format!(" ({}{more})", by_type.join(", ")) };
        notes.push(format!("{} judged{types}", counted(total, "payload")));
        if !self.unmatched.is_empty() {
            let total = self.unmatched.values().sum();
            let mut all: Vec<(&String, &u64)> = self.unmatched.iter().collect();
            all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let mut listed: Vec<String> =
                all.iter().take(LIST_LIMIT).map(|(address, count)| format!("{count} × {address}")).collect();
            if all.len() > LIST_LIMIT {
                listed.push("…".into());
            }
            let match_none = if total == 1 { "matches" } else { "match" };
            notes.push(format!(
                "{} {match_none} no documented operation ({})",
                counted(total, "exchange"),
                listed.join(", ")
            ));
        }
        notes.extend(self.skipped.iter().map(|(why, count)| format!("{count} skipped: {}", why.text())));
        notes
    }
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A method and path with `*` for every segment that may identify something or somebody: `GET /v2/users/*/calls`.
fn address(method: &str, path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty()).take(12).map(|part| {
        let part = percent_decode_str(part).decode_utf8_lossy();
        let is_version = part.starts_with('v') && part.len() < 5;
        let is_word = part.len() < WORD_LIMIT && part.chars().all(|c| c.is_ascii_alphabetic() || "-_.".contains(c));
        if is_word || is_version { redact_name(&part) } else { "*".into() }
    });
    let parts: Vec<String> = parts.collect();
    let method: String = method.chars().filter(char::is_ascii_alphabetic).take(10).collect();
    format!("{method} /{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_hide_what_identifies_somebody() {
        for (path, expected) in [
            ("/api/v2/users/ann%40host.invalid/calls/17", "GET /api/v2/users/*/calls/*"),
            ("/numbers/%2B999123456789", "GET /numbers/*"),
            ("/by-name/Ann%20Ray", "GET /by-name/*"),
            ("/", "GET /"),
        ] {
            assert_eq!(address("GET", path), expected);
        }
    }
}
