//! How a body of a media type is sent and read.

use ringback_contract::operation::media_type::is_json;

/// How a body is sent and read, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaKind {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/…`
    Multipart,
    /// Text of any kind.
    Text,
    /// Anything else.
    Bytes,
}

/// Whether a media type is XML, which becomes text: no type holds it.
pub fn is_xml(media_type: &str) -> bool {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().ends_with("xml")
}

impl MediaKind {
    /// The kind of a media type or a range of them.
    pub fn of(media_type: &str) -> Self {
        let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match plain.as_str() {
            "*/*" | "application/*" | "" => Self::Json,
            plain if is_json(plain) => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            plain if plain.starts_with("multipart/") => Self::Multipart,
            plain if plain.starts_with("text/") || plain.ends_with("xml") => Self::Text,
            _ => Self::Bytes,
        }
    }
}
