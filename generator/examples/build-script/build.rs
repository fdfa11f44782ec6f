//! Makes types of `schemas/` whenever a schema there changes.

use ringback_codegen::generate::{Kind, Schemas};
use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?).join("types");
    let generated = Schemas::new().files("schemas")?.generate(Kind::Included)?;
    generated.write(out)?;
    generated.tell_cargo();
    Ok(())
}
