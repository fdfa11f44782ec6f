//! `ringback ingest`: canonical schemas and facts from documents.

use crate::outcome::{Outcome, line_of, print_finding_counts};
use ringback_constraints::model::{Model, Node};
use ringback_contract::{
    error::Error,
    files::{self, Entry, FileState, Files, OutputFolder},
    finding::Finding,
    generated_mark::is_schema_or_facts,
    input::{self, Inputs},
    provenance::Source,
    subject::Subject,
    terminal::strip_control,
};
use ringback_documents::fact_spool::FactSpool;
use ringback_documents::facts_json::{facts_json, facts_json_of_spool};
use ringback_documents::folders::read_sources;
use ringback_documents::{layouts::layout_names, read};
use ringback_generator::outputs::schema_files;
use ringback_openapi::write as openapi;
use ringback_report::{progress::Progress, sink::print};
use std::path::{Path, PathBuf};

/// Reads documents and writes the schemas and facts that they state.
///
/// # Errors
///
/// If a path cannot be read, the layout is unknown, or no document describes a type.
pub fn run(
    paths: &[PathBuf],
    out: &Path,
    layout: Option<&str>,
    findings_file: Option<&Path>,
) -> Result<Outcome, Error> {
    let (mut model, mut spool) = read_paths(paths, out, layout)?;
    print_finding_counts(&model.findings);
    if let Some(file) = findings_file {
        let lines: String = model.findings.iter().map(|finding| line_of(finding) + "\n").collect();
        files::replace(file, |file| file.write_all(lines.as_bytes()))?;
    }
    if model.operations.is_empty() && model.types.values().all(|kind| says_nothing(&kind.node)) {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let message = format!(
            "no type is described here, nothing was written; expected a document, or a folder with documents, of one of the layouts {}",
            layout_names()
        );
        return Err(Error::input(names.join(", "), 1, message));
    }
    let mut files: Files = schema_files(&model);
    if !model.operations.is_empty() {
        files.insert("openapi.json".into(), files::json(&openapi::document_of_operations(&model)));
    }
    // The types are needed no longer, and are most of what a large folder takes.
    model.types.clear();
    let facts = match &mut spool {
        Some(spool) => facts_json_of_spool(&model, spool).map_err(Error::io(std::env::temp_dir()))?,
        None => facts_json(&model),
    };
    files.insert("facts.json".into(), facts);
    let folder = OutputFolder::for_writing(out)?;
    for path in files.keys() {
        let at = folder.root().join(path);
        if folder.entry(path)? == Entry::File && !is_schema_or_facts(&at) {
            let message = "a file that was not generated is in the way; it is not replaced: remove it, or write to another folder";
            return Err(Error::input(out.join(path).display().to_string(), 1, message));
        }
    }
    let states = folder.write(&files, &[])?;
    let written: String = states
        .iter()
        .map(|(path, state)| {
            format!("{:>8}  {}\n", if *state == FileState::Same { "same" } else { "written" }, out.join(path).display())
        })
        .collect();
    print(&strip_control(&written))?;
    Ok(Outcome::Success)
}

/// Whether a type is only named, without a description of its contents.
fn says_nothing(node: &Node) -> bool {
    node.constraints.is_empty() && node.parts().next().is_none()
}

/// What documents say. Of a folder with thousands of pages the facts are in the spool and not in the model.
fn read_paths(paths: &[PathBuf], out: &Path, layout: Option<&str>) -> Result<(Model, Option<FactSpool>), Error> {
    if let [folder] = paths
        && folder.join("vendor.toml").is_file()
    {
        return Ok((read::read_vendor(&folder.display().to_string(), &read_sources(folder)?)?, None));
    }
    let mut inputs = Inputs::new();
    let mut skipped = Vec::new();
    for path in paths {
        let files = if path.is_dir() { input::files_below(path)? } else { vec![path.clone()] };
        for file in files {
            let name = file.display().to_string();
            match input::read(&file) {
                Ok(text) => {
                    inputs.insert(name, text);
                }
                // A folder of documentation has images and archives as well.
                Err(error) if file.is_file() => skipped.push(not_a_document(&name, &error)),
                Err(error) => return Err(error),
            }
        }
    }
    let vendor = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_else(|| "ingested".into());
    let mut progress = Progress::after_a_moment(inputs.len());
    let mut spool = FactSpool::new().map_err(Error::io(std::env::temp_dir()))?;
    let mut model = read::read_documents_into(&mut spool, &vendor, &inputs, layout, &mut || progress.step())?;
    model.findings.extend(skipped);
    Ok((model, Some(spool)))
}

/// The finding about a file that is no text.
fn not_a_document(name: &str, error: &Error) -> Finding {
    let subject = Subject::of(name.rsplit('/').next().unwrap_or(name));
    let message = format!("skipped, since it is no document: {error}");
    Finding::new("not-a-document", &subject, message, vec![Source::line(name, 1, "")])
}
