// Finds places by words, and folds the menu on small screens. Without it the site is complete but for the search.
"use strict";
const up = document.body.dataset.up;
const field = document.querySelector("header form").elements.words;
const found = document.getElementById("found");
const article = document.querySelector("main article");
if (matchMedia("(max-width: 52rem)").matches) document.querySelector(".menu").open = false;

// How well an entry fits: all words must occur; a title counts more than a text.
function fit([, title, text], words) {
  const [inTitle, inText] = [title.toLowerCase(), text.toLowerCase()];
  let sum = 0;
  for (const word of words) {
    if (inTitle.includes(word)) sum += inTitle.split(/[^\p{L}\p{N}]+/u).includes(word) ? 5 : 3;
    else if (inText.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  article.hidden = words.length > 0;
  found.hidden = !article.hidden;
  if (!words.length) return;
  const hits = searched.map(entry => [fit(entry, words), entry]).filter(([sum]) => sum > 0).sort(([a], [b]) => b - a);
  const list = document.createElement("ul");
  for (const [, [path, title, text]] of hits.slice(0, 40)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = up + path;
    link.textContent = title;
    link.addEventListener("click", () => { field.value = ""; show(); });
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 60);
    const part = document.createElement("p");
    part.textContent = (at ? "…" : "") + text.slice(at, at + 160).trim() + (text.length > at + 160 ? "…" : "");
    item.append(link, part);
    list.append(item);
  }
  const count = document.createElement("p");
  count.textContent = hits.length > 40 ? `The first 40 of ${hits.length} places` : hits.length === 1 ? "1 place" : `${hits.length} places`;
  found.replaceChildren(count, list);
}

field.addEventListener("input", show);
field.form.addEventListener("submit", event => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
  if (event.key === "Escape" && document.activeElement === field) { field.value = ""; show(); }
});
