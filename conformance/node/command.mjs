#!/usr/bin/env node
// `npx ringback`: the command line of the binary inside.

import { spawn } from "node:child_process";
import { binary } from "./binary.mjs";

try {
  const child = spawn(binary(), process.argv.slice(2), { stdio: "inherit" });
  // A terminal sends Ctrl-C to both; the binary ends in its own time, and deletes what it has created.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", fail);
  child.on("exit", (code) => (process.exitCode = code ?? 1));
} catch (error) {
  fail(error);
}

function fail(error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
