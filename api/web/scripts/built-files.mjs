// The files of the built app, and the imports between them.
import { readdir, readFile } from "node:fs/promises";

export const dist = new URL("../dist/", import.meta.url);
export const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));

/** Adds a chunk and its static imports to `files`. `root` is a key of the manifest or the name of a chunk. */
export function addChunk(root, files) {
  const chunk = manifest[root] ?? Object.values(manifest).find(({ name }) => name === root);
  if (!chunk) throw new Error(`The manifest has no entry "${root}".`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const file of chunk.css ?? []) files.add(file);
  for (const imported of chunk.imports ?? []) addChunk(imported, files);
}

/** Returns the file that the page's styles name, and the manifest does not: the phones' font. */
export async function alwaysLoaded() {
  const names = await readdir(new URL("assets/", dist));
  const named = names.filter((name) => /^bricolage-phone-.*\.woff2$/.test(name));
  return named.map((name) => `assets/${name}`);
}
