//! The suite in one's own tests: a service in the same process is called as a function, without a port.
//!
//! ```
//! # use std::{convert::Infallible, error::Error};
//! # async fn my_service(_: http::Request<http_body_util::Full<ringback::in_process::Bytes>>)
//! #     -> Result<http::Response<String>, Infallible> { Ok(http::Response::new(String::new())) }
//!
//! // #[tokio::test]
//! async fn my_service_keeps_its_specification() -> Result<(), Box<dyn Error>> {
//!     ringback::suite("api.yaml")?.against(|request| my_service(request)).await?.all_passed()?;
//!     Ok(())
//! }
//! ```
//!
//! A router of `axum`, or another service of `tower`, is called by `|request| router.clone().oneshot(request)`.

use crate::documents::Documents;
use futures_util::{StreamExt, stream::FuturesUnordered};
use http_body::Body;
use http_body_util::{BodyExt, Full};
use libtest_mimic::{Arguments, Trial};
use ringback_constraints::model::Model;
use ringback_contract::{data_file::is_named_as_data, error::Error};
use ringback_runner::{
    config::Config,
    event::{CaseResult, EventKind, Verdict},
    judges::Judges,
    plan::{Plan, SelectedCases},
    run as run_plan,
    session::RunOptions,
    site::Site,
    target::{Call, Service, Target},
};
use ringback_suite::{case::Level, derive, vendors};
use std::{
    fmt::{self, Display},
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::ExitCode,
    sync::Arc,
};
use tokio::sync::oneshot;

/// The bytes of a body.
pub use bytes::Bytes;

/// The cases of a vendor whose documents are built in, or of an OpenAPI or Swagger file, given by its path.
///
/// # Errors
///
/// If there is no such vendor, or the file cannot be read or describes no operation.
pub fn suite(contract: &str) -> Result<Suite, Error> {
    match is_named_as_data(contract) {
        true => Suite::of_specification(contract),
        false => Suite::of_vendor(contract),
    }
}

/// The cases of a contract that are run against a service.
#[derive(Debug)]
pub struct Suite {
    models: Vec<Model>,
    operations: Vec<String>,
    config: Config,
}

impl Suite {
    /// The cases of a vendor whose documents are built in.
    ///
    /// # Errors
    ///
    /// If there is no such vendor.
    pub fn of_vendor(name: &str) -> Result<Self, Error> {
        let mut models = vendors::models(None)?;
        let known: Vec<String> = models.iter().map(|model| model.vendor.name.clone()).collect();
        models.retain(|model| model.vendor.name == name);
        match models.is_empty() {
            true => Err(Error::unknown("vendor", name, known.iter().map(String::as_str))),
            false => Ok(Self::new(models)),
        }
    }

    /// The cases of an OpenAPI or Swagger file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or describes no operation.
    pub fn of_specification(path: impl AsRef<Path>) -> Result<Self, Error> {
        let documents = Documents { schemas: None, spec: Some(path.as_ref().to_path_buf()), prose: false };
        Ok(Self::new(documents.models()?))
    }

    fn new(models: Vec<Model>) -> Self {
        Self { models, operations: Vec::new(), config: Config::default() }
    }

    /// The same for this operation only; called several times, for these.
    #[must_use]
    pub fn operation(mut self, name: &str) -> Self {
        self.operations.push(name.to_owned());
        self
    }

    /// The same with a value for a `{placeholder}` of paths.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.config.parameters.entry(name.to_owned()).or_default().push(value.to_owned());
        self
    }

    /// Sends all cases to a service and judges its responses. The service is polled where this is awaited, several calls at
    /// once.
    ///
    /// # Errors
    ///
    /// If an operation does not exist, or a placeholder has no value.
    pub async fn against<S, F, B, E>(self, service: S) -> Result<Outcomes, Error>
    where
        S: Fn(http::Request<Full<Bytes>>) -> F,
        F: Future<Output = Result<http::Response<B>, E>>,
        B: Body<Data = Bytes>,
        B::Error: Display,
        E: Display,
    {
        let (target, mut calls) = Service::new();
        let (plan, options) = self.planned(Target::Service(target))?;
        let (done, mut ended) = oneshot::channel();
        std::thread::spawn(move || {
            let mut results = Vec::new();
            let outcome = run_plan(plan, options, &mut |event| {
                if let EventKind::Finished(result) = event.kind {
                    results.push(*result);
                }
            });
            // Nobody waits for it any more if the test was given up.
            _ = done.send(outcome.map(|()| results));
        });
        let mut open = FuturesUnordered::new();
        loop {
            tokio::select! {
                Some(call) = calls.recv() => open.push(answer(&service, call)),
                Some(()) = open.next(), if !open.is_empty() => {}
                results = &mut ended => {
                    let results = results.map_err(|_| Error::Usage("the run ended before its time".into()))?;
                    return Ok(Outcomes { results: results? });
                }
            }
        }
    }

    fn planned(self, target: Target) -> Result<(Plan, RunOptions), Error> {
        let Self { models, operations, config } = self;
        let all = derive::suite(&models);
        let known: Vec<&str> = models
            .iter()
            .flat_map(|model| model.vendor.operations.iter().map(|operation| operation.name.as_str()))
            .collect();
        if let Some(unknown) = operations.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(Error::unknown("operation", unknown, known));
        }
        let is_chosen = |name: &String| operations.is_empty() || operations.contains(name);
        let cases = all.iter().filter(|case| is_chosen(&case.operation)).cloned().collect();
        let selected = SelectedCases { cases, ..SelectedCases::default() };
        let plan = Plan::new(&models, &all, &selected, &config)?;
        let site = Site::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 80)))?;
        Ok((plan, RunOptions::new(target, site, Arc::new(Judges::new(&models)?))))
    }
}

