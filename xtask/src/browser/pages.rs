//! The pages that are opened: the report of a run with failures, one of hostile texts, one of 10,000 cases, one that is broken on
//! purpose, and pages of the site.

use crate::site::{
    self,
    vendors::{operation_file, type_file, vendor_folder},
};
use clap::Parser;
use ringback::arguments::{Arguments, Command};
use ringback_constraints::model::Model;
use ringback_contract::error::Error;
use ringback_reference::{ServedModels, Server, known, saboteurs};
use ringback_report::{Report, ReportOptions, open_all, record::Run};
use ringback_suite::vendors;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The report of 10,000 cases.
const MANY: &str = "many.html";

/// The number of cases that a page must bear.
const CASES: usize = 10_000;

/// What a target might return to do harm, or to look like something else.
const HOSTILE: &str = "</script><img src=x onerror=\"window.hostile=1\"><svg onload=window.hostile=1>\u{202e}\u{0}\u{1b}[31m\u{2028}'\"--><iframe src=javascript:window.hostile=1>{{7*7}}";

/// A page in a frame.
pub struct Page {
    /// By what it is told from others.
    pub name: String,
    /// The path in the folder of the file with the script that checks it.
    file: String,
    /// The case that the URL names.
    fragment: String,
    /// The width of the frame in pixels.
    width: u32,
    /// Whether something is wrong with it on purpose.
    pub is_broken: bool,
}

/// Writes the pages into a folder.
pub fn write(root: &Path, folder: &Path) -> Result<Vec<Page>, Error> {
    let failing = folder.join("failing.html");
    run_with_a_fault(root, &failing)?;
    report(&run(&hostile_cases()), &folder.join("hostile.html"))?;
    report(&run(&many_cases()), &folder.join(MANY))?;
    let mut pages = Vec::new();
    for (name, file, width) in [
        ("failing", "failing.html", 1200),
        ("failing on a phone", "failing.html", 360),
        ("hostile on a phone", "hostile.html", 360),
        ("many on a phone", MANY, 360),
        ("broken", "hostile.html", 360),
    ] {
        let mut page = read(&folder.join(file))?;
        let is_broken = name == "broken";
        if is_broken {
            page = page.replace("</main>", "<p style='width:2000px' onclick='1'>wide</p></main>");
        }
        let checked = format!("checked {name}.html");
        write_file(&folder.join(&checked), &with_check(&page, name, include_str!("check.js")))?;
        let fragment = if file == MANY { case_name(CASES - 1) } else { String::new() };
        pages.push(Page { name: name.into(), file: checked, fragment, width, is_broken });
    }
    pages.extend(of_site(root, folder)?);
    Ok(pages)
}

/// Pages of the site, on a wide screen and on a phone.
fn of_site(root: &Path, folder: &Path) -> Result<Vec<Page>, Error> {
    let models = vendors::models(Some(&root.join("schemas")))?;
    let site = "site";
    let (_, broken) = site::write(root, &folder.join(site), &models, &[])?;
    if let Some(link) = broken.first() {
        return Err(Error::Usage(link.clone()));
    }
    let mut opened =
        vec!["index.html".to_owned(), "guides/configuration.html".into(), "guides/drift-rules.html".into()];
    if let Some(model) = models.first() {
        let vendor = vendor_folder(model);
        let types = model.types.keys().take(1).map(|name| format!("{vendor}/{}", type_file(name)));
        let operations = model.vendor.operations.iter().take(1);
        let operations = operations.map(|operation| format!("{vendor}/{}", operation_file(operation)));
        opened.extend([format!("{vendor}/index.html")].into_iter().chain(types).chain(operations));
    }
    let mut pages = Vec::new();
    for (path, width) in opened.iter().flat_map(|path| [(path, 1200), (path, 360)]) {
        let name = format!("site/{path} at {width}");
        let html = with_check(&read(&folder.join(site).join(path))?, &name, include_str!("check-site.js"));
        let checked = format!("{site}/{}-{width}.html", path.trim_end_matches(".html"));
        write_file(&folder.join(&checked), &html)?;
        pages.push(Page { name, file: checked, fragment: String::new(), width, is_broken: false });
    }
    let name = "site, broken";
    let page =
        read(&folder.join(site).join("index.html"))?.replace("</main>", "<p style='width:2000px'>wide</p></main>");
    let checked = format!("{site}/broken.html");
    write_file(&folder.join(&checked), &with_check(&page, name, include_str!("check-site.js")))?;
    pages.push(Page { name: name.into(), file: checked, fragment: String::new(), width: 360, is_broken: true });
    Ok(pages)
}

/// A page with a script at its end that knows the page's name.
fn with_check(page: &str, name: &str, check: &str) -> String {
    page.replace("</html>", &format!("<script>const pageName = {};\n{check}</script></html>", json!(name)))
}

/// A page that shows one page after the other in a frame, and collects what they find.
pub fn frames(pages: &[Page]) -> String {
    let frame = |page: &Page| json!({"src": format!("{}#{}", page.file.replace(' ', "%20"), page.fragment), "width": page.width});
    let frames: Vec<Value> = pages.iter().map(frame).collect();
    let script = include_str!("frames.js");
    format!(
        "<!doctype html>\n<pre id=\"results\"></pre>\n<script>const frames = {};\n{script}</script>\n",
        json!(frames)
    )
}

/// The page of 10,000 cases, which only says how many milliseconds it took to open.
pub fn timed(folder: &Path) -> Result<PathBuf, Error> {
    let script =
        "<script>document.documentElement.textContent = `opened in ${Math.round(performance.now())} ms`</script>";
    let page = read(&folder.join(MANY))?.replace("</html>", &format!("{script}</html>"));
    let timed = folder.join("timed.html");
    write_file(&timed, &page)?;
    Ok(timed)
}

