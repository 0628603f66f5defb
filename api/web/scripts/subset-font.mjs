// Reduces the display font to one weight and to the letters of English and Danish, so that phones load less
// than half of it. Run `npm run font` after a change of the font or the letters. The output is committed, so
// that a build needs no font tools.
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const FONT =
  "node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2";
const OUT = "src/assets/bricolage-subset.woff2";

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const letters = `${ascii}ÆØÅæøåÉéÈèÄäÖöÜüß–’“”…·×−✓`;

const subset = await subsetFont(await readFile(FONT), letters, {
  targetFormat: "woff2",
  variationAxes: { wght: 740 },
});
await writeFile(OUT, subset);
console.log(`${OUT}: ${(subset.length / 1024).toFixed(1)} KiB`);
