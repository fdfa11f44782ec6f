"use strict";
// Everything that a target returned is put into the page as text: `textContent` and nothing else.
const data = JSON.parse(document.getElementById("data").textContent);
const form = document.querySelector("form");
const output = form.querySelector("output"), showAll = form.querySelector("button");

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return made;
}
const count = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
const fragment = id => "#" + encodeURIComponent(id).replaceAll("%2F", "/");
function link(id) {
  const made = element("a", "link", "#");
  made.href = fragment(id);
  made.title = "link to this";
  return made;
}
function reference(name) {
  const made = element("a", "", element("code", "", name));
  made.href = fragment(name);
  return made;
}

// A list whose elements are made when they are shown: the first ones, and the others on demand.
class Listing {
  constructor(container, step, build) {
    Object.assign(this, { container, step, build, items: [], limit: step, made: new Map() });
  }
  show(items, limit = this.step) {
    this.items = items;
    this.limit = Math.max(limit, this.step);
    this.render();
  }
  render() {
    const shown = this.items.slice(0, this.limit);
    const children = shown.map(item => {
      if (!this.made.has(item)) this.made.set(item, this.build(item));
      return this.made.get(item);
    });
    const left = this.items.length - shown.length;
    if (left > 0) {
      const button = element("button", "", `show ${Math.min(left, this.step)} more of ${left.toLocaleString("en")}`);
      button.type = "button";
      button.onclick = () => { this.limit += this.step; this.render(); };
      children.push(element("p", "more", button));
    }
    this.container.replaceChildren(...children);
  }
  // Shows an item wherever it stands in the list; returns its element.
  reveal(item) {
    const index = this.items.indexOf(item);
    if (index >= this.limit) { this.limit = index + 1; this.render(); }
    return this.made.get(item);
  }
}

// Fills a `details` element when it is opened for the first time.
function filled(details, fill) {
  let done = false;
  const now = () => { if (details.open && !done) { done = true; fill(); } };
  details.addEventListener("toggle", now);
  details.openNow = () => { details.open = true; now(); };
  return details;
}

function passage(index) {
  const { place, quote, first, before, passage, after } = data.passages[index];
  const caption = element("figcaption", "", place);
  if (!first) return element("figure", "", element("p", "", `“${quote}”`), caption);
  const above = before.map(text => text + "\n").join(""), below = after.map(text => "\n" + text).join("");
  return element("figure", "", element("pre", "", above + passage[0], element("mark", "", passage[1]), passage[2] + below), caption);
}

// The sentence alone; its document is folded.
function quotation(index) {
  const { place, quote, first } = data.passages[index];
  const made = element("figure", "", element("p", "", `“${quote}”`), element("figcaption", "", place));
  if (first) {
    const details = element("details", "", element("summary", "", element("span", "", "in its document")));
    made.append(filled(details, () => details.append(passage(index))));
  }
  return made;
}

function difference({ at, before, after }) {
  const made = element("div", "diff", element("code", "", at || "the whole payload"));
  if (before !== undefined) made.append(element("del", "", element("code", "", "− " + before)));
  if (after !== undefined) made.append(element("ins", "", element("code", "", "+ " + after)));
  return made;
}

function folded(label, text) {
  return element("details", "", element("summary", "", label), element("pre", "", text));
}

function caseDetails(one) {
  const list = element("dl", "");
  const row = (label, ...children) => list.append(element("dt", "", label), element("dd", "", ...children));
  row("expected", one.expected);
  const got = one.got === undefined ? [] : [element("code", "", one.got)];
  if (one.wrong.length) got.push(element("ul", "", ...one.wrong.map(wrong => element("li", "", wrong))));
  if (one.exchange && one.exchange.response) got.push(folded("full response", one.exchange.response));
  row("got", ...got);
  if (one.stated.length) row("stated by", ...one.stated.slice(0, 3).map(passage));
  if (one.base) {
    const changes = one.differences || [];
    row("differs", element("div", "", "from ", reference(one.base), changes.length ? " in:" : ""), ...changes.map(difference));
  }
  if (one.sent) row("sent", element("code", "", one.sent), one.exchange && one.exchange.request ? folded("full request", one.exchange.request) : "");
  if (one.exchange && one.exchange.again) row("try again", element("pre", "", one.exchange.again));
  if (one.is_short && one.sent) row("exchange", "left out to keep this page small; the JSON report has it");
  return list;
}

