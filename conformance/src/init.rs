//! `ringback init`: writes a configuration file in which only what the target alone knows is to be filled in.

use crate::{arguments::InitArguments, outcome::Outcome};
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, operation::Operation};
use ringback_report::sink::print;
use ringback_runner::{config, references::may_be_unknown};
use std::{collections::BTreeMap, fmt::Write, fs::OpenOptions, io::Write as _};

/// What stands where the base URL is to be filled in.
const URL: &str = "http://127.0.0.1:8080";

/// Writes a configuration for the chosen operations, and says what is to be filled in.
///
/// # Errors
///
/// If a vendor or operation does not exist, the URL is none, or the file exists already: it is never replaced.
pub fn run(arguments: &InitArguments) -> Result<Outcome, Error> {
    let models = arguments.documents.models()?;
    let chosen = chosen(&models, arguments)?;
    if let Some(target) = &arguments.target {
        config::target_url(target).map_err(|why| Error::Usage(format!("--target: {why}")))?;
    }
    let text = configuration(&chosen, arguments.target.as_deref());
    let path = &arguments.out;
    let created = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = created.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::Usage(format!("{} exists already: remove it, or give another name with --out", path.display()))
        }
        _ => Error::io(path)(error),
    })?;
    file.write_all(text.as_bytes()).map_err(Error::io(path))?;
    let mut told = format!("wrote {}; fill in:\n", path.display());
    if arguments.target.is_none() {
        told.push_str("- url: where the target is\n");
    }
    told.push_str("- auth: who calls, if the target wants to know\n");
    for (name, variable, _) in parameters(&chosen) {
        _ = writeln!(told, "- {name}: the variable {variable} of the environment, or a value in the file");
    }
    if !values(&chosen).is_empty() {
        told.push_str("- values: what exists at the target, such as its queues; without them refusals prove little\n");
    }
    let operations = match arguments.operation.as_slice() {
        [] => String::new(),
        names => names.iter().map(|name| format!(" --operation {name}")).collect(),
    };
    let vendors: String = arguments.vendor.iter().map(|name| format!(" --vendor {name}")).collect();
    let file = match path.to_str() {
        Some(config::FILE) | None => String::new(),
        Some(path) => format!(" --config {path}"),
    };
    let specification: String =
        arguments.documents.spec.iter().map(|path| format!(" --spec {}", path.display())).collect();
    _ = writeln!(told, "then:\n    ringback run{specification}{file}{vendors}{operations} --report html=report.html");
    print(&told)?;
    Ok(Outcome::Success)
}

/// An operation with the model that has its types.
type Chosen<'m> = (&'m Model, &'m Operation);

/// The chosen operations: all, or those of some vendors, or those with some names.
fn chosen<'m>(models: &'m [Model], arguments: &InitArguments) -> Result<Vec<Chosen<'m>>, Error> {
    let vendors: Vec<&str> = models.iter().map(|model| model.vendor.name.as_str()).collect();
    if let Some(unknown) = arguments.vendor.iter().find(|name| !vendors.contains(&name.as_str())) {
        return Err(Error::unknown("vendor", unknown, vendors));
    }
    let mine =
        models.iter().filter(|model| arguments.vendor.is_empty() || arguments.vendor.contains(&model.vendor.name));
    let all: Vec<Chosen> =
        mine.flat_map(|model| model.vendor.operations.iter().map(move |operation| (model, operation))).collect();
    let names = || all.iter().map(|(_, operation)| operation.name.as_str());
    if let Some(unknown) = arguments.operation.iter().find(|name| !names().any(|known| known == *name)) {
        return Err(Error::unknown("operation", unknown, names().collect::<Vec<_>>()));
    }
    let is_chosen =
        |operation: &Operation| arguments.operation.is_empty() || arguments.operation.contains(&operation.name);
    Ok(all.into_iter().filter(|(_, operation)| is_chosen(operation)).collect())
}

