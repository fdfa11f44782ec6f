//! The texts of the numbers between two bounds, as a regular expression.

use ringback_constraints::digits::digits_of;

/// An ECMA-262 expression that matches the integers from `least` to `most`, where there are such bounds.
pub fn integers(least: Option<i128>, most: Option<i128>) -> String {
    let mut alternatives = Vec::new();
    // Nobody writes `-0`.
    if least.is_none_or(|least| least <= 0) && most.is_none_or(|most| most >= 0) {
        alternatives.push("0".to_owned());
    }
    alternatives.extend(positive(least.unwrap_or(1).max(1), most));
    let negative = positive(most.map_or(1, |most| most.saturating_neg()).max(1), least.map(i128::saturating_neg));
    alternatives.extend(negative.into_iter().map(|digits| format!("-{digits}")));
    one_of(&alternatives)
}

/// A bound that is a whole number, and whether it is excluded.
pub type Bound = (i128, bool);

/// An ECMA-262 expression that matches the numbers from `least` to `most`, where there are such bounds. Numbers with bounds
/// are written without an exponent.
pub fn numbers(least: Option<Bound>, most: Option<Bound>) -> String {
    if least.is_none() && most.is_none() {
        return "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$".to_owned();
    }
    let negated = |bound: Option<Bound>| bound.map(|(bound, is_excluded)| (bound.saturating_neg(), is_excluded));
    let from_zero = |bound: Option<Bound>| bound.filter(|(bound, _)| *bound >= 0).unwrap_or((0, false));
    let mut alternatives = magnitudes(from_zero(least), most);
    let (start, is_excluded) = from_zero(negated(most));
    let negative = magnitudes((start, is_excluded || start == 0), negated(least));
    alternatives.extend(negative.into_iter().map(|digits| format!("-{digits}")));
    one_of(&alternatives)
}

/// Expressions for the numbers between two bounds, of which the lower is not negative.
fn magnitudes((least, is_least_excluded): Bound, most: Option<Bound>) -> Vec<String> {
    const FRACTION: &str = "(\\.[0-9]+)?";
    const ZEROS: &str = "(\\.0+)?";
    if let Some((most, is_most_excluded)) = most
        && most <= least
    {
        let is_one = most == least && !is_least_excluded && !is_most_excluded;
        return if is_one { vec![format!("{least}{ZEROS}")] } else { Vec::new() };
    }
    let first = if is_least_excluded { "\\.[0-9]*[1-9][0-9]*" } else { FRACTION };
    let mut all = vec![format!("{least}{first}")];
    let next = least.saturating_add(1);
    let between = positive(next, most.map(|(most, _)| most - 1));
    all.extend(between.into_iter().map(|digits| format!("{digits}{FRACTION}")));
    all.extend(most.filter(|(_, is_excluded)| !is_excluded).map(|(most, _)| format!("{most}{ZEROS}")));
    all
}

/// An expression that matches one of some; of none, no text.
fn one_of(alternatives: &[String]) -> String {
    if alternatives.is_empty() { "^[^\\s\\S]$".to_owned() } else { format!("^({})$", alternatives.join("|")) }
}

/// Expressions for the integers from `least`, which is positive, to `most`.
fn positive(least: i128, most: Option<i128>) -> Vec<String> {
    if most.is_some_and(|most| most < least) {
        return Vec::new();
    }
    digits_of(least.unsigned_abs(), most.map(i128::unsigned_abs))
}

#[cfg(test)]
mod tests {
    use super::{integers, numbers};
    use regex::Regex;

    #[test]
    fn exactly_the_integers_between_the_bounds_are_matched() {
        let some = [-1001, -1000, -999, -110, -100, -11, -10, -9, -1, 0, 1, 5, 9, 10, 11, 42, 99, 100, 101, 990, 1001];
        let bounds: Vec<Option<i128>> = [None].into_iter().chain(some.map(Some)).collect();
        for least in &bounds {
            for most in &bounds {
                let pattern = integers(*least, *most);
                let regex = Regex::new(&pattern).unwrap();
                for value in -1_200..=1_200_i128 {
                    let is_within = least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most);
                    assert_eq!(
                        regex.is_match(&value.to_string()),
                        is_within,
                        "{value} in {least:?}..={most:?}: {pattern}"
                    );
                }
                assert!(!regex.is_match("01") && !regex.is_match("") && !regex.is_match("+1"));
            }
        }
    }

    #[test]
    fn exactly_the_numbers_between_the_bounds_are_matched() {
        let texts = [
            "-11", "-10.5", "-10.0", "-10", "-9.99", "-1", "-0.5", "0", "0.0", "0.01", "1", "9.5", "10", "10.0",
            "10.01",
        ];
        let some = [-10, -1, 0, 1, 10];
        let bounds: Vec<Option<(i128, bool)>> =
            some.into_iter().flat_map(|bound| [Some((bound, false)), Some((bound, true))]).chain([None]).collect();
        for least in &bounds {
            for most in &bounds {
                let pattern = numbers(*least, *most);
                let regex = Regex::new(&pattern).unwrap();
                for text in texts {
                    let value: f64 = text.parse().unwrap();
                    let is_above =
                        least.is_none_or(|(bound, out)| value > bound as f64 || !out && value == bound as f64);
                    let is_below =
                        most.is_none_or(|(bound, out)| value < bound as f64 || !out && value == bound as f64);
                    assert_eq!(regex.is_match(text), is_above && is_below, "{text} in {least:?}..{most:?}: {pattern}");
                }
                assert!(!regex.is_match("01") && !regex.is_match("") && !regex.is_match("1."), "{pattern}");
            }
        }
    }
}
