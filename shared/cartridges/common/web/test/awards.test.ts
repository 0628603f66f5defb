/** The words of the awards that the games give. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Message } from "$app/i18n/message";

const RULES = join(import.meta.dirname, "../../..");
/** The words of all games. */
const catalogues = import.meta.glob<{ en: Record<string, Message> }>(
  ["$cartridges/*/web/words/en.ts", "$common/scoreboard/words/en.ts"],
  { eager: true },
);
const words = Object.assign({}, ...Object.values(catalogues).map(({ en }) => en)) as object;

/** Returns the keys of the awards in the rules of all games. Those for emoji share their reasons. */
function awardsInRules(): string[] {
  const sources = readdirSync(RULES, { recursive: true, encoding: "utf8" })
    .filter((path) => /^\w+\/src\/.*\.rs$/.test(path))
    .map((path) => readFileSync(join(RULES, path), "utf8"));
  return sources.flatMap((source) =>
    [...source.matchAll(/\baward\(\s*"(\w+)"/g)].map(([, key]) => key ?? ""),
  );
}

test("every award has a name and a reason", () => {
  const awards = awardsInRules();
  expect(awards.length).toBeGreaterThanOrEqual(9);
  const missing = awards
    .flatMap((award) => [`award_${award}`, `why_${award}`])
    .filter((key) => !(key in words));
  expect(missing).toEqual([]);
});