fn configuration(chosen: &[Chosen], target: Option<&str>) -> String {
    let mut text =
        String::from("# Where the target of `ringback run` is. Every key: docs/configuration.md.\n#\n# Called are:\n");
    for (model, operation) in chosen {
        let rings = if operation.rings { "; it calls a phone: a remote target needs --allow-ringing" } else { "" };
        let place = match operation.is_event() {
            true => "an event that is delivered to [consumer]".to_owned(),
            false => format!("{} {}", operation.method, operation.path),
        };
        _ = writeln!(text, "#   {}/{}: {place}{rings}", model.vendor.name, operation.name);
    }
    _ = write!(
        text,
        r#"
[target]
url = "{}"

# Who calls; take one of these, with the names of your variables:
# auth = {{ bearer = {{ env = "TOKEN" }} }}
# auth = {{ basic = {{ user = "name", password = {{ env = "PASSWORD" }} }} }}
# auth = {{ api_key = {{ header = "x-api-key", value = {{ env = "API_KEY" }} }} }}
# auth = {{ oauth2 = {{ token_url = "https://login.example.com/token", client_id = {{ env = "CLIENT_ID" }}, client_secret = {{ env = "CLIENT_SECRET" }} }} }}
# auth = {{ sigv4 = {{ service = "connect", region = "us-east-1" }} }}
"#,
        target.unwrap_or(URL)
    );
    let parameters = parameters(chosen);
    if !parameters.is_empty() {
        text.push_str("\n# What the paths and envelopes name.\n[parameters]\n");
        for (name, variable, used) in parameters {
            _ = writeln!(text, "{name} = {{ env = \"{variable}\" }} # of {}", used.join(", "));
        }
    }
    let values = values(chosen);
    if !values.is_empty() {
        text.push_str(
            "\n# What exists at the target. Without it, a payload may be refused because nobody knows its queue, and then proves nothing.\n[values]\n",
        );
        values.iter().for_each(|key| _ = writeln!(text, "# \"{key}\" = \"…\""));
    }
    if chosen.iter().any(|(_, operation)| operation.is_event()) {
        text.push_str("\n# Where documented events are delivered; without it none is sent.\n# [consumer]\n# url = \"http://127.0.0.1:8081/events\"\n");
    }
    text
}

/// The parameters that no operation creates and no document gives a value for: name, a variable for it, and the operations
/// that need it.
fn parameters(chosen: &[Chosen]) -> Vec<(String, String, Vec<String>)> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (model, operation) in chosen {
        let made = |name: &String| {
            let mut made = model.vendor.operations.iter().flat_map(|maker| maker.identifies());
            made.any(|(placeholder, _)| placeholder == name)
        };
        let given = |name: &String| {
            operation.specified.as_ref().is_some_and(|specified| specified.path_values.contains_key(name))
        };
        for name in operation.placeholders().into_iter().filter(|name| !made(name) && !given(name)) {
            found.entry(name).or_default().push(operation.name.clone());
        }
    }
    found.into_iter().map(|(name, used)| (name.clone(), variable(&name), used)).collect()
}

/// The name of a variable of the environment: `CONVERSATION_ID` for `conversationId`.
fn variable(name: &str) -> String {
    let mut variable = String::new();
    let mut was_small = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && was_small {
            variable.push('_');
        }
        was_small = c.is_ascii_lowercase() || c.is_ascii_digit();
        variable.push(if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
    }
    variable
}

/// The keys of `[values]` for what the chosen operations are sent.
fn values(chosen: &[Chosen]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for (model, operation) in chosen.iter().filter(|(_, operation)| !operation.is_event()) {
        let Some(kind) = operation.request.as_ref().and_then(|name| model.types.get(name)) else { continue };
        let places = may_be_unknown(&kind.node);
        keys.extend(places.map(|name| format!("{}/{}/{name}", model.vendor.name, kind.name)));
    }
    keys.sort();
    keys.dedup();
    keys
}
