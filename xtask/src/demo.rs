//! `cargo xtask demo`: regenerates, checks that nothing is stale, and runs the suite against the reference and its
//! saboteurs.

use crate::site::{self, Report};
use clap::Parser;
use ringback::{
    arguments::{Arguments, Command},
    outcome::Outcome,
    score,
};
use ringback_constraints::{
    fact::{Claim, Fact},
    model::Model,
};
use ringback_contract::{error::Error, provenance::Basis, vendor_folder::DOCUMENTS};
use std::{collections::BTreeMap, path::Path};

/// The path of the report.
const PAGE: &str = "target/ringback/report.html";

/// Regenerates, checks, and prints what was read.
pub fn run(root: &Path) -> Result<bool, Error> {
    println!("# Regenerating from the documents\n");
    let written = crate::regenerate::run(root, false)?;
    println!("\n# Checking that nothing is stale\n");
    let checked = crate::regenerate::run(root, true)?;
    let (_, models, _) = crate::regenerate::generate(root)?;
    println!("\n# What was read");
    for model in &models {
        show(model);
    }
    let unread: usize = models.iter().map(|model| unread(model).count()).sum();
    let findings: usize = models.iter().map(|model| model.findings.len()).sum();
    let facts: usize = models.iter().map(|model| model.facts.len()).sum();
    println!("\n{} vendors, {facts} facts, {findings} findings, {unread} sentences unread", models.len());
    println!("\n# Running the suite against the embedded reference\n");
    let passed = run_suite(root)?;
    let run =
        Report { name: "report.html", title: "The suite at the embedded reference".into(), file: root.join(PAGE) };
    let (site, broken) = site::write(root, &root.join(site::FOLDER), &models, &[run])?;
    println!("all that was read and run, as a site: {}", site.display());
    broken.iter().for_each(|link| println!("  {link}"));
    println!("\n# Running it against every saboteur: the reference with one fault\n");
    let score = score::score(models, score::Others::All)?;
    let caught = score.saboteurs - score.complaints.len();
    println!(
        "{caught} of {} saboteurs are caught by the cases that name their rule, and by no others",
        score.saboteurs
    );
    println!("{} cases blame the reference without a fault", score.honest.len());
    score.complaints.iter().for_each(|complaint| println!("  {complaint}"));
    Ok(written && checked && passed && broken.is_empty() && score.complaints.is_empty() && score.honest.is_empty())
}

/// Prints the report of a run, and writes it as a page.
fn run_suite(root: &Path) -> Result<bool, Error> {
    let page = root.join(PAGE);
    let report = format!("html={}", page.display());
    let line = ["ringback", "run", "--reference", "--report", "text", "--report", &report];
    let arguments = Arguments::try_parse_from(line).map_err(|error| Error::Usage(error.to_string()))?;
    let Command::Run(arguments) = arguments.command else { return Ok(false) };
    let outcome = ringback::run::run(&arguments)?;
    println!("the same as a page: {}", page.display());
    Ok(outcome == Outcome::Success)
}

fn show(model: &Model) {
    println!("\n## {}\n", model.vendor.name);
    for document in model.documents.iter().filter(|document| document.file.starts_with(DOCUMENTS)) {
        println!("  {:<60} {}", document.file, document.layout.as_deref().unwrap_or("(not recognised)"));
    }
    let types: Vec<&str> = model.types.keys().map(String::as_str).collect();
    println!("\n  types: {}", types.join(", "));
    let mut by_basis = BTreeMap::from([("stated", 0), ("inferred", 0), ("overlay", 0)]);
    let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in &model.facts {
        let basis = match fact.basis {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
            Basis::Overlay => "overlay",
        };
        *by_basis.entry(basis).or_default() += 1;
        if let Claim::Limits(constraint) = &fact.claim {
            *by_kind.entry(constraint.name()).or_default() += 1;
        }
    }
    println!("  facts by basis: {}", counts(&by_basis));
    println!("  constraints by kind: {}", counts(&by_kind));
    println!("\n  {} findings", model.findings.len());
    for finding in &model.findings {
        let place = finding.sources.first().map(ToString::to_string).unwrap_or_default();
        println!("    {}\n      {}\n      {place}", finding.id, finding.message);
    }
    println!("\n  {} sentences unread", unread(model).count());
    for fact in unread(model) {
        println!("    {}: {}", fact.source, fact.source.quote);
    }
}

fn unread(model: &Model) -> impl Iterator<Item = &Fact> {
    model.facts.iter().filter(|fact| matches!(fact.claim, Claim::Unread(_)))
}

fn counts(counts: &BTreeMap<&str, usize>) -> String {
    counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
