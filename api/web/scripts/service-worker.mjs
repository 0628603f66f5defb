// Writes the service worker with the list of files that it keeps: the page, the phone's first scripts, and all texts.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { addChunk, alwaysLoaded, dist, manifest } from "./built-files.mjs";

const PLACEHOLDER = 'const BUILD = { version: "", entry: "", files: [] };';
const ROOTS = ["index", "PhonePage", "room", "en", "da"];

const chunks = new Set();
for (const root of ROOTS) addChunk(root, chunks);
const icons = (await readdir(new URL("icons/", dist))).map((name) => `icons/${name}`);
const kept = new Set([
  "index.html",
  "app.webmanifest",
  ...icons,
  ...chunks,
  ...(await alwaysLoaded()),
]);
const files = [...kept].map((file) => `/${file}`).sort();

const source = await readFile(new URL("../src/service-worker.js", import.meta.url), "utf8");
if (!source.includes(PLACEHOLDER)) throw new Error("service-worker.js has no line to replace");
const hash = createHash("sha256").update(source);
for (const file of files) hash.update(file).update(await readFile(new URL(`.${file}`, dist)));
const version = hash.digest("base64url").slice(0, 12);
const entry = Object.values(manifest).find(({ name }) => name === "index");
const build = JSON.stringify({ version, entry: `/${entry.file}`, files });
await writeFile(
  new URL("service-worker.js", dist),
  source.replace(PLACEHOLDER, `const BUILD = ${build};`),
);
