//! Reads one version of a contract: from schemas, documents, a vendor's folder or a folder of several vendors.

use super::{
    git_revision::{self, RevisionLoader},
    left_out::if_readable,
};
use ringback_contract::{
    data_file::is_named_as_data,
    document::Document,
    error::Error,
    finding::Finding,
    input::{self, Inputs},
    uri,
    vendor::Vendor,
};
use ringback_documents::folders::is_source;
use ringback_documents::{
    layouts::{self, layout_names},
    read as documents,
};
use ringback_drift::Contract;
use ringback_openapi::{
    specification::{Completion, FolderLoader, Loader, NoLoader, SpecFiles, untouched},
    write::{document, document_of_operations},
};
use serde_json::Value;
use std::{io::Read, path::Path, thread};

/// The name of standard input.
const STDIN: &str = "-";

/// A version of a contract, as it was read.
pub struct ContractVersion {
    /// Its types and operations.
    pub contract: Contract,
    /// What was noticed while reading.
    pub findings: Vec<Finding>,
    /// The folder that sources name their documents relative to; `None` if they give whole paths.
    pub folder: Option<String>,
    /// The vendors whose folders were read, each with the prefix of its types' names: empty or `name/`.
    pub vendors: Vec<(String, Vendor)>,
}

/// The files of a version.
struct VersionFiles {
    /// The path that the user named, without a revision.
    path: String,
    files: Inputs,
    is_file: bool,
    /// Loads what references lead to.
    loader: Box<dyn Loader + Send>,
    completion: Option<Completion>,
}

/// Reads a version by its name: a path, or `REVISION:PATH` for a path in a git revision. Files of schemas and specifications
/// are completed after they were parsed.
///
/// # Errors
///
/// If there are no files, or they describe no type.
pub fn read(name: &str, completion: Option<Completion>) -> Result<ContractVersion, Error> {
    of_files(name, &VersionFiles { completion, ..find(name)? })
}

/// Reads two versions at the same time. Files of schemas that are the same in both are left out where that changes nothing.
///
/// # Errors
///
/// As [`read`].
pub fn read_both(names: [&str; 2], completion: Option<Completion>) -> Result<[ContractVersion; 2], Error> {
    let [old, new] = names;
    if old == STDIN && new == STDIN {
        return Err(Error::Usage("standard input (`-`) can be one of the two versions only".into()));
    }
    let mut found = [find(old)?, find(new)?];
    if let [VersionFiles { files: before, is_file: false, .. }, VersionFiles { files: after, is_file: false, .. }] =
        &mut found
        && ![&*before, &*after].into_iter().any(is_of_vendors)
    {
        for name in untouched(before, after) {
            before.remove(&name);
            after.remove(&name);
        }
    }
    let [before, after] = found.map(|found| VersionFiles { completion, ..found });
    thread::scope(|scope| {
        let reading = scope.spawn(move || of_files(old, &before));
        let after = of_files(new, &after);
        let before = reading.join().unwrap_or_else(|_| Err(Error::Usage(format!("{old}: cannot be read"))));
        Ok([before?, after?])
    })
}

/// Whether files are those of a vendor's folder, or of a folder of these.
fn is_of_vendors(files: &Inputs) -> bool {
    files.keys().any(|path| uri::file_name(path) == "vendor.toml")
}

fn of_files(name: &str, found: &VersionFiles) -> Result<ContractVersion, Error> {
    if found.files.is_empty() {
        return Err(Error::input(name, 1, "no files; expected schemas, documents or a vendor's folder"));
    }
    if found.is_file { of_file(found) } else { of_folder(name, found) }
}

fn find(name: &str) -> Result<VersionFiles, Error> {
    if name == STDIN {
        return standard_input();
    }
    let path = Path::new(name);
    match name.split_once(':') {
        Some((revision, path)) if !Path::new(name).exists() => {
            let path = path.trim_end_matches('/');
            let mut files = git_revision::read(revision, path)?;
            let is_file = files.len() == 1 && files.contains_key("");
            if let Some(text) = files.remove("") {
                files.insert(path.to_owned(), text);
            }
            let loader = Box::new(RevisionLoader::new(revision, path, is_file));
            Ok(VersionFiles { path: path.into(), files, is_file, loader, completion: None })
        }
        _ if path.is_dir() => {
            let path = name.trim_end_matches('/').to_owned();
            let loader = Box::new(FolderLoader::of(Path::new(&path)));
            let files = input::read_folder_but(Path::new(&path), if_readable)?;
            Ok(VersionFiles { files, path, is_file: false, loader, completion: None })
        }
        _ => Ok(VersionFiles {
            path: name.into(),
            files: Inputs::from([(name.to_owned(), input::read(path)?)]),
            is_file: true,
            loader: Box::new(FolderLoader::of(path)),
            completion: None,
        }),
    }
}

