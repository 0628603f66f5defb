/**
 * Checks the layout of every scene of the gallery, with its worst allowed content, at the sizes of TVs and
 * phones and in both languages. A scene is loaded once, then its page is resized.
 */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENES } from "$app/gallery/scenes";
import type { Scene } from "$app/gallery/scene";
import { screenshot } from "./support/browser";
import { openGallery, openScene, type Gallery } from "./support/gallery";
import { layoutFaults, PHONE_RULES, TV_RULES } from "./support/layout";

/** Sizes from the smallest supported screen to a large one. */
const SIZES: Record<Scene["device"], [width: number, height: number][]> = {
  tv: [
    [1280, 720],
    [1366, 768],
    [1920, 1080],
    [3840, 2160],
  ],
  phone: [
    [320, 568],
    [360, 640],
    [390, 844],
    [844, 390],
    [768, 1024],
  ],
};
/** `PICTURES=1280,390` saves pictures at these widths in e2e/pictures/layout. */
const PICTURES = (process.env.PICTURES ?? "").split(",");
/** Scenes for this check have names such as `tv-worst-guess`. */
const isWorst = (name: string) => name.includes("-worst-");
/** The start page is a form that scrolls. */
const rulesOf = ({ device, page }: Scene) =>
  device === "tv" && page === "room" ? TV_RULES : PHONE_RULES;

let gallery: Gallery;
const pages = new Map<Scene["device"], Page>();

beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

async function pageFor(device: Scene["device"]): Promise<Page> {
  const page = pages.get(device) ?? (await gallery.newPage({ reducedMotion: "reduce" }));
  pages.set(device, page);
  return page;
}

/** `DEVICES=phone` checks the phones. The suite checks the TV. */
const DEVICES = (process.env.DEVICES ?? "tv").split(",");
const CHECKED_SCENES = Object.entries(SCENES).filter(([, { device }]) => DEVICES.includes(device));

/** Every scene in English, and those with the worst content in Danish too. */
const languagesOf = (name: string) => (isWorst(name) ? ["en", "da"] : ["en"]);

describe.each(CHECKED_SCENES)("%s", (name, scene) => {
  test("fits every screen", async () => {
    const page = await pageFor(scene.device);
    const [first] = SIZES[scene.device];
    if (first) await page.setViewportSize({ width: first[0], height: first[1] });
    await openScene(page, gallery.url, name, scene);
    const faults: string[] = [];
    for (const language of languagesOf(name)) {
      await page.evaluate(
        (detail) => dispatchEvent(new CustomEvent("gallery-language", { detail })),
        language,
      );
      await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
      for (const [width, height] of SIZES[scene.device]) {
        await page.setViewportSize({ width, height });
        const found = await layoutFaults(page, rulesOf(scene));
        faults.push(...found.map((fault) => `${language} ${width}×${height}: ${fault}`));
        if (PICTURES.includes(String(width)) && language === "en")
          await screenshot(page, `layout/${name}-${width}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

test("finds texts that overlap, are cut off, leave the screen, or are too small", async () => {
  const page = await gallery.newPage();
  await page.setViewportSize({ width: 1280, height: 720 });
  const faultsOf = async (html: string) => {
    await page.setContent(`<style>body { margin: 0; font: 20px sans-serif }</style>${html}`);
    return layoutFaults(page, TV_RULES);
  };
  const at = (style: string, text: string) =>
    `<p style="position: absolute; left: 100px; top: 100px; margin: 0; ${style}">${text}</p>`;
  expect(await faultsOf(at("", "one") + at("top: 140px", "two"))).toEqual([]);
  expect(await faultsOf(at("", "one") + at("top: 104px", "two"))).toEqual(['"one" overlaps "two"']);
  const narrow = "width: 60px; overflow: hidden; white-space: nowrap;";
  expect(await faultsOf(at(narrow, "too long for this"))).toEqual([
    '"too long for this" is cut off',
  ]);
  expect(await faultsOf(at(`${narrow} text-overflow: ellipsis`, "too long for this"))).toEqual([]);
  expect(await faultsOf(at("left: 1270px", "outside"))).toEqual([
    '"outside" leaves the screen or its margin',
  ]);
  expect(await faultsOf(at("font-size: 18px", "small"))).toHaveLength(1);
});
