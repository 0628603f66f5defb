// What a phone loads, all requests together, compressed: fails the build when it outgrows its budget.
// Reads the built files and follows their imports.
import { readdir, readFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));

/** The page with the form to join, in the larger of the two languages. */
const FIRST = {
  what: "a phone's first load",
  most: 60,
  roots: ["index.html", "src/phone/Phone.svelte", "src/i18n/da.ts"],
};
/** Each game on top of it, with room for what a few games more add to the frame around them. */
const GAMES = Object.keys(manifest)
  .map((key) => /^src\/cartridges\/(\w+)\/Phone\.svelte$/.exec(key))
  .filter(Boolean)
  .map(([root, game]) => ({
    what: `with a whole game of ${game}`,
    most: 75,
    roots: [root, `src/cartridges/${game}/fold.ts`].filter((key) => key in manifest),
  }));

/** Adds a chunk and all it needs at once. */
function visit(key, files) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the manifest has no ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) visit(imported, files);
}

/** As the server sends it: the smaller of the two encodings; a font is compressed already. */
async function sent(file) {
  const bytes = await readFile(new URL(file, dist));
  if (file.endsWith(".woff2")) return bytes.length;
  return Math.min(gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
}

const fonts = (await readdir(new URL("assets/", dist))).filter((name) => name.endsWith(".woff2"));
for (const { what, most, roots } of [FIRST, ...GAMES]) {
  const files = new Set(["index.html", ...fonts.map((name) => `assets/${name}`)]);
  for (const root of new Set([...FIRST.roots, ...roots])) visit(root, files);
  const sizes = await Promise.all([...files].map(async (file) => [file, await sent(file)]));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0) / 1024;
  console.log(`${total.toFixed(1)} of ${most} KiB: ${what}`);
  if (total > most) {
    for (const [file, size] of sizes)
      console.error(`${(size / 1024).toFixed(1).padStart(7)} KiB  ${file}`);
    console.error("That is more than its budget.");
    process.exitCode = 1;
  }
}
