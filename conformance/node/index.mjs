// Holds an HTTP API to its OpenAPI file: each case is a test of `node:test`. All judging is done by the binary inside.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { binary } from "./binary.mjs";
import { register } from "./register.mjs";
import { Run } from "./run.mjs";
import { listenTo, Remote, serve, serveFetch } from "./servers.mjs";
import { FILE, Settings } from "./settings.mjs";

/** Endings by which a contract is a file, and not a built-in vendor. */
const ENDINGS = /\.(json|yaml|yml)$/i;

/** The cases of an OpenAPI or Swagger file, or of a vendor whose documents are built in. */
export function suite(contract, options = {}) {
  const path = contract instanceof URL ? fileURLToPath(contract) : contract;
  return new Suite({
    documents: ENDINGS.test(path) ? ["--spec", path, ...(options.prose ? ["--prose"] : [])] : ["--vendor", path],
    title: basename(path),
    operations: [],
    parameters: [],
    headers: [],
    arguments: [],
  });
}

class Suite {
  #state;

  constructor(state) {
    this.#state = state;
  }

  operation(...names) {
    return this.#with({ operations: [...this.#state.operations, ...names] });
  }

  parameter(name, value) {
    return this.#with({ parameters: [...this.#state.parameters, [name, String(value)]] });
  }

  header(name, value) {
    return this.#with({ headers: [...this.#state.headers, [name, value]] });
  }

  config(path) {
    return this.#with({ config: path instanceof URL ? fileURLToPath(path) : path });
  }

  arguments(...words) {
    return this.#with({ arguments: [...this.#state.arguments, ...words] });
  }

  target(url) {
    return this.#sentTo(() => new Remote(String(url)));
  }

  handler(app) {
    return this.#sentTo(() => listenTo(app));
  }

  fetch(handler) {
    return this.#sentTo(() => serveFetch(handler));
  }

  factory(make) {
    return this.#sentTo(async () => serve(await make()));
  }

  adapter(command) {
    return this.#with({ serve: undefined, adapter: command });
  }

  test(title = this.#state.title) {
    register(title, this);
  }

  /** The names of the cases, and notes on what has none. */
  names() {
    const settings = this.#settings();
    const words = ["run", ...this.#selection(), ...settings.arguments, "--list"];
    const done = spawnSync(binary(), words, { env: settings.environment, encoding: "utf8", maxBuffer: Infinity });
    settings.close();
    if (done.error) throw done.error;
    if (done.status !== 0) throw new Error(settings.said(done.stderr) || `ringback ended with exit code ${done.status}`);
    return { names: lines(done.stdout), notes: lines(done.stderr) };
  }

  /** Makes the server that the cases are sent to; undefined if the configuration says where the target is. */
  async serve() {
    const { serve, adapter, config, arguments: words, title } = this.#state;
    if (!serve && !adapter && !config && words.length === 0 && !existsSync(FILE)) {
      throw new Error(
        `nothing says what the cases of ${title} are sent to: ` +
          `.handler(app), .fetch(handler), .target(url), .factory(make) or .adapter(command), or [target] in ${FILE}`,
      );
    }
    return serve?.();
  }

  /** Sends cases to a server. */
  run(names, server) {
    const target = server ? ["--target", server.url] : [];
    const settings = this.#settings();
    const words = ["run", ...this.#selection(), ...settings.arguments, ...this.#state.arguments, ...target];
    return new Run(binary(), words, settings, names);
  }

  #selection() {
    return [...this.#state.documents, ...this.#state.operations.flatMap((name) => ["--operation", name])];
  }

  #settings() {
    return new Settings(this.#state);
  }

  #with(changes) {
    return new Suite({ ...this.#state, ...changes });
  }

  #sentTo(serve) {
    return this.#with({ serve, adapter: undefined });
  }
}

function lines(text) {
  return text.split("\n").filter((line) => line.trim() !== "");
}
