//! Removes secrets from everything that leaves the runner: requests, responses and verdicts show `$VARIABLES` instead.

use crate::{
    event::{CaseResult, Reached, ShownExchange, ShownRequest, Verdict},
    exchange::{Request, Response},
    secret::{Secret, hide_secrets},
    shell::{quoted, word},
    stages::prepare::PreparedRequest,
};
use jiff::Timestamp;
use ringback_suite::{
    case::Case,
    difference::{Difference, differences},
};
use serde_json::Value;
use std::{sync::Arc, time::Duration};

/// Replaces secrets by `$VARIABLES`.
pub struct Redactor {
    /// The secrets to replace.
    pub secrets: Vec<Secret>,
}

impl Redactor {
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
            differences: Vec::new(),
        }
    }

    /// A request without secrets.
    pub fn request(&self, request: &Request) -> ShownRequest {
        let body = request.body.as_ref().map(|body| String::from_utf8_lossy(body).into_owned());
        let mut headers: Vec<(String, String)> =
            request.headers.iter().map(|(name, value)| (name.clone(), self.hide(value))).collect();
        headers.extend(request.auth.iter().flat_map(|auth| auth.shown_headers()));
        ShownRequest {
            method: request.method.clone(),
            url: self.hide(&request.url),
            headers,
            body: body.map(|body| self.hide(&body)),
        }
    }

    /// A request with its response, both without secrets.
    pub fn exchange(&self, request: &Request, response: Response, at: Timestamp, took: Duration) -> ShownExchange {
        let case = request.case.clone();
        ShownExchange { at, case, request: self.request(request), response: self.response(response), took }
    }

    /// Where the payload of a case differs from that of its base.
    pub fn differences(&self, base: &Case, case: &Case) -> Vec<Difference> {
        let (Some(before), Some(after)) = (base.payload.value(), case.payload.value()) else { return Vec::new() };
        let shown = |value: Value| {
            let text = self.hide(&value.to_string());
            serde_json::from_str(&text).unwrap_or(Value::String(text))
        };
        let mut found = differences(&before, &after);
        for difference in &mut found {
            difference.before = difference.before.take().map(shown);
            difference.after = difference.after.take().map(shown);
        }
        found
    }

    /// A text without secrets.
    pub fn hide(&self, text: &str) -> String {
        hide_secrets(text, &self.secrets)
    }

    /// A `curl` command that sends the request again, with new generated values.
    pub fn command(&self, request: &Request) -> String {
        // -g: curl is not to read brackets in the URL as ranges.
        let mut command = format!("curl -sS -i -g -X {} {}", request.method, word(&request.url, &self.secrets));
        for (name, value) in &request.headers {
            let argument = match value.as_str() {
                _ if request.generated.contains(name) => format!("\"{name}: $(uuidgen)\""),
                "" => quoted(&format!("{name};")),
                value => word(&format!("{name}: {value}"), &self.secrets),
            };
            command.push_str(" -H ");
            command.push_str(&argument);
        }
        if let Some(auth) = &request.auth {
            command.push(' ');
            command.push_str(&auth.curl_arguments());
        }
        if let Some(body) = &request.body {
            command.push_str(" --data-raw ");
            command.push_str(&word(&String::from_utf8_lossy(body), &self.secrets));
        }
        command
    }

    fn response(&self, mut response: Response) -> Response {
        if self.secrets.is_empty() {
            return response;
        }
        for (_, value) in &mut response.headers {
            *value = self.hide(value);
        }
        response.body = self.hide(&String::from_utf8_lossy(&response.body)).into_bytes();
        response
    }

    fn verdict(&self, verdict: Verdict) -> Verdict {
        let shown = |text: String| self.hide(&text);
        match verdict {
            Verdict::Fail(mut mismatches) => {
                for mismatch in &mut mismatches {
                    mismatch.message = self.hide(&mismatch.message);
                }
                Verdict::Fail(mismatches)
            }
            Verdict::Inconclusive(why) => Verdict::Inconclusive(shown(why)),
            Verdict::Skipped(why) => Verdict::Skipped(shown(why)),
            Verdict::Unreachable(why) => Verdict::Unreachable(shown(why)),
            Verdict::Faulty(why) => Verdict::Faulty(shown(why)),
            Verdict::Pass => Verdict::Pass,
        }
    }
}
