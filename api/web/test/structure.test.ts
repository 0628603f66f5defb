/** The structure of the sources: no import cycles, and limits on the size of files and folders. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { aliases, CARTRIDGES } from "../aliases";

const ROOT = resolve(import.meta.dirname, "../../..");
const MAX_LINES = 400;
const MAX_FILES = 15;

const cartridges = readdirSync(CARTRIDGES).map((kind) => join(CARTRIDGES, kind, "web"));
const folders = ["src", "test", "e2e"].map((folder) => join(ROOT, "api/web", folder));
const sources = [...folders, ...cartridges]
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.(ts|svelte|css)$/.test(path) && !path.endsWith("contract/generated.ts"));

/** Returns the file of an import, or null for a package. */
function resolveImport(from: string, specifier: string): string | null {
  const alias = Object.entries(aliases).find(([name]) => specifier.startsWith(`${name}/`));
  const path = alias
    ? join(alias[1], specifier.slice(alias[0].length))
    : specifier.startsWith(".")
      ? resolve(dirname(from), specifier)
      : null;
  if (!path) return null;
  const candidates = [path, `${path}.ts`, `${path}.svelte`, join(path, "index.ts")];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile()) ?? null;
}

/** Static imports and exports, of types too. Dynamic imports may form cycles. */
const IMPORT = /^\s*(?:import|export)\b[^;"'(]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"/gm;
const imports = new Map(
  sources.map((file) => {
    const specifiers = [...readFileSync(file, "utf8").matchAll(IMPORT)].map((m) => m[1] ?? m[2]);
    const files = specifiers.map((specifier) => resolveImport(file, specifier ?? ""));
    return [file, files.filter((one) => one !== null)];
  }),
);

function findCycle(): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const imported of imports.get(file) ?? []) {
      const cycle = visit(imported, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle.map((one) => relative(ROOT, one));
  }
  return null;
}

test("finds the imports", () => {
  expect([...imports.values()].flat().length).toBeGreaterThan(500);
});

test("modules form no cycle", () => {
  expect(findCycle()).toBeNull();
});

test("core imports no other folder", () => {
  const outside = [...imports]
    .filter(([file]) => file.includes("/src/core/"))
    .flatMap(([, files]) => files)
    .filter((file) => !/\/src\/(core|contract)\//.test(file));
  expect(outside).toEqual([]);
});

test("files and folders stay small", () => {
  const lines = (file: string) => readFileSync(file, "utf8").split("\n").length - 1;
  expect(sources.filter((file) => lines(file) > MAX_LINES)).toEqual([]);
  const counts = new Map<string, number>();
  for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([]);
});

/** Features that Safari 15 or Chrome 94 lack. Type checks and lints cover scripts, but not styles. */
const NEWER_STYLES = /:has\(|@container|@layer|@scope|subgrid|\b(?:oklch|oklab|light-dark)\(/;

test("styles use only what the oldest supported browsers have", () => {
  const styles = sources.filter((file) => /\.(svelte|css)$/.test(file));
  const newer = styles.filter((file) => NEWER_STYLES.test(readFileSync(file, "utf8")));
  expect(newer.map((file) => relative(ROOT, file))).toEqual([]);
});
