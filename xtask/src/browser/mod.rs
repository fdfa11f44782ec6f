//! `cargo xtask browser`: opens reports and the site in headless Chromium, as a person would, and checks what they show.
//!
//! Each report gets the script `check.js` at its end, which filters, follows links and looks for markup that does not belong
//! there. Another page shows them in frames, some of them as narrow as a phone, and collects what the scripts find.

mod chromium;
mod pages;

use chromium::{Chromium, Clock};
use pages::Page;
use ringback_contract::error::Error;
use std::{path::Path, time::Duration};

/// How long a page of 10,000 cases may take to open. It is promised in 2 s; a machine that is busy with other tests is
/// slower.
const OPENING: Duration = Duration::from_secs(6);

/// Whether reports work in a browser. Where there is none, that is told, and nothing is checked.
pub fn run(root: &Path) -> Result<bool, Error> {
    let Some(chromium) = Chromium::find() else {
        eprintln!("==> SKIPPED: no Chromium or Chrome is installed here, so NOBODY HAS OPENED THE HTML REPORT");
        eprintln!("==> (Debian: apt-get install chromium; elsewhere, set CHROMIUM to the path of the program)");
        return Ok(true);
    };
    let folder = tempfile::tempdir().map_err(Error::io(std::env::temp_dir()))?;
    let pages = pages::write(root, folder.path())?;
    let mut problems = check(&chromium, &pages, folder.path())?;
    problems.extend(opens_quickly(&chromium, folder.path())?);
    problems.iter().for_each(|problem| eprintln!("{problem}"));
    Ok(problems.is_empty())
}

/// What is wrong with the pages, and with the check itself if a broken page passes it.
fn check(chromium: &Chromium, pages: &[Page], folder: &Path) -> Result<Vec<String>, Error> {
    let frames = folder.join("frames.html");
    std::fs::write(&frames, pages::frames(pages)).map_err(Error::io(&frames))?;
    let shown = chromium.open(&frames, Clock::Virtual)?;
    let results = shown.results();
    let mut problems = shown.messages;
    for page in pages {
        let found = results.get(&page.name);
        match found {
            None => problems.push(format!("{}: the page told nothing; its script was not run to the end", page.name)),
            Some(found) if page.is_broken && found.is_empty() => {
                problems.push(format!("{}: the check finds nothing wrong with a page that is broken", page.name));
            }
            Some(_) if page.is_broken => {}
            Some(found) => problems.extend(found.iter().map(|problem| format!("{}: {problem}", page.name))),
        }
    }
    Ok(problems)
}

/// Measures how long the page of 10,000 cases takes to open.
fn opens_quickly(chromium: &Chromium, folder: &Path) -> Result<Option<String>, Error> {
    let page = chromium.open(&pages::timed(folder)?, Clock::Real)?.page;
    let told = page.split_once("opened in ").and_then(|(_, rest)| rest.split_once(" ms"));
    let took = told.and_then(|(millis, _)| millis.parse().ok()).map(Duration::from_millis);
    eprintln!("a report of 10,000 cases opens in {took:?}");
    let is_quick = took.is_some_and(|took| took <= OPENING);
    Ok((!is_quick).then(|| format!("a report of 10,000 cases opens in {took:?}, at most {OPENING:?} are allowed")))
}
