/** Air Guitar: the TV plays and shows the chords of the phones. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "../support/browser";
import { allowSound } from "../support/music";
import { Room } from "../support/room";
import { appears } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** A practice is long enough for all chords on a busy machine. */
const SHORT = { practice_ms: 14_000, practices: 1, goal_percent: 10, summary_ms: 6_000 };
const open = (config: object = SHORT) =>
  Room.open(suite.browser, suite.platform.url, config, "air_guitar");

/** Returns the number of strings that the TV has plucked. */
const plucked = (tv: Page) =>
  tv.locator("[data-plucked]").evaluate((stage) => Number(stage.getAttribute("data-plucked")));
const shows = (tv: Page, chord: string) => tv.waitForSelector(`[data-chord="${chord}"]`);

/** Presses a chord, moves by `by` pixels, and releases. */
async function stroke(page: Page, chord: string, by = 0): Promise<void> {
  const box = await page.locator(`[data-chord="${chord}"]`).boundingBox();
  if (!box) throw new Error(`no button for ${chord}`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  if (by) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + by, { steps: 2 });
  await page.mouse.up();
}

test("plays a whole game", async () => {
  const room = await open();
  const tv = await room.tv();
  const [phone] = await room.phones("Ana");
  await tv.getByRole("button", { name: "Start", exact: true }).click();
  await tv.waitForSelector("[data-phase=ready]");
  // Browsers allow sound only after a touch. The page shows a button until then.
  await allowSound(tv);

  await phone.click("[data-chord=G]");
  await shows(tv, "G");
  await expect.poll(() => plucked(tv)).toBe(6);
  expect(await tv.locator("[data-chord=G] svg[role=img]").getAttribute("aria-label")).toContain(
    "3 2 0 0 0 3",
  );

  await phone.click("text=Start the round");
  await tv.waitForSelector("[data-phase=practice]");
  await stroke(phone, "Em");
  await shows(tv, "Em");
  const before = await plucked(tv);
  await stroke(phone, "C", -40);
  await shows(tv, "C");
  // Five strings for the touch, and five for the upstroke.
  await expect.poll(() => plucked(tv)).toBe(before + 10);
  await phone.focus("[data-chord=Am]");
  await phone.keyboard.press("Enter");
  await shows(tv, "Am");
  await phone.keyboard.press("6");
  await shows(tv, "D7");
  for (let n = 0; n < 8; n++) await stroke(phone, "G");
  expect(await accessibilityFaults(phone)).toEqual([]);
  expect(await accessibilityFaults(tv)).toEqual([]);
  await screenshot(tv, "guitar-practice");

  await tv.waitForSelector("[data-phase=summary]");
  expect(await tv.locator("[data-phase=summary]").textContent()).toContain("Goal reached!");
  expect(await phone.locator("[data-phase=summary] dl").textContent()).toMatch(/Chords\s*13/);
  await tv.waitForSelector("[data-phase=game_over]");
  await phone.waitForSelector("[data-phase=game_over]");
});

test("a late screen shows chords silently", async () => {
  const room = await open({ ...SHORT, practice_ms: 600_000 });
  const [ana, bo] = await room.phones("Ana", "Bo");
  await room.host("play");
  await ana.click("text=Start the round");
  await bo.click("text=Join in");
  await ana.click("[data-chord=Em]");
  await bo.click("[data-chord=C]");
  await bo.waitForSelector("text=Em");
  // The chord is now too old to be played.
  await new Promise((passed) => setTimeout(passed, 1_600));
  const tv = await room.tv();
  await Promise.all([shows(tv, "Em"), shows(tv, "C")]);
  expect(await plucked(tv)).toBe(0);
  await tv.click("h1");
  await tv.locator("button.tap").waitFor({ state: "hidden" });
  await ana.click("[data-chord=G]");
  await shows(tv, "G");
  await expect.poll(() => plucked(tv)).toBe(6);
});

test("a phone keeps its chord on reconnect", async () => {
  const room = await open({ ...SHORT, practice_ms: 600_000 });
  const [phone] = await room.phones("Ana");
  await room.host("play");
  const tv = await room.tv();
  await phone.click("text=Start the round");
  await phone.click("[data-chord=Am]");
  await shows(tv, "Am");
  const back = appears(phone, "body", "You’re back!");
  await suite.platform.restartApi();
  await back;
  await shows(tv, "Am");
  await phone.click("[data-chord=D7]");
  await shows(tv, "D7");
  await phone.waitForSelector("text=Put the guitar down");
});
