//! Laws over the documents in the repository, and what becomes of documents that change or are added.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_constraints::{fact::Claim, model::Model, schema::schemas};
use ringback_contract::provenance::Basis;
use ringback_documents::facts_json::facts_json;
use ringback_documents::folders::read_models;
use ringback_documents::folders::read_schemas;
use ringback_documents::{folders::Vendors, read::read_vendor};
use ringback_generator::generated_files;
use ringback_generator::outputs::owned;
use serde_json::{Value, json};

fn vendors() -> Vendors {
    read_schemas(&ringback_testing::schemas()).unwrap()
}

#[test]
fn every_sentence_is_the_source_of_a_fact_or_listed_as_unread() {
    let mut described = 0;
    for model in read_models("schemas", &vendors()).unwrap() {
        for fact in &model.facts {
            let Claim::Description(sentence) = &fact.claim else { continue };
            described += 1;
            let accounted = model
                .facts
                .iter()
                .any(|other| !matches!(other.claim, Claim::Description(_)) && other.source == fact.source);
            assert!(accounted, "{}: {sentence:?} is neither read nor unread", fact.source);
        }
    }
    assert!(described > 50, "{described} sentences");
}

#[test]
fn every_stated_quote_stands_on_the_lines_it_names() {
    let vendors = vendors();
    for model in read_models("schemas", &vendors).unwrap() {
        for fact in model.facts.iter().filter(|fact| fact.basis == Basis::Stated && fact.reason.is_none()) {
            let text = &vendors[&model.vendor.name][&*fact.source.document];
            let [first, last] = fact.source.lines.map(|line| line as usize);
            let lines: Vec<&str> = text.lines().skip(first - 1).take(last + 1 - first).collect();
            let quote = fact.source.quote.replace('\n', " | ");
            let (page, quote) = (plain(&lines.join(" ")), plain(&quote));
            let quote = quote.trim_end_matches('…').trim();
            let cells: Vec<&str> = quote.split(['|', '\n']).map(str::trim).collect();
            assert!(
                page.contains(quote) || cells.iter().all(|cell| page.contains(cell)),
                "{}: {quote:?} does not stand in {page:?}",
                fact.source
            );
        }
    }
}

/// A page as a reader sees it: without markup, entities and line ends.
fn plain(text: &str) -> String {
    let text = text
        .replace("<!---->", "")
        .replace("<br>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    let text: String = text.chars().filter(|c| !matches!(c, '*' | '\\' | '`')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn reading_and_writing_twice_gives_the_same_bytes() {
    let once = || generated_files(&mut read_models("schemas", &vendors()).unwrap()).unwrap();
    assert_eq!(once(), once());
}

/// The models after an edit in one document.
fn edited(vendor: &str, document: &str, from: &str, to: &str) -> Model {
    let mut inputs = vendors()[vendor].clone();
    let text = inputs.get_mut(document).unwrap();
    assert!(text.contains(from), "{document} has no {from:?}");
    *text = text.replacen(from, to, 1);
    read_vendor(vendor, &inputs).unwrap()
}

#[test]
fn an_edit_in_a_document_is_carried_into_the_schema() {
    let page = "documents/interactions-createcallbackcontact.md";
    let model = edited("amazon-connect", page, "259,200 (three days)", "300,000");
    let schema = &schemas(&model)["CreateCallbackContact"]["properties"]["InitialCallDelaySeconds"];
    assert_eq!(schema["anyOf"][0]["maximum"], 300_000);
    assert!(regress::Regex::new(schema["anyOf"][1]["pattern"].as_str().unwrap()).unwrap().find("300000").is_some());

    let page = "documents/CreateCallbackOnConversationCommand.md";
    let model = edited(
        "genesys-cloud",
        page,
        "to be used for the callback |  [optional] |",
        "to be used for the callback |  |",
    );
    assert_eq!(
        schemas(&model)["CreateCallbackOnConversationCommand"]["required"],
        json!(["scriptId", "callbackNumbers"])
    );
    let model = edited("genesys-cloud", page, " Must conform to the E.164 format.", "");
    assert_eq!(schemas(&model)["CreateCallbackOnConversationCommand"]["properties"]["callerId"].get("format"), None);
    let added = "| **priority** | **Integer** | How soon. Must be between 1 and 50 (inclusive). |  |\n| **callerId** |";
    let model = edited("genesys-cloud", page, "| **callerId** |", added);
    let schema = &schemas(&model)["CreateCallbackOnConversationCommand"];
    assert_eq!(
        (&schema["properties"]["priority"]["minimum"], &schema["properties"]["priority"]["maximum"]),
        (&json!(1), &json!(50))
    );
    assert_eq!(schema["required"], json!(["callbackNumbers", "priority"]));
}

#[test]
fn a_page_that_is_added_resolves_the_links_to_it() {
    let mut inputs = vendors()["genesys-cloud"].clone();
    let unresolved = |model: &Model| {
        let about: Vec<_> = model.findings.iter().filter(|finding| finding.kind() == "unresolved-model").collect();
        about.iter().filter(|finding| finding.message.contains("\"RoutingData\"")).count()
    };
    assert_eq!(unresolved(&read_vendor("genesys-cloud", &inputs).unwrap()), 1);
    let page = "## RoutingData\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n| **queueId** | **String** | The queue. |  |\n";
    inputs.insert("documents/RoutingData.md".into(), page.into());
    let model = read_vendor("genesys-cloud", &inputs).unwrap();
    assert_eq!(unresolved(&model), 0);
    let schemas = schemas(&model);
    assert_eq!(schemas["CreateCallbackOnConversationCommand"]["properties"]["routingData"]["$ref"], "RoutingData");
    assert_eq!(schemas["RoutingData"]["required"], json!(["queueId"]));
}

#[test]
fn a_folder_with_nothing_but_a_page_is_a_vendor() {
    let page = "# Ring\n\n## Properties\n\nName | Type | Description | Notes\n---|---|---|---\n**times** | **Integer** | Must be at least 1. | \n";
    let mut vendors = Vendors::new();
    vendors.entry("acme".into()).or_default().insert("documents/Ring.md".into(), page.into());
    let mut models = read_models("schemas", &vendors).unwrap();
    let files = generated_files(&mut models).unwrap();
    let schema: Value = serde_json::from_str(&files["schemas/acme/canonical/Ring.schema.json"]).unwrap();
    assert_eq!(schema["properties"]["times"]["minimum"], 1);
    let openapi: Value = serde_json::from_str(&files["schemas/acme/openapi.json"]).unwrap();
    assert_eq!(openapi["components"]["schemas"]["Ring"]["properties"]["times"]["minimum"], 1);
    let owned = owned(&vendors);
    let has_owner = |path: &&String| owned.iter().any(|owner| path.starts_with(owner));
    assert_eq!(files.keys().filter(|path| !has_owner(path)).count(), 0);
    assert!(files["generated/src/acme/ring.rs"].contains("pub struct Ring"));
    assert!(files["generated/Cargo.toml"].contains("acme = []"));
    assert_eq!(files["schemas/acme/facts.json"], facts_json(&models[0]));
}
