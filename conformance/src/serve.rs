//! `ringback serve`: the embedded reference vendor on a port, correct or with one fault.

use crate::{documents::Documents, outcome::Outcome};
use ringback_contract::{
    error::Error,
    terminal::{say, strip_control},
};
use ringback_reference::{ServedModels, Server, known, saboteurs};
use ringback_report::sink::print;

/// Serves until it is stopped, or lists the saboteurs.
///
/// # Errors
///
/// If the address is invalid or in use, or a vendor or saboteur does not exist.
pub fn run(listen: &str, saboteur: Option<&str>, list: bool, documents: &Documents) -> Result<Outcome, Error> {
    let models = documents.models()?;
    if list {
        let all = saboteurs(&ServedModels::new(models)?);
        let lines: String = all.iter().map(|one| format!("{}\n    {}\n", one.name, one.about)).collect();
        print(&strip_control(&lines))?;
        return Ok(if all.is_empty() { Outcome::NothingRun } else { Outcome::Success });
    }
    let server = Server::start(models, listen, saboteur)?;
    say(format_args!("records exist from the start with {} for every {{placeholder}}", known()));
    print(&format!("http://{}\n", server.address()))?;
    loop {
        std::thread::park();
    }
}
