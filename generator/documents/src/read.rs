//! From a vendor's folder to a model: documents, clues, facts, overlays, resolution.

use crate::{
    facts::facts,
    layouts::{self, Layout, Page},
    overlay::{AddedType, Correction, Overlay},
    resolve::resolve,
};
use ringback_constraints::{
    constraint::Constraint,
    fact::{Claim, Fact},
    model::{DocumentRead, Model},
};
use ringback_contract::{
    document::Document,
    error::Error,
    finding::Finding,
    input::Inputs,
    line_index::line_at,
    source::{Basis, Source},
    subject::Subject,
    vendor::{Vendor, parse},
    vendor_folder::{DOCUMENTS, OVERLAY},
};
use sha2::{Digest, Sha256};

/// Reads a vendor's folder.
///
/// # Errors
///
/// When `vendor.toml` or `overlay.toml` is not what it must be. Documents never are an error.
pub fn read_vendor(folder: &str, inputs: &Inputs) -> Result<Model, Error> {
    let vendor = read_vendor_file(folder, inputs)?;
    let name = name_of(folder);
    if vendor.name != name {
        let message = format!("name {:?} is not that of the folder, {name:?}", vendor.name);
        return Err(Error::input(format!("{folder}/vendor.toml"), 1, message));
    }
    read_pages(folder, vendor, inputs)
}

/// Reads a copy of a vendor's folder, whatever that is called.
///
/// # Errors
///
/// When `vendor.toml` or `overlay.toml` is not what it must be. Documents never are an error.
pub fn read_copy(folder: &str, inputs: &Inputs) -> Result<Model, Error> {
    read_pages(folder, read_vendor_file(folder, inputs)?, inputs)
}

fn read_pages(folder: &str, vendor: Vendor, inputs: &Inputs) -> Result<Model, Error> {
    let overlay_path = format!("{folder}/overlay.toml");
    let overlay_text = inputs.get(OVERLAY).map(String::as_str).unwrap_or_default();
    let overlay: Overlay = parse(&overlay_path, overlay_text)?;

    let mut pages = Vec::new();
    let mut documents = Vec::new();
    for (path, text) in inputs.iter().filter(|(path, _)| path.starts_with(DOCUMENTS)) {
        let document = Document { path, text };
        let layout =
            match vendor.documents.iter().find(|entry| &entry.file == path).and_then(|entry| entry.layout.as_ref()) {
                Some(name) => Some(named_layout(name.get_ref()).map_err(|error| {
                    let text = inputs.get("vendor.toml").map(String::as_str).unwrap_or_default();
                    Error::input(format!("{folder}/vendor.toml"), line_at(text, name.span().start), error.to_string())
                })?),
                None => layouts::detect(&document),
            };
        documents.push(document_read(path, text, layout));
        pages.push(read_page(&document, layout));
    }
    for name in [OVERLAY, "vendor.toml"] {
        documents.extend(inputs.get(name).map(|text| document_read(name, text, None)));
    }
    layouts::wire_names::rename(&mut pages);
    let mut findings: Vec<Finding> = pages.iter().flat_map(|page| page.findings.clone()).collect();
    findings.extend(missing_documents(&vendor, inputs));
    let clues: Vec<_> = pages.into_iter().flat_map(|page| page.clues).collect();
    let mut facts = facts(&clues);
    for added in &overlay.types {
        facts.extend(added_type(added, &overlay_path, overlay_text, &mut findings)?);
    }
    for correction in &overlay.facts {
        facts.push(corrected(correction, &overlay_path, overlay_text)?);
    }
    Ok(resolve(vendor, documents, facts, findings))
}

/// Reads loose documents as one vendor without a `vendor.toml`.
///
/// # Errors
///
/// When the named layout does not exist.
pub fn read_documents(name: &str, inputs: &Inputs, layout: Option<&str>) -> Result<Model, Error> {
    let vendor = Vendor { name: name.into(), ..Vendor::default() };
    let layout = layout.map(named_layout).transpose()?;
    let mut pages = Vec::new();
    let mut documents = Vec::new();
    for (path, text) in inputs {
        let document = Document { path, text };
        let layout = layout.or_else(|| layouts::detect(&document));
        documents.push(document_read(path, text, layout));
        pages.push(read_page(&document, layout));
    }
    layouts::wire_names::rename(&mut pages);
    let findings = pages.iter().flat_map(|page| page.findings.clone()).collect();
    let clues: Vec<_> = pages.into_iter().flat_map(|page| page.clues).collect();
    Ok(resolve(vendor, documents, facts(&clues), findings))
}

fn document_read(path: &str, text: &str, layout: Option<&'static Layout>) -> DocumentRead {
    let sha256 = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    DocumentRead { file: path.into(), layout: layout.map(|layout| layout.name), sha256 }
}

