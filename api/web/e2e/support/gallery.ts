/** The pages that are not part of the app: the gallery without a server, and the simulator. Built and served by Vite. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { build, preview } from "vite";
import type { Scene } from "$app/gallery/scene";
import { launch } from "./browser";

export interface Gallery {
  readonly url: string;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Builds and serves the gallery. Vite's server for development would send each scene as hundreds of files. The mode
 * keeps the gallery and the simulator, which are not part of the app. Calls go to `api`, if there is one.
 */
export async function openGallery(api?: string): Promise<Gallery> {
  const outDir = mkdtempSync(join(tmpdir(), "wpp-gallery-"));
  const options = { outDir, emptyOutDir: true, minify: false };
  await build({ mode: "development", logLevel: "error", build: options });
  const proxy = api ? { "/api": api } : {};
  const server = await preview({
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1", proxy },
  });
  const browser = await launch();
  return {
    url: server.resolvedUrls?.local[0] ?? "",
    newPage: async (options) => (await browser.newContext(options)).newPage(),
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

/** Opens a scene, without loading the gallery again, and waits until all its parts are on the page. */
export async function openScene(
  page: Page,
  url: string,
  name: string,
  scene: Scene,
  language = "en",
): Promise<void> {
  if (page.url().startsWith(`${url}gallery`)) {
    await page.evaluate(
      (detail) => dispatchEvent(new CustomEvent("gallery-scene", { detail })),
      name,
    );
  } else await page.goto(`${url}gallery?scene=${name}&lang=${language}`);
  await page.waitForSelector(`html[data-scene=${name}]`, { state: "attached" });
  // A game's screen loads after the page around it, and some of its phases after that. Most of them have a heading; the
  // others name what to wait for.
  const showsSession = scene.page === "room" || scene.page === "play";
  const phase = showsSession && !scene.ended ? scene.snapshot?.phase : null;
  const heading = phase ? "[data-phase] :is(h1, h2)" : "h1, h2";
  await page.waitForSelector(scene.waitFor ?? heading, { state: "attached" });
  await page.evaluate(() => document.fonts.ready);
}
