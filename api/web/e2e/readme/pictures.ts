/**
 * Makes the pictures of the README in `docs/pictures`: scenes of the gallery, and a clip of a real game. Run
 * `npm run pictures` after `npm run build` and `cargo build`. The clip needs `img2webp`, a program of WebP.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { SCENES } from "$app/gallery/scenes";
import { PHONE } from "../support/browser";
import { fibRoom } from "../support/fib-room";
import { openGallery, openScene } from "../support/gallery";
import { submitLie } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";
import { Clip } from "./clip";

const FOLDER = new URL("../../../../docs/pictures/", import.meta.url).pathname;
const TV = { width: 1280, height: 720 };

/** The scenes by the names of their pictures. */
const PICTURES: Record<string, string> = {
  "tv-quiz.jpg": "tv-quiz-solution",
  "tv-guitar.jpg": "tv-guitar-band",
  "tv-start.jpg": "tv-start",
  "tv-lobby.jpg": "tv-lobby",
  "tv-reveal.jpg": "tv-reveal-truth",
  "phone.png": "phone-guess-submitted",
};

const suite = useSuite();

test("scenes", async () => {
  const gallery = await openGallery();
  try {
    for (const [file, name] of Object.entries(PICTURES)) {
      const scene = SCENES[name];
      if (!scene) throw new Error(`the gallery has no scene "${name}"`);
      const viewport = scene.device === "tv" ? TV : PHONE;
      const page = await gallery.newPage({ viewport, reducedMotion: "reduce", locale: "en-GB" });
      await openScene(page, gallery.url, name, scene);
      // The start page loads the posters one by one.
      await page.waitForLoadState("networkidle");
      const path = FOLDER + file;
      await page.screenshot(path.endsWith(".jpg") ? { path, type: "jpeg", quality: 84 } : { path });
      await page.close();
    }
  } finally {
    await gallery.close();
  }
});

const LIES = ["a goose in a bow tie", "forty litres of gravy", "the mayor’s left shoe", "bagpipes"];
/** The player whose lie each player believes; the others find the truth. No two players share a place. */
const BELIEVED = [undefined, 0, undefined, 1];

/** How long the clip shows the podium. */
const FINALE_MS = 12_000;

test("a clip of the reveal and the finale", async () => {
  const config = { reveal_step_ms: 6_000, scores_ms: 1_000, scoreboard_ms: 1_000 };
  const { tv, phones } = await fibRoom(suite, config);
  await tv.setViewportSize(TV);
  await tv.click("button.start-game");
  for (const [i, phone] of phones.entries()) await submitLie(phone, LIES[i] ?? "");
  await phase(tv, "guess");
  const clip = await Clip.of(tv);
  for (const [i, phone] of phones.entries()) await pick(phone, BELIEVED[i]);
  await phase(tv, "reveal");
  await clip.start();
  await phase(tv, "scores");
  await clip.stop();
  await phase(tv, "game_over");
  await clip.start();
  await tv.waitForTimeout(FINALE_MS);
  await clip.stop();
  clip.write(`${FOLDER}show.webp`);
  expect(clip.frames).toBeGreaterThan(50);
});

/** Picks the lie of the player at `believed`, or the only option that no player wrote. */
async function pick(phone: Page, believed: number | undefined): Promise<void> {
  await phase(phone, "guess");
  const options = phone.locator("[data-phase=guess] ul button");
  const texts = await options.allTextContents();
  const isWanted = (text: string) =>
    believed === undefined
      ? !LIES.some((lie) => text.includes(lie))
      : text.includes(LIES[believed] ?? "");
  await options.nth(texts.findIndex(isWanted)).click();
}
