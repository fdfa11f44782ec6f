// The binary inside this package.

import { accessSync, constants, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Names another binary than the one inside, such as one that was built from source. */
const VARIABLE = "RINGBACK_BINARY";

/** The path of the binary for this machine. */
export function binary() {
  const chosen = process.env[VARIABLE];
  const machine = `${process.platform}-${process.arch}`;
  const path = chosen || fileURLToPath(new URL(`binaries/${machine}/ringback`, import.meta.url));
  if (!existsSync(path)) {
    const whose = chosen ? `the variable ${VARIABLE} names` : `the package ringback has no binary for ${machine}:`;
    throw new Error(`${whose} ${path}, which does not exist: let ${VARIABLE} name a binary that you have built`);
  }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(`${path} may not be executed: chmod +x it, or install the package again`);
  }
  return path;
}
