//! A page of the site, and the layout around it.

use ringback_contract::error::Error;
use serde::Serialize;
use serde_json::{Value, json};
use tera::{Context, Tera};

/// The templates, by name.
const TEMPLATES: [(&str, &str); 6] = [
    ("layout.html", include_str!("../../templates/site/layout.html")),
    ("front.html", include_str!("../../templates/site/front.html")),
    ("vendor.html", include_str!("../../templates/site/vendor.html")),
    ("type.html", include_str!("../../templates/site/type.html")),
    ("operation.html", include_str!("../../templates/site/operation.html")),
    ("document.html", include_str!("../../templates/site/document.html")),
];

/// A page.
pub struct Page {
    /// Its path in the site: `vendors/acme/Callback.html`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The heading under which the navigation lists it, and the name there; `None` if it is not listed.
    pub listed: Option<(String, String)>,
    /// What stands on it, as HTML.
    pub body: String,
    /// What is found by words.
    pub entries: Vec<Entry>,
}

/// A place that the search finds.
#[derive(Serialize)]
pub struct Entry {
    /// The fragment of the place; empty for the top of the page.
    pub at: String,
    /// The name of the place.
    pub title: String,
    /// The words by which it is found.
    pub text: String,
}

/// Writes the HTML of pages.
pub struct Writer {
    tera: Tera,
}

impl Writer {
    /// A writer with the templates of the site.
    pub fn new() -> Result<Self, Error> {
        let mut tera = Tera::new();
        tera.add_raw_templates(TEMPLATES).map_err(|error| Error::Template(error.to_string()))?;
        Ok(Self { tera })
    }

    /// The body of a page.
    pub fn body(&self, template: &str, values: &Value) -> Result<String, Error> {
        let context = Context::from_serialize(values).map_err(|error| Error::Template(error.to_string()))?;
        self.tera.render(template, &context).map_err(|error| Error::Template(error.to_string()))
    }

    /// A whole page. `all` are the pages of the site, for the navigation.
    pub fn whole(&self, page: &Page, all: &[Page]) -> Result<String, Error> {
        let up = "../".repeat(page.path.matches('/').count());
        let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
        for other in all {
            let Some((group, name)) = &other.listed else { continue };
            let link = json!({"name": name, "to": format!("{up}{}", other.path), "here": other.path == page.path});
            match groups.iter_mut().find(|(known, _)| known == group) {
                Some((_, links)) => links.push(link),
                None => groups.push((group, vec![link])),
            }
        }
        let is_of = |group: &str| page.listed.as_ref().is_some_and(|(own, _)| own == group);
        let groups: Vec<Value> = groups
            .into_iter()
            .map(|(name, links)| json!({"name": name, "links": links, "open": is_of(name)}))
            .collect();
        self.body("layout.html", &json!({"title": page.title, "up": up, "groups": groups, "body": page.body}))
    }
}
