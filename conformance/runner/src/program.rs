//! Programs that a configuration file names: they run in its folder.

use crate::shell::{plain_or_quoted, quoted};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
};
use tokio::process::Command;

/// A program with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The program: a name that is looked up, or a path relative to the folder.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The folder in which it runs; empty for the current one.
    pub folder: PathBuf,
}

impl Program {
    /// The standard output of the program; its standard error is shown.
    ///
    /// # Errors
    ///
    /// If it cannot be started, fails, or prints no text; the message names it.
    pub async fn output(&self) -> Result<String, String> {
        let shown = self.shell_command();
        let mut command = self.command();
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
        let output = command.output().await.map_err(|error| format!("`{shown}` cannot be run: {error}"))?;
        if !output.status.success() {
            return Err(format!("`{shown}` failed: {}", output.status));
        }
        String::from_utf8(output.stdout).map_err(|_| format!("`{shown}` printed no text: it is not UTF-8"))
    }

    /// The command that starts the program in its folder.
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.path());
        command.args(&self.arguments);
        if !self.folder.as_os_str().is_empty() {
            command.current_dir(&self.folder);
        }
        command
    }

    /// Where the program is: a path is relative to the folder, whatever the current one.
    fn path(&self) -> PathBuf {
        let path = Path::new(&self.name);
        match path.components().count() {
            1 => path.to_owned(),
            _ => std::path::absolute(self.folder.join(path)).unwrap_or_else(|_| path.to_owned()),
        }
    }

    /// The command for a shell in the current folder.
    pub fn shell_command(&self) -> String {
        let words = std::iter::once(&self.name).chain(&self.arguments).map(|word| plain_or_quoted(word));
        let command = words.collect::<Vec<_>>().join(" ");
        match self.folder.to_str() {
            None | Some("" | ".") => command,
            Some(folder) => format!("cd {} && {command}", quoted(folder)),
        }
    }
}
