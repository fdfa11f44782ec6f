//! The tutorials of `docs/tutorials/`: their files are written, their commands are run, and what is shown of the output must be
//! in it.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

use ringback_testing::repository;
use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
};

/// A block of code in a page.
struct Block<'p> {
    language: &'p str,
    /// The file that it is.
    file: Option<&'p str>,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_inside = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), is_inside) {
            (Some(info), false) => {
                let (language, file) = info.split_once(' ').map_or((info, None), |(kind, file)| (kind, Some(file)));
                blocks.push(Block { language, file, text: String::new() });
                is_inside = true;
            }
            (Some(_), true) => is_inside = false,
            (None, true) => blocks.last_mut().unwrap().text.push_str(&format!("{line}\n")),
            (None, false) => {}
        }
    }
    blocks
}

/// A command with what is shown of its output.
struct Step<'p> {
    command: &'p str,
    code: i32,
    shown: Vec<&'p str>,
}

fn steps(console: &str) -> Vec<Step<'_>> {
    let mut steps: Vec<Step> = Vec::new();
    for line in console.lines() {
        match line.strip_prefix("$ ") {
            Some(line) => {
                let (command, code) = line.split_once("# exit code ").unwrap_or((line, "0"));
                steps.push(Step { command: command.trim(), code: code.parse().unwrap(), shown: Vec::new() });
            }
            None => steps.last_mut().unwrap().shown.push(line.trim()),
        }
    }
    steps
}

/// The commands that run beside the others, ended with the page.
struct Servers(Vec<Child>);

impl Drop for Servers {
    fn drop(&mut self) {
        for server in &mut self.0 {
            _ = server.kill();
            _ = server.wait();
        }
    }
}

fn shell(folder: &Path, command: &str) -> Command {
    let binary = Path::new(env!("CARGO_BIN_EXE_ringback")).parent().unwrap();
    let mut shell = Command::new("sh");
    let path = format!("{}:{}", binary.display(), env::var("PATH").unwrap_or_default());
    shell.args(["-c", command]).current_dir(folder).env("PATH", path).stdin(Stdio::null());
    shell
}

fn follow(name: &str) {
    let page = fs::read_to_string(repository().join("docs/tutorials").join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut servers = Servers(Vec::new());
    let mut count = 0;
    for block in blocks(&page) {
        if let Some(file) = block.file {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &block.text).unwrap();
        }
        for step in if block.language == "console" { steps(&block.text) } else { Vec::new() } {
            count += 1;
            if let Some(server) = step.command.strip_suffix(" &") {
                // Replaced by the program, the shell leaves nothing behind when it is ended.
                let command = format!("exec {server}");
                servers
                    .0
                    .push(shell(folder.path(), &command).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
                continue;
            }
            let output = shell(folder.path(), step.command).output().unwrap();
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let said = text(&output.stdout) + &text(&output.stderr);
            assert_eq!(output.status.code(), Some(step.code), "{name}: {}: {said}", step.command);
            for shown in &step.shown {
                assert!(said.contains(shown), "{name}: {}: {shown:?} is not in: {said}", step.command);
            }
        }
    }
    assert!(count > 3, "{name} has {count} commands");
}

#[test]
fn each_tutorial_works_as_it_is_written() {
    for entry in fs::read_dir(repository().join("docs/tutorials")).unwrap() {
        follow(&entry.unwrap().file_name().to_string_lossy());
    }
}

#[test]
fn commands_and_what_is_shown_of_them_are_told_apart() {
    let page = "Text.\n\n```yaml a.yaml\na: 1\n```\n```console\n$ one    # exit code 3\nout\n$ two &\n```\n";
    let found = blocks(page);
    assert_eq!((found[0].language, found[0].file, found[0].text.as_str()), ("yaml", Some("a.yaml"), "a: 1\n"));
    let steps = steps(&found[1].text);
    assert_eq!((steps[0].command, steps[0].code, &*steps[0].shown), ("one", 3, &["out"][..]));
    assert_eq!((steps[1].command, steps[1].code), ("two &", 0));
}
