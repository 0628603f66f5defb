/** The gallery: the app's scenes, served by Vite without any backend. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { createServer } from "vite";
import type { Scene } from "$app/gallery/scene";
import { launch } from "./browser";

export interface Gallery {
  readonly url: string;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  const server = await createServer({ server: { port: 0, host: "127.0.0.1", hmr: false } });
  await server.listen();
  const browser = await launch();
  return {
    url: server.resolvedUrls?.local[0] ?? "",
    newPage: async (options) => (await browser.newContext(options)).newPage(),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Opens a scene, and waits until all its parts are on the page. */
export async function openScene(
  page: Page,
  url: string,
  name: string,
  scene: Scene,
  language = "en",
): Promise<void> {
  await page.goto(`${url}gallery?scene=${name}&lang=${language}`);
  // A game's screen loads after the page around it, and some of its phases after that. All of them have a heading.
  const showsSession = scene.page === "room" || scene.page === "play";
  const phase = showsSession && !scene.ended ? scene.snapshot?.phase : null;
  const heading = phase ? "[data-phase] :is(h1, h2)" : "h1, h2";
  await page.waitForSelector(heading, { state: "attached" });
  if (scene.waitFor) await page.waitForSelector(scene.waitFor);
  await page.evaluate(() => document.fonts.ready);
}
