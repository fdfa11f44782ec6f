//! The code of the example `judging`: how fast payloads are read, judged and written, compared with what the `jsonschema` crate
//! and `serde_json` do with the same bytes.

use jsonschema::Validator;
use ringback_types::{Conform, check, conforms};
use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::Value;
use std::{fs, hint::black_box, path::Path, time::Instant};

/// Rounds in which every way is measured once, so that other load on the machine affects all of them.
const ROUNDS: usize = 15;

/// How often a way is repeated in a round.
const REPEATED: usize = 400;

/// What is measured of a type.
const WAYS: [&str; 7] = ["check", "conforms", "mixed", "read", "write", "value", "scan"];

/// Measures types, each with its vendor and its name.
macro_rules! measured {
    ($($vendor:literal: $module:ident::$type:ident $name:literal,)*) => {$(
        #[cfg(feature = $vendor)]
        measures::measure::<ringback_types::$module::$type>($vendor, $name);
    )*};
}
pub(crate) use measured;

/// Says what the columns mean.
pub fn head() {
    println!("payloads a second, as multiples of building a value and judging it with the jsonschema crate");
    println!(
        "  check, conforms: the largest valid payload; mixed: conforms, where a fifth of the payloads breaks a rule"
    );
    println!(
        "  read, write: serde_json with the type; value: serde_json building a value; scan: serde_json skipping it"
    );
    let columns: String = WAYS.iter().map(|way| format!("{way:>9}")).collect();
    println!("{:48}{columns}", "");
}

/// Measures one type with the payloads of the agreement test.
pub fn measure<T: Conform + DeserializeOwned + Serialize>(vendor: &str, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: String| -> Value {
        let text = fs::read_to_string(root.join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let samples = read(format!("tests/agreement/{vendor}/{name}.json"));
    let schema = read(format!("../schemas/{vendor}/canonical/{name}.schema.json"));
    // A schema that refers to others is not judged by itself.
    let Ok(judge) = jsonschema::options().should_validate_formats(true).build(&schema) else {
        return println!("{vendor} {name}: not measured, for its schema refers to others");
    };
    let (valid, broken) = payloads(&samples);
    let Some(largest) = valid.into_iter().max_by_key(Vec::len) else { return };
    let mixed = mixed(&largest, &broken);
    let one = [largest];
    let owned: Vec<T> = one.iter().filter_map(|json| serde_json::from_slice(json).ok()).collect();
    let mut base: [Vec<f64>; 2] = Default::default();
    let mut all: [Vec<f64>; 7] = Default::default();
    for _ in 0..ROUNDS {
        base[0].push(time(&one, |json| _ = black_box(by_schema(&judge, json))));
        base[1].push(time(&mixed, |json| _ = black_box(by_schema(&judge, json))));
        let round = [
            time(&one, |json| _ = black_box(check::<T>(json))),
            time(&one, |json| _ = black_box(conforms::<T>(json))),
            time(&mixed, |json| _ = black_box(conforms::<T>(json))),
            time(&one, |json| _ = black_box(serde_json::from_slice::<T>(json))),
            time(&owned, |value| _ = black_box(serde_json::to_string(value))),
            time(&one, |json| _ = black_box(serde_json::from_slice::<Value>(json))),
            time(&one, |json| _ = black_box(serde_json::from_slice::<IgnoredAny>(json))),
        ];
        all.iter_mut().zip(round).for_each(|(all, one)| all.push(one));
    }
    let [whole, of_mixed] = base.map(median);
    let costs = all.map(median).into_iter().zip(WAYS);
    let ratios = costs.map(|(cost, way)| if way == "mixed" { of_mixed / cost } else { whole / cost });
    let ratios: String = ratios.map(|ratio| format!("{ratio:9.2}")).collect();
    println!("{:48}{ratios}", format!("{name}, {} bytes", one[0].len()));
}

/// Payloads as texts: the valid ones, and those that break a rule.
fn payloads(samples: &Value) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let samples = samples.as_array().into_iter().flatten();
    let named = samples.map(|sample| (sample["name"].as_str().unwrap_or_default(), sample["payload"].to_string()));
    let (valid, broken): (Vec<_>, Vec<_>) = named.partition(|(name, _)| name.starts_with("valid/"));
    let texts = |samples: Vec<(&str, String)>| samples.into_iter().map(|(_, text)| text.into_bytes()).collect();
    (texts(valid), texts(broken))
}

/// A payload, in which every fifth time another stands in its place.
fn mixed(payload: &[u8], broken: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let broken = broken.iter().cycle().take(20).cloned();
    broken.flat_map(|broken| std::iter::repeat_n(payload.to_vec(), 4).chain([broken])).collect()
}

fn by_schema(judge: &Validator, json: &[u8]) -> bool {
    serde_json::from_slice(json).is_ok_and(|value: Value| judge.is_valid(&value))
}

/// The seconds that a way takes for each of some inputs.
fn time<I>(inputs: &[I], mut way: impl FnMut(&I)) -> f64 {
    let rounds = (REPEATED / inputs.len().max(1)).max(1);
    let began = Instant::now();
    for _ in 0..rounds {
        inputs.iter().for_each(&mut way);
    }
    began.elapsed().as_secs_f64() / (rounds * inputs.len().max(1)) as f64
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
