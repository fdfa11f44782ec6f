//! Which documents a command is about: the built-in ones, a folder of vendors, or a specification.

use crate::prose::completion;
use clap::Args;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    finding::Finding,
    input::{self, Inputs},
    terminal::say,
};
use ringback_documents::folders::Vendors;
use ringback_openapi::specification::{FolderLoader, Loader, SpecFiles};
use ringback_suite::{
    case::{Case, Expect},
    derive::has_more_places,
    vendors,
};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// Where the documents are.
#[derive(Args, Clone, Debug)]
pub struct Documents {
    /// A folder laid out like `schemas/`: your own documents instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub schemas: Option<PathBuf>,
    /// An OpenAPI or Swagger file instead, of which each operation is called
    #[arg(long, value_name = "FILE", conflicts_with = "schemas")]
    pub spec: Option<PathBuf>,
    /// Read the sentences of that file too: rules that they state and no keyword says
    #[arg(long, requires = "spec")]
    pub prose: bool,
}

impl Documents {
    /// The models of all vendors; of a specification one, named after the file.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or is malformed.
    pub fn models(&self) -> Result<Vec<Model>, Error> {
        let Some(spec) = &self.spec else { return vendors::models(self.schemas.as_deref()) };
        let model = ringback_specification::model(&vendor_name(spec), &self.files(spec)?)?;
        model.findings.iter().filter(|finding| finding.kind() == ringback_specification::NOT_CALLED).for_each(tell);
        Ok(vec![model])
    }

    /// The texts of the documents, by vendor and path.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or is not text.
    pub fn texts(&self) -> Result<Vendors, Error> {
        let Some(spec) = &self.spec else { return vendors::documents(self.schemas.as_deref()) };
        let texts = self.files(spec)?.texts().clone();
        Ok(Vendors::from([(vendor_name(spec), texts)]))
    }

    fn files(&self, spec: &Path) -> Result<SpecFiles, Error> {
        let texts = Inputs::from([(spec.display().to_string(), input::read(spec)?)]);
        let loader = FolderLoader::of(spec);
        let files = SpecFiles::gather(texts, &loader).completed(completion(self.prose));
        Ok(files.below(loader.folder()))
    }
}

/// Tells of operations of a specification for which the suite has no valid request, so that nothing can be tried, and of those
/// that have too many places to try all.
pub fn tell_of_untried(models: &[Model], suite: &[Case]) {
    for model in models {
        let tried: HashSet<&str> = suite
            .iter()
            .filter(|case| case.vendor == model.vendor.name && case.expect == Expect::Accept)
            .map(|case| case.operation.as_str())
            .collect();
        let specified = model.vendor.operations.iter().filter(|operation| operation.specified.is_some());
        for operation in specified.filter(|operation| operation.sends()) {
            if !tried.contains(operation.name.as_str()) {
                say(format_args!("note: {} is not called: no valid request was found", operation.name));
            } else if has_more_places(model, operation) {
                say(format_args!("note: {} has too many places in its requests: not all are tried", operation.name));
            }
        }
    }
}

fn tell(finding: &Finding) {
    let place = finding.sources.first().map(|source| format!("{source}: ")).unwrap_or_default();
    say(format_args!("note: {place}{}", finding.message));
}

/// The name of a file up to its first dot.
fn vendor_name(spec: &Path) -> String {
    let name = spec.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.split('.').find(|part| !part.is_empty()).unwrap_or("specification").to_owned()
}
