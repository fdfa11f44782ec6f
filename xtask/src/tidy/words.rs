//! Retired words, read from a list with their replacements.

use ringback_contract::error::Error;
use std::path::Path;

/// The list: lines `word -> replacement`, and comments with `#`.
pub struct Retired(Vec<(String, String)>);

impl Retired {
    /// Reads the list.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or a line is not `word -> replacement`.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
        let mut list = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let Some((word, instead)) = line.split_once(" -> ") else {
                let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
                return Err(Error::input(path.display().to_string(), number, "expected `word -> what to say instead`"));
            };
            list.push((word.trim().to_owned(), instead.trim().to_owned()));
        }
        Ok(Self(list))
    }

    /// The first retired word in a line, as a whole word, with its replacement.
    pub fn find(&self, line: &str) -> Option<(&str, &str)> {
        let is_whole = |word: &str| {
            line.match_indices(word).any(|(at, _)| {
                let before = line.get(..at).and_then(|text| text.chars().next_back());
                let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
                let continues = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                !continues(before) && !continues(after)
            })
        };
        self.0.iter().find(|(word, _)| is_whole(word)).map(|(word, instead)| (word.as_str(), instead.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Retired;

    #[test]
    fn a_word_is_found_whole_and_not_as_a_part_of_another() {
        let retired = Retired(vec![("Widget".into(), "Control".into()), ("tell of".into(), "emit".into())]);
        assert_eq!(retired.find("pub struct Widget {"), Some(("Widget", "Control")));
        assert_eq!(retired.find("/// What we tell of it."), Some(("tell of", "emit")));
        for line in ["struct WidgetList", "Widgets", "let widget = 1;", "tell often"] {
            assert_eq!(retired.find(line), None, "{line}");
        }
    }
}
