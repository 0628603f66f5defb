// The files of the built app, and the imports between them.
import { readdir, readFile } from "node:fs/promises";

export const dist = new URL("../dist/", import.meta.url);
export const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));

/** Adds a chunk and its static imports to `files`. */
export function addChunk(key, files) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The manifest has no entry "${key}".`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) addChunk(imported, files);
}

/** Returns files that the page names itself, and the manifest does not: the font, and the check of the browser. */
export async function alwaysLoaded() {
  const names = await readdir(new URL("assets/", dist));
  const named = names.filter((name) => name.endsWith(".woff2") || /^floor-.*\.js$/.test(name));
  return named.map((name) => `assets/${name}`);
}
