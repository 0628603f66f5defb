/**
 * Every screen of the app from a fixed state: axe finds nothing, nothing scrolls sideways, nothing
 * is thrown; and a picture of each is left to look at.
 */

import type { Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENES } from "$app/gallery/scenes";
import { faults, launch, PHONE, picture, TV, type Browser } from "./browser";

let server: ViteDevServer;
let browser: Browser;
let url: string;
/** A page a look, used for all its scenes: opening one costs more than showing a scene. */
const pages = new Map<string, Page>();
const thrown: string[] = [];

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

interface Look {
  name: string;
  viewport: { width: number; height: number };
  /** By night, and in Danish. */
  night?: boolean;
}

const LOOKS: Record<"tv" | "phone", Look[]> = {
  tv: [{ name: "tv", viewport: TV }],
  phone: [
    { name: "tall", viewport: PHONE },
    { name: "small", viewport: { width: 360, height: 640 }, night: true },
    { name: "wide", viewport: { width: 844, height: 390 } },
  ],
};

async function pageOf({ name, viewport, night }: Look): Promise<Page> {
  const known = pages.get(name);
  if (known) return known;
  const context = await browser.open({
    viewport,
    colorScheme: night ? "dark" : "light",
    reducedMotion: "reduce",
    locale: night ? "da-DK" : "en-GB",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => thrown.push(String(error)));
  pages.set(name, page);
  return page;
}

describe.each(Object.entries(SCENES))("%s", (name, scene) => {
  test.each(LOOKS[scene.on])("$name", async (look) => {
    const page = await pageOf(look);
    thrown.length = 0;
    await page.goto(`${url}gallery?scene=${name}&lang=${look.night ? "da" : "en"}`);
    // A game's face is a file of its own, and so comes after the frame around it.
    const playing = scene.show === "room" || scene.show === "play" ? scene.snapshot?.phase : null;
    await page.waitForSelector(playing && !scene.ended ? "[data-phase]" : "h1, h2");
    if (scene.shows) await page.waitForSelector(scene.shows);
    await page.evaluate(() => document.fonts.ready);
    await picture(page, `gallery/${name}-${look.name}`);
    expect(await faults(page)).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sideways, "scrolls sideways").toBe(false);
    expect(thrown).toEqual([]);
  });
});
