// Takes a picture of every scene of the gallery: `node e2e/gallery.mjs [part-of-a-name] [lang]`.
// Needs `vite dev` (URL, default http://127.0.0.1:5173) and a Chromium (CHROMIUM).
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";

const url = process.env.URL ?? "http://127.0.0.1:5173";
const [part = "", lang = "en", scheme = "light"] = process.argv.slice(2);
const out = process.env.OUT ?? "e2e/pictures/gallery";
const TV = [["tv", 1920, 1080]];
const PHONES = [
  ["tall", 390, 844],
  ["small", 360, 640],
  ["wide", 844, 390],
];

await mkdir(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
const index = await browser.newPage();
await index.goto(`${url}/gallery`);
await index.waitForSelector("li a");
const names = await index.$$eval("li a:first-child", (links) =>
  links.map((link) => link.textContent),
);
for (const name of names.filter((one) => one.includes(part))) {
  for (const [kind, width, height] of name.startsWith("tv") ? TV : PHONES) {
    if (process.env.ONLY && kind !== process.env.ONLY) continue;
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: scheme,
      deviceScaleFactor: 1,
    });
    page.on("pageerror", (error) => console.log(name, String(error)));
    page.on("console", (m) => m.type() === "error" && console.log(name, m.text()));
    await page.goto(`${url}/gallery?scene=${name}&lang=${lang}`);
    await page.waitForSelector("main, .phone, section");
    await page.waitForTimeout(Number(process.env.WAIT ?? 300));
    await page.screenshot({
      path: `${out}/${name}-${kind}${lang === "en" ? "" : `-${lang}`}${scheme === "dark" ? "-dark" : ""}.png`,
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    if (wide) console.log(`${name} ${kind}: scrolls sideways`);
    await page.close();
  }
}
await browser.close();
