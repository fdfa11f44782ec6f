//! Guesses the meaning of a string from its name and description, so that samples look realistic. It decides no case: a
//! document allows what it does not forbid.

use ringback_runtime::format::Format;

/// The meaning of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A phone number.
    Phone,
    /// A time zone.
    TimeZone,
    /// A country.
    Country,
    /// A language.
    Language,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// The name of a person or thing.
    Identifier,
    /// Free text.
    Words,
}

/// Meanings by the last word of the name, or by any word.
const LAST: &[(Meaning, &[&str])] = &[
    (Meaning::Phone, &["number", "numbers", "phone", "phones", "msisdn", "ani", "dnis"]),
    (Meaning::Identifier, &["id", "ids", "identifier", "identifiers", "uuid", "guid", "arn", "key"]),
    (Meaning::Url, &["url", "uri", "href", "link"]),
];

const ANY: &[(Meaning, &[&str])] = &[
    (Meaning::Country, &["country"]),
    (Meaning::TimeZone, &["timezone", "zone"]),
    (Meaning::Language, &["language", "locale"]),
    (Meaning::Email, &["email", "mail"]),
    (Meaning::Phone, &["phone"]),
];

/// Meanings by the description, used if the name has none.
const DESCRIBED: &[(Meaning, &[&str])] = &[
    (Meaning::TimeZone, &["time zone", "timezone"]),
    (Meaning::Country, &["country code"]),
    (Meaning::Phone, &["phone number"]),
    (Meaning::Identifier, &["identifier of", "identifier for", "id of the", "uuid of", "arn of"]),
];

impl Meaning {
    /// The meaning of the string property with a name and description.
    pub fn of(name: &str, description: &str) -> Self {
        let words = words(name);
        let by_last = |(_, known): &&(Self, &[&str])| words.last().is_some_and(|word| known.contains(&word.as_str()));
        let by_any = |(_, known): &&(Self, &[&str])| words.iter().any(|word| known.contains(&word.as_str()));
        let doc = description.to_lowercase();
        let by_doc = |(_, known): &&(Self, &[&str])| known.iter().any(|phrase| doc.contains(phrase));
        let found = ANY.iter().find(by_any).or_else(|| LAST.iter().find(by_last));
        found.or_else(|| DESCRIBED.iter().find(by_doc)).map_or(Self::Words, |(meaning, _)| *meaning)
    }

    /// A sample with this meaning; phone numbers come from ranges reserved for fiction.
    pub fn example(self) -> &'static str {
        match self {
            Self::Phone => Format::E164.sample(),
            Self::TimeZone => "America/New_York",
            Self::Country => "US",
            Self::Language => "en-US",
            Self::Email => Format::Email.sample(),
            Self::Url => Format::Uri.sample(),
            Self::Identifier => Format::Uuid.sample(),
            Self::Words => "text",
        }
    }
}

/// The words of a name: `callback`, `user`, `name` for `callbackUserName`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = letter.is_lowercase() || letter.is_numeric();
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{Meaning, words};

    #[test]
    fn a_name_tells_what_its_text_is_for() {
        for (name, meaning) in [
            ("callbackNumbers", Meaning::Phone),
            ("customer_phone", Meaning::Phone),
            ("QueueId", Meaning::Identifier),
            ("_id", Meaning::Identifier),
            ("callerIdName", Meaning::Words),
            ("countryCode", Meaning::Country),
            ("timezone", Meaning::TimeZone),
            ("timeZone", Meaning::TimeZone),
            ("provider", Meaning::Words),
            ("paid", Meaning::Words),
        ] {
            assert_eq!(Meaning::of(name, ""), meaning, "{name}");
        }
        assert_eq!(words("callbackURL"), ["callback", "url"]);
    }
}
