//! The runner compared with a plain load generator, and the memory of a long run compared with that of a short one.

use super::median;

use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use ringback_reference::{Server, known};
use ringback_report::Report;
use ringback_runner::{
    clock::Clock,
    config::Config,
    event::{EventKind, Verdict},
    exchange::Request,
    judges::Judges,
    plan::{Plan, SelectedCases},
    run as run_plan,
    session::RunOptions,
    site::Site,
    stages::prepare::prepare,
    target::{Http, Target},
};
use ringback_suite::{case::Case, derive::suite, vendors};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Connections of the load generator and cases under way in the runner.
const JOBS: usize = 8;

/// How often the whole suite is run where a rate is measured: long enough for connections to be warm.
const ROUNDS: usize = 20;

/// The runner has to reach this share of the rate of a plain load generator.
const SHARE: f64 = 0.6;

/// Measures; `false` if the runner is too slow.
pub fn run() -> Result<bool, Error> {
    let bench = Bench::new()?;
    let whole = bench.whole_suite()?;
    let reference = Server::start(bench.models.clone(), "127.0.0.1:0", None)?;
    bench.memory(reference.address())?;
    let share = bench.rates("the embedded reference", reference.address())?;
    // A server that costs nothing shows what the runner costs; no vendor has one.
    let quick = canned().map_err(Error::io("127.0.0.1:0"))?;
    bench.rates("a server that reads and answers without looking", quick)?;
    Ok(whole && share >= SHARE)
}

struct Bench {
    models: Vec<Model>,
    judges: Arc<Judges>,
    cases: Vec<Case>,
}

impl Bench {
    fn new() -> Result<Self, Error> {
        let models = vendors::models(None)?;
        let judges = Arc::new(Judges::new(&models)?);
        let cases = suite(&models);
        Ok(Self { models, judges, cases })
    }

    /// A plan that repeats cases this many times.
    fn plan(&self, cases: &[Case], rounds: usize) -> Result<Plan, Error> {
        let cases = (0..rounds).flat_map(|_| cases.iter().cloned()).collect();
        let selected = SelectedCases { cases, any_parameter: Some(known()), ..SelectedCases::default() };
        Plan::new(&self.models, &self.cases, &selected, &Config::default())
    }

    /// Runs the suite and judges every response; returns how long it took and how many cases came to a verdict.
    fn run_cases(
        &self,
        address: SocketAddr,
        cases: &[Case],
        rounds: usize,
        mut report: Option<&mut dyn Report>,
    ) -> Result<(Duration, usize), Error> {
        let target = Target::Http(Http::new(Duration::from_secs(10))?);
        let options =
            RunOptions { jobs: JOBS, ..RunOptions::new(target, Site::at(address)?, Arc::clone(&self.judges)) };
        let plan = self.plan(cases, rounds)?;
        let mut judged = 0;
        let began = Instant::now();
        let mut broken = None;
        run_plan(plan, options, &mut |event| {
            if let Some(report) = &mut report
                && let Err(error) = report.event(&event)
            {
                broken.get_or_insert(error);
            }
            if let EventKind::Finished(result) = event.kind
                && matches!(result.verdict, Verdict::Pass | Verdict::Fail(_))
            {
                judged += 1;
            }
        })?;
        match broken {
            Some(error) => Err(error),
            None => Ok((began.elapsed(), judged)),
        }
    }

    fn whole_suite(&self) -> Result<bool, Error> {
        let server = Server::start(self.models.clone(), "127.0.0.1:0", None)?;
        let (took, judged) = self.run_cases(server.address(), &self.cases, 1, None)?;
        println!("the whole suite at the embedded reference: {judged} cases in {:.2} s", took.as_secs_f64());
        Ok(took < Duration::from_secs(2))
    }

    /// Cases of one request each: nothing is read back or created first.
    fn of_one_request(&self) -> Vec<Case> {
        let alone = |case: &&Case| {
            let operations = self.models.iter().filter(|model| model.vendor.name == case.vendor);
            let mut operations = operations.flat_map(|model| &model.vendor.operations);
            let operation = operations.find(|operation| operation.name == case.operation);
            operation.is_some_and(|operation| operation.read_back.is_empty() && operation.request.is_some())
        };
        self.cases.iter().filter(alone).cloned().collect()
    }