function caseElement(index, cause) {
  const one = data.cases[index];
  const isHome = data.causes[one.cause] === cause.data;
  if (!isHome) return element("div", "case", reference(one.name));
  const tags = (one.tags || []).map(tag => element("span", "tag", tag));
  const details = element("details", "case", element("summary", "", element("code", "", one.name), ...tags, link(one.name)));
  details.id = one.name;
  return filled(details, () => details.append(caseDetails(one)));
}

// A cause with its cases.
class Cause {
  constructor(causeData) {
    this.data = causeData;
    this.matching = causeData.cases;
    this.element = null;
  }
  build() {
    const { id, outcome, operation, wrong } = this.data;
    this.counted = element("span", "count");
    const where = operation && element("span", "where", element("code", "", operation));
    const details = element("details", "", element("summary", "", this.counted, wrong[0], link(id), where));
    this.element = element("article", outcome, details);
    this.element.id = id;
    const more = wrong.length > 1 ? element("ul", "", ...wrong.slice(1).map(text => element("li", "", text))) : "";
    const cases = element("div", "");
    this.listing = new Listing(cases, 50, index => caseElement(index, this));
    this.details = filled(details, () => {
      details.append(...[more, cases].filter(Boolean));
      this.listing.show(this.matching);
      const home = this.matching.find(index => data.causes[data.cases[index].cause] === this.data);
      if (home !== undefined) this.listing.reveal(home).openNow?.();
    });
    this.update();
    return this.element;
  }
  update() {
    if (!this.element) return;
    const all = this.data.cases.length, shown = this.matching.length;
    this.counted.textContent = shown === all ? count(all, "case") : `${shown} of ${count(all, "case")}`;
    if (this.details.open) this.listing.show(this.matching, this.listing.limit);
  }
}

// The causes with one outcome.
class Outcome {
  constructor(outcome, words) {
    this.causes = data.causes.filter(cause => cause.outcome === outcome).map(cause => new Cause(cause));
    const cases = new Set(this.causes.flatMap(cause => cause.data.cases)).size;
    const title = words[0].toUpperCase() + words.slice(1);
    const told = element("span", "", `${count(cases, "case")}, ${count(this.causes.length, "cause")}`);
    const body = element("div", "");
    this.details = element("details", "", element("summary", "", element("h2", "", title), " ", told), body);
    this.element = element("section", outcome, this.details);
    this.listing = new Listing(body, 100, cause => cause.build());
    this.details.open = outcome !== "observed" && outcome !== "skipped";
    filled(this.details, () => this.update());
    this.details.openNow = () => { this.details.open = true; this.update(); };
  }
  // Shows the causes that have matching cases.
  update() {
    const matching = this.causes.filter(cause => cause.matching.length);
    this.element.hidden = matching.length === 0;
    if (this.details.open) {
      this.listing.show(matching, this.listing.limit);
      matching.slice(0, this.listing.limit).forEach(cause => cause.update());
    }
  }
  openFirst() {
    this.listing.items.slice(0, 5).forEach(cause => cause.details.openNow());
  }
}

// The cases of an operation that passed.
class Passed {
  constructor(operation, cases) {
    this.cases = cases;
    this.matching = cases;
    const list = element("ul", "passes");
    this.counted = element("span", "");
    this.details = element("details", "", element("summary", "", element("code", "", operation), " ", this.counted), list);
    this.element = element("article", "passed", this.details);
    this.listing = new Listing(list, 200, ([name, millis]) => {
      const item = element("li", "", name, " ", element("small", "", `${millis} ms`), link(name));
      item.id = name;
      return item;
    });
    filled(this.details, () => this.update());
    this.details.openNow = () => { this.details.open = true; this.update(); };
  }
  update() {
    const all = this.cases.length, shown = this.matching.length;
    this.counted.textContent = shown === all ? `${all.toLocaleString("en")} passed` : `${shown} of ${all.toLocaleString("en")} passed`;
    this.element.hidden = shown === 0;
    if (this.details.open) this.listing.show(this.matching, this.listing.limit);
  }
}

