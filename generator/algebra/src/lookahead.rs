//! Expressions that begin with conditions: `^(?=.*[A-Z])(?!admin).{8,}$` is three expressions.

/// An expression, and whether it matches.
pub type Condition = (String, bool);

/// The conditions that an expression stands for; just the expression itself where it has none.
pub fn conditions(pattern: &str) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let Some(mut rest) = pattern.strip_prefix('^') else { return vec![(pattern.into(), true)] };
    while let Some((inner, wanted, behind)) = first(rest) {
        conditions.push((format!("^(?:{inner})"), wanted));
        rest = behind;
    }
    if conditions.is_empty() || has_alternatives(rest) {
        return vec![(pattern.into(), true)];
    }
    conditions.push((format!("^{rest}"), true));
    conditions
}

/// The condition that a text begins with: what is looked for, whether it must be found, and what is behind it.
fn first(text: &str) -> Option<(&str, bool, &str)> {
    let (inside, wanted) = match (text.strip_prefix("(?="), text.strip_prefix("(?!")) {
        (Some(inside), _) => (inside, true),
        (_, Some(inside)) => (inside, false),
        _ => return None,
    };
    let end = walk(inside, |depth, c| depth == 0 && c == ')')?;
    let behind = inside.get(end + 1..)?;
    // Whether it holds so many times makes no sense to count.
    let is_counted = behind.starts_with(['*', '+', '?', '{']);
    (!is_counted).then_some((inside.get(..end)?, wanted, behind))
}

fn has_alternatives(text: &str) -> bool {
    walk(text, |depth, c| depth == 0 && c == '|').is_some()
}

/// Where a character is of which something holds, given in how many groups it is.
fn walk(text: &str, found: impl Fn(usize, char) -> bool) -> Option<usize> {
    let (mut depth, mut in_class, mut is_escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match c {
            '\\' => is_escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            c if found(depth, c) => return Some(at),
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
    fn conditions_at_the_beginning_are_taken_apart() {
        let parts = |pattern: &str| {
            conditions(pattern)
                .into_iter()
                .map(|(regex, wanted)| format!("{}{regex}", if wanted { "" } else { "!" }))
                .collect::<Vec<_>>()
        };
        assert_eq!(parts("^(?=.*[A-Z)])(?!ad(m|n)in).{8,}$"), ["^(?:.*[A-Z)])", "!^(?:ad(m|n)in)", "^.{8,}$"]);
        for whole in ["abc", "^abc", "a(?=b)", "^(?=a)b|c", "^(?=a", "(?=a)b", "^(?=a)*b", ""] {
            assert_eq!(parts(whole), [whole], "{whole}");
        }
    }
}
