//! The URLs at which operations are called: of each server, with each value of its variables.

use super::pairing::base_path;
use regex::{Regex, escape};
use ringback_contract::operation::path::without_names;
use ringback_openapi::specification::{Server, SpecOperation};

/// URLs of one server; variables with many values multiply.
const URL_LIMIT: usize = 64;

/// A URL at which an operation is called.
pub struct ServerUrl<'a> {
    /// The server.
    pub server: &'a Server,
    /// The URL of the server, with the defaults of variables that may be anything.
    pub base: String,
    /// The same with the path of the operation, in which parameters have no names.
    pub url: String,
    /// The same with variables that may be anything in braces.
    pub template: String,
}

impl ServerUrl<'_> {
    /// Whether no variable in it may be anything.
    pub fn is_fixed(&self) -> bool {
        self.url == self.template
    }
}

/// The URLs of an operation; none if no server is described.
pub fn urls(operation: &SpecOperation) -> Vec<ServerUrl<'_>> {
    let path = without_names(&operation.path);
    operation.servers.iter().flat_map(|server| of_server(server, &path)).collect()
}

fn of_server<'a>(server: &'a Server, path: &str) -> Vec<ServerUrl<'a>> {
    let mut listed = vec![server.url.clone()];
    for variable in server.variables.iter().filter(|variable| !variable.values.is_empty()) {
        // The default comes first: it is what a limit leaves.
        let (mut values, others): (Vec<&String>, Vec<&String>) =
            variable.values.iter().partition(|value| **value == variable.default);
        values.extend(others);
        let filled = |url: &String| values.iter().map(|value| filled(url, &variable.name, value)).collect::<Vec<_>>();
        listed = listed.iter().flat_map(filled).take(URL_LIMIT).collect();
    }
    let of_url = |url: String| {
        let free = server.variables.iter().filter(|variable| variable.values.is_empty());
        let base = free.fold(url.clone(), |url, variable| filled(&url, &variable.name, &variable.default));
        let [base, template] = [base, url].map(|url| url.trim_end_matches('/').to_owned());
        let [url, template] = [&base, &template].map(|base| format!("{base}{path}"));
        ServerUrl { server, base, url, template }
    };
    listed.into_iter().map(of_url).collect()
}

fn filled(url: &str, variable: &str, value: &str) -> String {
    url.replace(&format!("{{{variable}}}"), value)
}

/// Whether there are URLs, and each says with its scheme and host where the operation is served.
pub fn is_whole(urls: &[ServerUrl]) -> bool {
    !urls.is_empty() && urls.iter().all(|url| !url.url.starts_with('/'))
}

/// Whether a URL is among others; what is relative to an unknown host may be on any.
pub fn has(urls: &[ServerUrl], url: &str) -> bool {
    let is_relative = |url: &str| url.starts_with('/') && !url.starts_with("//");
    let same_host =
        |one: &str, other: &str| one == other || without_scheme(one) == without_scheme(other) && is_upgrade(one, other);
    let others = urls.iter().flat_map(|other| [other.url.as_str(), other.template.as_str()]);
    others.into_iter().any(|other| {
        same_host(url, other)
            || covers(other, url)
            || (is_relative(other) || is_relative(url)) && base_path(url) == base_path(other)
    })
}

/// Whether variables of a template, which may be anything, can make it a URL.
fn covers(template: &str, url: &str) -> bool {
    let mut pieces = template.split('{');
    let start = escape(pieces.next().unwrap_or_default());
    let mut has_variables = false;
    let rest: String = pieces
        .map(|piece| match piece.split_once('}') {
            Some((name, after)) if !name.is_empty() => {
                has_variables = true;
                format!(".+{}", escape(after))
            }
            // The parameters of the path have no names, and are the same on both sides.
            _ => escape(&format!("{{{piece}")),
        })
        .collect();
    has_variables && Regex::new(&format!("^{start}{rest}$")).is_ok_and(|pattern| pattern.is_match(url))
}

fn without_scheme(url: &str) -> &str {
    url.split_once("//").map_or(url, |(_, rest)| rest)
}

/// Whether one of two URLs leaves the scheme open.
fn is_upgrade(one: &str, other: &str) -> bool {
    one.starts_with("//") || other.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_variable_stands_for_any_text_that_leaves_the_rest_of_the_template() {
        for (template, url, expected) in [
            ("https://{a}.example.com/x", "https://eu.example.com/x", true),
            ("https://{a}.example.com/x", "https://.example.com/x", false),
            ("https://{a}.example.com/x", "https://eu.example.com/xy", false),
            ("https://{a}-{b}.com/{}", "https://one-two.com/{}", true),
            ("https://{a}-{b}.com/{}", "https://one-two.com/other", false),
            ("https://{a}/v1", "https://example.com/v1/v1", true),
            ("https://example.com/{}", "https://example.com/{}", false),
        ] {
            assert_eq!(covers(template, url), expected, "{template} {url}");
        }
    }
}
