//! The pages that people write, from Markdown.

use super::page::{Entry, Page};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use ringback_contract::error::Error;
use std::{collections::HashMap, path::Path};

/// The headings of the navigation, with the files that stand under them.
const GUIDES: &[(&str, &[&str])] = &[
    (
        "Start",
        &[
            "docs/tutorials/vendor.md",
            "docs/tutorials/integrator.md",
            "docs/tutorials/schema-owner.md",
            "docs/tutorials/maintainer.md",
        ],
    ),
    (
        "Guides",
        &[
            "README.md",
            "docs/conformance.md",
            "docs/specifications.md",
            "docs/recordings.md",
            "docs/in-your-tests.md",
            "docs/types-and-clients.md",
            "docs/reading.md",
            "docs/lint.md",
            "docs/drift.md",
            "docs/adapters.md",
            "docs/pipelines.md",
        ],
    ),
    ("Reference", &["docs/configuration.md", "docs/drift-rules.md", "docs/formats.md"]),
    ("The project", &["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md"]),
];

/// All guides.
pub fn pages(root: &Path) -> Result<Vec<Page>, Error> {
    let mut pages = Vec::new();
    for (group, file) in GUIDES.iter().flat_map(|(group, files)| files.iter().map(move |file| (*group, *file))) {
        let path = root.join(file);
        let text = std::fs::read_to_string(&path).map_err(Error::io(&path))?;
        pages.push(page(group, file, &text));
    }
    Ok(pages)
}

/// The path in the site of a Markdown file of the repository.
fn target(file: &str) -> String {
    let name = file.strip_prefix("docs/").unwrap_or(file).trim_end_matches(".md").to_lowercase().replace('/', "-");
    format!("guides/{name}.html")
}

fn page(group: &str, file: &str, text: &str) -> Page {
    let events: Vec<Event> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let entries = sections(&events);
    let mut ids = entries.iter().map(|entry| CowStr::from(entry.at.clone()));
    // A link to what is no page of the site is left as words.
    let mut is_link = Vec::new();
    let mut shown = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                shown.push(Event::Start(Tag::Heading { level, id: ids.next(), classes, attrs }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let to = link(file, &dest_url);
                is_link.push(to.is_some());
                shown.extend(to.map(|to| Event::Start(Tag::Link { link_type, dest_url: to.into(), title, id })));
            }
            Event::End(TagEnd::Link) => {
                shown.extend(is_link.pop().filter(|is_link| *is_link).map(|_| Event::End(TagEnd::Link)));
            }
            // Wide tables are moved sideways on their own.
            Event::Start(Tag::Table(columns)) => {
                shown.extend([Event::Html("<div class=\"scroll\">".into()), Event::Start(Tag::Table(columns))]);
            }
            Event::End(TagEnd::Table) => {
                shown.extend([Event::End(TagEnd::Table), Event::Html("</div>\n".into())]);
            }
            event => shown.push(event),
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, shown.into_iter());
    let title = entries.first().map_or_else(|| file.to_owned(), |entry| entry.title.clone());
    Page { path: target(file), listed: Some((group.into(), title.clone())), title, body, entries }
}

/// The headings with the words below them.
fn sections(events: &[Event]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut is_heading = false;
    for event in events {
        match (event, entries.last_mut()) {
            (Event::Start(Tag::Heading { .. }), _) => {
                is_heading = true;
                entries.push(Entry { at: String::new(), title: String::new(), text: String::new() });
            }
            (Event::End(TagEnd::Heading(_)), Some(entry)) => {
                is_heading = false;
                entry.at = slug(&entry.title);
                let before = used.entry(entry.at.clone()).or_default();
                if *before > 0 {
                    entry.at = format!("{}-{before}", entry.at);
                }
                *before += 1;
            }
            (Event::Text(text) | Event::Code(text), Some(entry)) => match is_heading {
                true => entry.title.push_str(text),
                false => {
                    entry.text.push_str(text);
                    entry.text.push(' ');
                }
            },
            _ => {}
        }
    }
    entries
}

/// The fragment of a heading, as links in Markdown write it.
fn slug(title: &str) -> String {
    let kept = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c => c.is_alphanumeric().then(|| c.to_lowercase().next().unwrap_or(c)),
    };
    title.trim().chars().filter_map(kept).collect()
}

/// Where a link of a file leads on the site; `None` if that is no page of it.
fn link(file: &str, to: &str) -> Option<String> {
    if to.contains("://") || to.starts_with('#') {
        return Some(to.to_owned());
    }
    let (path, fragment) = to.split_once('#').map_or((to, String::new()), |(path, at)| (path, format!("#{at}")));
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    let file = steps.join("/");
    let is_page = GUIDES.iter().any(|(_, files)| files.contains(&file.as_str()));
    is_page.then(|| format!("{}{fragment}", target(&file).trim_start_matches("guides/")))
}

#[cfg(test)]
mod tests {
    use super::{GUIDES, link, page};
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn every_page_of_docs_is_on_the_site() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let listed: BTreeSet<String> =
            GUIDES.iter().flat_map(|(_, files)| files.iter().map(|file| (*file).to_owned())).collect();
        for folder in ["docs", "docs/tutorials"] {
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let name = entry.unwrap().file_name().to_string_lossy().into_owned();
                let file = format!("{folder}/{name}");
                assert!(!name.ends_with(".md") || listed.contains(&file), "{file} is not listed");
            }
        }
    }

    #[test]
    fn links_lead_to_pages_of_the_site_or_are_left_as_words() {
        for (file, to, expected) in [
            ("README.md", "docs/lint.md", Some("lint.html")),
            ("docs/lint.md", "../ARCHITECTURE.md#one-home", Some("architecture.html#one-home")),
            ("docs/lint.md", "drift.md", Some("drift.html")),
            ("docs/tutorials/vendor.md", "../adapters.md", Some("adapters.html")),
            ("docs/pipelines.md", "../deploy", None),
            ("README.md", "https://example.com", Some("https://example.com")),
            ("README.md", "#below", Some("#below")),
        ] {
            assert_eq!(link(file, to).as_deref(), expected, "{file}: {to}");
        }
    }

    #[test]
    fn headings_get_fragments_and_are_found_by_the_words_below_them() {
        let text = "# Two `words`, here\n\nSome text.\n\n## Again\n\na\n\n## Again\n\nSee [it](deploy/x) and [that](#again).\n";
        let page = page("Guides", "README.md", text);
        let found: Vec<(&str, &str)> = page.entries.iter().map(|entry| (&*entry.at, &*entry.text)).collect();
        assert_eq!(found, [("two-words-here", "Some text. "), ("again", "a "), ("again-1", "See  it  and  that . ")]);
        assert!(page.body.contains("<h2 id=\"again-1\">"), "{}", page.body);
        assert!(page.body.contains("See it and <a href=\"#again\">that</a>."), "{}", page.body);
    }
}
