//! Finds the documented value of which a recorded one is another spelling: in letter case, separators or a prefix.

use serde_json::Value;

/// The only documented value of which `value` is another spelling. `context` names what the value belongs to, the
/// nearest last, for prefixes: `Callback`, `state`.
pub fn find_documented<'a>(value: &Value, documented: &[&'a Value], context: &[&str]) -> Option<&'a Value> {
    let recorded = words(value.as_str()?);
    let all: Vec<(&Value, Vec<String>)> =
        documented.iter().filter_map(|known| Some((*known, words(known.as_str()?)))).collect();
    let joined = recorded.concat();
    let only = |matches: &dyn Fn(&[String]) -> bool| {
        let mut found = all.iter().filter(|(_, known)| !known.is_empty() && matches(known));
        found.next().filter(|_| found.next().is_none()).map(|(known, _)| *known)
    };
    if recorded.is_empty() {
        return None;
    }
    let context: Vec<String> = context.iter().flat_map(|name| words(name)).collect();
    let shared = shared_prefix(&all);
    only(&|known| known.concat() == joined)
        // `STATE_CONNECTED` for `CONNECTED`, in a property `state`.
        .or_else(|| only(&|known| recorded.strip_suffix(known).is_some_and(|more| ends_with(&context, more))))
        // `CONNECTED` for `STATE_CONNECTED`, if all documented values have the prefix.
        .or_else(|| only(&|known| shared > 0 && known.get(shared..).is_some_and(|rest| rest.concat() == joined)))
}

/// Whether a list ends with another, which is not empty.
fn ends_with(all: &[String], last: &[String]) -> bool {
    !last.is_empty() && all.ends_with(last)
}

/// The number of words with which all values begin, if there are several values.
fn shared_prefix(all: &[(&Value, Vec<String>)]) -> usize {
    let [(_, first), rest @ ..] = all else { return 0 };
    if rest.is_empty() {
        return 0;
    }
    let same = |words: &Vec<String>| first.iter().zip(words).take_while(|(one, other)| one == other).count();
    rest.iter().map(|(_, words)| same(words)).min().unwrap_or_default().min(first.len().saturating_sub(1))
}

/// The words of a value, in lower case: two for `TRANSFER_NOANSWER`, three for `transfer.noAnswer`.
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
    use super::find_documented;
    use serde_json::{Value, json};

    #[test]
    fn case_separators_and_prefixes_are_spelling_and_other_words_are_not() {
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
            let found = find_documented(&value, &list, &["Call", "state"]);
            assert_eq!(found.and_then(Value::as_str), expected, "{value}");
        }
    }
}
