//! Splits leading lookaheads off a regular expression, as automata have none: `^(?=.*[A-Z])(?!admin).{8,}$` is three
//! expressions, of which the second must not match.

/// An ECMA-262 expression, and whether it must match.
pub type LookaheadCondition = (String, bool);

/// The conditions that together are equivalent to a pattern; the pattern itself if it does not begin with a lookahead.
pub fn conditions(pattern: &str) -> Vec<LookaheadCondition> {
    let mut conditions = Vec::new();
    let Some(mut rest) = pattern.strip_prefix('^') else { return vec![(pattern.into(), true)] };
    while let Some((inner, must_match, behind)) = first_lookahead(rest) {
        conditions.push((format!("^(?:{inner})"), must_match));
        rest = behind;
    }
    if conditions.is_empty() || has_alternatives(rest) {
        return vec![(pattern.into(), true)];
    }
    conditions.push((format!("^{rest}"), true));
    conditions
}

/// The lookahead that a pattern begins with: its inner expression, whether that must match, and the rest of the pattern.
fn first_lookahead(text: &str) -> Option<(&str, bool, &str)> {
    let (inside, must_match) = match (text.strip_prefix("(?="), text.strip_prefix("(?!")) {
        (Some(inside), _) => (inside, true),
        (_, Some(inside)) => (inside, false),
        _ => return None,
    };
    let end = find_outside_class(inside, |depth, c| depth == 0 && c == ')')?;
    let behind = inside.get(end + 1..)?;
    // A quantified lookahead such as `(?=a)*` may be skipped.
    let is_quantified = behind.starts_with(['*', '+', '?', '{']);
    (!is_quantified).then_some((inside.get(..end)?, must_match, behind))
}

fn has_alternatives(text: &str) -> bool {
    find_outside_class(text, |depth, c| depth == 0 && c == '|').is_some()
}

/// The offset of the first unescaped character outside a class that `matches`, given how many groups enclose it.
fn find_outside_class(text: &str, matches: impl Fn(usize, char) -> bool) -> Option<usize> {
    let (mut depth, mut in_class, mut is_escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match c {
            '\\' => is_escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            c if matches(depth, c) => return Some(at),
            '[' => in_class = true,
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::conditions;

    #[test]
    fn leading_lookaheads_are_split_off() {
        let parts = |pattern: &str| {
            conditions(pattern)
                .into_iter()
                .map(|(regex, must_match)| format!("{}{regex}", if must_match { "" } else { "!" }))
                .collect::<Vec<_>>()
        };
        assert_eq!(parts("^(?=.*[A-Z)])(?!ad(m|n)in).{8,}$"), ["^(?:.*[A-Z)])", "!^(?:ad(m|n)in)", "^.{8,}$"]);
        for whole in ["abc", "^abc", "a(?=b)", "^(?=a)b|c", "^(?=a", "(?=a)b", "^(?=a)*b", ""] {
            assert_eq!(parts(whole), [whole], "{whole}");
        }
    }
}
