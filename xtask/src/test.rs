//! `cargo xtask test`: everything that CI checks, the quick steps first.

use ringback_contract::error::Error;
use std::{path::Path, process::Command, time::Instant};

const STEPS: &[(&str, &[&str])] = &[
    ("format", &["fmt", "--all", "--check"]),
    (
        "lints",
        &[
            "clippy",
            "--workspace",
            "--exclude",
            "ringback-fixtures",
            "--all-targets",
            "--quiet",
            "--",
            "--deny",
            "warnings",
        ],
    ),
    // With all of the workspace the clients are always there; without it they are not.
    ("lints without clients", &["clippy", "--package", "ringback-types", "--quiet", "--", "--deny", "warnings"]),
    (
        "docs",
        &[
            "doc",
            "--workspace",
            "--exclude",
            "ringback-fixtures",
            "--exclude",
            "ringback-fixtures-client",
            "--no-deps",
            "--quiet",
            "--config",
            "build.rustdocflags=['--deny', 'warnings']",
        ],
    ),
    (
        "docs of clients",
        &["rustdoc", "--package", "ringback-types", "--all-features", "--quiet", "--", "--deny", "warnings"],
    ),
    ("tests", &["test", "--workspace", "--quiet", "--no-fail-fast"]),
];

/// Runs every step up to the first that fails.
pub fn run(root: &Path) -> Result<bool, Error> {
    let tidy = step("tidy", || crate::tidy::run(root))?;
    let fresh = tidy && step("regenerate --check", || crate::regenerate::run(root, true))?;
    if !fresh {
        return Ok(false);
    }
    for (name, arguments) in STEPS {
        let cargo = || {
            let status =
                Command::new("cargo").args(*arguments).current_dir(root).status().map_err(Error::io("cargo"))?;
            Ok(status.success())
        };
        if !step(&format!("{name}: cargo {}", arguments.join(" ")), cargo)? {
            return Ok(false);
        }
    }
    step("browser", || crate::browser::run(root))
}

fn step(name: &str, run: impl FnOnce() -> Result<bool, Error>) -> Result<bool, Error> {
    let start = Instant::now();
    eprintln!("==> {name}");
    let passed = run()?;
    eprintln!("==> {name}: {} after {:.1} s", if passed { "passed" } else { "failed" }, start.elapsed().as_secs_f64());
    Ok(passed)
}
