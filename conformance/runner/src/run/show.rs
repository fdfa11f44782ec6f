//! What may leave the runner of a shot: configured secrets only ever as `$VARIABLES`.

use crate::{
    config::Header,
    event::{Answer, Finished, Sent, Verdict},
    safety::{Secret, conceal},
    shot::{Request, Shot},
};
use std::{sync::Arc, time::Duration};

/// Shows shots.
pub struct Showing<'a> {
    /// What must not be shown.
    pub secrets: &'a [Secret],
    /// The headers that hold secrets.
    pub headers: &'a [Header],
}

impl Showing<'_> {
    /// A case with its verdict.
    pub fn finished(&self, shot: &Shot, verdict: Verdict, answer: Option<Answer>, took: Duration) -> Finished {
        Finished {
            case: Arc::clone(&shot.case),
            verdict: self.verdict(verdict),
            request: Some(self.sent(&shot.request)),
            response: answer.map(|answer| self.answer(answer)),
            took,
            reproduce: Some(self.reproduce(&shot.request)),
        }
    }

    /// A request.
    pub fn sent(&self, request: &Request) -> Sent {
        let body = request.body.as_ref().map(|body| String::from_utf8_lossy(body).into_owned());
        Sent {
            method: request.method.clone(),
            url: conceal(&request.url, self.secrets),
            headers: request.headers.iter().map(|(name, value)| (name.clone(), self.header(name, value))).collect(),
            body: body.map(|body| conceal(&body, self.secrets)),
        }
    }

    fn header(&self, name: &str, value: &str) -> String {
        match self.secret_of(name) {
            Some((prefix, variable)) => format!("{prefix}${variable}"),
            None => conceal(value, self.secrets),
        }
    }

    fn secret_of(&self, name: &str) -> Option<(&str, &str)> {
        let header = self.headers.iter().find(|header| header.name == name)?;
        Some((header.prefix.as_str(), header.secret()?.variable.as_str()))
    }

    /// A command that sends the same again.
    pub fn reproduce(&self, request: &Request) -> String {
        // -g: curl is not to read brackets in the address as ranges.
        let mut command =
            format!("curl -sS -i -g -X {} {}", request.method, quoted(&conceal(&request.url, self.secrets)));
        for (name, value) in &request.headers {
            let argument = match self.secret_of(name) {
                // The shell fills the variable in between double quotes, whatever it holds.
                Some((prefix, variable)) => format!("{}\"${variable}\"", quoted(&format!("{name}: {prefix}"))),
                None if value.is_empty() => quoted(&format!("{name};")),
                None => quoted(&format!("{name}: {value}")),
            };
            command.push_str(" -H ");
            command.push_str(&argument);
        }
        if let Some(body) = &request.body {
            command.push_str(" --data-raw ");
            command.push_str(&quoted(&conceal(&String::from_utf8_lossy(body), self.secrets)));
        }
        command
    }

    fn answer(&self, mut answer: Answer) -> Answer {
        if self.secrets.is_empty() {
            return answer;
        }
        for (_, value) in &mut answer.headers {
            *value = conceal(value, self.secrets);
        }
        answer.body = conceal(&String::from_utf8_lossy(&answer.body), self.secrets).into_bytes();
        answer
    }

    fn verdict(&self, verdict: Verdict) -> Verdict {
        let shown = |text: String| conceal(&text, self.secrets);
        match verdict {
            Verdict::Fail(mut mismatches) => {
                for mismatch in &mut mismatches {
                    mismatch.message = conceal(&mismatch.message, self.secrets);
                }
                Verdict::Fail(mismatches)
            }
            Verdict::Skipped(why) => Verdict::Skipped(shown(why)),
            Verdict::Unreachable(why) => Verdict::Unreachable(shown(why)),
            Verdict::Faulty(why) => Verdict::Faulty(shown(why)),
            Verdict::Pass => Verdict::Pass,
        }
    }
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
