//! The generator compared with typify, and the cost of its types to the compiler compared with typify's and plain structs.

use super::{
    cost::{BenchCrate, cargo},
    median,
    schemas::{PROPERTIES, schema, structs},
};
use ringback_codegen::{
    generate::{Generated, Kind, Schemas},
    rust::print_file,
};
use ringback_contract::{error::Error, files::Files};
use std::{fs, path::Path, time::Instant};

/// The number of types that are generated, and of those that are compiled.
const GENERATED: usize = 1000;
const CHECKED: usize = 100;

/// Repetitions of each measurement.
const RUNS: usize = 3;

/// Runs the measurements. Typify is left out if it cannot be built: it is not a dependency.
pub fn run(root: &Path) -> Result<(), Error> {
    let folder = tempfile::tempdir().map_err(Error::io("a temporary folder"))?;
    let folder = folder.path();
    let target = root.join("target/bench");
    let beside = root.join("xtask/typify");
    let typify =
        cargo(&beside, &target, &["build", "--quiet", "--release", "--locked"]).map(|_| target.join("release"));
    if let Err(error) = &typify {
        eprintln!("typify is left out: {error}");
    }
    let typify = typify.ok().map(|bin| Typify { program: bin.join("beside-typify"), folder });
    generation(folder, typify.as_ref())?;
    checking(folder, typify.as_ref())
}

/// Typify, run in a process of its own.
struct Typify<'a> {
    program: std::path::PathBuf,
    folder: &'a Path,
}

impl Typify<'_> {
    /// The Rust that it makes of a schema, and the milliseconds of each run.
    fn generate(&self, text: &str, runs: usize) -> Result<(String, Vec<f64>), Error> {
        let (schema, out) = (self.folder.join("schema.json"), self.folder.join("typify.rs"));
        fs::write(&schema, text).map_err(Error::io(&schema))?;
        let mut command = std::process::Command::new(&self.program);
        let output = command.arg(&schema).arg(&out).arg(runs.to_string()).output();
        let output = output.map_err(Error::io(&self.program))?;
        if !output.status.success() {
            return Err(Error::Usage(format!("typify: {}", String::from_utf8_lossy(&output.stderr))));
        }
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let rust = fs::read_to_string(&out).map_err(Error::io(&out))?;
        Ok((rust, printed.lines().filter_map(|line| line.parse().ok()).collect()))
    }
}

fn ours(text: &str) -> Result<Generated, Error> {
    Schemas::new().text("schema.json", text)?.generate(Kind::Crate("ours".into()))
}

/// Measures from the text of a schema to the text of its types, and with all files written.
fn generation(folder: &Path, typify: Option<&Typify>) -> Result<(), Error> {
    let text = schema(GENERATED);
    let (mut own, mut other, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    // Alternating, so that other load on the machine affects both.
    for run in 0..RUNS {
        let began = Instant::now();
        let generated = ours(&text)?;
        own.push(began.elapsed().as_secs_f64() * 1000.0);
        generated.write(folder.join(format!("written{run}")))?;
        whole.push(began.elapsed().as_secs_f64() * 1000.0);
        if let Some(typify) = typify {
            other.extend(typify.generate(&text, 1)?.1);
        }
    }
    let (own, whole) = (median(own), median(whole));
    println!(
        "generating {GENERATED} types of {PROPERTIES} properties: {own:.0} ms, {whole:.0} ms with all files written"
    );
    if !other.is_empty() {
        let other = median(other);
        println!("  typify needs {other:.0} ms for the same schema: we take {:.2} times as long", own / other);
    }
    Ok(())
}

fn checking(folder: &Path, typify: Option<&Typify>) -> Result<(), Error> {
    let text = schema(CHECKED);
    let mut crates = vec![
        ("plain structs with serde's derives", BenchCrate::new(folder.join("plain"), &plain()?)?, Vec::new()),
        ("ours", BenchCrate::new(folder.join("ours"), &ours(&text)?.files)?, Vec::new()),
    ];
    if let Some(typify) = typify {
        let (rust, _) = typify.generate(&text, 1)?;
        let files = package(
            "typify",
            "chrono = { version = \"0.4\", features = [\"serde\"] }\nuuid = { version = \"1\", features = [\"serde\"] }\n",
            rust,
        );
        crates.push(("typify's", BenchCrate::new(folder.join("typify"), &files)?, Vec::new()));
    }
    for _ in 0..RUNS {
        for (_, package, seconds) in &mut crates {
            seconds.push(package.seconds()?);
        }
    }
    println!("`cargo check` of {CHECKED} types of {PROPERTIES} properties, processor time for each type:");
    let mut costs = crates.into_iter().map(|(name, _, seconds)| (name, median(seconds) * 1000.0 / CHECKED as f64));
    let Some((name, plain)) = costs.next() else { return Ok(()) };
    println!("  {plain:.2} ms  {name}");
    costs.for_each(|(name, cost)| println!("  {cost:.2} ms  {name}: {:.2} times as much", cost / plain));
    Ok(())
}

fn plain() -> Result<Files, Error> {
    Ok(package("plain", "", print_file("", structs(CHECKED))?))
}

/// A crate of one file.
fn package(name: &str, dependencies: &str, rust: String) -> Files {
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    );
    Files::from([("Cargo.toml".into(), manifest), ("src/lib.rs".into(), rust)])
}
