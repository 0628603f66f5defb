/**
 * Checks every scene of the gallery: no accessibility faults, no horizontal scrolling, no errors. Each
 * scene leaves a screenshot.
 */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENES } from "$app/gallery/scenes";
import { accessibilityFaults, PHONE, screenshot, TV } from "./support/browser";
import { openGallery, openScene, type Gallery } from "./support/gallery";

let gallery: Gallery;
/** One page for each layout. All scenes share it, because opening a page is slow. */
const pages = new Map<string, Page>();
const pageErrors: string[] = [];

beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

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
  const page = await gallery.newPage({
    viewport,
    colorScheme: darkDanish ? "dark" : "light",
    reducedMotion: "reduce",
    locale: darkDanish ? "da-DK" : "en-GB",
  });
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  pages.set(name, page);
  return page;
}

/** The suite of layouts checks the scenes with the worst content. */
const ORDINARY = Object.entries(SCENES).filter(([name]) => !name.includes("-worst-"));

describe.each(ORDINARY)("%s", (name, scene) => {
  test.each(LAYOUTS[scene.device])("$name", async (layout) => {
    const page = await pageFor(layout);
    pageErrors.length = 0;
    await openScene(page, gallery.url, name, scene, layout.darkDanish ? "da" : "en");
    await screenshot(page, `gallery/${name}-${layout.name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(scrolls, "scrolls horizontally").toBe(false);
    expect(pageErrors).toEqual([]);
  });
});
