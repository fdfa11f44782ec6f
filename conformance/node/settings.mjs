// A configuration file for what a suite says of its target.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The configuration file that the binary reads unless it is told another. */
export const FILE = "ringback.toml";

/** The arguments and variables that tell the binary how the target is called. */
export class Settings {
  #folder;

  constructor({ config, parameters, headers, adapter }) {
    this.arguments = config ? ["--config", config] : [];
    this.environment = { ...process.env };
    if (parameters.length + headers.length === 0 && !adapter) return;
    if (config) {
      throw new Error(`parameters, headers and adapters belong into ${config}, since that is the configuration`);
    }
    const lines = ["[target]"];
    if (adapter) {
      // A program runs in the folder of its configuration file; this one is to run where the tests do.
      const command = ["sh", "-c", 'cd "$0" && exec "$@"', process.cwd(), ...adapter];
      lines.push(`exec = ${list(command)}`);
    }
    if (headers.length > 0) {
      const written = headers.map(([name, value], index) => {
        const variable = `RINGBACK_HEADER_${index}`;
        this.environment[variable] = value;
        return `${text(name)} = { env = ${text(variable)} }`;
      });
      lines.push(`headers = { ${written.join(", ")} }`);
    }
    lines.push("[parameters]");
    for (const name of new Set(parameters.map(([name]) => name))) {
      const values = parameters.filter(([other]) => other === name).map(([, value]) => value);
      lines.push(`${text(name)} = ${values.length === 1 ? text(values[0]) : list(values)}`);
    }
    this.#folder = mkdtempSync(join(tmpdir(), "ringback-"));
    const path = join(this.#folder, FILE);
    writeFileSync(path, `${lines.join("\n")}\n`);
    this.arguments = ["--config", path];
  }

  /** What the binary says on standard error, without the file that nobody else has seen. */
  said(text) {
    const plain = this.#folder ? text.replaceAll(`${join(this.#folder, FILE)}:`, "") : text;
    return plain.trim().replace(/^error: (\d+: )?/, "");
  }

  /** Removes the file. */
  close() {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A string of JSON is one of TOML, but for a character that JSON does not escape. */
function text(value) {
  return JSON.stringify(value).replaceAll("\x7f", "\\u007f");
}

function list(values) {
  return `[${values.map(text).join(", ")}]`;
}
