//! How documented operations become methods of a client, and which cannot.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use ringback_contract::{error::Error, files::Files};
use ringback_documents::folders::read_models;
use ringback_generator::generated_files;
use std::collections::BTreeMap;

/// The generated files of a vendor with these operations.
fn generated(operations: &str) -> Result<Files, Error> {
    let overlay = "[[types]]\nname = 'Error'\nreason = 'r'\nevidence = 'e'\nschema = '{\"type\": \"object\"}'\n";
    let vendor = format!("name = 'acme'\n{operations}");
    let inputs = [("vendor.toml".to_owned(), vendor), ("overlay.toml".to_owned(), overlay.to_owned())];
    let vendors = BTreeMap::from([("acme".to_owned(), inputs.into_iter().collect())]);
    generated_files(&mut read_models("schemas", &vendors)?)
}

#[test]
fn whatever_operations_are_called_they_become_methods_that_differ() {
    let mut operations = String::new();
    for (index, name) in ["all", "self", "type", "a-b", "a_b", "1st", "", "new"].iter().enumerate() {
        let (method, direction) = [("GET", "response"), ("HEAD", "request")][index % 2];
        operations.push_str(&format!(
            "[[operations]]\nname = '{name}'\nmethod = '{method}'\ndirection = '{direction}'\n\
             path = '/{{self}}/{{type}}/{{body}}/{{a b}}'\nresponse = 'Error'\nresponse_at = '/x/*'\n\
             error = 'Error'\npages = {{ number = 'p', total = '/n' }}\n"
        ));
    }
    let files = generated(&operations).unwrap();
    let client = &files["generated/src/acme/client.rs"];
    for method in ["fn all_2<", "fn self_<", "fn r#type<", "fn a_b<", "fn a_b_2<", "fn field_1st<", "fn new_2<"] {
        assert_eq!(client.matches(method).count(), 3, "{method} in {client}");
    }
}

#[test]
fn an_operation_that_cannot_be_called_is_a_mistake_that_is_named() {
    let operation = |more: &str| format!("[[operations]]\nname = 'o'\npath = '/'\ndirection = 'request'\n{more}");
    for (more, said) in [
        ("method = 'GRAB'", "unknown method \"GRAB\" (one of DELETE, "),
        ("method = 'POST'\nrequest = 'Nothing'", "unknown type \"Nothing\" (one of Error)"),
        ("method = 'POST'\nenvelope = {}\nrequest_at = '/a'", "an envelope or an event needs a request"),
        ("method = 'GET'\npages = { number = 'p', total = '/n' }", "pages need a response_at that ends with /*"),
    ] {
        let error = generated(&operation(more)).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn a_vendor_without_operations_has_no_client() {
    let files = generated("").unwrap();
    assert!(!files.keys().any(|path| path.contains("client") || path.contains("envelope")));
    assert!(!files["generated/Cargo.toml"].contains("reqwest"));
}
