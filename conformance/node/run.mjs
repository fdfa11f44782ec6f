// A run of the binary, and the results of its cases as they come.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Milliseconds that an interrupted run has to delete what it has created. */
const GRACE = 15_000;

/** The exit code of a run in which nothing could be judged. */
const NOTHING_JUDGED = 3;

export class Run {
  #child;
  #ended;
  #exitCode;
  #settings;
  #said = "";
  #results = new Map();
  #waiting = new Map();
  #unasked;
  #failed = false;

  constructor(binary, words, settings, names) {
    this.#settings = settings;
    this.#unasked = new Set(names);
    this.#child = spawn(binary, [...words, "--case-list", "-", "--report", "jsonl"], { env: settings.environment });
    // It may have ended already, and says why.
    this.#child.stdin.on("error", () => {});
    this.#child.stdin.end(names.join("\n"));
    this.#child.stderr.setEncoding("utf8").on("data", (text) => (this.#said += text));
    this.#ended = this.#read().finally(() => settings.close());
  }

  /** The result of a case, once it is there: its `outcome` (passed, failed, skipped or error), `message` and `text`. */
  async result(name) {
    const result = this.#results.get(name) ?? (await this.#coming(name));
    if (!result) throw new Error(this.#whyNot());
    this.#unasked.delete(name);
    this.#failed ||= result.outcome === "failed" || result.outcome === "error";
    if (this.#unasked.size > 0 || this.#failed) return result;
    await this.#ended;
    if (this.#exitCode !== NOTHING_JUDGED || this.#failed) return result;
    const message = `none of the selected cases could be judged; ${name}: ${result.message}`;
    return { ...result, outcome: "error", message };
  }

  /** Ends the run, which deletes what it has created. */
  async close() {
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), GRACE);
    await this.#ended;
    clearTimeout(timer);
  }

  async #read() {
    const closed = once(this.#child, "close").catch((error) => {
      this.#said = error.message;
      return [null];
    });
    for await (const line of createInterface({ input: this.#child.stdout })) {
      const event = JSON.parse(line);
      if (event.event === "case") this.#add(event);
    }
    [this.#exitCode] = await closed;
    for (const resolve of this.#waiting.values()) resolve(undefined);
  }

  #add({ record: { name }, outcome, message, text }) {
    const result = { name, outcome, message, text };
    this.#results.set(name, result);
    this.#waiting.get(name)?.(result);
  }

  #coming(name) {
    if (this.#exitCode !== undefined) return undefined;
    return new Promise((resolve) => this.#waiting.set(name, resolve));
  }

  #whyNot() {
    return this.#settings.said(this.#said) || `ringback ended with exit code ${this.#exitCode} before it had run this case`;
  }
}
