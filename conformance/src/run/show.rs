//! What a report may show of a shot: secrets as `$VARIABLES`, names and numbers that a target returns masked.

use crate::{
    config::Header,
    event::{Answer, Finished, Sent, Verdict},
    safety::{self, Secret, conceal},
    shot::{Request, Shot},
};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// What stands for what is not shown.
const MASK: &str = "•••";

/// Headers of answers that identify a session.
const HIDDEN: [&str; 4] = ["set-cookie", "cookie", "authorization", "www-authenticate"];

/// Shows shots.
pub struct Showing<'a> {
    /// What must not be shown.
    pub secrets: &'a [Secret],
    /// The headers that hold secrets.
    pub headers: &'a [Header],
    /// Whether names and numbers that a target returns are shown.
    pub unmasked: bool,
}

impl Showing<'_> {
    /// A case with its verdict.
    pub fn finished(&self, shot: &Shot, verdict: Verdict, answer: Option<Answer>, took: Duration) -> Finished {
        let mut masked = Vec::new();
        let response = answer.map(|answer| self.answer(answer, shot, &mut masked));
        Finished {
            case: shot.case.clone(),
            verdict: self.verdict(verdict, &masked),
            request: Some(self.sent(&shot.request)),
            response,
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

    fn answer(&self, mut answer: Answer, shot: &Shot, masked: &mut Vec<String>) -> Answer {
        for (name, value) in &mut answer.headers {
            *value = if HIDDEN.contains(&name.as_str()) { MASK.into() } else { conceal(value, self.secrets) };
        }
        if !self.secrets.is_empty()
            && let Ok(text) = std::str::from_utf8(&answer.body)
        {
            answer.body = conceal(text, self.secrets).into_bytes();
        } else if !self.secrets.is_empty() {
            answer.body = conceal(&String::from_utf8_lossy(&answer.body), self.secrets).into_bytes();
        }
        if !self.unmasked
            && let Some(mut body) = answer.json()
        {
            let sent = shot.request.body.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
            mask(&mut body, None, &sent, masked);
            if !masked.is_empty() {
                answer.body = body.to_string().into_bytes();
            }
        }
        answer
    }

    fn verdict(&self, verdict: Verdict, masked: &[String]) -> Verdict {
        let shown = |text: String| {
            let text = conceal(&text, self.secrets);
            masked.iter().fold(text, |text, hidden| text.replace(hidden, MASK))
        };
        match verdict {
            Verdict::Fail(mut mismatches) => {
                for mismatch in &mut mismatches {
                    mismatch.message = shown(std::mem::take(&mut mismatch.message));
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

/// Masks the names of people and the numbers that were not sent.
fn mask(value: &mut Value, name: Option<&str>, sent: &str, masked: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let of_a_person = name.is_some_and(|name| {
                let name = name.to_lowercase();
                name.ends_with("name")
                    && ["user", "customer", "caller", "person", "agent", "first", "last", "full", "display"]
                        .iter()
                        .any(|who| name.contains(who))
            });
            let number = safety::dialable(&Value::from(text.as_str()), None, &BTreeMap::new()).is_some();
            // Short words stand everywhere: replacing them would garble the report.
            if (of_a_person || number) && text.chars().count() > 2 && !sent.contains(text.as_str()) {
                masked.push(std::mem::replace(text, MASK.into()));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| mask(value, name, sent, masked)),
        Value::Object(object) => object.iter_mut().for_each(|(name, value)| mask(value, Some(name), sent, masked)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