/// Runs the suite of one vendor against its reference with a fault in what it returns.
fn run_with_a_fault(root: &Path, page: &Path) -> Result<(), Error> {
    let models = vendors::models(Some(&root.join("schemas")))?;
    let all = saboteurs(&ServedModels::new(models.clone())?);
    let Some(saboteur) = all.iter().find(|saboteur| saboteur.name.starts_with("returns/")) else {
        return Err(Error::Usage("no saboteur returns anything wrong".into()));
    };
    let server = Server::start(models.clone(), "127.0.0.1:0", Some(&saboteur.name))?;
    let config = page.with_extension("toml");
    write_file(&config, &parameters(&models, &saboteur.vendor))?;
    let target = format!("http://{}", server.address());
    let report = format!("html={}", page.display());
    let config = config.display().to_string();
    let line = [
        "ringback",
        "run",
        "--target",
        &target,
        "--config",
        &config,
        "--vendor",
        &saboteur.vendor,
        "--report",
        &report,
    ];
    let arguments = Arguments::try_parse_from(line).map_err(|error| Error::Usage(error.to_string()))?;
    let Command::Run(arguments) = arguments.command else { return Ok(()) };
    ringback::run::run(&arguments).map(|_| ())
}

/// A configuration with the value that the reference knows for every parameter of a vendor.
fn parameters(models: &[Model], vendor: &str) -> String {
    let operations = models.iter().filter(|model| model.vendor.name == vendor);
    let operations = operations.flat_map(|model| &model.vendor.operations);
    let names: BTreeSet<String> = operations.flat_map(|operation| operation.placeholders()).collect();
    let lines: Vec<String> = names.iter().map(|name| format!("{name} = \"{}\"\n", known())).collect();
    // The reference returns at once what it accepted, or never.
    format!("[target]\nsettle = \"0s\"\n[parameters]\n{}", lines.concat())
}

fn case_name(number: usize) -> String {
    format!("acme/create-order/number-{number:05}/valid/given")
}

/// A record of a case, as the JSON report has it.
fn case(name: &str, verdict: &str, at: &str, wrong: &str) -> Value {
    let fails = verdict == "fail";
    let mismatch = json!({"at": at, "rule": "format", "message": wrong});
    let mismatches = if fails { vec![mismatch] } else { Vec::new() };
    let headers = json!({"content-type": "application/json", "x-told": wrong});
    let url = format!("http://127.0.0.1/create-order?{wrong}");
    let request = json!({"method": "POST", "url": url, "headers": headers, "body": {"customer": wrong}});
    let response = json!({"status": 201, "headers": headers, "body": {"id": wrong, wrong: [wrong]}});
    // What passed, or was not sent, has nothing to show.
    let is_shown = !matches!(verdict, "pass" | "skipped");
    json!({
        "name": name, "vendor": "acme", "operation": "create-order", "type": "acme/Order", "level": "documented",
        "expect": "accept", "verdict": verdict, "why": if fails || verdict == "pass" { Value::Null } else { wrong.into() },
        "mismatches": mismatches, "because": [{"document": "documents/Order.md", "lines": [1, 1], "quote": wrong}],
        "request": is_shown.then_some(request), "response": is_shown.then_some(response), "millis": 1.5,
        "reproduce": format!("curl '{wrong}'"), "base": case_name(0), "tags": [wrong],
        "differences": [{"at": "/id", "before": "1", "after": wrong}]
    })
}

fn hostile_cases() -> Vec<Value> {
    let name = |verdict: &str| format!("acme/create-order/{verdict}/{HOSTILE}");
    let verdicts = ["fail", "inconclusive", "skipped", "unreachable", "faulty", "pass"];
    verdicts.iter().map(|verdict| case(&name(verdict), verdict, HOSTILE, HOSTILE)).collect()
}

/// Every third case fails, at one of 100 places; every third passes, the others are something else.
fn many_cases() -> Vec<Value> {
    let one = |number: usize| {
        let verdict = match number % 6 {
            0 | 3 => "fail",
            1 | 4 => "pass",
            2 => "skipped",
            _ => "inconclusive",
        };
        let at = format!("/property-{}", number % 300);
        case(&case_name(number), verdict, &at, &format!("\"{number}\" is no identifier"))
    };
    (0..CASES).map(one).collect()
}

/// A run of cases with all their counts.
fn run(cases: &[Value]) -> Value {
    json!({
        "ringback": "0.0.0", "target": HOSTILE, "started": "2026-06-15T08:30:00Z", "seconds": 1.5,
        "configuration": HOSTILE, "stopped": HOSTILE, "unwired": [{"operation": HOSTILE, "advice": HOSTILE}],
        "observations": [{"operation": HOSTILE, "message": HOSTILE}], "cases": cases,
        "summary": {"cases": 0, "passed": 0, "failed": 0, "observed": 0, "skipped": 0, "unreachable": 0}
    })
}

/// Writes the page of a run.
fn report(run: &Value, page: &Path) -> Result<(), Error> {
    let mut run: Run = serde_json::from_value(run.clone()).map_err(|error| Error::Format(error.to_string()))?;
    for case in &run.cases {
        run.summary.count(case.level, case.verdict);
    }
    run.sort();
    run.recount();
    open_all(&[format!("html={}", page.display())], &ReportOptions::default())?.write_run(&run)
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(Error::io(path))
}

fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(Error::io(path))
}
