//! Mutated inputs for every reader: whatever is read, nothing panics, and nothing takes seconds.
//!
//! Inputs are made of the fixtures of the repository. `cargo test` runs each target for a moment and always with the same
//! inputs; `cargo xtask fuzz` runs longer and with others. What is being read is kept in a file, so that it is there even
//! if the process dies of it: each such input becomes a test where its reader is tested.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod mutation;
mod targets;

use mutation::{Corpus, mutated};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner},
};
use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use targets::TARGETS;

/// How long each target runs, in seconds; `cargo xtask fuzz` sets it.
const SECONDS: &str = "RINGBACK_FUZZ_SECONDS";

/// Another seed than the usual one.
const SEED: &str = "RINGBACK_FUZZ_SEED";

/// How long each target runs when nobody says, in milliseconds.
const USUAL: u64 = 700;

/// An input that takes longer is a fault: it is at most a few kilobytes.
const LONGEST: Duration = Duration::from_secs(5);

#[test]
fn no_mutated_input_makes_a_reader_panic_or_takes_it_seconds() {
    let time = env::var(SECONDS).ok().and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    let seed = env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut faults = Vec::new();
    for target in TARGETS {
        let corpus = Corpus::read(&root, target.corpus);
        assert!(!corpus.texts.is_empty(), "{}: no file of the corpus {:?} is there", target.name, target.corpus);
        let config = Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = match seed {
            7 => TestRunner::new_with_rng(config, rng),
            _ => TestRunner::new(config),
        };
        let strategy = mutated(&corpus);
        let kept = kept(target.name);
        let end = Instant::now() + time.unwrap_or(Duration::from_millis(USUAL));
        let mut inputs = 0;
        while Instant::now() < end {
            let input = strategy.new_tree(&mut runner).unwrap().current();
            inputs += 1;
            fs::write(&kept, &input).unwrap();
            let began = Instant::now();
            let read = catch_unwind(AssertUnwindSafe(|| (target.read)(&input)));
            if read.is_err() || began.elapsed() > LONGEST {
                let at = kept.with_extension(format!("{inputs}.fault"));
                fs::rename(&kept, &at).unwrap();
                faults.push(format!("{}: {} ({:?})", target.name, at.display(), began.elapsed()));
                break;
            }
        }
        _ = fs::remove_file(&kept);
        println!("{}: {inputs} inputs", target.name);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where the input that is being read is kept.
fn kept(target: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    folder.join(target)
}
