//! The front matter of a page: `---`, keys in YAML, `---`.

/// The title in the front matter, and the page below it.
#[derive(Debug, Default, PartialEq)]
pub struct FrontMatter<'a> {
    /// The value of `title:`, and its line.
    pub title: Option<(&'a str, u32)>,
    /// The page without front matter.
    pub body: &'a str,
    /// The number of the line on which the body starts, counted from 1.
    pub first_line: u32,
    /// Whether the closing `---` is missing.
    pub is_unclosed: bool,
}

/// Separates the front matter from the page. Where the closing line is missing, it ends with the last line that looks
/// like a key, so that an unclosed one does not swallow the page.
pub fn front_matter(text: &str) -> FrontMatter<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let none = FrontMatter { title: None, body: text, first_line: 1, is_unclosed: false };
    let mut lines = text.split_inclusive('\n');
    let Some(opening) = lines.next().filter(|line| line.trim_end() == "---") else { return none };
    let mut front = FrontMatter { first_line: 2, body: text.get(opening.len()..).unwrap_or_default(), ..none };
    for line in lines {
        let trimmed = line.trim();
        let closing = matches!(line.trim_end(), "---" | "...");
        if !closing && !looks_like_yaml(line) {
            break;
        }
        front.body = front.body.get(line.len()..).unwrap_or_default();
        if closing {
            front.first_line += 1;
            return front;
        }
        if let Some(title) = trimmed.strip_prefix("title:") {
            front.title.get_or_insert((title.trim().trim_matches(['"', '\'']), front.first_line));
        }
        front.first_line += 1;
    }
    front.is_unclosed = true;
    front
}

/// Whether a line is a key, an item of a list or a comment, or continues one of them.
fn looks_like_yaml(line: &str) -> bool {
    let trimmed = line.trim();
    let key = trimmed.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'))
    });
    let barred = trimmed.contains('|') && !key;
    let continued = line.starts_with([' ', '\t']) || trimmed.starts_with("- ");
    !barred && (trimmed.is_empty() || key || continued || trimmed.starts_with('#') && !trimmed.starts_with("##"))
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_ends_where_it_stops_looking_like_it() {
        for (text, title, body, first_line, unclosed) in [
            ("", None, "", 1, false),
            ("# A\n", None, "# A\n", 1, false),
            ("---\ntitle: A\n---\n## A\n", Some(("A", 2)), "## A\n", 4, false),
            ("---\r\ntitle: \"A\"\r\n---\r\n# A", Some(("A", 2)), "# A", 4, false),
            ("\u{feff}---\nx: 1\ntitle: A\n---\n", Some(("A", 3)), "", 5, false),
            ("---\ntitle: A\n## A\n\n---\n", Some(("A", 2)), "## A\n\n---\n", 3, true),
            ("---\n| Name | Type |\n| --- | --- |\n", None, "| Name | Type |\n| --- | --- |\n", 2, true),
            ("---", None, "", 2, true),
        ] {
            let front = front_matter(text);
            assert_eq!(
                (front.title, front.body, front.first_line, front.is_unclosed),
                (title, body, first_line, unclosed),
                "{text:?}"
            );
        }
    }
}
