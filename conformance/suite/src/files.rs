//! The generated files of the suite: the cases of each operation, and the requirements with the cases that test them.

use crate::{
    derive::{by_operation, cases},
    requirements::ledger,
};
use ringback_constraints::model::Model;
use ringback_contract::files;
use ringback_contract::files::Files;
use ringback_contract::vendor_folder::file_name;

/// The folders and files that hold nothing but the suite, so that stale ones can be removed.
pub const OWNED: [&str; 2] = ["conformance/cases", "conformance/requirements.json"];

/// The files of the suite: one for each operation, and one with the requirements.
pub fn files(models: &[Model]) -> Files {
    let mut files = Files::new();
    let ledger: Vec<_> = models.iter().flat_map(|model| ledger(model, &cases(model))).collect();
    files.insert("conformance/requirements.json".into(), files::json(&ledger));
    for model in models {
        for (operation, cases) in by_operation(model) {
            if !cases.is_empty() {
                let path = format!("conformance/cases/{}/{}.json", model.vendor.name, file_name(&operation.name));
                files.insert(path, files::json(&cases));
            }
        }
    }
    files
}
