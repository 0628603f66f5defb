/**
 * Checks every scene of the gallery: no accessibility accessibilityFaults, no horizontal scrolling, no errors. Each
 * scene leaves a screenshot.
 */

import type { Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENES } from "$app/gallery/scenes";
import {
  accessibilityFaults,
  launch,
  PHONE,
  screenshot,
  TV,
  type Browser,
} from "./support/browser";

let server: ViteDevServer;
let browser: Browser;
let url: string;
/** One page for each layout. All scenes share it, because opening a page is slow. */
const pages = new Map<string, Page>();
const pageErrors: string[] = [];

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

interface Layout {
  name: string;
  viewport: { width: number; height: number };
  /** Uses the dark theme and Danish. */
  darkDanish?: boolean;
}

const LAYOUTS: Record<"tv" | "phone", Layout[]> = {
  tv: [{ name: "tv", viewport: TV }],
  phone: [
    { name: "tall", viewport: PHONE },
    { name: "small", viewport: { width: 360, height: 640 }, darkDanish: true },
    { name: "wide", viewport: { width: 844, height: 390 } },
  ],
};

async function pageFor({ name, viewport, darkDanish }: Layout): Promise<Page> {
  const known = pages.get(name);
  if (known) return known;
  const context = await browser.newContext({
    viewport,
    colorScheme: darkDanish ? "dark" : "light",
    reducedMotion: "reduce",
    locale: darkDanish ? "da-DK" : "en-GB",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  pages.set(name, page);
  return page;
}

describe.each(Object.entries(SCENES))("%s", (name, scene) => {
  test.each(LAYOUTS[scene.device])("$name", async (layout) => {
    const page = await pageFor(layout);
    pageErrors.length = 0;
    await page.goto(`${url}gallery?scene=${name}&lang=${layout.darkDanish ? "da" : "en"}`);
    // A game's screen loads after the page around it.
    const showsSession = scene.page === "room" || scene.page === "play";
    const phase = showsSession && !scene.ended ? scene.snapshot?.phase : null;
    await page.waitForSelector(phase ? "[data-phase]" : "h1, h2");
    if (scene.waitFor) await page.waitForSelector(scene.waitFor);
    await page.evaluate(() => document.fonts.ready);
    await screenshot(page, `gallery/${name}-${layout.name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(scrolls, "scrolls horizontally").toBe(false);
    expect(pageErrors).toEqual([]);
  });
});
