//! Words of a POSIX shell that are safe to paste. Secrets in them are left to the shell: it fills in `$TOKEN`.

use crate::secret::{Piece, Secret, pieces};

/// A text as one word, secrets replaced by what the shell fills in: `"authorization: Bearer $TOKEN"`.
pub fn word(text: &str, secrets: &[Secret]) -> String {
    let pieces = pieces(text, secrets);
    if pieces.iter().all(|piece| matches!(piece, Piece::Clear(_))) {
        return quoted(text);
    }
    let mut inside = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Clear(text) => inside.push_str(&escaped(text)),
            Piece::Secret(secret) => {
                let next = match pieces.get(at + 1) {
                    Some(Piece::Clear(text)) => text.chars().next(),
                    _ => None,
                };
                inside.push_str(&delimited(&secret.reference, next));
            }
        }
    }
    format!("\"{inside}\"")
}

/// A text quoted as one word, in which the shell replaces nothing.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text quoted only where a shell would read it otherwise.
pub fn plain_or_quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

/// A text between double quotes, in which the shell replaces nothing.
pub fn escaped(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' | '$' | '`' => vec!['\\', c],
        _ => vec![c],
    };
    text.chars().flat_map(escaped).collect()
}

/// A reference before a character that would be read as part of its name: `${TOKEN}`.
fn delimited(reference: &str, next: Option<char>) -> String {
    let continues = next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    match reference.strip_prefix('$').filter(|name| continues && !name.starts_with('(')) {
        Some(name) => format!("${{{name}}}"),
        None => reference.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::word;
    use crate::secret::Secret;

    #[test]
    fn a_shell_fills_in_the_secrets_and_nothing_else() {
        let secrets = [Secret::of_variable("TOKEN", "t0p".into())];
        for (text, expected) in [
            ("a: it's", r"'a: it'\''s'"),
            ("authorization: Bearer t0p", r#""authorization: Bearer $TOKEN""#),
            ("{\"a\":\"t0px $HOME `id`\"}", r#""{\"a\":\"${TOKEN}x \$HOME \`id\`\"}""#),
        ] {
            assert_eq!(word(text, &secrets), expected);
        }
    }
}
