//! The comparison of two versions of a contract, beside the containment check of the `jsonschema` crate.

use super::{
    median,
    states::{schema, write},
};
use jsonschema::{canonical::Containment, canonicalize};
use ringback::drift::command;
use ringback_contract::error::Error;
use ringback_drift::{CompareOptions, change::DriftVerdict, drift};
use ringback_report::drift::{
    DriftFormat,
    comparison::{Comparison, State},
};
use serde_json::Value;
use std::{fs, path::Path, time::Instant};

/// Properties of the types of a pair, and the time limit for a pair.
const MANY: usize = 100;
const PAIR: f64 = 20.0;

/// Types of a folder, properties of each, one changed type among this many, and the time limit for two folders.
const TYPES: usize = 4000;
const PROPERTIES: usize = 20;
const CHANGED: usize = 50;
const FOLDERS: f64 = 5000.0;

/// Repetitions of each measurement; the median counts.
const RUNS: usize = 5;

/// One type in this many is compared by the `jsonschema` crate too, as a sample.
const SAMPLE: usize = 40;

/// Measures; `false` if a comparison is too slow.
pub fn run() -> Result<bool, Error> {
    let folder = tempfile::tempdir().map_err(Error::io("a temporary folder"))?;
    let one = MANY / 2;
    println!("two schemas of {MANY} properties, from files to the text of the report:");
    let mut quick = true;
    for (what, is_changed) in [
        ("nothing changed", &(|_| false) as &dyn Fn(usize) -> bool),
        ("one property changed", &move |number| number == one),
        ("every property changed", &|_| true),
    ] {
        quick &= pair(folder.path(), what, is_changed)?;
    }
    Ok(folders(folder.path())? && quick)
}

/// Does what the command does, without printing; returns the number of changes, and whether any is breaking or
/// undecided.
fn compare(before: &Path, after: &Path) -> Result<(usize, DriftVerdict), Error> {
    let [before, after] = [before, after].map(|path| path.display().to_string());
    let [old, new] = command::read(&before, &after, false)?;
    let drift = drift(old.contract, new.contract, &CompareOptions::default());
    let comparison = Comparison::new(State::new(before), State::new(after), &drift);
    let page = DriftFormat::Text.render(&comparison).text;
    std::hint::black_box(page);
    Ok((drift.changes.len(), drift.verdict))
}

fn pair(folder: &Path, what: &str, is_changed: &dyn Fn(usize) -> bool) -> Result<bool, Error> {
    let before = write(&folder.join("pair/before"), "Order", &schema("Order", MANY, |_| false))?;
    let after = write(&folder.join("pair/after"), "Order", &schema("Order", MANY, is_changed))?;
    let (mut own, mut other, mut found, mut decided) = (Vec::new(), Vec::new(), (0, DriftVerdict::None), true);
    // Alternating, so that other load on the machine affects both.
    for _ in 0..RUNS {
        let began = Instant::now();
        found = compare(&before, &after)?;
        own.push(milliseconds(began));
        let began = Instant::now();
        decided &= contain(&before, &after)?;
        other.push(milliseconds(began));
    }
    let (own, other) = (median(own), median(other));
    println!("  {own:.1} ms  {what}: {} changes, {} (wanted: {PAIR:.0} ms)", found.0, found.1.name());
    let answer = if decided { "yes or no" } else { "unknown" };
    println!(
        "    jsonschema canonicalises both in {other:.1} ms, with `covers` both ways: {answer}; we take {:.2} times as long",
        own / other
    );
    Ok(own < PAIR)
}

fn folders(folder: &Path) -> Result<bool, Error> {
    let [before, after] = ["before", "after"].map(|name| folder.join("types").join(name));
    let name = |number: usize| format!("Type{number}");
    for number in 0..TYPES {
        let is_changed = |property: usize| number.is_multiple_of(CHANGED) && property == number / CHANGED % PROPERTIES;
        write(&before, &name(number), &schema(&name(number), PROPERTIES, |_| false))?;
        write(&after, &name(number), &schema(&name(number), PROPERTIES, is_changed))?;
    }
    let (mut own, mut reading, mut bytes, mut other) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut found = (0, DriftVerdict::None);
    let [old, new] = [&before, &after].map(|path| path.display().to_string());
    for _ in 0..RUNS {
        let began = Instant::now();
        for number in 0..TYPES {
            for state in [&before, &after] {
                read(&state.join(format!("{}.schema.json", name(number))))?;
            }
        }
        bytes.push(milliseconds(began));
        let began = Instant::now();
        std::hint::black_box(command::read(&old, &new, false)?);
        reading.push(milliseconds(began));
        let began = Instant::now();
        found = compare(&before, &after)?;
        own.push(milliseconds(began));
        let began = Instant::now();
        for number in (0..TYPES).step_by(SAMPLE) {
            let [old, new] = [&before, &after].map(|state| state.join(format!("{}.schema.json", name(number))));
            contain(&old, &new)?;
        }
        other.push(milliseconds(began) * SAMPLE as f64);
    }
    let (own, reading, bytes, other) = (median(own), median(reading), median(bytes), median(other));
    println!("two folders of {TYPES} types of {PROPERTIES} properties, one type in {CHANGED} changed:");
    println!("  {own:.0} ms  {} changes, {} (wanted: {FOLDERS:.0} ms)", found.0, found.1.name());
    println!("    reading alone takes {reading:.0} ms; reading and parsing the same files one by one {bytes:.0} ms");
    println!(
        "    jsonschema on one thread would canonicalise all in {other:.0} ms, by a sample of {}; we take {:.2} times as long",
        TYPES / SAMPLE,
        own / other
    );
    Ok(own < FOLDERS)
}

/// Asks the `jsonschema` crate whether each schema contains the other; `false` if it cannot decide.
fn contain(before: &Path, after: &Path) -> Result<bool, Error> {
    let mistake = |error: &dyn std::fmt::Display| Error::Usage(format!("jsonschema: {error}"));
    let canonical = |path: &Path| canonicalize(&read(path)?).map_err(|error| mistake(&error));
    let (before, after) = (canonical(before)?, canonical(after)?);
    let answers = [before.covers(&after), after.covers(&before)];
    Ok(answers.into_iter().all(|answer| matches!(answer, Ok(Containment::Yes | Containment::No))))
}

fn read(path: &Path) -> Result<Value, Error> {
    let text = fs::read(path).map_err(Error::io(path))?;
    serde_json::from_slice(&text).map_err(|error| Error::Usage(format!("{}: {error}", path.display())))
}

fn milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
