// What a phone loads, all requests together, compressed: fails the build when it outgrows its budget.
// Reads the built files and follows their imports.
import { readdir, readFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));

/** The page with the form to join, in the larger of the two languages; then the game on top. */
const LOADS = [
  {
    what: "a phone's first load",
    most: 60,
    roots: ["index.html", "src/phone/Phone.svelte", "src/i18n/da.ts"],
  },
  { what: "with a whole game of Fib", most: 70, roots: ["src/cartridges/fib/Phone.svelte"] },
];

const files = new Set(["index.html"]);
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the manifest has no ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) visit(imported);
};
for (const name of await readdir(new URL("assets/", dist))) {
  if (name.endsWith(".woff2")) files.add(`assets/${name}`);
}

/** As the server sends it: the smaller of the two encodings; a font is compressed already. */
async function sent(file) {
  const bytes = await readFile(new URL(file, dist));
  if (file.endsWith(".woff2")) return bytes.length;
  return Math.min(gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
}

const sizes = new Map();
for (const { what, most, roots } of LOADS) {
  roots.forEach(visit);
  for (const file of files) if (!sizes.has(file)) sizes.set(file, await sent(file));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1024;
  console.log(`${total.toFixed(1)} of ${most} KiB: ${what}`);
  if (total > most) {
    for (const [file, size] of sizes)
      console.error(`${(size / 1024).toFixed(1).padStart(7)} KiB  ${file}`);
    console.error("That is more than its budget.");
    process.exitCode = 1;
  }
}
