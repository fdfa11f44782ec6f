//! What was recorded and not judged, counted and told: nothing is dropped in silence.

use super::redact::redact_name;
use indexmap::IndexMap;
use percent_encoding::percent_decode_str;
use ringback_suite::terminal::strip_control;
use std::collections::BTreeMap;

/// So many different addresses are told apart.
const ADDRESSES: usize = 1_000;
/// So many are told.
const TOLD: usize = 5;
/// A longer part of an address names one thing.
const LONGEST: usize = 40;

/// Why something was not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// The entry holds no request.
    NoRequest,
    /// The body is no JSON, or was not kept.
    NoJson,
    /// The operation has no documented type for what was sent or came back.
    NoType,
    /// The body holds no payload where the operation says.
    NoPayload,
    /// The server refused it, so it is no example of what is taken.
    Refused,
    /// No document tells of such a status.
    Status,
    /// It fits no type, or several.
    Unclear,
    /// It is of another side than the one that is asked about.
    OtherSide,
}

/// What was not judged.
#[derive(Debug, Default)]
pub struct Skipped {
    left: BTreeMap<SkipReason, u64>,
    unmatched: IndexMap<String, u64>,
}

impl SkipReason {
    fn words(self) -> &'static str {
        match self {
            Self::NoRequest => "without a request in it",
            Self::NoJson => "with a body that is no JSON, or was not kept",
            Self::NoType => "with a body of which no type is documented",
            Self::NoPayload => "with a body that holds no payload where the operation has it",
            Self::Refused => "of a request that was refused, which is no example of what is taken",
            Self::Status => "with a status that no document tells of",
            Self::Unclear => "of which the type is not clear",
            Self::OtherSide => "of another side than the one asked about",
        }
    }
}

impl Skipped {
    /// Counts what was not judged.
    pub fn skip(&mut self, why: SkipReason) {
        *self.left.entry(why).or_default() += 1;
    }

    /// Counts an exchange that no documented operation matches.
    pub fn unmatched(&mut self, method: &str, path: &str) {
        let address = address(method, path);
        let known = self.unmatched.len() < ADDRESSES || self.unmatched.contains_key(&address);
        let address = if known { address } else { "other addresses".into() };
        *self.unmatched.entry(address).or_default() += 1;
    }

    /// Says what was judged, by type, and what was not.
    pub fn tell(&self, name: &str, judged: &[(&str, u64)]) {
        let say = |message: String| eprintln!("{}", strip_control(&format!("{name}: {message}")));
        let total: u64 = judged.iter().map(|(_, count)| count).sum();
        let by_type: Vec<String> = judged.iter().take(TOLD).map(|(name, count)| format!("{name} {count}")).collect();
        let more = judged.len().saturating_sub(TOLD);
        let more = if more > 0 { format!(", {more} types more") } else { String::new() };
        let types = if total == 0 { String::new() } else { format!(" ({}{more})", by_type.join(", ")) };
        say(format!("{} judged{types}", counted(total, "payload")));
        if !self.unmatched.is_empty() {
            let total = self.unmatched.values().sum();
            let mut all: Vec<(&String, &u64)> = self.unmatched.iter().collect();
            all.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let mut told: Vec<String> =
                all.iter().take(TOLD).map(|(address, count)| format!("{count} × {address}")).collect();
            if all.len() > TOLD {
                told.push("…".into());
            }
            let match_none = if total == 1 { "matches" } else { "match" };
            say(format!("{} {match_none} no documented operation ({})", counted(total, "exchange"), told.join(", ")));
        }
        for (why, count) in &self.left {
            say(format!("{count} passed over {}", why.words()));
        }
    }
}

fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// `GET /v2/users/*/calls`: an address without what names one thing or one person.
fn address(method: &str, path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty()).take(12).map(|part| {
        let part = percent_decode_str(part).decode_utf8_lossy();
        let is_version = part.starts_with('v') && part.len() < 5;
        let is_word = part.len() < LONGEST && part.chars().all(|c| c.is_ascii_alphabetic() || "-_.".contains(c));
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
    fn addresses_are_told_without_what_is_somebodys() {
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