    /// The requests that the runner sends for cases.
    fn requests(&self, cases: &[Case], address: SocketAddr) -> Result<Vec<Request>, Error> {
        let site = Site::at(address)?;
        let plan = self.plan(cases, 1)?;
        let mut requests = Vec::new();
        for planned in &plan.operations {
            for case in &planned.cases {
                let Some(parameters) = planned.parameters.first() else { continue };
                let prepared = prepare(planned, case, parameters, &site, Clock::now(), &self.judges);
                requests.push(prepared.map_err(|verdict| Error::Usage(format!("{verdict:?}")))?.request);
            }
        }
        Ok(requests)
    }

    /// Measures the runner and a plain load generator at the same server with the same bodies; returns the runner's share.
    fn rates(&self, server: &str, address: SocketAddr) -> Result<f64, Error> {
        let cases = self.of_one_request();
        let requests = self.requests(&cases, address)?;
        let raw: Vec<Vec<u8>> = requests.iter().map(|request| bytes(request, address)).collect();
        let (mut runner, mut plain) = (Vec::new(), Vec::new());
        // Alternating, so that other load on the machine affects both.
        for _ in 0..3 {
            let began = Instant::now();
            let sent = load(address, &raw, ROUNDS).map_err(Error::io("the load generator"))?;
            plain.push(sent as f64 / began.elapsed().as_secs_f64());
            let (took, judged) = self.run_cases(address, &cases, ROUNDS, None)?;
            runner.push(judged as f64 / took.as_secs_f64());
        }
        let (runner, plain) = (median(runner), median(plain));
        let share = runner / plain;
        println!(
            "requests at {server}: {runner:.0}/s by the runner, judging every answer; {plain:.0}/s by a plain load generator"
        );
        println!("  the runner keeps {:.0} % of the rate (wanted: {:.0} %)", share * 100.0, SHARE * 100.0);
        Ok(share)
    }

    /// Measures the peak memory of one round and of many, with a report of every case.
    fn memory(&self, address: SocketAddr) -> Result<(), Error> {
        let folder = tempfile::tempdir().map_err(Error::io("a temporary folder"))?;
        let mut peaks = Vec::new();
        for rounds in [1, ROUNDS] {
            let mut report = ringback_report::open(&format!("json={}", folder.path().join("report.json").display()))?;
            self.run_cases(address, &self.cases, rounds, Some(report.as_mut()))?;
            peaks.extend(peak());
        }
        if let [one, many] = peaks.as_slice() {
            println!(
                "memory: {one} kB at most for one round with a report, {many} kB for {ROUNDS} rounds, their cases included"
            );
            println!("  {:.1} times as much for {ROUNDS} times the cases", *many as f64 / *one as f64);
        }
        Ok(())
    }
}

/// The peak memory of this process in kilobytes; `None` where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The bytes of a request, as a load generator sends them.
fn bytes(request: &Request, address: SocketAddr) -> Vec<u8> {
    let path = request.url.strip_prefix(&format!("http://{address}")).unwrap_or("/");
    let mut head = format!("{} {path} HTTP/1.1\r\nhost: {address}\r\n", request.method);
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = request.body.clone().unwrap_or_default();
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    [head.into_bytes(), body].concat()
}

/// Sends every request this many times over as many connections as the runner has, and discards the responses; returns
/// the number of requests sent.
fn load(address: SocketAddr, requests: &[Vec<u8>], rounds: usize) -> std::io::Result<usize> {
    let next = AtomicUsize::new(0);
    let all = requests.len() * rounds;
    let work = || -> std::io::Result<()> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut writer = stream;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(number % requests.len()).filter(|_| number < all) else { return Ok(()) };
            writer.write_all(request)?;
            let length = head(&mut reader)?;
            std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
        }
    };
    let results: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..JOBS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(thread::ScopedJoinHandle::join).collect()
    });
    for result in results {
        result.unwrap_or_else(|_| Err(std::io::Error::other("a thread of the load generator failed")))?;
    }
    Ok(all)
}

/// Reads the head of a message; returns the length of the body that follows.
fn head(reader: &mut impl BufRead) -> std::io::Result<u64> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            return Ok(length);
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(std::io::Error::other)?;
        }
    }
}

const ANSWER: &[u8] = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/// Starts a server that answers every request with the same response.
fn canned() -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream));
        }
    });
    Ok(address)
}

fn serve(stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    loop {
        let length = head(&mut reader)?;
        std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
        writer.write_all(ANSWER)?;
    }
}
