/**
 * Plays the games that docs/write-a-cartridge.md creates. `GUIDE_GAMES` has their names: that of the game for two players or
 * more, then that of the game for three. Without the variable the tests are skipped.
 */

import { afterAll, beforeAll, expect, test } from "vitest";
import {
  accessibilityFaults,
  launch,
  PHONE,
  screenshot,
  TV,
  type Browser,
} from "./support/browser";
import { startPlatform, type Platform } from "./support/server";

const [wordGame, voteGame] = process.env.GUIDE_GAMES?.split(" ") ?? [];

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  if (!wordGame) return;
  platform = await startPlatform();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** Chooses a game on the start page, and records errors of all pages of the test. */
async function choose(name: string) {
  const host = await browser.newContext({ viewport: TV, locale: "en-GB" });
  const tv = await host.newPage();
  const pageErrors: string[] = [];
  tv.on("pageerror", (error) => pageErrors.push(String(error)));
  await tv.goto(`${platform.url}/host`);
  await tv.click("text=Options");
  await tv.click(`label.game:has-text("${name}")`);
  return { tv, pageErrors };
}

/** Opens a room with a Danish phone and bots, and starts the game. */
async function start({ tv, pageErrors }: Awaited<ReturnType<typeof choose>>, bots: number) {
  await tv.click("form .buttons .btn");
  await tv.waitForURL(/\/host\/[A-Z]{6}$/);
  const code = tv.url().slice(-6);
  const phone = await (await browser.newContext({ viewport: PHONE, locale: "da-DK" })).newPage();
  phone.on("pageerror", (error) => pageErrors.push(String(error)));
  await phone.goto(`${platform.url}/join/${code}`);
  await phone.fill("input", "Ana");
  await phone.click("form button.btn");
  for (let bot = 0; bot < bots; bot += 1) await tv.click('button:has-text("Add a bot")');
  await tv.click("button.start-game");
  return phone;
}

test.runIf(wordGame)("the new game for two runs to its end", async () => {
  const room = await choose(wordGame ?? "");
  const { tv, pageErrors } = room;
  // The form has a field for the setting that the guide adds.
  await tv.getByLabel("Number of rounds").fill("2");
  await tv.getByLabel("Points for each other player who wrote the same word").fill("5");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await screenshot(tv, "guide-start");
  const phone = await start(room, 3);

  await phone.waitForSelector("[data-phase=write] #word");
  const letter = (await tv.textContent("[data-phase=write] h1"))?.trim() ?? "";
  await screenshot(tv, "guide-write");
  await phone.fill("#word", `${letter}rm`);
  await phone.click("form button.btn");
  // The last word ends the phase. The bots and the timer play the second round.
  await tv.waitForSelector("[data-phase=show] li");
  await screenshot(tv, "guide-show");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await tv.waitForSelector("[data-phase=game_over] li", { timeout: 120_000 });
  expect(await accessibilityFaults(phone)).toEqual([]);
  await screenshot(tv, "guide-over");
  expect(pageErrors).toEqual([]);
});

test.runIf(voteGame)("the new game for three runs to its end", async () => {
  const room = await choose(voteGame ?? "");
  const { tv, pageErrors } = room;
  await tv.getByLabel("Number of rounds").fill("1");
  const phone = await start(room, 2);

  await phone.waitForSelector("[data-phase=write] form");
  await screenshot(tv, "guide-votes-write");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await phone.fill("[data-phase=write] form :is(input, textarea)", "En måge");
  await phone.click("[data-phase=write] form button.btn");
  // The last answer and the last vote end their phases.
  await phone.click("[data-phase=vote] button.btn:enabled");
  await screenshot(phone, "guide-votes-vote");
  await tv.waitForSelector("[data-phase=result] li");
  await screenshot(tv, "guide-votes-result");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await tv.waitForSelector("[data-phase=game_over]", { timeout: 60_000 });
  expect(await accessibilityFaults(phone)).toEqual([]);
  expect(pageErrors).toEqual([]);
});
