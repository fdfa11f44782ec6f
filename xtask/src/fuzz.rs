//! `cargo xtask fuzz`: runs every fuzz target longer than the tests do, with other inputs each time.

use ringback_contract::error::Error;
use std::{
    path::Path,
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

/// Runs each target for so many seconds. `false` if one of them has a fault; the input is kept, and its path is told.
pub fn run(root: &Path, seconds: u64, seed: Option<u64>) -> Result<bool, Error> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let seed = seed.unwrap_or(now);
    eprintln!("the seed is {seed}; --seed {seed} makes the same inputs again");
    let mut is_faultless = true;
    for (package, test) in [("ringback", "fuzz"), ("ringback-fixtures", "one_pass")] {
        let status = Command::new("cargo")
            .args(["test", "--package", package, "--test", test, "--", "--nocapture"])
            .env("RINGBACK_FUZZ_SECONDS", seconds.to_string())
            .env("RINGBACK_FUZZ_SEED", seed.to_string())
            .current_dir(root)
            .status();
        is_faultless &= status.map_err(Error::io("cargo"))?.success();
    }
    Ok(is_faultless)
}
