// Draws the icons of the installed app from icon.svg, with the installed Chromium.
import { mkdir, readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const icon = await readFile(new URL("../src/assets/icon.svg", import.meta.url), "utf8");
const folder = new URL("../public/icons/", import.meta.url);
/** Phones cut a maskable icon to their shape, and an icon of iOS to a rounded square. */
const square = icon.replace(' rx="22"', "");
const shrunk = square.replace('viewBox="0 0 100 100"', 'viewBox="-15 -15 130 130"');
const ICONS = [
  { name: "180", size: 180, svg: square },
  { name: "192", size: 192, svg: icon },
  { name: "512", size: 512, svg: icon },
  { name: "maskable", size: 512, svg: shrunk },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const { name, size, svg } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const background = svg === shrunk ? "#10211f" : "transparent";
  await page.setContent(
    `<style>body{margin:0;background:${background}}svg{display:block}</style>${svg}`,
  );
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, omitBackground: true });
}
await browser.close();
