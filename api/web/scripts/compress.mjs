// Writes compressed copies of the built files, `.br` and `.gz`, which the server embeds and sends. A copy that saves
// less than a tenth is left out, such as that of a font.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);

for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
  const file = `${entry.parentPath}/${entry.name}`;
  const content = await readFile(file);
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  for (const [suffix, copy] of [
    ["br", brotliCompressSync(content, { params: size })],
    ["gz", gzipSync(content, { level: 9 })],
  ])
    if (copy.length < content.length * 0.9) await writeFile(`${file}.${suffix}`, copy);
}
