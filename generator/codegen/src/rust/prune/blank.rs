//! A source text without its comments and the contents of its strings, so that what is left is code.

/// The text with a space for each byte of a comment, and for each byte between the quotes of a string or character.
pub fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut blank = bytes.to_vec();
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    let mut index = 0;
    let mut erase = |from: usize, to: usize| {
        for byte in blank.iter_mut().take(to).skip(from).filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    };
    while index < bytes.len() {
        let start = index;
        match at(index) {
            b'/' if at(index + 1) == b'/' => {
                while index < bytes.len() && at(index) != b'\n' {
                    index += 1;
                }
                erase(start, index);
            }
            b'r' if is_raw(bytes, index) => {
                let mut signs = 0;
                while at(index + 1 + signs) == b'#' {
                    signs += 1;
                }
                let end = format!("\"{}", "#".repeat(signs));
                let from = index + signs + 2;
                let length =
                    text.get(from..).and_then(|rest| rest.find(&end)).unwrap_or(bytes.len() - from.min(bytes.len()));
                erase(from, from + length);
                index = from + length + end.len();
            }
            b'"' => {
                index += 1;
                while index < bytes.len() && at(index) != b'"' {
                    index += if at(index) == b'\\' { 2 } else { 1 };
                }
                erase(start + 1, index);
                index += 1;
            }
            b'\'' if at(index + 1) == b'\\' => {
                index += 3;
                while index < bytes.len() && at(index) != b'\'' {
                    index += 1;
                }
                erase(start + 1, index);
                index += 1;
            }
            b'\'' => {
                // A character, and no lifetime: a quote follows the next character.
                let length = text.get(index + 1..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                if at(index + 1 + length) == b'\'' {
                    erase(start + 1, start + 1 + length);
                    index += length + 2;
                } else {
                    index += 1;
                }
            }
            _ => index += 1,
        }
    }
    String::from_utf8(blank).unwrap_or_else(|_| text.to_owned())
}

/// Whether a raw string begins at an index.
fn is_raw(bytes: &[u8], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| bytes.get(before));
    let is_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut rest = bytes.get(index + 1..).unwrap_or_default().iter().skip_while(|byte| **byte == b'#');
    !is_word && rest.next() == Some(&b'"')
}

#[cfg(test)]
mod tests {
    use super::blanked;

    #[test]
    fn nothing_is_left_of_comments_and_texts() {
        let text = "a('\"', \"x\\\" {\", r#\"} \" \"#, '\\'', '}') // {\n<'a> é/* */";
        let expected = "a(' ', \"     \", r#\"    \"#, '  ', ' ')     \n<'a> é/* */";
        assert_eq!(blanked(text), expected);
    }
}
