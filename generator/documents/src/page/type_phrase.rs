//! Types in words, as reference pages have them: "Array of strings", "String to string map", "Address object".

/// The phrase as an SDK spells the type, `List<String>`; `None` where it does not say how the value is written in JSON.
///
/// With `has_parts`, the properties are listed below the phrase: then it is an object, whatever it is called.
pub fn spelling(phrase: &str, has_parts: bool) -> Option<String> {
    let phrase = phrase.trim().trim_end_matches('.');
    let words: Vec<&str> = phrase.split_whitespace().collect();
    match words.as_slice() {
        [array, of, inner @ ..]
            if array.eq_ignore_ascii_case("array") && of.eq_ignore_ascii_case("of") && !inner.is_empty() =>
        {
            let inner = spelling(&singular(inner), has_parts)?;
            Some(format!("List<{inner}>"))
        }
        [_, to, inner @ .., map]
            if to.eq_ignore_ascii_case("to") && map.eq_ignore_ascii_case("map") && !inner.is_empty() =>
        {
            Some(format!("Map<String, {}>", spelling(&inner.join(" "), false)?))
        }
        [base64, "binary", "data", object]
            if base64.eq_ignore_ascii_case("base64-encoded") && object.eq_ignore_ascii_case("object") =>
        {
            Some("String".into())
        }
        [_, object] if object.eq_ignore_ascii_case("object") && has_parts => Some("Object".into()),
        [name, object] if object.eq_ignore_ascii_case("object") => spelling(name, false),
        [one] if one.starts_with(char::is_alphabetic) && one.chars().all(|c| c.is_alphanumeric() || c == '_') => {
            let is_unclear = ["timestamp", "blob", "json", "document", "value"].contains(&one.to_lowercase().as_str());
            let capital = one.chars().take(1).flat_map(char::to_uppercase).chain(one.chars().skip(1)).collect();
            (!is_unclear).then_some(capital)
        }
        _ => None,
    }
}

/// The singular of "strings" or "Tag objects".
fn singular(words: &[&str]) -> String {
    let words = words.join(" ");
    words.strip_suffix('s').unwrap_or(&words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::spelling;

    #[test]
    fn a_type_in_words_is_one_of_an_sdk() {
        for (phrase, has_parts, expected) in [
            ("String", false, Some("String")),
            ("string", false, Some("String")),
            ("Integer.", false, Some("Integer")),
            ("Object", true, Some("Object")),
            ("Bell object", false, Some("Bell")),
            ("Bell object", true, Some("Object")),
            ("Array of strings", false, Some("List<String>")),
            ("Array of Bell objects", false, Some("List<Bell>")),
            ("Array of Bell objects", true, Some("List<Object>")),
            ("Array of arrays of strings", false, None),
            ("String to string map", false, Some("Map<String, String>")),
            ("String to Bell object map", false, Some("Map<String, Bell>")),
            ("Timestamp", false, None),
            ("Base64-encoded binary data object", false, Some("String")),
            ("Array of", false, None),
            ("String to map", false, None),
            ("", false, None),
        ] {
            assert_eq!(spelling(phrase, has_parts).as_deref(), expected, "{phrase}");
        }
    }
}
