//! The statuses that a response of a specification is for.

use std::fmt;

/// The statuses that a response is for, what says most about a status first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResponseStatus {
    /// One status.
    Code(u16),
    /// All statuses with this first digit: `4XX`.
    Range(u8),
    /// All statuses that no other response is for.
    Default,
}

impl ResponseStatus {
    /// The statuses that a key of `responses` names.
    pub fn named(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        let upper = key.to_ascii_uppercase();
        match upper.strip_suffix("XX") {
            Some(class) => class.parse().ok().filter(|class| (1..=5).contains(class)).map(Self::Range),
            None => key.parse().ok().filter(|code| (100..=599).contains(code)).map(Self::Code),
        }
    }
}

impl ResponseStatus {
    /// Whether a response with this status is one of these.
    pub fn covers(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(class) => u16::from(class) == status / 100,
            Self::Default => true,
        }
    }
}

impl fmt::Display for ResponseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}
