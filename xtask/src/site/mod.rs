//! `cargo xtask docs`: a site of what people wrote and of what was read: the guides, and of each vendor its documents, types,
//! operations, cases and findings. It is a folder of files that needs no server.

mod guides;
mod links;
mod page;
pub mod vendors;
mod words;

use page::{Page, Writer};
use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use ringback_suite::derive::suite;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Where commands write the site, relative to the root of the repository.
pub const FOLDER: &str = "target/ringback/site";

const STYLE: &str = "site.css";
const SCRIPT: &str = "site.js";
const SEARCH: &str = "search.js";

/// A page that a command wrote, and what the front page says of it.
pub struct Report {
    /// Its name in the site: `report.html`.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// Where it is.
    pub file: PathBuf,
}

/// Writes the site into a folder; returns the path of its front page, and what is wrong with it.
///
/// # Errors
///
/// If a guide or a document cannot be read, or a page cannot be written.
pub fn write(
    root: &Path,
    folder: &Path,
    models: &[Model],
    reports: &[Report],
) -> Result<(PathBuf, Vec<String>), Error> {
    let writer = Writer::new()?;
    let cases = suite(models);
    let mut pages = Vec::new();
    let mut summaries = Vec::new();
    for model in models {
        let (of_vendor, summary) = vendors::pages(&writer, root, model, &cases)?;
        pages.extend(of_vendor);
        summaries.push(summary);
    }
    let mut all = vec![front(&writer, &summaries, reports)?];
    all.extend(guides::pages(root)?);
    all.extend(pages);
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::io(folder))?;
    }
    let mut written = BTreeMap::new();
    for page in &all {
        let html = writer.whole(page, &all)?;
        save(folder, &page.path, &html)?;
        written.insert(page.path.clone(), html);
    }
    save(folder, STYLE, include_str!("../../templates/site/site.css"))?;
    save(folder, SCRIPT, include_str!("../../templates/site/site.js"))?;
    save(folder, SEARCH, &search_index(&all))?;
    let mut files = vec![STYLE, SCRIPT, SEARCH];
    for report in reports {
        let to = folder.join(report.name);
        fs::copy(&report.file, &to).map_err(Error::io(&report.file))?;
        files.push(report.name);
    }
    Ok((folder.join("index.html"), links::broken(&written, &files)))
}

fn front(writer: &Writer, vendors: &[Value], reports: &[Report]) -> Result<Page, Error> {
    let reports: Vec<Value> = reports.iter().map(|report| json!({"to": report.name, "title": report.title})).collect();
    Ok(Page {
        path: "index.html".into(),
        title: "Ringback".into(),
        listed: None,
        body: writer.body("front.html", &json!({"vendors": vendors, "reports": reports}))?,
        entries: Vec::new(),
    })
}

/// What the search looks through, as a script, so that it works without a server.
fn search_index(pages: &[Page]) -> String {
    let entries = pages.iter().flat_map(|page| {
        page.entries.iter().map(|entry| {
            let at = if entry.at.is_empty() { String::new() } else { format!("#{}", entry.at) };
            json!([format!("{}{at}", page.path), entry.title, entry.text])
        })
    });
    // A script ends at `</script>`, wherever it stands.
    format!("const searched = {};\n", Value::from_iter(entries).to_string().replace("</", "<\\/"))
}

fn save(folder: &Path, name: &str, text: &str) -> Result<(), Error> {
    let path = folder.join(name);
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(Error::io(parent))?;
    fs::write(&path, text).map_err(Error::io(&path))
}
