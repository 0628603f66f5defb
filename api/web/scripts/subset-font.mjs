// Cuts the display face down to one weight and to the letters English and Danish need, which is
// the difference between 41 and 16 KiB on a phone's first load. Run by hand (`npm run font`) when
// the face or the letters change; its output is committed, so that a build needs no font tools.
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const FACE =
  "node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2";
const OUT = "src/assets/bricolage-subset.woff2";

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const letters = `${ascii}ÆØÅæøåÉéÈèÄäÖöÜüß–’“”…·×−✓`;

const subset = await subsetFont(await readFile(FACE), letters, {
  targetFormat: "woff2",
  variationAxes: { wght: 740 },
});
await writeFile(OUT, subset);
console.log(`${OUT}: ${(subset.length / 1024).toFixed(1)} KiB`);
