//! The names of the types of a module, as options want them.

use super::text::names::NameScope;
use crate::options::{Options, TypeOptions};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use ringback_contract::error::Error;
use std::collections::{BTreeMap, BTreeSet};
use syn::parse::Parser;

/// The names of the types of a module.
#[derive(Debug, Default)]
pub struct TypeNames {
    scope: NameScope,
    options: Options,
    /// By the name of a type, the key of its options.
    keys: BTreeMap<String, String>,
    /// The names of all types, as they are without options.
    pub known: BTreeSet<String>,
    /// The keys of options that a type has.
    pub used: BTreeSet<String>,
    /// Keys inside the options of a type that name nothing, each with what there is.
    unknown: Vec<(String, Vec<String>)>,
}

impl TypeNames {
    /// No names yet.
    pub fn new(options: &Options) -> Self {
        Self { options: options.clone(), ..Self::default() }
    }

    /// The name of a type that users know.
    pub fn type_name(&mut self, name: &str) -> Ident {
        let made = self.scope.type_name(name);
        let text = made.to_string();
        self.known.insert(text.clone());
        let Some((key, of)) = [name, &text].iter().find_map(|name| self.options.types.get_key_value(*name)) else {
            return made;
        };
        let ident = match &of.rename {
            Some(rename) if self.used.contains(key) => self.scope.type_name(rename),
            Some(rename) => Ident::new(rename, made.span()),
            None => made,
        };
        self.keys.insert(ident.to_string(), key.clone());
        self.used.insert(key.clone());
        ident
    }

    /// A name for what is no type of the schema.
    pub fn other(&mut self, name: &str) -> Ident {
        self.scope.type_name(name)
    }

    /// The options of a type.
    pub fn options_of(&self, ident: &Ident) -> Option<&TypeOptions> {
        self.options.types.get(self.keys.get(&ident.to_string())?)
    }

    /// Notes keys of the options of a type that are not among its fields or variants.
    pub fn check_keys(&mut self, ident: &Ident, section: &str, allowed: &[String]) {
        let Some(key) = self.keys.get(&ident.to_string()) else { return };
        let Some(of) = self.options.types.get(key) else { return };
        let named = if section == "fields" { &of.fields } else { &of.variants };
        let unknown = named.keys().filter(|name| !allowed.contains(name));
        let unknown: Vec<_> = unknown.map(|name| (format!("types.{key}.{section}.{name}"), allowed.to_vec())).collect();
        self.unknown.extend(unknown);
    }

    /// # Errors
    ///
    /// If a key inside the options of a type names nothing, or a name is taken by another type.
    pub fn check(&self) -> Result<(), Error> {
        if let Some((key, allowed)) = self.unknown.first() {
            let allowed = if allowed.is_empty() { "none".to_owned() } else { format!("one of {}", allowed.join(", ")) };
            return Err(self.options.error(key, format!("the type has nothing of this name ({allowed})")));
        }
        for (key, of) in &self.options.types {
            let Some(rename) = &of.rename else { continue };
            let is_renamed = || self.options.types.get(rename).is_some_and(|other| other.rename.is_some());
            if self.known.contains(rename) && key != rename && !is_renamed() {
                let message = format!("{rename} is the name of another type: rename that too, or choose another name");
                return Err(self.options.error(&format!("types.{key}.rename"), message));
            }
        }
        Ok(())
    }

    /// The derives of a type with those of its options, and the attributes of its options.
    pub fn decorated(&self, ident: &Ident, derives: &TokenStream) -> TokenStream {
        let own = self.options_of(ident);
        let more = self.options.derives.iter().chain(own.into_iter().flat_map(|of| &of.derives));
        let has: Vec<String> = derives.to_string().split(',').map(|name| name.trim().to_owned()).collect();
        let (mut known, mut paths) = (BTreeSet::new(), Vec::new());
        for path in more.filter(|path| !has.contains(path)) {
            if let (true, Ok(path)) = (known.insert(path), syn::parse_str::<syn::Path>(path)) {
                paths.push(path);
            }
        }
        let attributes = self.options.attributes.iter().chain(own.into_iter().flat_map(|of| &of.attributes));
        let attributes: Vec<syn::Attribute> =
            attributes.flat_map(|text| syn::Attribute::parse_outer.parse_str(text).unwrap_or_default()).collect();
        quote!(#[derive(#derives #(, #paths)*)] #(#attributes)*)
    }
}
