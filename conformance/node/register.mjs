// The tests of `node:test`: one for each case of a suite.

import { after, describe, test } from "node:test";

/** Turns of the event loop without a further test after which all that are selected have begun. */
const QUIET = 3;

/** Registers a test for each case. */
export function register(title, suite) {
  let listed;
  try {
    listed = suite.names();
  } catch (error) {
    test(title, () => {
      throw new Failure(error.message);
    });
    return;
  }
  for (const note of listed.notes) process.emitWarning(note, "ringback");
  // All begin at once, so that the binary runs once for those that are selected.
  describe(title, { concurrency: true }, () => {
    const runs = new Runs(suite);
    for (const name of listed.names) {
      test(name, async (context) => conclude(context, await runs.result(name)));
    }
    after(() => runs.close());
  });
}

function conclude(context, { outcome, message, text }) {
  if (outcome === "skipped") return context.skip(message);
  if (outcome !== "passed") throw new Failure(`${message}\n${text}`.trimEnd());
  if (message) context.diagnostic(message);
}

/** The words of the report, without a stack: it would be that of this file. */
class Failure extends Error {
  constructor(message) {
    super(message);
    this.stack = message;
  }
}

/** Runs of the binary: one for all tests that begin together. */
class Runs {
  #suite;
  #server;
  #runs = [];
  #gathering;
  #broken;

  constructor(suite) {
    this.#suite = suite;
  }

  async result(name) {
    this.#gathering ??= this.#gather();
    this.#gathering.names.push(name);
    const { run } = this.#gathering;
    try {
      return await (await run).result(name);
    } catch (error) {
      // Told once, and not by every case.
      const message = error.message.split("\n", 1)[0];
      if (this.#broken === message) return { outcome: "skipped", message: `not run: ${message}` };
      this.#broken = message;
      throw new Failure(error.message);
    }
  }

  #gather() {
    const names = [];
    return { names, run: this.#start(names) };
  }

  async #start(names) {
    for (let turns = 0, known = -1; turns < QUIET; turns = known === names.length ? turns + 1 : 0) {
      known = names.length;
      await new Promise(setImmediate);
    }
    this.#gathering = undefined;
    this.#server ??= this.#suite.serve();
    const run = this.#suite.run(names, await this.#server);
    this.#runs.push(run);
    return run;
  }

  async close() {
    await Promise.all(this.#runs.map((run) => run.close()));
    const server = await this.#server?.catch(() => undefined);
    await server?.close();
  }
}
