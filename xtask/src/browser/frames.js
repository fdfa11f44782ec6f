// Shows one page after the other, so that none waits for another's work, and writes down what each tells.
const results = document.getElementById("results");
let shown = null;
function next() {
  shown?.remove();
  const frame = frames.shift();
  if (!frame) return;
  shown = document.createElement("iframe");
  Object.assign(shown, { width: frame.width, height: 800, src: frame.src });
  document.body.append(shown);
}
onmessage = event => {
  results.textContent += event.data + "\n";
  next();
};
next();