/// The text of standard input.
fn standard_input() -> Result<VersionFiles, Error> {
    let mut bytes = Vec::new();
    std::io::stdin().take(input::MAX_BYTES + 1).read_to_end(&mut bytes).map_err(Error::io(STDIN))?;
    let files = Inputs::from([(STDIN.to_owned(), input::text(STDIN, bytes)?)]);
    Ok(VersionFiles { path: STDIN.into(), files, is_file: true, loader: Box::new(NoLoader), completion: None })
}

fn of_file(found: &VersionFiles) -> Result<ContractVersion, Error> {
    let is_data = |(path, text): (&String, &String)| {
        is_named_as_data(path) || serde_json::from_str::<Value>(text).is_ok() || path == STDIN && is_specification(text)
    };
    if found.files.iter().any(is_data) {
        of_schemas(found, &found.files)
    } else {
        of_documents(&found.path, &found.files)
    }
}

fn of_folder(name: &str, found: &VersionFiles) -> Result<ContractVersion, Error> {
    if found.files.contains_key("vendor.toml") {
        return of_vendor(&found.path, &found.files);
    }
    let vendors: Vec<&str> = found.files.keys().filter_map(|path| path.strip_suffix("/vendor.toml")).collect();
    if !vendors.is_empty() {
        return of_vendors(found, &vendors);
    }
    let below = |path: &str| if found.path.is_empty() { path.to_owned() } else { format!("{}/{path}", found.path) };
    let files: Inputs = found.files.iter().map(|(path, text)| (below(path), text.clone())).collect();
    let (schemas, others): (Inputs, Inputs) = files.into_iter().partition(|(path, _)| is_named_as_data(path));
    let documents: Inputs =
        others.into_iter().filter(|(path, text)| layouts::detect(&Document { path, text }).is_some()).collect();
    if documents.is_empty() {
        if schemas.is_empty() {
            let message = format!("contains neither schemas nor documents of a known layout ({})", layout_names());
            return Err(Error::input(name, 1, message));
        }
        return of_schemas(found, &schemas);
    }
    of_documents(&found.path, &schemas.into_iter().chain(documents).collect())
}

/// Whether a text says of itself that it is a specification, in YAML.
fn is_specification(text: &str) -> bool {
    text.lines()
        .any(|line| ["openapi:", "swagger:", "$schema:"].iter().any(|key| line.trim_matches('"').starts_with(key)))
}

fn of_schemas(found: &VersionFiles, files: &Inputs) -> Result<ContractVersion, Error> {
    let files = SpecFiles::gather(files.clone(), found.loader.as_ref()).completed(found.completion);
    let (contract, findings) = Contract::of_files(&files)?;
    Ok(ContractVersion { contract, findings, folder: None, vendors: Vec::new() })
}

fn of_documents(path: &str, files: &Inputs) -> Result<ContractVersion, Error> {
    let name = Path::new(path).file_stem().map_or_else(|| "documents".into(), |name| name.to_string_lossy());
    let model = documents::read_documents(&name, files, None)?;
    // Operations are compared as those of a specification: parameters, bodies and responses. Types that no operation leads to
    // would then not be compared.
    let whole = document_of_operations(&model);
    let led_to = whole.pointer("/components/schemas").and_then(Value::as_object).map_or(0, |schemas| schemas.len());
    let contract = match !model.operations.is_empty() && led_to == model.types.len() {
        false => Contract::of_model(&model),
        true => {
            let text = document(&model).0.to_string();
            Contract::of_files(&SpecFiles::of(Inputs::from([(format!("{path}/openapi.json"), text)])))?.0
        }
    };
    if contract.describes_nothing() {
        let message = format!("no type is described; expected a document of one of the layouts {}", layout_names());
        return Err(Error::input(path, 1, message));
    }
    Ok(ContractVersion { contract, findings: model.findings, folder: None, vendors: Vec::new() })
}

/// A vendor's folder; a copy may have another name than the vendor.
fn of_vendor(path: &str, files: &Inputs) -> Result<ContractVersion, Error> {
    let sources: Inputs =
        files.iter().filter(|(path, _)| is_source(path)).map(|(path, text)| (path.clone(), text.clone())).collect();
    let model = documents::read_copy(path, &sources)?;
    let contract = Contract::of_model(&model);
    Ok(ContractVersion {
        contract,
        findings: Vec::new(),
        folder: Some(path.into()),
        vendors: vec![(String::new(), model.vendor)],
    })
}

/// A folder of several vendors' folders: the vendor is the prefix of types and documents.
fn of_vendors(found: &VersionFiles, vendors: &[&str]) -> Result<ContractVersion, Error> {
    let mut all = Contract::default();
    let mut operating = Vec::new();
    for vendor in vendors {
        let below = format!("{vendor}/");
        let files =
            found.files.iter().filter_map(|(path, text)| Some((path.strip_prefix(&below)?.to_owned(), text.clone())));
        let read = of_vendor(&format!("{}/{vendor}", found.path), &files.collect())?;
        operating.extend(read.vendors.into_iter().map(|(_, described)| (format!("{vendor}/"), described)));
        all.add(vendor, read.contract);
    }
    Ok(ContractVersion { contract: all, findings: Vec::new(), folder: Some(found.path.clone()), vendors: operating })
}
