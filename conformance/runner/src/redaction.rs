//! Removes secrets from everything that leaves the runner: requests, responses and verdicts show `$VARIABLES` instead.

use crate::{
    config::Header,
    event::{CaseResult, Reached, ShownRequest, Verdict},
    exchange::{Request, Response},
    secret::{Secret, hide_secrets},
    stages::prepare::PreparedRequest,
};
use std::{sync::Arc, time::Duration};

/// Replaces secrets by `$VARIABLES`.
pub struct Redactor<'a> {
    /// The secrets to replace.
    pub secrets: &'a [Secret],
    /// The headers that hold them.
    pub headers: &'a [Header],
}

impl Redactor<'_> {
    /// The result of a case without secrets.
    pub fn result(
        &self,
        prepared: &PreparedRequest,
        verdict: Verdict,
        response: Option<Response>,
        took: Duration,
        reached: Reached,
    ) -> CaseResult {
        CaseResult {
            case: Arc::clone(&prepared.case),
            verdict: self.verdict(verdict),
            request: Some(self.request(&prepared.request)),
            response: response.map(|response| self.response(response)),
            took,
            reproduce: Some(self.command(&prepared.request)),
            reached,
        }
    }

    /// A request without secrets.
    pub fn request(&self, request: &Request) -> ShownRequest {
        let body = request.body.as_ref().map(|body| String::from_utf8_lossy(body).into_owned());
        ShownRequest {
            method: request.method.clone(),
            url: hide_secrets(&request.url, self.secrets),
            headers: request.headers.iter().map(|(name, value)| (name.clone(), self.header(name, value))).collect(),
            body: body.map(|body| hide_secrets(&body, self.secrets)),
        }
    }

    fn header(&self, name: &str, value: &str) -> String {
        match self.secret_of(name) {
            Some((prefix, variable)) => format!("{prefix}${variable}"),
            None => hide_secrets(value, self.secrets),
        }
    }

    /// The text before the secret of a header, and the secret's variable.
    fn secret_of(&self, name: &str) -> Option<(&str, &str)> {
        let header = self.headers.iter().find(|header| header.name == name)?;
        Some((header.prefix.as_str(), header.secret()?.variable.as_str()))
    }

    /// A `curl` command that sends the request again.
    pub fn command(&self, request: &Request) -> String {
        // -g: curl is not to read brackets in the URL as ranges.
        let mut command =
            format!("curl -sS -i -g -X {} {}", request.method, quoted(&hide_secrets(&request.url, self.secrets)));
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
            command.push_str(&quoted(&hide_secrets(&String::from_utf8_lossy(body), self.secrets)));
        }
        command
    }

    fn response(&self, mut response: Response) -> Response {
        if self.secrets.is_empty() {
            return response;
        }
        for (_, value) in &mut response.headers {
            *value = hide_secrets(value, self.secrets);
        }
        response.body = hide_secrets(&String::from_utf8_lossy(&response.body), self.secrets).into_bytes();
        response
    }

    fn verdict(&self, verdict: Verdict) -> Verdict {
        let shown = |text: String| hide_secrets(&text, self.secrets);
        match verdict {
            Verdict::Fail(mut mismatches) => {
                for mismatch in &mut mismatches {
                    mismatch.message = hide_secrets(&mismatch.message, self.secrets);
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

/// A text quoted as one word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