/// Has the service answer a call.
async fn answer<S, F, B, E>(service: &S, call: Call)
where
    S: Fn(http::Request<Full<Bytes>>) -> F,
    F: Future<Output = Result<http::Response<B>, E>>,
    B: Body<Data = Bytes>,
    B::Error: Display,
    E: Display,
{
    let Call { request, answer } = call;
    let response = async {
        let response = service(request.map(|body| Full::new(Bytes::from(body)))).await;
        let (head, body) = response.map_err(|error| error.to_string())?.into_parts();
        let bytes = body.collect().await.map_err(|error| error.to_string())?.to_bytes();
        Ok(http::Response::from_parts(head, Vec::from(bytes)))
    };
    let response = response.await;
    // The run no longer waits for an answer that took too long.
    _ = answer.send(response);
}

/// What has become of the cases.
#[derive(Debug)]
pub struct Outcomes {
    /// The result of each case, in the order in which they ended.
    pub results: Vec<CaseResult>,
}

impl Outcomes {
    /// Nothing, if a case passed and no documented one failed.
    ///
    /// # Errors
    ///
    /// The documented cases that failed, each with what was expected and the sentence that decides it; or that nothing could
    /// be judged.
    pub fn all_passed(&self) -> Result<(), Failures> {
        let failures: Vec<String> = self.results.iter().filter(|result| is_failure(result)).map(told).collect();
        let passed = self.results.iter().filter(|result| matches!(result.verdict, Verdict::Pass)).count();
        match (failures.is_empty(), passed) {
            (true, 0) => Err(Failures { passed, failures: self.results.iter().take(SHOWN).map(told).collect() }),
            (true, _) => Ok(()),
            (false, _) => Err(Failures { passed, failures }),
        }
    }
}

impl Outcomes {
    /// Each case as a test of its own, printed, filtered and counted as the tests of Rust are: the whole of a `main` of a test
    /// with `harness = false`. What was skipped or inconclusive is an ignored test; if nothing passed, one more test fails and
    /// says so.
    ///
    /// ```no_run
    /// # async fn my_service(_: http::Request<http_body_util::Full<ringback::in_process::Bytes>>)
    /// #     -> Result<http::Response<String>, std::convert::Infallible> { Ok(http::Response::new(String::new())) }
    /// #[tokio::main]
    /// async fn main() -> Result<std::process::ExitCode, Box<dyn std::error::Error>> {
    ///     Ok(ringback::suite("api.yaml")?.against(my_service).await?.as_tests())
    /// }
    /// ```
    pub fn as_tests(self) -> ExitCode {
        let arguments = Arguments::from_args();
        libtest_mimic::run(&arguments, self.trials()).exit_code()
    }

    /// Each case as a test, for a `main` that has others as well.
    pub fn trials(self) -> Vec<Trial> {
        let nothing_passed = self.all_passed().err().filter(|failures| failures.passed == 0);
        let no_case_passed = nothing_passed.map(|failures| {
            let why = failures.to_string();
            Trial::test("a_case_passed", move || Err(why.into()))
        });
        let trials = self.results.into_iter().map(|result| {
            let is_ignored = matches!(result.verdict, Verdict::Skipped(_) | Verdict::Inconclusive(_));
            let why = told(&result);
            let failed = is_failure(&result);
            let name = result.case.name.clone();
            let end = move || if failed { Err(why.into()) } else { Ok(()) };
            Trial::test(name, end).with_ignored_flag(is_ignored)
        });
        trials.chain(no_case_passed).collect()
    }
}

/// Whether a result fails a test: something documented is not kept, or could not be looked at.
fn is_failure(result: &CaseResult) -> bool {
    matches!(result.verdict, Verdict::Fail(_) | Verdict::Unreachable(_) | Verdict::Faulty(_))
        && result.level() == Level::Documented
}

/// Results that are shown of a run in which nothing could be judged.
const SHOWN: usize = 3;

/// A case and its verdict in words.
fn told(result: &CaseResult) -> String {
    let name = &result.case.name;
    match &result.verdict {
        Verdict::Fail(mismatches) => {
            let each = mismatches.iter().map(|mismatch| {
                let sources = mismatch.because.iter().map(|source| format!("\n      {:?} {source}", source.quote));
                format!("\n    {} {}{}", mismatch.at, mismatch.message, sources.collect::<String>())
            });
            format!("{name}{}", each.collect::<String>())
        }
        Verdict::Unreachable(why) | Verdict::Faulty(why) | Verdict::Inconclusive(why) | Verdict::Skipped(why) => {
            format!("{name}\n    {why}")
        }
        Verdict::Pass => name.clone(),
    }
}

/// The cases that failed. `Debug` shows them as `Display` does, since that is what a test prints that returns an error.
pub struct Failures {
    passed: usize,
    failures: Vec<String>,
}

impl Failures {
    /// How many documented cases failed.
    pub fn count(&self) -> usize {
        self.failures.len()
    }
}

impl Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.passed == 0 { "nothing passed" } else { "documented cases failed" };
        write!(f, "{what}: {} of {}", self.failures.len(), self.failures.len() + self.passed)?;
        self.failures.iter().try_for_each(|failure| write!(f, "\n  {failure}"))
    }
}

impl fmt::Debug for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Failures {}
