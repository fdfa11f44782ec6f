//! The parts of an operation's section: what a heading below the operation says about the blocks that follow.

/// What a heading below that of an operation says about the blocks that follow.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// What it does.
    About,
    /// Parameters, in one place or in any.
    Parameters(Option<&'static str>),
    /// What it returns.
    Returns,
    /// How to identify oneself, and the scopes.
    Authorization,
    /// The media types.
    Headers,
    /// The statuses.
    Statuses,
    /// Examples and anything else.
    Other,
}

/// Headings, in lower case, that begin a part.
const PARTS: &[(&str, Part)] = &[
    ("parameters", Part::Parameters(None)),
    ("path parameters", Part::Parameters(Some("path"))),
    ("url parameters", Part::Parameters(Some("path"))),
    ("query parameters", Part::Parameters(Some("query"))),
    ("query string parameters", Part::Parameters(Some("query"))),
    ("header parameters", Part::Parameters(Some("header"))),
    ("request headers", Part::Parameters(Some("header"))),
    ("other parameters", Part::Parameters(None)),
    ("required parameters", Part::Parameters(None)),
    ("optional parameters", Part::Parameters(None)),
    ("return type", Part::Returns),
    ("returns", Part::Returns),
    ("return value", Part::Returns),
    ("authorization", Part::Authorization),
    ("authentication", Part::Authorization),
    ("permissions", Part::Authorization),
    ("required permissions", Part::Authorization),
    ("required scopes", Part::Authorization),
    ("scopes", Part::Authorization),
    ("http request headers", Part::Headers),
    ("http response details", Part::Statuses),
    ("responses", Part::Statuses),
    ("response codes", Part::Statuses),
    ("status codes", Part::Statuses),
    ("errors", Part::Statuses),
    ("example", Part::Other),
    ("examples", Part::Other),
    ("sample", Part::Other),
    ("sample code", Part::Other),
];

/// The part that a heading begins; `None` if it begins none.
pub fn part_of(heading: &str) -> Option<Part> {
    let heading = heading.trim_matches(['*', '`', ':', ' ']).to_lowercase();
    PARTS.iter().find(|(name, _)| *name == heading).map(|(_, part)| part.clone())
}

/// Whether a heading begins a part of an operation, and names no operation.
pub fn is_part(heading: &str) -> bool {
    part_of(heading).is_some()
}
