//! How grave a change is: by its impact, unless a file says otherwise for its rule.

use ringback_drift::change::Impact;

/// How grave a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is not reported.
    Off,
    /// It breaks nobody.
    Info,
    /// Whether it breaks anybody is not known, or it is tolerated.
    Warning,
    /// It breaks somebody.
    Error,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 4] = [Self::Off, Self::Info, Self::Warning, Self::Error];

    /// The name in reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl From<Impact> for Level {
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::Compatible => Self::Info,
            Impact::Undecided => Self::Warning,
            Impact::Breaking => Self::Error,
        }
    }
}