const outcomes = data.outcomes.map(([outcome, words]) => new Outcome(outcome, words)).filter(one => one.causes.length);
const passed = Object.entries(data.passed).map(([operation, cases]) => new Passed(operation, cases));
const causes = outcomes.flatMap(one => one.causes);
const passedSection = element("section", "passed", element("details", "", element("summary", "", element("h2", "", "Passed")), ...passed.map(one => one.element)));
document.getElementById("causes").append(...outcomes.map(one => one.element), ...(passed.length ? [passedSection] : []));

const total = data.cases.length + passed.reduce((sum, one) => sum + one.cases.length, 0);
let haystacks = null;
// The texts that the filter looks at, made when somebody filters for the first time.
function texts() {
  haystacks ??= data.cases.map(one => [
    one.name, one.outcome, one.expected, one.got, one.sent || "", ...one.wrong, ...(one.tags || []),
    ...one.stated.map(index => data.passages[index].quote + " " + data.passages[index].place),
  ].join("\n").toLowerCase());
  return haystacks;
}

function apply() {
  const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = name => form.elements[name]?.checked ?? true;
  const found = text => words.every(word => text.includes(word));
  const matches = data.cases.map((one, index) => wanted(one.outcome) && (!words.length || found(texts()[index])));
  causes.forEach(cause => { cause.matching = cause.data.cases.filter(index => matches[index]); });
  outcomes.forEach(outcome => outcome.update());
  let shown = matches.filter(Boolean).length;
  passed.forEach(one => {
    one.matching = !wanted("passed") ? [] : words.length ? one.cases.filter(([name]) => found(name.toLowerCase())) : one.cases;
    one.update();
    shown += one.matching.length;
  });
  passedSection.hidden = passed.every(one => !one.matching.length);
  const hidden = total - shown;
  output.textContent = hidden ? `${hidden.toLocaleString("en")} of ${total.toLocaleString("en")} hidden` : "";
  showAll.hidden = hidden === 0;
  requirements.filter(words.length ? found : null);
}

