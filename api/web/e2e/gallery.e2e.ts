/**
 * Every screen of the app from a fixed state: axe finds nothing, nothing scrolls sideways, nothing
 * is thrown; and a picture of each is left to look at.
 */

import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENES } from "../src/gallery/scenes";
import { faults, launch, PHONE, picture, TV, type Browser } from "./browser";

let server: ViteDevServer;
let browser: Browser;
let url: string;

beforeAll(async () => {
  server = await createServer({ server: { port: 0, host: "127.0.0.1", hmr: false } });
  await server.listen();
  url = server.resolvedUrls?.local[0] ?? "";
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const LOOKS = {
  tv: [{ name: "tv", viewport: TV }],
  phone: [
    { name: "tall", viewport: PHONE },
    { name: "small", viewport: { width: 360, height: 640 }, dark: true },
    { name: "wide", viewport: { width: 844, height: 390 } },
  ],
};

describe.each(Object.entries(SCENES))("%s", (name, scene) => {
  test.each(LOOKS[scene.on])("$name", async ({ name: look, viewport, ...more }) => {
    const context = await browser.open({
      viewport,
      colorScheme: "dark" in more ? "dark" : "light",
      reducedMotion: "reduce",
      locale: look === "small" ? "da-DK" : "en-GB",
    });
    const page = await context.newPage();
    const thrown: string[] = [];
    page.on("pageerror", (error) => thrown.push(String(error)));
    await page.goto(`${url}gallery?scene=${name}&lang=${look === "small" ? "da" : "en"}`);
    await page.waitForSelector("h1, h2, [role=status]");
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter(
            (a) =>
              a.effect?.getComputedTiming().iterations !== Infinity && a.playState === "running",
          )
          .map((a) => Promise.race([a.finished, new Promise((done) => setTimeout(done, 400))])),
      ),
    );
    await picture(page, `gallery/${name}-${look}`);
    expect(await faults(page)).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sideways, "scrolls sideways").toBe(false);
    expect(thrown).toEqual([]);
    await context.close();
  });
});
