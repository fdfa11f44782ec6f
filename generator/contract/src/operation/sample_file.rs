//! Content for files that are sent: the smallest file of a media type.

use super::media_type::essence;

/// The smallest files, each with its media type and the usual end of its name.
const FILES: &[(&str, &str, &[u8])] = &[
    ("image/png", "png", include_bytes!("sample_file/pixel.png")),
    ("image/jpeg", "jpg", include_bytes!("sample_file/pixel.jpg")),
    ("image/gif", "gif", include_bytes!("sample_file/pixel.gif")),
    ("application/pdf", "pdf", include_bytes!("sample_file/page.pdf")),
    ("application/zip", "zip", include_bytes!("sample_file/empty.zip")),
];

/// A file that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Its media type.
    pub media_type: String,
    /// The usual end of its name.
    pub extension: &'static str,
    /// Its bytes; `None` if any text is such a file.
    pub content: Option<&'static [u8]>,
}

/// A file of one of some media types, as `Content-Type` or an encoding lists them: `image/png, image/*`; nothing stands for any.
/// `None` if none of them can be made.
pub fn sample_file(media_types: &str) -> Option<SampleFile> {
    media_types.split(',').map(essence).find_map(|wanted| {
        let is_meant = |media_type: &str| match wanted.strip_suffix('*') {
            Some(start) => media_type.starts_with(start),
            None => media_type == wanted,
        };
        let text = |media_type: &str, extension| {
            Some(SampleFile { media_type: media_type.to_owned(), extension, content: None })
        };
        if wanted.is_empty() || matches!(wanted.as_str(), "*/*" | "application/*" | "application/octet-stream") {
            return text("application/octet-stream", "bin");
        }
        if is_meant("text/plain") || wanted == "text/csv" || wanted == "text/markdown" {
            return text(if wanted.ends_with('*') { "text/plain" } else { &wanted }, "txt");
        }
        let (media_type, extension, content) = FILES.iter().find(|(media_type, ..)| is_meant(media_type))?;
        Some(SampleFile { media_type: (*media_type).to_owned(), extension, content: Some(content) })
    })
}

#[cfg(test)]
mod tests {
    use super::sample_file;

    #[test]
    fn a_file_is_made_of_the_first_media_type_that_can_be() {
        for (media_types, expected) in [
            ("image/png", Some("image/png")),
            ("Image/PNG; q=1", Some("image/png")),
            ("image/tiff, image/*", Some("image/png")),
            ("image/jpeg,image/png", Some("image/jpeg")),
            ("application/pdf", Some("application/pdf")),
            ("text/*", Some("text/plain")),
            ("text/csv", Some("text/csv")),
            ("", Some("application/octet-stream")),
            ("*/*", Some("application/octet-stream")),
            ("image/tiff", None),
            ("application/xml", None),
            ("text/html", None),
            ("video/mp4, audio/*", None),
        ] {
            let made = sample_file(media_types).map(|file| file.media_type);
            assert_eq!(made.as_deref(), expected, "{media_types}");
        }
    }
}
