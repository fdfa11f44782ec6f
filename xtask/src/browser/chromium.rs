//! Headless Chromium: where it is, and what a page shows in it.

use ringback_contract::error::Error;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Names under which Chromium and Chrome are installed.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// What it is started with: without the network, and without what a container may not do.
const OPTIONS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--enable-logging=stderr",
    "--window-size=1400,1000",
    "--dump-dom",
];

/// How long a page may take until the browser is ended.
const PATIENCE: Duration = Duration::from_secs(90);

/// An installed browser.
pub struct Chromium(PathBuf);

/// How time passes for a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// As it does; the page ends when it is loaded.
    Real,
    /// Timers run at once instead of in their time; the page ends when nothing waits any more.
    Virtual,
}

/// What a page showed.
pub struct Shown {
    /// The page as it was in the end.
    pub page: String,
    /// Errors and warnings that the browser wrote to its console.
    pub messages: Vec<String>,
}

impl Chromium {
    /// The browser that the variable `CHROMIUM` names, or the first in the path.
    pub fn find() -> Option<Self> {
        let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
        let is_there = |program: &PathBuf| {
            let mut command = Command::new(program);
            let started = command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            started.is_ok_and(|status| status.success())
        };
        named.into_iter().chain(NAMES.iter().map(PathBuf::from)).find(is_there).map(Self)
    }

    /// Opens a page with a new profile.
    pub fn open(&self, page: &Path, clock: Clock) -> Result<Shown, Error> {
        let profile = tempfile::tempdir().map_err(Error::io(std::env::temp_dir()))?;
        let [shown, log] = ["page", "log"].map(|name| profile.path().join(name));
        let create = |path: &Path| File::create(path).map_err(Error::io(path));
        let mut browser = Command::new(&self.0)
            .args(OPTIONS)
            .args((clock == Clock::Virtual).then_some("--virtual-time-budget=600000"))
            .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
            .arg(format!("file://{}", page.display()))
            .stdin(Stdio::null())
            .stdout(create(&shown)?)
            .stderr(create(&log)?)
            .spawn()
            .map_err(Error::io(&self.0))?;
        let began = Instant::now();
        while browser.try_wait().map_err(Error::io(&self.0))?.is_none() {
            if began.elapsed() > PATIENCE {
                _ = browser.kill();
                _ = browser.wait();
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let read = |path: &Path| Ok(String::from_utf8_lossy(&fs::read(path).map_err(Error::io(path))?).into_owned());
        let messages = read(&log)?.lines().filter(|line| line.contains("CONSOLE")).map(String::from).collect();
        Ok(Shown { page: read(&shown)?, messages })
    }
}

impl Shown {
    /// What the checks of the frames found, by the name of the page.
    pub fn results(&self) -> BTreeMap<String, Vec<String>> {
        results(&self.page)
    }
}

/// The results in a page of frames: one line of JSON for each, without characters that HTML escapes.
fn results(page: &str) -> BTreeMap<String, Vec<String>> {
    let Some((_, rest)) = page.split_once("<pre id=\"results\">") else { return BTreeMap::new() };
    let lines = rest.split("</pre>").next().unwrap_or_default().lines();
    let parsed = lines.filter_map(|line| {
        let line: Value = serde_json::from_str(line).ok()?;
        let problems = line.get("problems")?.as_array()?.iter().map(|problem| problem.as_str().map(String::from));
        Some((line.get("page")?.as_str()?.to_owned(), problems.collect::<Option<Vec<String>>>()?))
    });
    parsed.collect()
}
