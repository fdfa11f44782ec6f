//! Turns a JSON Schema into Rust by typify and says how many milliseconds each of several runs took.

use std::{env, error::Error, fs, time::Instant};
use typify::{TypeSpace, TypeSpaceSettings};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [schema, out, runs] = arguments.as_slice() else { return Err("usage: beside-typify SCHEMA OUT RUNS".into()) };
    let text = fs::read_to_string(schema)?;
    for _ in 0..runs.parse()? {
        let began = Instant::now();
        let rust = generate(&text)?;
        println!("{}", began.elapsed().as_secs_f64() * 1000.0);
        fs::write(out, rust)?;
    }
    Ok(())
}

/// What typify's own command does with a file: the schemas in, pretty Rust out.
fn generate(text: &str) -> Result<String, Box<dyn Error>> {
    let mut types = TypeSpace::new(&TypeSpaceSettings::default());
    types.add_root_schema(serde_json::from_str(text)?)?;
    Ok(prettyplease::unparse(&syn::parse2(types.to_stream())?))
}
