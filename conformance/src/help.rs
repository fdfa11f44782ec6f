//! What stands below the options in `--help`: worked examples and exit codes, also in the manual pages. `help.toml` has them.

use crate::{arguments::Arguments, outcome::Outcome};
use clap::{Command, CommandFactory};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write};

/// What is added to the help of a command.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Help {
    /// Command lines.
    examples: Vec<HelpExample>,
    /// What the exit codes mean, beside those of success and of wrong usage.
    #[serde(default)]
    exit_codes: BTreeMap<String, String>,
}

/// A command line, and what it does.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HelpExample {
    line: String,
    does: String,
}

/// The help of every command, by its name; a command below another one comes after it, such as `adapter check`.
fn of_commands() -> BTreeMap<String, Help> {
    // That it can be read is held by a test.
    toml::from_str(include_str!("help.toml")).unwrap_or_default()
}

/// The command line with examples and exit codes below the options of each command.
pub fn command() -> Command {
    let mut whole = Arguments::command();
    for (name, help) in of_commands() {
        whole = with_help(whole, &mut name.split(' '), &help);
    }
    whole
}

fn with_help<'a>(command: Command, names: &mut impl Iterator<Item = &'a str>, help: &Help) -> Command {
    match names.next() {
        Some(name) => command.mut_subcommand(name, |below| with_help(below, names, help)),
        None => command.after_help(below_the_options(help)),
    }
}

fn below_the_options(help: &Help) -> String {
    let mut text = String::from("Examples:\n");
    for HelpExample { line, does } in &help.examples {
        _ = writeln!(text, "  {line}\n      {does}");
    }
    let usual = [
        (Outcome::Success, "success"),
        (Outcome::UsageError, "wrong usage, an input that cannot be read, or an output that cannot be written"),
    ];
    let usual = usual.into_iter().map(|(outcome, meaning)| (outcome.exit_code(), meaning));
    let own = help.exit_codes.iter().filter_map(|(code, meaning)| Some((code.parse().ok()?, meaning.as_str())));
    let codes: BTreeMap<u8, &str> = usual.chain(own).collect();
    text.push_str("\nExit codes:\n");
    for (code, meaning) in codes {
        _ = writeln!(text, "  {code:<3}  {meaning}");
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{command, of_commands};
    use crate::arguments::Arguments;
    use clap::{Command, CommandFactory, Parser};

    fn names(command: &Command, above: &str, all: &mut Vec<String>) {
        for below in command.get_subcommands() {
            let name = format!("{above}{}", below.get_name());
            match below.has_subcommands() {
                true => names(below, &format!("{name} "), all),
                false => all.push(name),
            }
        }
    }

    #[test]
    fn every_command_has_two_examples_that_parse_and_its_exit_codes() {
        let mut all = Vec::new();
        names(&Arguments::command(), "", &mut all);
        all.sort();
        assert_eq!(all, of_commands().into_keys().collect::<Vec<_>>());
        for (name, help) in of_commands() {
            assert_eq!(help.examples.len(), 2, "{name}");
            assert!(help.exit_codes.keys().all(|code| ["1", "3", "4", "5", "130"].contains(&code.as_str())), "{name}");
            for line in help.examples.iter().map(|example| &example.line) {
                // What a shell does with the line is its own business.
                let own = line.split([';', '|', '>', '&']).find(|part| part.trim().starts_with("ringback "));
                let words = own.unwrap_or_else(|| panic!("{line} is no command line")).split_whitespace();
                let parsed = Arguments::try_parse_from(words);
                assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            }
        }
        command().debug_assert();
    }

    #[test]
    fn help_ends_with_the_exit_codes() {
        let mut run = command().find_subcommand("run").cloned().unwrap();
        let help = run.render_long_help().to_string();
        assert!(help.contains("Examples:\n  ringback run --target"), "{help}");
        assert!(help.trim_end().ends_with("130  Ctrl-C or SIGTERM; the report covers what ran"), "{help}");
    }
}
