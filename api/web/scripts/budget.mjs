// Fails the build when a phone has to load more than its budget, or when a page for development is part of the build. The
// script reads the built files and follows their imports. Sizes are compressed, and include every request of the page.
import { readFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { addChunk, alwaysLoaded, dist, manifest } from "./built-files.mjs";

/** From the form to join to the lobby, in the larger of the two languages. */
const LOBBY = {
  label: "a phone's way to the lobby",
  maxKiB: 55,
  roots: ["index", "PhonePage", "room", "da"],
};

/** The way to the lobby and one game. The manifest names files outside this folder relative to it. */
const GAMES = Object.keys(manifest)
  .map((key) => /^.*shared\/cartridges\/(\w+)\/web\/Phone\.svelte$/.exec(key))
  .filter(Boolean)
  .map(([root, kind]) => ({
    label: `way to the lobby, and a game of ${kind}`,
    maxKiB: 75,
    roots: [root],
  }));
if (GAMES.length === 0)
  throw new Error("The manifest lists no game: check the paths in budget.mjs.");

const forDevelopment = Object.keys(manifest).filter((key) =>
  /^src\/(gallery|simulator)\//.test(key),
);
if (forDevelopment.length > 0) {
  console.error(`Pages for development are part of the build: ${forDevelopment.join(", ")}`);
  process.exitCode = 1;
}

/** Returns a file's size in bytes as the server sends it: the smaller of both encodings. Fonts are compressed already. */
async function transferSize(file) {
  const bytes = await readFile(new URL(file, dist));
  if (file.endsWith(".woff2")) return bytes.length;
  return Math.min(gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
}

const always = await alwaysLoaded();
for (const { label, maxKiB, roots } of [LOBBY, ...GAMES]) {
  const files = new Set(["index.html", ...always]);
  for (const root of new Set([...LOBBY.roots, ...roots])) addChunk(root, files);
  const sizes = await Promise.all([...files].map(async (file) => [file, await transferSize(file)]));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0) / 1024;
  console.log(`${total.toFixed(1)} of ${maxKiB} KiB: ${label}`);
  if (total > maxKiB) {
    for (const [file, size] of sizes)
      console.error(`${(size / 1024).toFixed(1).padStart(7)} KiB  ${file}`);
    console.error(
      "The size exceeds its budget. Load less at first, or raise the budget on purpose.",
    );
    process.exitCode = 1;
  }
}
