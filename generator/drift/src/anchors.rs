//! The anchors of other dialects: `\A` and `\z` are no anchors in ECMA-262, where `^` and `$` mean what they mean elsewhere.

/// A pattern with `^` for `\A`, and `$` for `\z` and `\Z`, as Python, Ruby, Java, .NET and PCRE read them. By the letter of
/// ECMA-262 these are the letters themselves, or an error, which nobody means who writes them at an end of a pattern.
pub fn in_ecma(pattern: &str) -> String {
    let mut translated = String::with_capacity(pattern.len());
    let mut is_in_class = false;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('A') if !is_in_class => translated.push('^'),
                Some('z' | 'Z') if !is_in_class => translated.push('$'),
                escaped => {
                    translated.push('\\');
                    translated.extend(escaped);
                }
            },
            _ => {
                is_in_class = character != ']' && (is_in_class || character == '[');
                translated.push(character);
            }
        }
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::in_ecma;

    #[test]
    fn anchors_of_other_dialects_become_those_of_ecma() {
        for (pattern, expected) in [
            (r"\A[a-z]+\z", "^[a-z]+$"),
            (r"\A(a|b)\Z", "^(a|b)$"),
            (r"^\\A[\A\]\Z]\w$", r"^\\A[\A\]\Z]\w$"),
            ("a\\", "a\\"),
        ] {
            assert_eq!(in_ecma(pattern), expected);
        }
    }
}
