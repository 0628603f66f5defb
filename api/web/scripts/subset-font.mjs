// Reduces the display font to one weight and to the letters of English and Danish. The kerning is almost half of the
// result, and shows in the large texts of the TV only, so phones load a font without it. Run `npm run font` after a
// change of the font or the letters. The output is committed, so that a build needs no font tools.
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const FONT =
  "node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2";
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
/** Signs that no text of a phone has in this font. Texts of players show them in the next font. */
const RARE = /[<>[\]{}\\^_`|~#@*=]/g;
const letters = `${ascii}ÆØÅæøåÉéÈèÄäÖöÜüß–’“”…·×−✓`;

/** Figures of equal widths. */
const TABULAR = "tnum";

for (const [out, text, keepFeatures] of [
  ["src/assets/bricolage-phone.woff2", letters.replace(RARE, ""), [TABULAR]],
  ["src/assets/bricolage-tv.woff2", letters, [TABULAR, "kern"]],
]) {
  const subset = await subsetFont(await readFile(FONT), text, {
    targetFormat: "woff2",
    variationAxes: { wght: 740 },
    keepFeatures,
    noHinting: true,
    dropTables: ["GDEF", "STAT", "gasp"],
  });
  await writeFile(out, subset);
  console.log(`${out}: ${(subset.length / 1024).toFixed(1)} KiB`);
}
