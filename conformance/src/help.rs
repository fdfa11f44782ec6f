//! What stands below the options in `--help`: worked examples and exit codes, also in the manual pages.

use crate::{arguments::Arguments, outcome::Outcome};
use clap::{Command, CommandFactory};
use std::fmt::Write;

/// What is added to the help of a command.
pub struct Help {
    /// The name of the command; that of a command below another one comes after it, such as `adapter check`.
    pub command: &'static str,
    /// Command lines, each with what it does.
    pub examples: &'static [(&'static str, &'static str)],
    /// The outcomes that the command may have, beside success and wrong usage.
    pub outcomes: &'static [(Outcome, &'static str)],
}

/// The help of every command.
pub const HELP: &[Help] = &[
    Help {
        command: "check",
        examples: &[
            ("ringback check --type genesys-cloud/CreateCallbackOnConversationCommand body.json", "judge one payload"),
            ("tail -n 100 sent.jsonl | ringback check --type webex/CallbackSchedule -", "judge JSON lines from a pipe"),
        ],
        outcomes: &[
            (Outcome::Failed, "a payload does not conform"),
            (Outcome::NothingRun, "there was no payload to judge"),
        ],
    },
    Help {
        command: "init",
        examples: &[
            ("ringback init --vendor webex", "write ringback.toml for all operations of one vendor"),
            (
                "ringback init --operation create-contact-flow --target http://127.0.0.1:8080",
                "for one operation of a server",
            ),
        ],
        outcomes: &[],
    },
    Help {
        command: "run",
        examples: &[
            ("ringback run --target http://127.0.0.1:8080 --report text --report html=report.html", "run all cases"),
            (
                "ringback run --config staging.toml --operation create-scheduled-callback --jobs 1",
                "one operation, one request at a time",
            ),
        ],
        outcomes: &[
            (Outcome::Failed, "a documented case failed"),
            (Outcome::Unreachable, "the target could not be reached, or nothing that it answered could be judged"),
            (Outcome::NothingRun, "no case is selected"),
            (Outcome::Interrupted, "Ctrl-C or SIGTERM; the report covers what ran"),
        ],
    },
    Help {
        command: "adapter check",
        examples: &[
            ("ringback adapter check -- python3 adapter.py", "try an adapter in Python"),
            ("ringback adapter check -- node adapter.mjs --strict", "one that takes arguments itself"),
        ],
        outcomes: &[(Outcome::Failed, "a line is not what the protocol says")],
    },
    Help {
        command: "adapter schema",
        examples: &[
            ("ringback adapter schema", "print the schemas"),
            ("ringback adapter schema > lines.schema.json", "keep them for an editor or a validator"),
        ],
        outcomes: &[],
    },
    Help {
        command: "cases",
        examples: &[
            ("ringback cases --vendor webex --level documented", "list what can fail a run"),
            ("ringback cases --requirements --format json", "every stated fact, and the cases that test it"),
        ],
        outcomes: &[(Outcome::NothingRun, "no case is selected")],
    },
    Help {
        command: "explain",
        examples: &[
            ("ringback explain webex/CallbackSchedule/scheduleDate", "where the rules of a property come from"),
            ("ringback explain webex/create-scheduled-callback/customerName/length/too-long", "why there is a case"),
        ],
        outcomes: &[],
    },
    Help {
        command: "ingest",
        examples: &[
            ("ringback ingest docs/ --out read", "read a folder of pages"),
            ("ringback ingest Callback.md --out read --findings unread.txt", "keep everything that was not understood"),
        ],
        outcomes: &[(Outcome::NothingRun, "nothing was read in any document")],
    },
    Help {
        command: "generate",
        examples: &[
            ("ringback generate api.yaml --out api --crate api --client", "write a crate with types and a client"),
            ("ringback generate schemas --out src/types --check", "fail if what is checked in is stale"),
        ],
        outcomes: &[(Outcome::Failed, "--check found stale, missing or orphaned files")],
    },
    Help {
        command: "lint",
        examples: &[
            ("ringback lint api.yaml", "list what sentences state and keywords do not"),
            ("ringback lint api.yaml --fail-on missing --format github", "annotate a pull request, and fail it"),
        ],
        outcomes: &[(Outcome::Failed, "there are findings of the level of --fail-on")],
    },
    Help {
        command: "drift",
        examples: &[
            ("ringback drift HEAD~1:api.yaml api.yaml", "compare with the last commit"),
            ("ringback drift schemas/webex traffic/ --format markdown", "compare a contract with recorded traffic"),
        ],
        outcomes: &[
            (Outcome::Failed, "a change breaks somebody"),
            (Outcome::Undecided, "no change is known to break anybody, but for at least one it is not proved"),
        ],
    },
    Help {
        command: "serve",
        examples: &[
            ("ringback serve --listen 127.0.0.1:8080", "a vendor that does what its documents say"),
            ("ringback serve --list-saboteurs", "the faults that --saboteur can plant in it"),
        ],
        outcomes: &[],
    },
    Help {
        command: "merge",
        examples: &[
            ("ringback merge shard-*.json --report html=report.html", "one page for all shards"),
            ("ringback merge shard-*.json > all.json", "one JSON report"),
        ],
        outcomes: &[
            (Outcome::Failed, "a documented case failed in one of them"),
            (Outcome::Unreachable, "nothing could be judged in any of them"),
            (Outcome::NothingRun, "no case ran"),
            (Outcome::Interrupted, "one of the runs was interrupted"),
        ],
    },
    Help {
        command: "completions",
        examples: &[
            ("ringback completions bash > ~/.local/share/bash-completion/completions/ringback", "for bash"),
            ("ringback completions fish > ~/.config/fish/completions/ringback.fish", "for fish"),
        ],
        outcomes: &[],
    },
    Help {
        command: "manual",
        examples: &[
            ("ringback manual --out ~/.local/share/man/man1", "write the pages where man looks for them"),
            ("ringback manual --out pages && man pages/ringback-run.1", "read one"),
        ],
        outcomes: &[],
    },
];

/// The command line with examples and exit codes below the options of each command.
pub fn command() -> Command {
    let mut whole = Arguments::command();
    for help in HELP {
        whole = with_help(whole, &mut help.command.split(' '), help);
    }
    whole
}

fn with_help<'a>(command: Command, names: &mut impl Iterator<Item = &'a str>, help: &Help) -> Command {
    match names.next() {
        Some(name) => command.mut_subcommand(name.to_owned(), |below| with_help(below, names, help)),
        None => command.after_help(below_the_options(help)),
    }
}

fn below_the_options(help: &Help) -> String {
    let mut text = String::from("Examples:\n");
    for (line, does) in help.examples {
        _ = writeln!(text, "  {line}\n      {does}");
    }
    let success = (Outcome::Success, "success");
    let usage = (Outcome::UsageError, "wrong usage, an input that cannot be read, or an output that cannot be written");
    let mut outcomes: Vec<_> = [success, usage].into_iter().chain(help.outcomes.iter().copied()).collect();
    outcomes.sort_by_key(|(outcome, _)| outcome.exit_code());
    text.push_str("\nExit codes:\n");
    for (outcome, meaning) in outcomes {
        _ = writeln!(text, "  {:<3}  {meaning}", outcome.exit_code());
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{HELP, command};
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
        let mut told: Vec<&str> = HELP.iter().map(|help| help.command).collect();
        all.sort();
        told.sort_unstable();
        assert_eq!(all, told);
        for help in HELP {
            assert_eq!(help.examples.len(), 2, "{}", help.command);
            for (line, _) in help.examples {
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
