//! Whether a target is on this machine: requests to others have to be allowed.

use ringback_contract::error::Error;
use url::{Host, Url};

/// Whether the host of a URL is this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// Rejects a target on another machine, unless remote targets are allowed.
///
/// # Errors
///
/// If the target is remote and `--allow-remote` is not given.
pub fn admit(url: &Url, allow_remote: bool) -> Result<(), Error> {
    if allow_remote || is_loopback(url) {
        return Ok(());
    }
    let host = url.host_str().unwrap_or_default();
    Err(Error::Usage(format!(
        "{host} is not this machine: callbacks may call real phones there; --allow-remote allows it, \
         and --allow-ringing the operations that dial"
    )))
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn this_machine_is_told_from_others() {
        for (url, here) in [
            ("http://127.0.0.1:1", true),
            ("http://127.8.8.8", true),
            ("http://[::1]:80", true),
            ("http://localhost", true),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
            ("https://api.example.com", false),
        ] {
            assert_eq!(is_loopback(&url.parse().unwrap()), here, "{url}");
        }
    }
}