fn read_vendor_file(folder: &str, inputs: &Inputs) -> Result<Vendor, Error> {
    let path = format!("{folder}/vendor.toml");
    let text = inputs.get("vendor.toml").map(String::as_str).unwrap_or_default();
    let mut vendor: Vendor = parse(&path, text)?;
    if vendor.name.is_empty() {
        vendor.name = name_of(folder).into();
    }
    vendor.operations.iter_mut().for_each(|operation| operation.build.note_lines(text));
    Ok(vendor)
}

fn name_of(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

fn named_layout(name: &str) -> Result<&'static Layout, Error> {
    layouts::by_name(name)
        .ok_or_else(|| Error::unknown("layout", name, layouts::LAYOUTS.iter().map(|layout| layout.name)))
}

fn read_page(document: &Document, layout: Option<&'static Layout>) -> Page {
    match layout {
        Some(layout) => (layout.read)(document),
        None => {
            let mut page = Page::default();
            let message =
                format!("looks like none of the known layouts ({}); nothing was read", layouts::layout_names());
            let subject = Subject::of(document.stem());
            page.finding("unrecognised-document", &subject, message, Source::line(document.path, 1, ""));
            page
        }
    }
}

fn missing_documents<'a>(vendor: &'a Vendor, inputs: &'a Inputs) -> impl Iterator<Item = Finding> + 'a {
    vendor.documents.iter().filter(|entry| !inputs.contains_key(&entry.file)).map(|entry| {
        let message = format!("vendor.toml names {:?}, which is not there", entry.file);
        let source = Source::line("vendor.toml", 1, &entry.file);
        Finding::new("missing-document", &Subject::of(&entry.file), message, vec![source])
    })
}

/// The facts of a type that only the overlay describes.
fn added_type(added: &AddedType, path: &str, overlay: &str, findings: &mut Vec<Finding>) -> Result<Vec<Fact>, Error> {
    // A newline right after the opening quotes is not part of the text.
    let opening = overlay.get(added.schema.span().start..).unwrap_or_default();
    let opens = ["'''", "\"\"\""]
        .iter()
        .any(|quotes| opening.strip_prefix(quotes).is_some_and(|text| text.starts_with(['\n', '\r'])));
    let above = line_at(overlay, added.schema.span().start).saturating_sub(u32::from(!opens));
    let file = format!("{}.schema.json", added.name);
    let document = Document { path: &file, text: added.schema.get_ref() };
    let page = read_page(&document, layouts::by_name("json-schema"));
    // A vendor's document may be broken; what a person writes to mend it may not.
    const UNUSABLE: &[&str] = &["not-json", "too-deep", "not-a-schema", "no-types"];
    if let Some(finding) = page.findings.iter().find(|finding| UNUSABLE.contains(&finding.kind())) {
        let line = finding.sources.first().map_or(1, |source| source.lines[0]);
        let told = finding.message.split_once(": ").map_or(finding.message.as_str(), |(_, told)| told);
        let message = format!("the schema of {:?}: {told}", added.name);
        return Err(Error::input(path, above.saturating_add(line), message));
    }
    findings.extend(page.findings);
    let mut facts = facts(&page.clues);
    for fact in &mut facts {
        if fact.subject.owner == document.stem() {
            fact.subject.owner.clone_from(&added.name);
        }
        fact.basis = Basis::Overlay;
        fact.reason = Some(format!("{} ({})", added.reason, added.evidence));
        let lines = fact.source.lines.map(|line| above.saturating_add(line));
        fact.source = Source { document: OVERLAY.into(), lines, quote: fact.source.quote.clone() };
    }
    Ok(facts)
}

fn corrected(correction: &Correction, path: &str, overlay: &str) -> Result<Fact, Error> {
    let line = line_at(overlay, correction.subject.span().start);
    let subject = correction.subject.get_ref().parse().unwrap_or_else(|never| match never {});
    let claim = match (&correction.holds, &correction.drops) {
        (Some(constraint), None) => Claim::Limits(constraint.clone()),
        (None, Some(kind)) => {
            let name = kind.replace('-', "_");
            if !Constraint::NAMES.contains(&name.as_str()) {
                let error = Error::unknown("kind of constraint", kind, Constraint::NAMES.iter().copied());
                return Err(Error::input(path, line, error.to_string()));
            }
            Claim::Drops(name)
        }
        _ => return Err(Error::input(path, line, "a correction has either `holds` or `drops`")),
    };
    let basis = if correction.documented { Basis::Stated } else { Basis::Overlay };
    let source = Source::line(OVERLAY, line, &correction.evidence);
    Ok(Fact { subject, claim, basis, source, reason: Some(correction.reason.clone()) })
}
