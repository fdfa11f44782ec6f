//! A running adapter: its lines, and its last words when it dies.

use super::protocol::{self, Answer, Answerer, Question};
use crate::program::Program;
use ringback_suite::lock::lock_ignoring_poison;
use std::{
    collections::VecDeque,
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin},
    sync::mpsc::{Receiver, channel},
    time::timeout,
};

/// How many of the last lines of standard error are kept, and how much of each.
const LAST_WORDS: usize = 8;
const WORD_LENGTH: usize = 300;

/// Lines that may wait to be read.
const LINES: usize = 64;

/// How long an adapter may take to end after its input was closed.
const FAREWELL: Duration = Duration::from_secs(5);

/// A program that answers.
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<Result<String, String>>,
    last_words: Arc<Mutex<VecDeque<String>>>,
    patience: Duration,
    /// Who it says that it is.
    pub hello: Answerer,
}

impl Process {
    /// Starts an adapter and waits until it has answered the first line.
    ///
    /// # Errors
    ///
    /// If it cannot be started, or does not answer as it should; the message says what came instead, and what it wrote to
    /// standard error.
    pub async fn start(
        program: &Program,
        hello: &Question,
        patience: Duration,
        longest: usize,
    ) -> Result<Self, String> {
        let mut command = program.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().map_err(|error| format!("it cannot be run: {error}"))?;
        let last_words: Arc<Mutex<VecDeque<String>>> = Arc::default();
        if let Some(stderr) = child.stderr.take() {
            let heard = Arc::clone(&last_words);
            tokio::spawn(each_line(stderr, WORD_LENGTH, move |line| {
                let mut words = lock_ignoring_poison(&heard);
                words.extend(line.ok());
                let surplus = words.len().saturating_sub(LAST_WORDS);
                words.drain(..surplus);
                true
            }));
        }
        let (sender, lines) = channel(LINES);
        if let Some(stdout) = child.stdout.take() {
            tokio::spawn(async move {
                let mut reader = Lines::new(stdout, longest);
                while let Some(line) = reader.next().await {
                    let is_last = line.is_err();
                    if sender.send(line).await.is_err() || is_last {
                        break;
                    }
                }
            });
        }
        let input = child.stdin.take();
        let mut process = Self { child, input, lines, last_words, patience, hello: Answerer::default() };
        process.write(hello).await?;
        process.hello = match process.next(patience).await? {
            Answer::Hello { hello } => hello,
            Answer::Verdict { .. } | Answer::Payload { .. } => {
                return Err(process.broken("it answered a case before it answered the first line").await);
            }
        };
        Ok(process)
    }

    /// Writes a line.
    ///
    /// # Errors
    ///
    /// If it has ended, or does not read what it is sent.
    pub async fn write(&mut self, line: &Question) -> Result<(), String> {
        let mut text = line.text();
        text.push('\n');
        let written = match &mut self.input {
            Some(input) => {
                timeout(self.patience, async {
                    input.write_all(text.as_bytes()).await?;
                    input.flush().await
                })
                .await
            }
            None => return Err(self.broken("its input is closed").await),
        };
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(self.broken("it ended").await),
            Err(_) => Err(self.broken("it does not read what it is sent").await),
        }
    }

    /// The next answer, once it is there.
    ///
    /// # Errors
    ///
    /// If none comes in this time, the program has ended, or it wrote something else.
    pub async fn next(&mut self, within: Duration) -> Result<Answer, String> {
        let line = self.next_text(within).await?;
        match protocol::parse(&line) {
            Ok(line) => Ok(line),
            Err(why) => {
                let shown: String = line.chars().take(WORD_LENGTH).collect();
                let why = format!(
                    "it wrote {shown:?} to standard output, and {why}; what is no answer belongs on standard error"
                );
                Err(self.broken(&why).await)
            }
        }
    }

    /// The next line, once it is there.
    ///
    /// # Errors
    ///
    /// If none comes in this time, or the program has ended.
    pub async fn next_text(&mut self, within: Duration) -> Result<String, String> {
        match timeout(within, self.lines.recv()).await {
            Err(_) => Err(self.broken(&format!("it did not answer within {:?}", self.patience)).await),
            Ok(None) => Err(self.broken("it ended").await),
            Ok(Some(Err(why))) => Err(self.broken(&why).await),
            Ok(Some(Ok(line))) => Ok(line),
        }
    }

    /// Closes its input, and waits until it ends.
    ///
    /// # Errors
    ///
    /// If it goes on, or fails.
    pub async fn end(mut self) -> Result<(), String> {
        drop(self.input.take());
        let ended = timeout(FAREWELL, async {
            // Whatever it still writes is read, so that it can end.
            while self.lines.recv().await.is_some() {}
            self.child.wait().await
        });
        match ended.await {
            Ok(Ok(status)) if status.success() => Ok(()),
            Ok(Ok(status)) => Err(format!("it ended with {status} after its input was closed{}", self.words())),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("it goes on {FAREWELL:?} after its input was closed")),
        }
    }

    /// Ends a program that cannot be used any more; returns why, with its exit status and last words.
    async fn broken(&mut self, why: &str) -> String {
        // What it wrote before it ended may still be on its way.
        let status = timeout(Duration::from_millis(200), self.child.wait()).await;
        let status = match status {
            Ok(Ok(status)) => format!(" ({status})"),
            Ok(Err(_)) | Err(_) => {
                _ = self.child.start_kill();
                String::new()
            }
        };
        tokio::time::sleep(Duration::from_millis(20)).await;
        format!("{why}{status}{}", self.words())
    }

    /// The last lines of its standard error, in a subclause.
    fn words(&self) -> String {
        let words = lock_ignoring_poison(&self.last_words);
        match words.is_empty() {
            true => String::new(),
            false => format!("; its last words: {}", words.iter().cloned().collect::<Vec<_>>().join(" | ")),
        }
    }
}

/// Passes each line to a function until it returns `false`; of a longer one, only the beginning.
async fn each_line(
    source: impl AsyncRead + Unpin,
    longest: usize,
    mut take: impl FnMut(Result<String, String>) -> bool,
) {
    let mut lines = Lines { cuts: true, ..Lines::new(source, longest) };
    while let Some(line) = lines.next().await {
        if !take(line) {
            return;
        }
    }
}

/// Lines of bounded length.
struct Lines<R> {
    source: BufReader<R>,
    longest: usize,
    /// Whether a longer line is cut instead of refused.
    cuts: bool,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    fn new(source: R, longest: usize) -> Self {
        Self { source: BufReader::new(source), longest, cuts: false }
    }

    /// The next line without its end; none at the end of the stream. Blank lines are passed over.
    async fn next(&mut self) -> Option<Result<String, String>> {
        loop {
            let mut line = Vec::new();
            let mut is_long = false;
            let is_at_end = loop {
                match self.source.read_u8().await {
                    Ok(b'\n') => break false,
                    Ok(byte) if line.len() < self.longest => line.push(byte),
                    Ok(_) if self.cuts => {}
                    Ok(_) => {
                        is_long = true;
                        break false;
                    }
                    Err(_) => break true,
                }
            };
            if is_long {
                return Some(Err(format!("it wrote a line of more than {} KiB", self.longest / 1024)));
            }
            match String::from_utf8(line) {
                Ok(text) if text.trim().is_empty() && is_at_end => return None,
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => return Some(Ok(text)),
                Err(error) if self.cuts => return Some(Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())),
                Err(_) => return Some(Err("it wrote a line that is not UTF-8".into())),
            }
        }
    }
}
