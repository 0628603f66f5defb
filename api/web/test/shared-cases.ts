/** The cases that the server's tests and the app's tests share. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const CASES = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/game/tests/cases");

/** Reads a file of `shared/game/tests/cases`. */
export function sharedCases<T>(name: string): T {
  return JSON.parse(readFileSync(join(CASES, `${name}.json`), "utf8")) as T;
}

/** Returns texts with the numbers that they mean; null for no number. */
export const numberCases = () =>
  sharedCases<{
    /** In files: the number in its normal form, or `ambiguous`. */
    files: [string, string | null][];
    en: [string, number | null][];
    da: [string, number | null][];
  }>("numbers");
