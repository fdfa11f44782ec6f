//! How numbers are written in prose: `259,200`, `-1.5`, `zero`, `five`, `one hundred`.

use serde_json::Number;

/// Matches a number in prose. Longer spellings come first.
pub const PATTERN: &str = concat!(
    r"`?(?:[-+]?\d{1,3}(?:[,']\d{3})+\b|[-+]?\d+(?:\.\d+)?",
    r"|zero|one hundred|a hundred|one thousand|a thousand|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen",
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b`?",
);

/// The number that words or digits spell.
pub fn number(text: &str) -> Option<Number> {
    let text = text.trim().trim_matches('`').trim_start_matches('+').to_lowercase();
    let word = match text.as_str() {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "one hundred" | "a hundred" => 100,
        "one thousand" | "a thousand" => 1000,
        digits => {
            // In some countries "100.000" is a hundred thousand; "1.000" may be one anywhere.
            let grouped = match digits.trim_start_matches('-').split_once('.') {
                Some((whole, "000")) if whole.len() < 2 => return None,
                Some((_, fraction)) => fraction == "000",
                None => false,
            };
            // `0644` is octal, and other numbers with a leading zero are texts.
            let whole = digits.trim_start_matches('-');
            if whole.len() > 1 && whole.starts_with('0') && !whole.contains('.') {
                return None;
            }
            let digits = digits.replace([',', '\''], "");
            let digits = if grouped { digits.replace('.', "") } else { digits };
            return match digits.parse::<i64>() {
                Ok(integer) => Some(integer.into()),
                Err(_) => digits.parse().ok().and_then(Number::from_f64),
            };
        }
    };
    Some(word.into())
}
