//! Which documented type or container somebody means by a name: `Order`, `acme/Order`, a file `Order.2027.jsonl`.

use ringback_contract::vendor::{Container, Vendor};
use std::path::Path;

/// What is meant.
#[derive(Clone, Copy, Debug)]
pub enum Meant<'a> {
    /// A type, by its place among all.
    Type(usize),
    /// A larger document, and what stands before the names of its vendor's types.
    Container(&'a str, &'a Container),
}

/// Everything that has a name.
pub struct Names<'a> {
    types: Vec<String>,
    vendors: &'a [(String, Vendor)],
}

impl<'a> Names<'a> {
    /// The names of types, and of the containers of vendors.
    pub fn new(types: Vec<String>, vendors: &'a [(String, Vendor)]) -> Self {
        Self { types, vendors }
    }

    /// What a name means, if it is clear.
    pub fn find(&self, name: &str) -> Option<Meant<'a>> {
        self.named(name).map(Meant::Type).or_else(|| {
            let mut all = self.vendors.iter().flat_map(|(before, vendor)| {
                vendor.containers.iter().map(move |container| (before.as_str(), vendor, container))
            });
            let is_meant = |vendor: &Vendor, container: &Container| match name.split_once('/') {
                Some((named, rest)) => named == vendor.name && rest == container.name,
                None => name == container.name,
            };
            let (before, _, container) = all.find(|(_, vendor, container)| is_meant(vendor, container))?;
            Some(Meant::Container(before, container))
        })
    }

    /// The type of a name: with its vendor, or without where only one is called so.
    pub fn named(&self, name: &str) -> Option<usize> {
        let only = |meant: &dyn Fn(&str) -> bool| {
            let mut found = (0..).zip(&self.types).filter(|(_, known)| meant(known));
            found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
        };
        let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        only(&|known| known == name)
            .or_else(|| only(&|known| known.rsplit_once('/').is_some_and(|(_, last)| last == name)))
            // Schemas are told without their vendor.
            .or_else(|| {
                let vendor = name.rsplit_once('/')?.0;
                let is_known = self.vendors.is_empty() || self.vendors.iter().any(|(_, known)| known.name == vendor);
                is_known.then(|| only(&|known| known == last(name)))?
            })
    }

    /// What a file is named after.
    pub fn of_file(&self, path: &Path) -> Option<Meant<'a>> {
        let name = path.file_name()?.to_str()?;
        let folder = path.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str());
        let stems = name.char_indices().rev().filter(|(_, c)| *c == '.').filter_map(|(at, _)| name.get(..at));
        stems.into_iter().find_map(|stem| {
            let within = folder.and_then(|folder| self.find(&format!("{folder}/{stem}")));
            within.or_else(|| self.find(stem))
        })
    }

    /// What may be meant.
    pub fn all(&self) -> String {
        const SHOWN: usize = 12;
        let mut names: Vec<&str> = self.types.iter().take(SHOWN).map(String::as_str).collect();
        let more = self.types.len().saturating_sub(SHOWN);
        let more_told = format!("{more} more");
        if more > 0 {
            names.push(&more_told);
        }
        names.join(", ")
    }
}
