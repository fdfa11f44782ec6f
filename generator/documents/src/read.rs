//! Reads a vendor's folder, or documents without one, into a model: pages → clues → facts → model.

use crate::{
    fact_spool::FactSpool,
    facts_json::FactsFile,
    layouts::{self, Layout},
    overlay::{self, Overlay},
    overlay_check,
    pages::{FactSink, Named, ReadPages, read_pages},
    resolve::{Gathering, complete, resolve},
};
use ringback_constraints::{
    fact::Fact,
    model::{DocumentRead, Model},
};
use ringback_contract::{
    document::Document,
    error::Error,
    finding::Finding,
    input::Inputs,
    line_index::line_at,
    provenance::Source,
    subject::Subject,
    vendor::{Vendor, parse},
    vendor_folder::{DOCUMENTS, OVERLAY},
};
use sha2::{Digest, Sha256};

const VENDOR: &str = "vendor.toml";

/// Reads a vendor's folder, given its path and its files by their paths in it.
///
/// # Errors
///
/// When `vendor.toml` or `overlay.toml` is malformed, or names another vendor than the folder. Documents are never an
/// error: what cannot be read in them becomes a finding.
pub fn read_vendor(folder: &str, inputs: &Inputs) -> Result<Model, Error> {
    let model = read_folder(folder, named_vendor(folder, inputs)?, inputs)?;
    check_types(folder, &model, inputs)?;
    Ok(model)
}

/// The same from the facts that were read before, which saves reading the pages: from the text of `facts.json`. Where the
/// pages changed since, they are read again.
///
/// # Errors
///
/// As [`read_vendor`].
pub fn read_vendor_facts(folder: &str, inputs: &Inputs, facts_json: &str) -> Result<Model, Error> {
    let Some(known) = FactsFile::of(facts_json).filter(|known| known.is_of(inputs)) else {
        return read_vendor(folder, inputs);
    };
    let vendor = named_vendor(folder, inputs)?;
    let model = resolve(vendor, known.documents, known.facts, Vec::new(), known.findings);
    check_types(folder, &model, inputs)?;
    Ok(model)
}

/// What `vendor.toml` says, if the vendor has the name of its folder.
fn named_vendor(folder: &str, inputs: &Inputs) -> Result<Vendor, Error> {
    let vendor = read_vendor_file(folder, inputs)?;
    let name = folder_name(folder);
    if vendor.name != name {
        let message = format!("name {:?} differs from the name of the folder, {name:?}", vendor.name);
        return Err(Error::input(format!("{folder}/{VENDOR}"), 1, message));
    }
    Ok(vendor)
}

/// # Errors
///
/// When an operation has a type that no document describes.
fn check_types(folder: &str, model: &Model, inputs: &Inputs) -> Result<(), Error> {
    for operation in &model.vendor.operations {
        let named = [("request", &operation.request), ("response", &operation.response), ("error", &operation.error)];
        let unknown = named.iter().find_map(|(key, name)| {
            name.as_ref().filter(|name| !model.types.contains_key(name.as_str())).map(|name| (*key, name))
        });
        if let Some((key, name)) = unknown {
            let text = inputs.get(VENDOR).map(String::as_str).unwrap_or_default();
            let error = Error::unknown("type", name, model.types.keys().map(String::as_str));
            let message = format!("operation {:?}: {key}: {error}", operation.name);
            return Err(Error::input(format!("{folder}/{VENDOR}"), line_of(text, &operation.name, name), message));
        }
    }
    Ok(())
}

/// The line of a quoted value after the name of its operation; that of the name, or the first, if it is written otherwise.
fn line_of(text: &str, operation: &str, value: &str) -> u32 {
    let quoted = |from: usize, word: &str| {
        let rest = text.get(from..).unwrap_or_default();
        [format!("\"{word}\""), format!("'{word}'")]
            .iter()
            .filter_map(|quoted| rest.find(quoted))
            .min()
            .map(|at| from + at)
    };
    let name = quoted(0, operation).unwrap_or_default();
    line_at(text, quoted(name, value).unwrap_or(name))
}

/// Reads a copy of a vendor's folder, which may have any name.
///
/// # Errors
///
/// When `vendor.toml` or `overlay.toml` is malformed.
pub fn read_copy(folder: &str, inputs: &Inputs) -> Result<Model, Error> {
    read_folder(folder, read_vendor_file(folder, inputs)?, inputs)
}

/// Reads documents by their paths as those of one vendor without a `vendor.toml`.
///
/// # Errors
///
/// When there is no layout of this name.
pub fn read_documents(name: &str, inputs: &Inputs, layout: Option<&str>) -> Result<Model, Error> {
    let mut facts = Vec::new();
    let ReadPages { documents, operations, findings } =
        read_pages(&documents_of(inputs, layout)?, &mut facts, &mut || {});
    Ok(resolve(vendor_named(name), documents, facts, operations, findings))
}

