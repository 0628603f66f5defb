/**
 * The checks of every scene of the gallery: nothing overlaps, is cut off or leaves the screen at any size in any language,
 * no accessibility faults, no errors. A scene is loaded once, then its page is resized. Screenshots are saved.
 */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCENES } from "$app/gallery/scenes";
import type { Scene } from "$app/gallery/scene";
import { accessibilityFaults, screenshot } from "./browser";
import { openGallery, openScene, type Gallery } from "./gallery";
import { layoutFaults, PHONE_RULES, START_RULES, TV_RULES } from "./layout";

interface Look {
  language: "en" | "da";
  colorScheme: "light" | "dark";
  /** Width of the screen on which accessibility is checked. */
  checkedWidth: number;
  /** Names of the pictures by width of the screen. */
  pictures: Record<number, string>;
}

type Size = [width: number, height: number];

interface Device {
  /** From the smallest supported screen to a large one. */
  sizes: [Size, ...Size[]];
  looks: Look[];
}

const DEVICES: Record<Scene["device"], Device> = {
  tv: {
    sizes: [
      [1280, 720],
      [1366, 768],
      [1920, 1080],
      [3840, 2160],
    ],
    looks: [
      { language: "en", colorScheme: "light", checkedWidth: 1920, pictures: { 1920: "tv" } },
      { language: "da", colorScheme: "light", checkedWidth: 1280, pictures: {} },
    ],
  },
  phone: {
    sizes: [
      [320, 568],
      [360, 640],
      [390, 844],
      [430, 932],
      [768, 1024],
      [844, 390],
    ],
    looks: [
      {
        language: "en",
        colorScheme: "light",
        checkedWidth: 390,
        pictures: { 390: "tall", 844: "wide" },
      },
      { language: "da", colorScheme: "dark", checkedWidth: 360, pictures: { 360: "small" } },
    ],
  },
};

/** `PICTURES=1280,320` saves pictures of all scenes at these widths too. */
const PICTURES = (process.env.PICTURES ?? "").split(",");

const rulesOf = ({ device, page, scrolls }: Scene) => {
  if (device === "phone" || scrolls) return PHONE_RULES;
  return page === "start" ? START_RULES : TV_RULES;
};

/** Returns a sentence for each button of an answer that people reach by scrolling only. */
function buttonsBelowTheFold(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-phase] form .btn, [data-phase] .tools > .btn")]
      .filter((button) => button.getBoundingClientRect().bottom > innerHeight)
      .map((button) => `"${button.textContent?.trim()}" is below the fold`),
  );
}

/** Defines a test of each scene of a device. */
export function checkScenes(device: Scene["device"]): void {
  let gallery: Gallery;
  /** All scenes share one page, because loading the gallery is slow. */
  let page: Page;
  const pageErrors: string[] = [];

  beforeAll(async () => {
    gallery = await openGallery();
    page = await gallery.newPage({ reducedMotion: "reduce" });
    page.on("pageerror", (error) => pageErrors.push(String(error)));
  });
  afterAll(() => gallery?.close());

  const scenes = Object.entries(SCENES).filter(([, scene]) => scene.device === device);
  describe.each(scenes)("%s", (name, scene) => {
    test("fits every screen and is accessible", async () => {
      // An error can leave the gallery in a state in which it shows nothing.
      if (pageErrors.splice(0).length > 0) await page.goto("about:blank");
      const { sizes, looks } = DEVICES[device];
      await resize(sizes[0]);
      await openScene(page, gallery.url, name, scene);
      const faults: string[] = [];
      // From the first size to the last and back, because large screens are slow to paint again.
      for (const [i, look] of looks.entries())
        faults.push(...(await check(name, scene, look, i % 2 ? [...sizes].reverse() : sizes)));
      expect(faults).toEqual([]);
      expect(pageErrors).toEqual([]);
    });
  });

  const resize = ([width, height]: Size) => page.setViewportSize({ width, height });

  async function check(
    name: string,
    scene: Scene,
    look: Look,
    sizes: readonly Size[],
  ): Promise<string[]> {
    const { language, colorScheme, checkedWidth, pictures } = look;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(
      (detail) => dispatchEvent(new CustomEvent("gallery-language", { detail })),
      language,
    );
    await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
    const faults: string[] = [];
    for (const size of sizes) {
      const [width, height] = size;
      await resize(size);
      const found = await layoutFaults(page, rulesOf(scene));
      if (scene.page === "play" && width > height && !name.startsWith("phone-worst"))
        found.push(...(await buttonsBelowTheFold(page)));
      if (width === checkedWidth) found.push(...(await accessibilityFaults(page)));
      faults.push(...found.map((fault) => `${language} ${width}×${height}: ${fault}`));
      const picture = pictures[width] ?? (PICTURES.includes(String(width)) && `${width}`);
      if (picture) await screenshot(page, `gallery/${name}-${picture}`);
    }
    return faults;
  }
}
