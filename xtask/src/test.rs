//! Everything CI checks, one step after the other, the quick ones first.

use ringback_generator::error::Error;
use std::{path::Path, process::Command, time::Instant};

const STEPS: &[(&str, &[&str])] = &[
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"]),
    ("tests", &["test", "--workspace", "--quiet"]),
];

/// Runs every step; the first that fails ends it.
pub fn run(root: &Path) -> Result<bool, Error> {
    let own: [(&str, fn(&Path) -> Result<bool, Error>); 2] =
        [("tidy", crate::tidy::run), ("regenerate --check", |root| crate::regenerate::run(root, true))];
    for (name, step) in own {
        let start = Instant::now();
        eprintln!("==> {name}");
        if !step(root)? {
            eprintln!("==> {name} failed");
            return Ok(false);
        }
        eprintln!("==> {name}: {:.1} s", start.elapsed().as_secs_f64());
    }
    for (name, arguments) in STEPS {
        let start = Instant::now();
        eprintln!("==> {name}: cargo {}", arguments.join(" "));
        let status = Command::new("cargo").args(*arguments).current_dir(root).status().map_err(Error::io("cargo"))?;
        if !status.success() {
            eprintln!("==> {name} failed");
            return Ok(false);
        }
        eprintln!("==> {name}: {:.1} s", start.elapsed().as_secs_f64());
    }
    Ok(true)
}
