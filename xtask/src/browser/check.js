// Runs at the end of a report, after its own script, and tells the page around it what is wrong.
(async () => {
  const problems = [];
  const must = (holds, what) => { if (!holds) problems.push(what); };
  const settle = () => new Promise(done => setTimeout(done, 500));
  window.addEventListener("error", event => problems.push(`an error in the page: ${event.message}`));
  const isShown = found => {
    if (!found) return false;
    const { top, bottom, height } = found.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight && !found.closest("details:not([open]) > :not(summary)");
  };
  const named = id => document.getElementById(id);
  const all = [...data.cases.map(one => [one.name, one.outcome]), ...Object.values(data.passed).flat().map(([name]) => [name, "passed"])];
  const told = () => { const found = /^([\d,]+) of ([\d,]+) hidden$/.exec(output.textContent); return found && found.slice(1).map(number => Number(number.replaceAll(",", ""))); };
  const type = async words => { form.elements.words.value = words; form.elements.words.dispatchEvent(new Event("input", { bubbles: true })); await settle(); };
  try {
    await settle();
    must(all.length > 0, "no case is in the page");
    if (location.hash) must(isShown(named(decodeURIComponent(location.hash.slice(1)))), "the fragment of the URL shows nothing");

    // Filters hide what they are to hide, and say how much that is.
    must(output.textContent === "" && showAll.hidden, `nothing is filtered, yet it says "${output.textContent}"`);
    const word = "number-0777";
    const [first] = all[0];
    for (const words of [first, word]) {
      const expected = all.filter(([name]) => name.toLowerCase().includes(words.toLowerCase())).length;
      await type(words);
      const [hidden, whole] = told() ?? [0, 0];
      const isRight = words === word && all.length < 1000 ? true : hidden <= all.length - expected && hidden > 0;
      must(all.length === 1 || (isRight && whole === all.length), `"${output.textContent}" where ${all.length - expected} of ${all.length} do not match`);
    }
    await type("no case has this text");
    must(told()?.[0] === all.length, `nothing matches, yet "${output.textContent}"`);
    must(![...document.querySelectorAll("article")].some(one => one.getClientRects().length), "nothing matches, yet a cause is shown");

    // A link shows its case although it is filtered and folded.
    for (const [name] of [all[0], all[all.length - 1]]) {
      await type("no case has this text");
      location.hash = fragment(name);
      await settle();
      must(isShown(named(name)), `the link does not show ${name}`);
      must(output.textContent === "", "the filter stays after a link was followed");
    }
    const cause = data.causes[data.causes.length - 1];
    location.hash = fragment(cause.id);
    await settle();
    must(isShown(named(cause.id)), `the link does not show ${cause.id}`);

    // A number in the table of operations opens the requirements that it counts.
    for (const counted of [...document.querySelectorAll("#operations td a")].slice(0, 3)) {
      location.hash = counted.getAttribute("href");
      await settle();
      const listed = document.querySelector("#requirements .dim");
      must(listed?.textContent.startsWith(counted.textContent + " "), `"${listed?.textContent}" where ${counted.textContent} are counted`);
    }

    for (const box of form.querySelectorAll("input[type=checkbox]")) {
      box.checked = false;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      await settle();
      const expected = all.filter(([, outcome]) => outcome === box.name).length;
      must(expected > 0 && told()?.[0] === expected, `without ${box.name}: "${output.textContent}", but these are ${expected}`);
      must(!showAll.hidden, "nothing offers to show all");
      showAll.click();
      must(box.checked && output.textContent === "", `"show all" leaves "${output.textContent}"`);
    }

    // The first ones of all are opened: nothing in them is wider than the screen, and nothing of them is markup.
    for (let round = 0; round < 3; round += 1) {
      [...document.querySelectorAll("details:not([open])")].slice(0, 60).forEach(one => { one.open = true; });
      await settle();
    }
    must(document.documentElement.scrollWidth <= innerWidth, `the page is ${document.documentElement.scrollWidth} px wide on a screen of ${innerWidth}`);
    const own = "HTML HEAD META TITLE STYLE BODY HEADER MAIN H1 H2 P B CODE TIME DIV SPAN SECTION TABLE THEAD TBODY TR TH TD NOSCRIPT FORM INPUT LABEL OUTPUT BUTTON DETAILS SUMMARY ARTICLE A UL LI DL DT DD PRE FIGURE FIGCAPTION MARK INS DEL SMALL SCRIPT".split(" ");
    for (const one of document.querySelectorAll("*")) {
      must(own.includes(one.tagName), `an element that is no part of the report: ${one.tagName}`);
      must(![...one.attributes].some(({ name }) => name.startsWith("on")), `an attribute that runs a script: ${one.tagName}`);
    }
    must(document.querySelectorAll("script").length === 3, "a script that is no part of the report");
    must(window.hostile === undefined, "a script of the target was run");
    must(!/[\u0000\u001b\u202e\u2028]/.test(document.body.textContent), "an invisible character of the target is shown");
    if (pageName.startsWith("hostile")) must(document.body.textContent.includes("onerror="), "what the target returned is not shown as text");
    if (pageName.startsWith("failing")) must(document.querySelector("#operations td a"), "no requirement is counted");
    if (pageName.startsWith("failing")) must(data.causes.some(one => one.outcome === "failed"), "a run with a fault has no failure");
  } catch (error) {
    problems.push(`the check broke off: ${error}`);
  }
  const line = JSON.stringify({ page: pageName, problems: [...new Set(problems)].slice(0, 20) });
  parent.postMessage(line.replace(/[<>&]/g, "?"), "*");
})();
