//! The cost of `cargo check` for a crate.

use ringback_contract::{error::Error, files::Files};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// A crate in a folder, with a target folder of its own.
pub struct BenchCrate {
    folder: PathBuf,
    target: PathBuf,
}

impl BenchCrate {
    /// Writes a crate and builds its dependencies.
    pub fn new(folder: PathBuf, files: &Files) -> Result<Self, Error> {
        for (path, text) in files {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder);
            fs::create_dir_all(parent).map_err(Error::io(parent))?;
            fs::write(&path, text).map_err(Error::io(&path))?;
        }
        let target = folder.with_file_name("target");
        let this = Self { folder, target };
        this.check()?;
        Ok(this)
    }

    /// The seconds of processor time that `cargo check` takes for the crate alone; where the system does not say, the
    /// seconds that pass.
    pub fn seconds(&self) -> Result<f64, Error> {
        let root = self.folder.join("src/lib.rs");
        let text = fs::read(&root).map_err(Error::io(&root))?;
        fs::write(&root, text).map_err(Error::io(&root))?;
        let (began, before) = (Instant::now(), children());
        self.check()?;
        Ok(match (before, children()) {
            (Some(before), Some(after)) => after - before,
            _ => began.elapsed().as_secs_f64(),
        })
    }

    fn check(&self) -> Result<(), Error> {
        cargo(&self.folder, &self.target, &["check", "--quiet"]).map(|_| ())
    }
}

/// Runs cargo in a folder without incremental compilation; returns what it prints.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Result<String, Error> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .map_err(Error::io("cargo"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let output = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Error::Usage(format!("cargo {} in {}: {output}", arguments.join(" "), folder.display())))
}

/// The seconds of processor time of all child processes that have ended; `None` where the system does not say.
fn children() -> Option<f64> {
    /// Linux reports hundredths of a second, whatever the frequency of its clock.
    const TICKS: f64 = 100.0;
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program in parentheses may contain anything; numbers follow it.
    let (_, numbers) = status.rsplit_once(')')?;
    let numbers: Vec<&str> = numbers.split_whitespace().collect();
    let of = |index: usize| numbers.get(index)?.parse::<f64>().ok();
    Some((of(13)? + of(14)?) / TICKS)
}
