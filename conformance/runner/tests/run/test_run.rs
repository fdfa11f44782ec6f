//! Runs a part of the suite against a server, and makes servers for tests.

use axum::{
    Router,
    body::Bytes,
    extract::Request,
    http::{HeaderMap, Method},
    response::Response,
};
use jiff::civil::date;
use ringback_contract::error::Error;
use ringback_runner::status::RunStatus;
use ringback_runner::{
    clock::Clock,
    config::{self, Config},
    event::{CaseResult, Event, EventKind, Verdict},
    interrupt::Interrupt,
    judges::Judges,
    plan::{Plan, SelectedCases},
    run,
    session::RunOptions,
    site::Site,
    status::EventCounts,
    target::{Http, Target},
};
use ringback_suite::{case::Case, derive::cases, vendors};
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};

pub const ORGANISATION: &str = r#"
[parameters]
orgId = "o"
conversationId = "c"
participantId = "p"
InstanceId = "i"
callback_id = "b"
"#;

/// The result of a run.
pub struct Ran {
    pub finished: Vec<CaseResult>,
    pub unwired: Vec<String>,
    pub stopped: Option<String>,
    /// Statuses that came where others were expected.
    pub statuses: Vec<String>,
    pub status: RunStatus,
}

impl Ran {
    pub fn verdicts(&self, wanted: fn(&Verdict) -> bool) -> Vec<&CaseResult> {
        self.finished.iter().filter(|finished| wanted(&finished.verdict)).collect()
    }
}

pub fn failed(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Fail(_))
}

pub fn inconclusive(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Inconclusive(_))
}

pub fn unreachable(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Unreachable(_))
}

pub fn judges() -> Arc<Judges> {
    Arc::new(Judges::new(&vendors::models(None).unwrap()).unwrap())
}

pub struct RunSetup {
    pub config: String,
    pub operation: &'static str,
    pub cases: fn(&Case) -> bool,
    pub jobs: usize,
    pub fail_fast: bool,
    pub rate: Option<&'static str>,
}

impl Default for RunSetup {
    fn default() -> Self {
        Self {
            config: ORGANISATION.into(),
            operation: "create-callback-on-conversation",
            cases: |_| true,
            jobs: 8,
            fail_fast: false,
            rate: None,
        }
    }
}

pub fn look(name: &str) -> Option<String> {
    (name == "TOKEN").then(|| "very-secret-indeed".to_owned())
}

pub fn planned(setup: &RunSetup) -> (Plan, Config) {
    try_planned(setup).unwrap()
}

/// Why nothing can be planned with a configuration; empty if it can.
pub fn planning_error(config: &str) -> String {
    let setup = RunSetup { config: config.into(), ..RunSetup::default() };
    try_planned(&setup).map_or_else(|error| error.to_string(), |_| String::new())
}

fn try_planned(setup: &RunSetup) -> Result<(Plan, Config), Error> {
    let config = Config::parse("ringback.toml", &setup.config, &look)?;
    let mut models = vendors::models(None).unwrap();
    let skips = config::merge(&config, &mut models).unwrap();
    let all: Vec<Case> = models.iter().flat_map(cases).collect();
    let wanted = |case: &Case| (setup.operation.is_empty() || case.operation == setup.operation) && (setup.cases)(case);
    let selected = SelectedCases {
        cases: all.iter().filter(|case| wanted(case)).cloned().collect(),
        skips,
        ..SelectedCases::default()
    };
    Ok((Plan::new(&models, &all, &selected, &config)?, config))
}

pub fn run_suite(address: SocketAddr, setup: &RunSetup) -> Ran {
    let (plan, config) = planned(setup);
    let site = Site::of(&config, format!("http://{address}").parse().unwrap()).unwrap();
    let interrupt = Interrupt::default();
    let options = RunOptions {
        clock: Clock::at(date(2031, 5, 20)),
        jobs: setup.jobs,
        retry_budget: Duration::from_millis(500),
        settle: Duration::from_millis(100),
        fail_fast: setup.fail_fast,
        rate: setup.rate.map(|rate| rate.parse().unwrap()),
        interrupt: interrupt.clone(),
        ..RunOptions::new(Target::Http(Http::new(Duration::from_millis(500)).unwrap()), site, judges())
    };
    let mut ran = Ran {
        finished: Vec::new(),
        unwired: Vec::new(),
        stopped: None,
        statuses: Vec::new(),
        status: RunStatus::NothingRun,
    };
    let mut counts = EventCounts::default();
    let mut ended = false;
    let began = Instant::now();
    run(plan, options, &mut |event: Event| {
        counts.count(&event);
        match event.kind {
            EventKind::Started { .. } | EventKind::Exchanged(_) => {}
            EventKind::Observed { message, .. } => ran.statuses.push(message),
            EventKind::OperationUnavailable { advice, .. } => ran.unwired.push(advice),
            EventKind::Stopped { why } => ran.stopped = Some(why),
            EventKind::Finished(finished) => ran.finished.push(*finished),
            EventKind::Ended => ended = true,
        }
    })
    .unwrap();
    assert!(ended && began.elapsed() < Duration::from_secs(8));
    ran.status = counts.status(false, &interrupt);
    ran
}

/// A server with one handler; it lives as long as the runtime.
pub fn serve<F>(runtime: &Runtime, handler: F) -> SocketAddr
where
    F: Fn(Method, String, HeaderMap, Bytes) -> Response + Clone + Send + Sync + 'static,
{
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answer = move |request: Request| {
            let handler = handler.clone();
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
                handler(head.method, head.uri.path().to_owned(), head.headers, body)
            }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        address
    })
}

/// A server that hands every connection to a handler; it lives as long as the runtime.
pub fn accept<F, C>(runtime: &Runtime, handler: F) -> SocketAddr
where
    F: Fn(TcpStream) -> C + Send + 'static,
    C: Future<Output = ()> + Send + 'static,
{
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(handler(stream));
            }
        });
        address
    })
}

/// A server that responds to every connection with these bytes, and then hangs or closes it.
pub fn raw(runtime: &Runtime, bytes: &'static [u8], hang: bool) -> SocketAddr {
    accept(runtime, move |mut stream| async move {
        let mut request = [0; 65_536];
        _ = stream.read(&mut request).await;
        _ = stream.write_all(bytes).await;
        if hang {
            std::future::pending::<()>().await;
        }
    })
}

/// Whether a payload for a conversation is valid, by the only rule that these tests need.
pub fn valid(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|body| body["callbackNumbers"].is_array())
}
