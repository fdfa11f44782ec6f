//! The decimal texts of the numbers between two bounds, as regular expressions.

/// Regular expressions for the decimal texts of the numbers between two bounds, without leading zeros: together they match
/// each of them. No number is between bounds of which the upper is the smaller.
pub fn digits_of(least: u128, most: Option<u128>) -> Vec<String> {
    if most.is_some_and(|most| most < least) {
        return Vec::new();
    }
    let least = least.to_string();
    let mut alternatives = Vec::new();
    match most.map(|most| most.to_string()) {
        None => {
            at_least(&least, &mut alternatives);
            alternatives.push(format!("[1-9][0-9]{{{},}}", least.len()));
        }
        Some(most) if most.len() == least.len() => between(&least, &most, &mut alternatives),
        Some(most) => {
            at_least(&least, &mut alternatives);
            for length in least.len() + 1..most.len() {
                alternatives.push(format!("[1-9][0-9]{{{}}}", length - 1));
            }
            between(&format!("1{}", "0".repeat(most.len() - 1)), &most, &mut alternatives);
        }
    }
    alternatives
}

fn at_least(least: &str, alternatives: &mut Vec<String>) {
    between(least, &"9".repeat(least.len()), alternatives);
}

/// Alternatives for the numbers between two bounds of the same length: a common prefix, then one digit that differs.
fn between(least: &str, most: &str, alternatives: &mut Vec<String>) {
    fn split(prefix: &str, least: &[u8], most: &[u8], out: &mut Vec<String>) {
        let (Some((low, lows)), Some((high, highs))) = (least.split_first(), most.split_first()) else {
            out.push(prefix.into());
            return;
        };
        let lowest = lows.iter().all(|digit| *digit == b'0');
        let highest = highs.iter().all(|digit| *digit == b'9');
        if low == high {
            split(&format!("{prefix}{}", *low as char), lows, highs, out);
            return;
        }
        let (mut from, mut to) = (*low, *high);
        if !lowest {
            split(&format!("{prefix}{}", from as char), lows, &vec![b'9'; lows.len()], out);
            from += 1;
        }
        if !highest {
            to -= 1;
        }
        if from <= to {
            let digit =
                if from == to { (from as char).to_string() } else { format!("[{}-{}]", from as char, to as char) };
            let rest = match lows.len() {
                0 => String::new(),
                1 => "[0-9]".into(),
                more => format!("[0-9]{{{more}}}"),
            };
            out.push(format!("{prefix}{digit}{rest}"));
        }
        if !highest {
            split(&format!("{prefix}{}", *high as char), &vec![b'0'; highs.len()], highs, out);
        }
    }
    split("", least.as_bytes(), most.as_bytes(), alternatives);
}