/// The same with the facts in a spool and not in the model, telling after each document that it was read.
///
/// # Errors
///
/// As [`read_documents`].
pub fn read_documents_into(
    spool: &mut FactSpool,
    name: &str,
    inputs: &Inputs,
    layout: Option<&str>,
    was_read: &mut dyn FnMut(),
) -> Result<Model, Error> {
    let mut sink = Spooled { gathering: Gathering::default(), spool };
    let ReadPages { documents, operations, findings } = read_pages(&documents_of(inputs, layout)?, &mut sink, was_read);
    let Spooled { gathering, spool } = sink;
    let hand_on = &mut |fact: Fact| spool.add(&fact);
    Ok(complete(vendor_named(name), documents, gathering, operations, findings, hand_on))
}

/// Facts on their way into a model and into a spool.
struct Spooled<'s> {
    gathering: Gathering,
    spool: &'s mut FactSpool,
}

impl FactSink for Spooled<'_> {
    fn add(&mut self, fact: Fact) {
        self.gathering.add(&fact);
        self.spool.add(&fact);
    }

    fn clear(&mut self) {
        self.gathering = Gathering::default();
        self.spool.clear();
    }
}

fn vendor_named(name: &str) -> Vendor {
    Vendor { name: name.into(), ..Vendor::default() }
}

fn documents_of<'i>(inputs: &'i Inputs, layout: Option<&str>) -> Result<Vec<Named<'i>>, Error> {
    let layout = layout.map(layout_named).transpose()?;
    Ok(inputs.iter().map(|(path, text)| (Document { path, text }, layout)).collect())
}

fn read_folder(folder: &str, vendor: Vendor, inputs: &Inputs) -> Result<Model, Error> {
    let overlay_path = format!("{folder}/{OVERLAY}");
    let overlay_text = inputs.get(OVERLAY).map(String::as_str).unwrap_or_default();
    let overlay: Overlay = parse(&overlay_path, overlay_text)?;
    let mut named = Vec::new();
    for (path, text) in inputs.iter().filter(|(path, _)| path.starts_with(DOCUMENTS)) {
        named.push((Document { path, text }, layout_in_vendor_file(folder, &vendor, path, inputs)?));
    }
    let mut facts = Vec::new();
    let ReadPages { mut documents, operations, mut findings } = read_pages(&named, &mut facts, &mut || {});
    for name in [OVERLAY, VENDOR] {
        documents.extend(inputs.get(name).map(|text| document_read(name, text, None)));
    }
    findings.extend(missing_documents(&vendor, inputs));
    facts.extend(overlay::facts(&overlay, &overlay_path, overlay_text, &mut findings)?);
    let model = resolve(vendor, documents, facts, operations, findings);
    overlay_check::check(&overlay_path, &model)?;
    Ok(model)
}

/// The digest of a text, by which a later run detects changes.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn document_read(path: &str, text: &str, layout: Option<&'static Layout>) -> DocumentRead {
    let sha256 = digest(text);
    DocumentRead { file: path.into(), layout: layout.map(|layout| layout.name.into()), sha256, columns: Vec::new() }
}

fn read_vendor_file(folder: &str, inputs: &Inputs) -> Result<Vendor, Error> {
    let text = inputs.get(VENDOR).map(String::as_str).unwrap_or_default();
    let mut vendor: Vendor = parse(&format!("{folder}/{VENDOR}"), text)?;
    if vendor.name.is_empty() {
        vendor.name = folder_name(folder).into();
    }
    vendor.operations.iter_mut().for_each(|operation| operation.build.note_lines(text));
    Ok(vendor)
}

fn folder_name(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

fn layout_named(name: &str) -> Result<&'static Layout, Error> {
    layouts::by_name(name)
        .ok_or_else(|| Error::unknown("layout", name, layouts::LAYOUTS.iter().map(|layout| layout.name)))
}

/// The layout that `vendor.toml` gives for a document, if it gives one.
fn layout_in_vendor_file(
    folder: &str,
    vendor: &Vendor,
    path: &str,
    inputs: &Inputs,
) -> Result<Option<&'static Layout>, Error> {
    let entry = vendor.documents.iter().find(|entry| entry.file == path);
    let Some(name) = entry.and_then(|entry| entry.layout.as_ref()) else { return Ok(None) };
    let layout = layout_named(name.get_ref()).map_err(|error| {
        let text = inputs.get(VENDOR).map(String::as_str).unwrap_or_default();
        Error::input(format!("{folder}/{VENDOR}"), line_at(text, name.span().start), error.to_string())
    })?;
    Ok(Some(layout))
}

fn missing_documents<'a>(vendor: &'a Vendor, inputs: &'a Inputs) -> impl Iterator<Item = Finding> + 'a {
    vendor.documents.iter().filter(|entry| !inputs.contains_key(&entry.file)).map(|entry| {
        let message = format!("vendor.toml lists {:?}, but there is no such file", entry.file);
        let source = Source::line(VENDOR, 1, &*entry.file);
        Finding::new("missing-document", &Subject::of(&entry.file), message, vec![source])
    })
}
