/**
 * Plays the game that docs/write-a-cartridge.md creates. `GUIDE_GAME` is its name. Without the variable the
 * test is skipped.
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

const name = process.env.GUIDE_GAME;

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  if (!name) return;
  platform = await startPlatform();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

test.runIf(name)("the new game runs to its end", async () => {
  const host = await browser.newContext({ viewport: TV, locale: "en-GB" });
  const tv = await host.newPage();
  const pageErrors: string[] = [];
  tv.on("pageerror", (error) => pageErrors.push(String(error)));
  await tv.goto(`${platform.url}/host`);
  await tv.click("text=Options");
  await tv.click(`label.game:has-text("${name}")`);
  // The form has a field for the setting that the guide adds.
  await tv.getByLabel("Number of rounds").fill("2");
  await tv.getByLabel("Points for each other player who wrote the same word").fill("5");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await screenshot(tv, "guide-start");
  await tv.click("form .buttons .btn");
  await tv.waitForURL(/\/host\/[A-Z]{6}$/);
  const code = tv.url().slice(-6);

  const phone = await (await browser.newContext({ viewport: PHONE, locale: "da-DK" })).newPage();
  phone.on("pageerror", (error) => pageErrors.push(String(error)));
  await phone.goto(`${platform.url}/join/${code}`);
  await phone.fill("input", "Ana");
  await phone.click("form button.btn");
  for (let bots = 0; bots < 3; bots += 1) await tv.click('button:has-text("Add a bot")');
  await tv.click("button.start-game");

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
