//! Whether a target is on this machine: requests to others have to be allowed.
//!
//! A name says nothing: what counts is the address that is connected to. It is looked at when a run begins, and again by
//! every connection.

use ringback_contract::error::Error;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use url::{Host, Url};

/// Which machines may be connected to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressPolicy {
    /// Whether other machines than this one may be called (`--allow-remote`).
    pub allow_remote: bool,
    /// Whether operations that dial may be called there (`--allow-ringing`).
    pub allow_ringing: bool,
}

impl AddressPolicy {
    /// Whether a request may be sent to this machine only; `rings` says that it may call phones.
    pub fn is_local_only(self, rings: bool) -> bool {
        !self.allow_remote || (rings && !self.allow_ringing)
    }

    /// Checks all addresses of a host, since any of them may be connected to.
    ///
    /// # Errors
    ///
    /// If there is none, or one may not be connected to; the message says which option allows it.
    pub fn check(self, rings: bool, host: &str, addresses: &[SocketAddr]) -> Result<(), String> {
        if addresses.is_empty() {
            return Err(format!("{host} has no address"));
        }
        match addresses.iter().find(|address| !is_here(address.ip())) {
            Some(other) if self.is_local_only(rings) => {
                let option = if self.allow_remote { "--allow-ringing" } else { "--allow-remote" };
                Err(format!("{host} is at {}, which is not this machine; {option} allows it", other.ip()))
            }
            _ => Ok(()),
        }
    }
}

/// Whether an address is one of this machine. IPv4 addresses in the form of IPv6 are told by the address in them.
fn is_here(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Whether the host of a URL is written as this machine: a loopback address, `localhost` or a name below it.
pub fn may_be_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_here(address.into()),
        Some(Host::Ipv6(address)) => is_here(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// Whether all addresses of the host of a URL are of this machine. A name that is not written as this machine is not
/// looked up: that alone would tell others.
pub fn is_loopback(url: &Url) -> bool {
    if !may_be_here(url) {
        return false;
    }
    match url.host() {
        Some(Host::Domain(name)) => {
            let found = (name, url.port_or_known_default().unwrap_or_default()).to_socket_addrs();
            let mut found = found.into_iter().flatten().peekable();
            found.peek().is_some() && found.all(|address| is_here(address.ip()))
        }
        _ => true,
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
    use super::{AddressPolicy, is_loopback};
    use url::Url;

    /// However an address is written.
    #[test]
    fn this_machine_is_told_from_others() {
        for (url, here) in [
            ("http://127.0.0.1:1", true),
            ("http://127.8.8.8", true),
            ("http://[::1]:80", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://2130706433", true),
            ("http://0x7f.1", true),
            ("http://0177.0.0.1", true),
            ("http://１２７.0.0.1", true),
            ("http://localhost", true),
            ("http://LOCALHOST:8080/x", true),
            ("http://localhost.example.com", false),
            ("http://localhost@example.com", false),
            ("http://127.0.0.1@10.0.0.1", false),
            ("http://example.com#@127.0.0.1", false),
            ("http://127.0.0.1.example.com", false),
            ("http://evil.localhost.", false),
            ("http://nowhere.localhost", false),
            ("http://10.0.0.1", false),
            ("http://0.0.0.0", false),
            ("http://[::]", false),
            ("http://[::ffff:8.8.8.8]", false),
            ("http://[::127.0.0.1]", false),
            ("http://134744072", false),
            ("http://[fe80::1]", false),
            ("https://api.example.com", false),
        ] {
            let url: Url = url.parse().unwrap();
            // Some systems resolve every name below `localhost` to this machine, as RFC 6761 asks.
            if url.as_str().contains(".localhost") && is_loopback(&url) {
                continue;
            }
            assert_eq!(is_loopback(&url), here, "{url}");
        }
        assert!("http://[fe80::1%25lo]".parse::<Url>().is_err() && "http://127.0.0.1.1".parse::<Url>().is_err());
    }

    #[test]
    fn one_address_elsewhere_is_enough_to_refuse_a_name() {
        let addresses = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<_>>();
        let here = addresses(&["127.0.0.1:80", "[::1]:80", "[::ffff:127.0.0.1]:80"]);
        let mixed = addresses(&["127.0.0.1:80", "203.0.113.7:80"]);
        let [local, remote, ringing] = [(false, false), (true, false), (true, true)]
            .map(|(allow_remote, allow_ringing)| AddressPolicy { allow_remote, allow_ringing });
        for policy in [local, remote, ringing] {
            assert_eq!(policy.check(true, "a", &here), Ok(()));
            assert!(policy.check(true, "a", &[]).is_err());
        }
        assert!(local.check(false, "evil.localhost", &mixed).unwrap_err().contains("203.0.113.7"));
        assert!(local.check(false, "a", &mixed).unwrap_err().contains("--allow-remote"));
        assert!(remote.check(true, "a", &mixed).unwrap_err().contains("--allow-ringing"));
        assert_eq!((remote.check(false, "a", &mixed), ringing.check(true, "a", &mixed)), (Ok(()), Ok(())));
    }
}
