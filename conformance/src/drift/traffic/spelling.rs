//! Which documented value a value is another spelling of: letters of another case, other signs between the words, a
//! prefix more or less.

use serde_json::Value;

/// The one documented value that is spelt otherwise in a recording; `context` is what the value belongs to, the nearest
/// last: `Callback`, `state`.
pub fn documented<'a>(value: &Value, documented: &[&'a Value], context: &[&str]) -> Option<&'a Value> {
    let seen = words(value.as_str()?);
    let all: Vec<(&Value, Vec<String>)> =
        documented.iter().filter_map(|known| Some((*known, words(known.as_str()?)))).collect();
    let joined = seen.concat();
    let only = |meant: &dyn Fn(&[String]) -> bool| {
        let mut found = all.iter().filter(|(_, known)| !known.is_empty() && meant(known));
        found.next().filter(|_| found.next().is_none()).map(|(known, _)| *known)
    };
    if seen.is_empty() {
        return None;
    }
    let context: Vec<String> = context.iter().flat_map(|name| words(name)).collect();
    let shared = shared(&all);
    only(&|known| known.concat() == joined)
        // `STATE_CONNECTED` for `CONNECTED`, of a property `state`.
        .or_else(|| only(&|known| seen.strip_suffix(known).is_some_and(|more| ends(&context, more))))
        // `CONNECTED` for `STATE_CONNECTED`, as all documented values begin so.
        .or_else(|| only(&|known| shared > 0 && known.get(shared..).is_some_and(|rest| rest.concat() == joined)))
}

/// Whether words are the last ones of others, and at least one.
fn ends(all: &[String], last: &[String]) -> bool {
    !last.is_empty() && all.ends_with(last)
}

/// So many words stand before all values, of which there are several.
fn shared(all: &[(&Value, Vec<String>)]) -> usize {
    let [(_, first), rest @ ..] = all else { return 0 };
    if rest.is_empty() {
        return 0;
    }
    let same = |words: &Vec<String>| first.iter().zip(words).take_while(|(one, other)| one == other).count();
    rest.iter().map(|(_, words)| same(words)).min().unwrap_or_default().min(first.len().saturating_sub(1))
}

/// `TRANSFER_NOANSWER`, `transfer.noAnswer`: the words in lower case.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in text.chars() {
        let starts = c.is_uppercase() && was_lower;
        was_lower = c.is_lowercase() || c.is_numeric();
        if starts || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::documented;
    use serde_json::{Value, json};

    #[test]
    fn case_signs_and_prefixes_are_spelling_and_other_words_are_not() {
        let plain = [json!("CONNECTED"), json!("TRANSFER_NOANSWER"), json!("ANSWER"), json!(5)];
        let prefixed = [json!("STATE_CONNECTED"), json!("STATE_DONE")];
        let alike = [json!("a-b"), json!("A_B")];
        for (value, list, expected) in [
            (json!("connected"), &plain[..], Some("CONNECTED")),
            (json!("transfer.noanswer"), &plain, Some("TRANSFER_NOANSWER")),
            (json!("transferNoAnswer"), &plain, Some("TRANSFER_NOANSWER")),
            (json!("STATE_CONNECTED"), &plain, Some("CONNECTED")),
            (json!("CALL_STATE_CONNECTED"), &plain, Some("CONNECTED")),
            (json!("NO_ANSWER"), &plain, None),
            (json!("CONNECTING"), &plain, None),
            (json!("connected"), &prefixed, Some("STATE_CONNECTED")),
            (json!("ab"), &alike, None),
            (json!(""), &plain, None),
            (json!("--"), &plain, None),
            (json!(7), &plain, None),
        ] {
            let list: Vec<&Value> = list.iter().collect();
            let found = documented(&value, &list, &["Call", "state"]);
            assert_eq!(found.and_then(Value::as_str), expected, "{value}");
        }
    }
}
