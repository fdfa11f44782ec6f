//! `[recorded]`: what files of recorded traffic hold, where neither calls nor shapes tell.

use super::{check::Place, file::Config};
use ringback_constraints::model::Model;
use ringback_contract::{error::Error, glob::Glob};
use toml::Spanned;

/// What some files hold.
#[derive(Clone, Debug)]
pub struct Label {
    /// The pattern of their paths, below the folder of the recordings.
    pub pattern: Glob,
    /// The type or container, `VENDOR/TYPE`.
    pub type_name: String,
    at: Spanned<()>,
}

impl Label {
    pub(super) fn of(place: &Place, pattern: &str, name: &Spanned<String>) -> Result<Self, Error> {
        let compiled = Glob::of_paths(pattern).map_err(|why| place.error(name, format!("{pattern:?}: {why}")))?;
        Ok(Self { pattern: compiled, type_name: name.get_ref().clone(), at: Spanned::new(name.span(), ()) })
    }
}

/// Checks that each label names a type or a container.
///
/// # Errors
///
/// If one does not; the message names its line, and the names that are allowed.
pub fn check_labels(config: &Config, models: &[Model]) -> Result<(), Error> {
    let names = models.iter().flat_map(|model| {
        let containers = model.vendor.containers.iter().map(|container| &container.name);
        model.types.keys().chain(containers).map(|name| format!("{}/{name}", model.vendor.name))
    });
    let names: Vec<String> = names.collect();
    match config.labels.iter().find(|label| !names.contains(&label.type_name)) {
        None => Ok(()),
        Some(label) => {
            let unknown = Error::unknown("type", &label.type_name, names.iter().map(String::as_str));
            Err(config.error(Some(&label.at), unknown.to_string()))
        }
    }
}
