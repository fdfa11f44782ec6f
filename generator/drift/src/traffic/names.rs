//! Finds the type or container that a label names: `Order`, `acme/Order`, the file `Order.2027.jsonl`.

use ringback_contract::{operation::Container, vendor::Vendor};
use std::path::Path;

/// What a label names.
#[derive(Clone, Copy, Debug)]
pub enum NamedTarget<'a> {
    /// A type that travels as a payload.
    Type(usize),
    /// A container, and the prefix of its vendor's types.
    Container(&'a str, &'a Container),
}

/// All types and containers, by name.
pub struct NameIndex<'a> {
    types: Vec<String>,
    vendors: &'a [(String, Vendor)],
}

impl<'a> NameIndex<'a> {
    /// An index of types, and of the containers of vendors.
    pub fn new(types: Vec<String>, vendors: &'a [(String, Vendor)]) -> Self {
        Self { types, vendors }
    }

    /// The type or container with a name; `None` if there is none, or several.
    pub fn find(&self, name: &str) -> Option<NamedTarget<'a>> {
        self.type_named(name).map(NamedTarget::Type).or_else(|| {
            let mut all = self.vendors.iter().flat_map(|(prefix, vendor)| {
                vendor.containers.iter().map(move |container| (prefix.as_str(), vendor, container))
            });
            let matches = |vendor: &Vendor, container: &Container| match name.split_once('/') {
                Some((named, rest)) => named == vendor.name && rest == container.name,
                None => name == container.name,
            };
            let (prefix, _, container) = all.find(|(_, vendor, container)| matches(vendor, container))?;
            Some(NamedTarget::Container(prefix, container))
        })
    }

    /// The type with a name, which may leave the vendor out if only one vendor has such a type.
    pub fn type_named(&self, name: &str) -> Option<usize> {
        let only = |matches: &dyn Fn(&str) -> bool| {
            let mut found = (0..).zip(&self.types).filter(|(_, known)| matches(known));
            found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
        };
        let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        only(&|known| known == name)
            .or_else(|| only(&|known| known.rsplit_once('/').is_some_and(|(_, last)| last == name)))
            // Schemas given without a vendor have types without a prefix.
            .or_else(|| {
                let vendor = name.rsplit_once('/')?.0;
                let is_known = self.vendors.is_empty() || self.vendors.iter().any(|(_, known)| known.name == vendor);
                is_known.then(|| only(&|known| known == last(name)))?
            })
    }

    /// The type or container that a file is named after, alone or with its folder as the vendor.
    pub fn of_file(&self, path: &Path) -> Option<NamedTarget<'a>> {
        let name = path.file_name()?.to_str()?;
        let folder = path.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str());
        let stems = name.char_indices().rev().filter(|(_, c)| *c == '.').filter_map(|(at, _)| name.get(..at));
        stems.into_iter().find_map(|stem| {
            let within = folder.and_then(|folder| self.find(&format!("{folder}/{stem}")));
            within.or_else(|| self.find(stem))
        })
    }

    /// The names that are allowed, the first twelve in full.
    pub fn summary(&self) -> String {
        const NAME_LIMIT: usize = 12;
        let mut names: Vec<&str> = self.types.iter().take(NAME_LIMIT).map(String::as_str).collect();
        let more = self.types.len().saturating_sub(NAME_LIMIT);
        let more_text = format!("{more} more");
        if more > 0 {
            names.push(&more_text);
        }
        names.join(", ")
    }
}
