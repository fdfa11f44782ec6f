//! Units behind numbers: whether "at most 60 seconds" is in the unit of the value.

use crate::{
    clue::Clue,
    constraint::phrase::{description, phrases},
};
use ringback_contract::name::fold;

phrases! {
    /// Units of time in words and names.
    TIMES = r"milli|second|minute|hour|day|week|month|year|ms$";
    /// Units; a bound in a unit counts only if the property's name or the sentence states that the value has this unit.
    UNIT = r"^(?P<unit>milli|ms|second|sec|minute|min|hour|day|week|month|year|byte|km|kilomet|met|mile|m$|px|pixel|kb|mb|inch|percent)[a-z]*$";
}

/// Whether the value has this unit: `timeoutSeconds`, "The timeout in seconds".
pub fn is_in(clue: &Clue, unit: &str) -> bool {
    let Some(unit) = UNIT.part("unit", unit).map(str::to_lowercase) else { return false };
    let named = clue.subject.name().map(fold).unwrap_or_default();
    let stem = match unit.as_str() {
        "ms" => "milli",
        "sec" => "second",
        "min" => "minute",
        stem => stem,
    };
    let said = description(clue).to_lowercase();
    let milli = named.contains("milli") || named.ends_with("ms");
    let in_name = if stem == "milli" { milli } else { !milli && named.contains(stem) };
    let stated = ["in ", "number of "].iter().any(|before| said.contains(&format!("{before}{stem}")));
    // "At most 60 seconds" of a `timeout`, where nothing speaks of another unit.
    let only = matches!(stem, "second" | "milli") && TIMES.all(&said).chain(TIMES.all(&named)).all(|found| found.get(0).is_some_and(|unit| unit.as_str() == stem));
    in_name || stated || only
}

/// Whether a noun is a unit of time, length or size.
pub fn is_unit(noun: &str) -> bool {
    UNIT.occurs(noun)
}