// Stated requirements with what each operation shows of them.
const requirements = {
  filter() {},
  find() { return false; },
};
if (data.requirements.length) {
  const section = document.getElementById("requirements"), details = section.firstElementChild;
  const body = details.lastElementChild;
  const worst = row => row.tested.length === 0 ? "untestable" : ["broken", "untested", "proved"].find(state => row.tested.some(one => one.state === state));
  const numbers = ["broken", "untested", "proved", "untestable"].map(state => [state, data.requirements.filter(row => worst(row) === state).length]);
  details.querySelector("summary span").textContent =
    numbers.filter(([, number]) => number).map(([state, number]) => `${number} ${state === "untestable" ? "that no case tests" : state}`).join(", ");
  const choices = element("p", "");
  const list = element("div", "");
  let state = null, operation = null, found = null;
  const buttons = new Map(), told = element("span", "dim");
  const listing = new Listing(list, 50, row => {
    const made = element("div", `requirement ${worst(row)}`);
    made.id = row.id;
    made.append(element("p", "", element("code", "", row.subject), link(row.id)), quotation(row.stated));
    if (row.untested) made.append(element("p", "", `no case tests it: ${row.untested}`));
    made.append(element("ul", "", ...row.tested.map(one => {
      const decided = [one.failed && `${one.failed} failed`, one.passed && `${one.passed} passed`, one.undecided && `${one.undecided} undecided`];
      const cases = one.cases.flatMap((name, index) => [index ? ", " : " – ", reference(name)]);
      const left = one.failed + one.passed + one.undecided - one.cases.length;
      const label = element("span", "", element("span", `state ${one.state}`, one.state), " in ", element("code", "", one.operation), `: ${decided.filter(Boolean).join(", ")}`);
      return element("li", "", label, element("details", "", element("summary", "", element("span", "", "cases")), ...cases.slice(1), left ? `, and ${left} more` : ""));
    })));
    return made;
  });
  // With an operation, a requirement is in the state that this operation shows.
  const isIn = row => operation ? row.tested.some(one => one.operation === operation && one.state === state) : !state || worst(row) === state;
  const update = () => {
    if (!details.open) return;
    const text = row => `${row.subject} ${row.claim} ${data.passages[row.stated].quote} ${data.passages[row.stated].place}`.toLowerCase();
    const matching = data.requirements.filter(row => isIn(row) && (!found || found(text(row))));
    told.textContent = state ? `${matching.length} ${state}${operation ? ` in ${operation}` : ""}` : "";
    buttons.forEach((button, name) => button.setAttribute("aria-pressed", name === state));
    listing.show(matching, listing.limit);
  };
  numbers.filter(([, number]) => number).forEach(([name]) => {
    const button = element("button", "", name === "untestable" ? "not tested by any case" : name);
    button.type = "button";
    button.onclick = () => { state = state === name ? null : name; operation = null; update(); };
    buttons.set(name, button);
    choices.append(button, " ");
  });
  choices.append(told);
  body.append(choices, list);
  details.addEventListener("toggle", update);
  section.hidden = false;
  requirements.filter = words => { found = words; update(); };
  requirements.find = id => {
    // #requirements, or those that are in a state in an operation: #requirements/STATE/VENDOR/OPERATION
    const [name, wanted, ...rest] = id.split("/");
    if (name === "requirements") {
      [state, operation] = [wanted ?? null, rest.join("/") || null];
      details.open = true;
      update();
      return section;
    }
    const row = data.requirements.find(one => one.id === id);
    if (!row) return null;
    details.open = true;
    state = operation = found = null;
    update();
    return listing.reveal(row);
  };
}

function clearFilters() {
  form.elements.words.value = "";
  form.querySelectorAll("input[type=checkbox]").forEach(box => { box.checked = true; });
  apply();
}

// Opens and shows what a fragment names, whether or not it is folded or filtered.
function follow() {
  let id;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  if (!id) return;
  const found = show(id);
  if (!found) return;
  document.querySelectorAll(".pointed").forEach(one => one.classList.remove("pointed"));
  found.classList.add("pointed");
  // What is not on the screen has no size until it comes near, so the place moves while it is scrolled to.
  [0, 30, 120].forEach(delay => setTimeout(() => found.scrollIntoView(), delay));
}

function show(id) {
  const index = data.cases.findIndex(one => one.name === id);
  const cause = causes.find(one => one.data.id === id) ?? causes[data.cases[index]?.cause];
  if (cause) {
    if (!cause.matching.length || (index >= 0 && !cause.matching.includes(index))) clearFilters();
    const outcome = outcomes.find(one => one.causes.includes(cause));
    outcome.details.openNow();
    outcome.listing.reveal(cause);
    cause.details.openNow();
    if (index < 0) return cause.element;
    const made = cause.listing.reveal(index);
    made.openNow?.();
    return made;
  }
  for (const one of passed) {
    const row = one.cases.find(([name]) => name === id);
    if (row) {
      if (!one.matching.includes(row)) clearFilters();
      passedSection.firstElementChild.open = true;
      one.details.openNow();
      return one.listing.reveal(row);
    }
  }
  return requirements.find(id) || document.getElementById(id);
}

let waiting = 0;
form.hidden = false;
form.onsubmit = event => event.preventDefault();
form.oninput = () => { clearTimeout(waiting); waiting = setTimeout(apply, data.cases.length > 2000 ? 120 : 0); };
showAll.onclick = clearFilters;
apply();
outcomes.filter(one => one.element.className === "failed" || one.element.className === "unreachable").forEach(one => one.openFirst());
window.addEventListener("hashchange", follow);
follow();
