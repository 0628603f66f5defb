/** Air guitar as people play it: what a phone strikes, the TV sounds and shows. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { faults, launch, picture, type Browser } from "./browser";
import { Room, thrown } from "./room";
import { startPlatform, type Platform } from "./server";

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});
beforeEach(() => void (thrown.length = 0));

const SHORT = { practice_ms: 6_000, practices: 1, goal_percent: 10, summary_ms: 2_000 };
const open = (config: object = SHORT) => Room.open(browser, platform.url, config, "air_guitar");

/** Strings the TV has set ringing in its audio graph. */
const plucked = (tv: Page) =>
  tv.locator("[data-plucked]").evaluate((stage) => Number(stage.getAttribute("data-plucked")));
const shows = (tv: Page, chord: string) => tv.waitForSelector(`[data-chord="${chord}"]`);

/** A finger on a zone, moved by so much and lifted. */
async function finger(page: Page, chord: string, by = 0): Promise<void> {
  const box = await page.locator(`[data-zone="${chord}"]`).boundingBox();
  if (!box) throw new Error(`no zone for ${chord}`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  if (by) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + by, { steps: 2 });
  await page.mouse.up();
}

test("a whole evening: chords sound, a practice ends by itself, stars are given", async () => {
  const room = await open();
  const tv = await room.tv();
  const phone = await room.phone("Ana");
  await phone.waitForSelector("text=You’re in!");
  await tv.getByRole("button", { name: "Start", exact: true }).click();
  await tv.waitForSelector("[data-phase=ready]");
  // A browser lets no page sound that nobody has touched: the page says so, or it was touched just now.
  const tap = tv.locator("button.tap");
  if (await tap.isVisible()) await tap.click();
  await tap.waitFor({ state: "hidden" });

  await phone.click("[data-zone=G]");
  await shows(tv, "G");
  await expect.poll(() => plucked(tv)).toBe(6);
  expect(await tv.locator("[data-chord=G] svg[role=img]").getAttribute("aria-label")).toContain(
    "3 2 0 0 0 3",
  );

  await phone.click("text=Start the round");
  await tv.waitForSelector("[data-phase=practice]");
  await finger(phone, "Em");
  await shows(tv, "Em");
  const before = await plucked(tv);
  await finger(phone, "C", -40);
  await shows(tv, "C");
  // Struck when touched, and once more on the way up: five strings each.
  await expect.poll(() => plucked(tv)).toBe(before + 10);
  await phone.focus("[data-zone=Am]");
  await phone.keyboard.press("Enter");
  await shows(tv, "Am");
  await phone.keyboard.press("6");
  await shows(tv, "D7");
  for (let n = 0; n < 8; n++) await finger(phone, "G");
  expect(await faults(phone)).toEqual([]);
  expect(await faults(tv)).toEqual([]);
  await picture(tv, "guitar-practice");

  await tv.waitForSelector("[data-phase=summary]");
  expect(await tv.locator("[data-phase=summary]").textContent()).toContain("Goal reached!");
  expect(await phone.locator("[data-phase=summary] dl").textContent()).toMatch(/Chords\s*13/);
  await tv.waitForSelector("[data-phase=game_over]");
  await phone.waitForSelector("[data-phase=game_over]");
  expect(thrown).toEqual([]);
});

test("two hands play at once, and a screen that comes late shows the chord without sounding it", async () => {
  const room = await open({ ...SHORT, practice_ms: 600_000 });
  const [ana, bo] = [await room.phone("Ana"), await room.phone("Bo")];
  await bo.waitForSelector("text=You’re in!");
  await room.host("play");
  await ana.click("text=Start the round");
  await bo.click("text=Join in");
  await ana.click("[data-zone=Em]");
  await bo.click("[data-zone=C]");
  await bo.waitForSelector("text=Em");
  // Long enough ago that it would startle: the page tells by the server's clock.
  await new Promise((passed) => setTimeout(passed, 1_600));
  const tv = await room.tv();
  await Promise.all([shows(tv, "Em"), shows(tv, "C")]);
  expect(await plucked(tv)).toBe(0);
  await tv.click("h1");
  await tv.locator("button.tap").waitFor({ state: "hidden" });
  await ana.click("[data-zone=G]");
  await shows(tv, "G");
  await expect.poll(() => plucked(tv)).toBe(6);
  expect(thrown).toEqual([]);
});

test("a phone that comes back holds its chord, and the practice went on without it", async () => {
  const room = await open({ ...SHORT, practice_ms: 600_000 });
  const phone = await room.phone("Ana");
  await phone.waitForSelector("text=You’re in!");
  await room.host("play");
  const tv = await room.tv();
  await phone.click("text=Start the round");
  await phone.click("[data-zone=Am]");
  await shows(tv, "Am");
  await platform.restartApi();
  await phone.waitForSelector("text=You’re back!");
  await shows(tv, "Am");
  await phone.click("[data-zone=D7]");
  await shows(tv, "D7");
  await phone.waitForSelector("text=Put the guitar down");
  expect(thrown).toEqual([]);
});
