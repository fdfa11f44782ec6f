//! Finds the operation of a method and path. Literal segments win over placeholders, so that `/callbacks/all` is not
//! taken for `/callbacks/{id}`; `/VENDOR/…` selects the vendor if two share a path.

use super::{Operation, path::segments};
use crate::vendor::Vendor;
use indexmap::IndexMap;

/// The operations of all vendors.
#[derive(Debug, Default)]
pub struct Router {
    routes: Vec<Route>,
}

/// An operation with its vendor.
#[derive(Debug)]
pub struct Route {
    /// The vendor's place among those that were given.
    pub vendor: usize,
    /// The operation, as its vendor documents it.
    pub operation: Operation,
    vendor_name: String,
}

/// The values of path placeholders, by name.
pub type Parameters = IndexMap<String, String>;

/// The result of looking up a method and path.
#[derive(Debug)]
pub enum Found<'a> {
    /// An operation and the values of its placeholders.
    Operation(&'a Route, Parameters),
    /// The path exists with other methods only; these are listed.
    OtherMethods(Vec<&'a str>),
    /// No operation has this path.
    Nothing,
}

impl Router {
    /// The routes of all operations of these vendors.
    pub fn new<'a>(vendors: impl IntoIterator<Item = &'a Vendor>) -> Self {
        let mut routes: Vec<Route> = vendors
            .into_iter()
            .enumerate()
            .flat_map(|(index, vendor)| vendor.operations.iter().map(move |operation| (index, vendor, operation)))
            .map(|(index, vendor, operation)| Route {
                vendor: index,
                operation: operation.clone(),
                vendor_name: vendor.name.clone(),
            })
            .collect();
        routes.sort_by_key(|route| route.operation.path.variable_segments());
        Self { routes }
    }

    /// Finds the operation of a method and a percent-encoded path.
    pub fn find(&self, method: &str, path: &str) -> Found<'_> {
        let parts = segments(path);
        let mut found = self.among(method, &parts, None);
        if let (Found::Nothing, Some((vendor, rest))) = (&found, parts.split_first()) {
            found = self.among(method, rest, Some(vendor));
        }
        found
    }

    /// The same, if unknown segments such as a gateway or a version come before the documented path.
    pub fn find_below(&self, method: &str, path: &str) -> Option<(&Route, Parameters)> {
        let parts = segments(path);
        (0..parts.len().max(1)).find_map(|skipped| {
            match self.among(method, parts.get(skipped..).unwrap_or_default(), None) {
                // Placeholders alone would fit the end of any path.
                Found::Operation(route, parameters) if skipped == 0 || !route.operation.path.is_all_variable() => {
                    Some((route, parameters))
                }
                _ => None,
            }
        })
    }

    fn among(&self, method: &str, parts: &[String], vendor: Option<&String>) -> Found<'_> {
        let mut others = Vec::new();
        for route in self.routes.iter().filter(|route| vendor.is_none_or(|vendor| *vendor == route.vendor_name)) {
            let Some(parameters) = route.operation.path.read(parts) else { continue };
            if route.operation.method.eq_ignore_ascii_case(method) {
                return Found::Operation(route, parameters);
            }
            others.push(route.operation.method.as_str());
        }
        if others.is_empty() { Found::Nothing } else { Found::OtherMethods(others) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Router};
    use crate::vendor::{Vendor, parse};

    fn vendor(name: &str, operations: &[(&str, &str, &str)]) -> Vendor {
        let text: String = operations
            .iter()
            .map(|(name, method, path)| {
                format!(
                    "[[operations]]\nname = {name:?}\nmethod = {method:?}\npath = {path:?}\ndirection = \"request\"\n"
                )
            })
            .collect();
        let vendor: Vendor = parse("vendor.toml", &text).unwrap();
        Vendor { name: name.into(), ..vendor }
    }

    #[test]
    fn methods_literals_placeholders_and_vendors_are_told_apart() {
        let vendors = [
            vendor("a", &[("item", "GET", "/c/{id}"), ("all", "GET", "/c/all"), ("new", "POST", "/c")]),
            vendor("b", &[("cancel", "POST", "/c/{id}:cancel"), ("other", "GET", "/c/{name}")]),
        ];
        let router = Router::new(&vendors);
        let named = |method, path| match router.find(method, path) {
            Found::Operation(route, parameters) => {
                let values: Vec<String> = parameters.into_values().collect();
                format!("{} {}", route.operation.name, values.join(","))
            }
            Found::OtherMethods(methods) => format!("only {}", methods.join(",")),
            Found::Nothing => "nothing".into(),
        };
        assert_eq!(named("GET", "/c/7%208"), "item 7 8");
        assert_eq!(named("GET", "/c/all?page=2"), "all ");
        assert_eq!(named("GET", "/b/c/7"), "other 7");
        assert_eq!(named("POST", "/c/7:cancel"), "cancel 7");
        assert_eq!(named("DELETE", "/c"), "only POST");
        assert_eq!(named("GET", "/d"), "nothing");
        let below = |method, path| {
            router.find_below(method, path).map_or("nothing", |(route, _)| route.operation.name.as_str())
        };
        assert_eq!(below("get", "/gateway/v1/c/7?x=1"), "item");
        assert_eq!(below("GET", "/gateway/v1/c/all"), "all");
        assert_eq!(below("POST", "/c/c"), "new");
        assert_eq!(below("GET", "/c/7/d"), "nothing");
        assert_eq!(below("GET", "/"), "nothing");
    }
}
