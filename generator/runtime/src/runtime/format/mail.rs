//! Mailboxes (RFC 5321, and RFC 6531 for any script) and the hosts that they are at.

use std::net::{Ipv4Addr, Ipv6Addr};

/// An RFC 5321 mailbox.
pub fn is_email(text: &str) -> bool {
    is_mailbox(text, |c| c.is_ascii(), is_hostname)
}

/// An RFC 6531 mailbox: whatever is not ASCII may stand wherever letters do.
pub fn is_idn_email(text: &str) -> bool {
    is_mailbox(text, |_| true, is_any_hostname)
}

fn is_mailbox(text: &str, written: impl Fn(char) -> bool, is_domain: impl Fn(&str) -> bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_holds = match local.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').is_some_and(is_quoted),
        None => local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom)),
    };
    let domain_holds = match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => is_address(address),
        None => is_domain(domain),
    };
    local_holds && local.len() <= LONGEST_LOCAL && local.chars().all(written) && domain_holds
}

/// RFC 5321, section 4.5.3.1.1, in octets.
const LONGEST_LOCAL: usize = 64;

fn is_atom(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// What stands between quotes: a quote or a backslash has a backslash before it, and there are no control characters.
fn is_quoted(text: &str) -> bool {
    let printable = |c: char| !c.is_ascii() || c == ' ' || c.is_ascii_graphic();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let holds = match c {
            '"' => false,
            '\\' => rest.next().is_some_and(|c| c == ' ' || c.is_ascii_graphic()),
            c => printable(c),
        };
        if !holds {
            return false;
        }
    }
    true
}

/// What stands between brackets; of all tags only `IPv6` is registered. Numbers may have leading zeros here.
fn is_address(text: &str) -> bool {
    let number = |part: &str| {
        (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u16>().is_ok_and(|number| number < 256)
    };
    match text.split_once(':') {
        Some((tag, address)) => tag.eq_ignore_ascii_case("IPv6") && is_ipv6(address),
        None => text.split('.').count() == 4 && text.split('.').all(number),
    }
}

/// An RFC 1123 host name.
pub fn is_hostname(text: &str) -> bool {
    text.is_ascii() && is_any_hostname(text)
}

/// A host name of which nobody asks whether its other scripts are assigned and in order.
fn is_any_hostname(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-')
    };
    text.chars().count() <= 253 && text.split('.').all(label)
}

/// Four numbers.
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Groups of hexadecimal digits, a gap among them perhaps.
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}
