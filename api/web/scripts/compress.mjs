// Writes compressed copies of the built files, `.br` and `.gz`, which the server embeds and sends. A copy that saves
// less than a tenth is left out, such as that of a font.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import zopfli from "@gfx/zopfli";
import { addChunk, dist } from "./built-files.mjs";

/**
 * What a phone loads until the lobby. Over plain HTTP browsers accept gzip only. Zopfli saves 3 % more than zlib, and needs
 * a hundred times the time: too long for all files.
 */
const untilLobby = new Set(["index.html"]);
for (const root of ["index", "PhonePage", "room", "en", "da"]) addChunk(root, untilLobby);

/** Returns `content` in gzip, with Zopfli if `file` is on the way to the lobby. */
async function gzip(file, content) {
  if (untilLobby.has(file)) return zopfli.gzipAsync(content, { numiterations: 5 });
  return gzipSync(content, { level: 9 });
}

for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
  const path = `${entry.parentPath}/${entry.name}`;
  const content = await readFile(path);
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  for (const [suffix, copy] of [
    ["br", brotliCompressSync(content, { params: size })],
    ["gz", await gzip(relative(fileURLToPath(dist), path), content)],
  ])
    if (copy.length < content.length * 0.9) await writeFile(`${path}.${suffix}`, copy);
}
