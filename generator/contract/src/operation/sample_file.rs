//! Content for files that are sent: the smallest file of a media type.

use super::media_type::{covers, essence};

/// A file that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Its media type.
    pub media_type: &'static str,
    /// The usual end of its name.
    pub extension: &'static str,
    /// Its bytes; `None` if any text is such a file.
    content: Option<&'static [u8]>,
}

impl SampleFile {
    const fn of(media_type: &'static str, extension: &'static str, content: Option<&'static [u8]>) -> Self {
        Self { media_type, extension, content }
    }

    /// Its bytes; those of the text if any text is such a file.
    pub fn bytes<'t>(&self, text: &'t str) -> &'t [u8] {
        self.content.unwrap_or(text.as_bytes())
    }
}

/// The smallest files. Of several that a range of media types covers, the first is taken.
const FILES: &[SampleFile] = &[
    SampleFile::of("application/octet-stream", "bin", None),
    SampleFile::of("text/plain", "txt", None),
    SampleFile::of("text/csv", "txt", None),
    SampleFile::of("text/markdown", "txt", None),
    SampleFile::of("image/png", "png", Some(include_bytes!("sample_file/pixel.png"))),
    SampleFile::of("image/jpeg", "jpg", Some(include_bytes!("sample_file/pixel.jpg"))),
    SampleFile::of("image/gif", "gif", Some(include_bytes!("sample_file/pixel.gif"))),
    SampleFile::of("application/pdf", "pdf", Some(include_bytes!("sample_file/page.pdf"))),
    SampleFile::of("application/zip", "zip", Some(include_bytes!("sample_file/empty.zip"))),
];

/// A file of one of some media types, as `Content-Type` or an encoding lists them: `image/png, image/*`; nothing stands for any.
/// `None` if none of them can be made.
pub fn sample_file(media_types: &str) -> Option<SampleFile> {
    media_types.split(',').map(essence).find_map(|wanted| {
        let is_meant =
            |file: &&SampleFile| wanted.is_empty() || wanted == file.media_type || covers(&wanted, file.media_type);
        FILES.iter().find(is_meant).copied()
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
            assert_eq!(made, expected, "{media_types}");
        }
    }
}
