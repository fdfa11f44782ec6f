//! Checks options: paths and attributes must be Rust, and what they name must be there.

use super::model::{Options, Replacement};
use ringback_contract::error::Error;
use std::collections::BTreeSet;

/// Traits that generated types implement already.
const IMPLEMENTED: &[&str] = &["Clone", "Debug", "Deserialize", "JsonSchema", "PartialEq", "Serialize"];

/// The number of names that a message lists.
const NAMED: usize = 12;

impl Options {
    /// Checks what can be checked without schemas.
    ///
    /// # Errors
    ///
    /// If a path, a name or an attribute is no Rust, or a derive is implemented already.
    pub fn check(&self) -> Result<(), Error> {
        self.check_decorations("", &self.derives, &self.attributes)?;
        for (name, of) in &self.types {
            self.check_decorations(&format!("types.{name}."), &of.derives, &of.attributes)?;
            if let Some(rename) = &of.rename {
                self.check_name(&format!("types.{name}.rename"), rename)?;
            }
            if let Some(replacement) = &of.replace {
                self.check_replacement(&format!("types.{name}.replace"), replacement)?;
            }
            let fields = of.fields.iter().map(|(key, renamed)| (format!("types.{name}.fields.{key}"), renamed));
            let variants = of.variants.iter().map(|(key, renamed)| (format!("types.{name}.variants.{key}"), renamed));
            fields.chain(variants).try_for_each(|(key, renamed)| self.check_name(&key, renamed))?;
        }
        for (name, replacement) in &self.formats {
            self.check_replacement(&format!("formats.{name}"), replacement)?;
        }
        match &self.runtime {
            Some(path) if syn::parse_str::<syn::Path>(path).is_err() || !is_inside(path) => {
                let message =
                    format!("{path:?} is no path inside the crate: expected one such as crate::orders::runtime");
                Err(self.error("runtime", message))
            }
            _ => Ok(()),
        }
    }

    fn check_decorations(&self, at: &str, derives: &[String], attributes: &[String]) -> Result<(), Error> {
        for derive in derives {
            let key = format!("{at}derives");
            let path: syn::Path = syn::parse_str(derive).map_err(|_| {
                self.error(&key, format!("{derive:?} is no path: expected one such as \"my_crate::Diff\""))
            })?;
            let name = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            if IMPLEMENTED.contains(&name.as_str()) {
                let message = format!("{derive} is implemented already, as are {}", IMPLEMENTED.join(", "));
                return Err(self.error(&key, message));
            }
        }
        for attribute in attributes {
            let parsed = syn::parse::Parser::parse_str(syn::Attribute::parse_outer, attribute);
            if !parsed.is_ok_and(|parsed| !parsed.is_empty()) {
                let message = format!("{attribute:?} is no attribute: expected one such as \"#[must_use]\"");
                return Err(self.error(&format!("{at}attributes"), message));
            }
        }
        Ok(())
    }

    fn check_name(&self, key: &str, name: &str) -> Result<(), Error> {
        match syn::parse_str::<syn::Ident>(name) {
            Ok(_) => Ok(()),
            Err(_) => Err(self.error(key, format!("{name:?} is no name in Rust: expected letters, digits and _"))),
        }
    }

    fn check_replacement(&self, key: &str, replacement: &Replacement) -> Result<(), Error> {
        let Replacement { path, .. } = replacement;
        match syn::parse_str::<syn::TypePath>(path) {
            Ok(_) => Ok(()),
            Err(_) => Err(self.error(key, format!("{path:?} is no type: expected a path such as \"uuid::Uuid\""))),
        }
    }
}

fn is_inside(path: &str) -> bool {
    ["crate::", "super::", "self::"].iter().any(|start| path.starts_with(start))
}

/// Checks that what options name is there: a type, a format.
///
/// # Errors
///
/// If something is not; the message lists what is.
pub fn check_names<'a>(
    options: &Options,
    section: &str,
    named: impl IntoIterator<Item = &'a String>,
    known: &BTreeSet<String>,
    used: &BTreeSet<String>,
) -> Result<(), Error> {
    let Some(name) = named.into_iter().find(|name| !used.contains(*name)) else { return Ok(()) };
    let name = name.as_str();
    let alike = |known: &&String| {
        known.eq_ignore_ascii_case(name) || known.starts_with(name) || name.starts_with(known.as_str())
    };
    let mut shown: Vec<&str> = known.iter().filter(alike).take(NAMED).map(String::as_str).collect();
    shown
        .extend(known.iter().filter(|known| !alike(known)).take(NAMED.saturating_sub(shown.len())).map(String::as_str));
    let rest = known.len() - shown.len();
    let rest = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    let allowed = if shown.is_empty() { "there is none".into() } else { format!("one of {}{rest}", shown.join(", ")) };
    Err(options.error(&format!("{section}.{name}"), format!("there is none of this name ({allowed})")))
}
