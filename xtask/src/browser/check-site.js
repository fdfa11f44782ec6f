// Runs at the end of a page of the site, after its own script, and tells the page around it what is wrong.
(async () => {
  const problems = [];
  const must = (holds, what) => { if (!holds) problems.push(what); };
  const settle = () => new Promise(done => setTimeout(done, 100));
  window.addEventListener("error", event => problems.push(`an error in the page: ${event.message}`));
  try {
    await settle();
    document.querySelectorAll("details").forEach(one => { one.open = true; });
    must(document.documentElement.scrollWidth <= innerWidth, `the page is ${document.documentElement.scrollWidth} px wide on a screen of ${innerWidth}`);
    must(getComputedStyle(document.body).fontFamily.includes("system-ui"), "the style is not there");
    must(searched.length > 100, `the search knows ${searched.length} places`);
    const type = async words => { field.value = words; field.dispatchEvent(new Event("input", { bubbles: true })); await settle(); };
    for (const [path, title] of [searched[0], searched[searched.length >> 1], searched[searched.length - 1]]) {
      await type(title);
      const links = [...found.querySelectorAll("a")].map(link => link.getAttribute("href"));
      must(!found.hidden && article.hidden, `"${title}" shows no places`);
      must(links.includes(up + path), `"${title}" does not lead to ${path}`);
    }
    await type("noplacehasthisword");
    must(!found.querySelector("a") && found.textContent.includes("0 places"), `what is nowhere is found: "${found.textContent}"`);
    await type("");
    must(found.hidden && !article.hidden, "the page stays hidden after a search");
  } catch (error) {
    problems.push(`the check broke off: ${error}`);
  }
  const line = JSON.stringify({ page: pageName, problems: [...new Set(problems)].slice(0, 20) });
  parent.postMessage(line.replace(/[<>&]/g, "?"), "*");
})();
