/**
 * The game that docs/write-a-cartridge.md makes, played by bots to its end. GUIDE_GAME names it; without
 * it there is no such game, and nothing to see.
 */

import { afterAll, beforeAll, expect, test } from "vitest";
import { faults, launch, PHONE, picture, TV, type Browser } from "./browser";
import { startPlatform, type Platform } from "./server";

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

test.runIf(name)(
  "the new game is offered, set up, joined and played by bots to its end",
  async () => {
    const host = await browser.open({ viewport: TV, locale: "en-GB" });
    const tv = await host.newPage();
    const thrown: string[] = [];
    tv.on("pageerror", (error) => thrown.push(String(error)));
    await tv.goto(`${platform.url}/host`);
    await tv.click(`label.game:has-text("${name}")`);
    // The setting that the guide adds has its field, and bots in no hurry leave time to look.
    await tv.getByLabel("Rounds of a game").fill("2");
    await tv.getByLabel("Points for each other who wrote the same word").fill("5");
    expect(await faults(tv)).toEqual([]);
    await picture(tv, "guide-start");
    await tv.click("form .go .btn");
    await tv.waitForURL(/\/host\/[A-Z]{5}$/);
    const code = tv.url().slice(-5);

    const phone = await (await browser.open({ viewport: PHONE, locale: "da-DK" })).newPage();
    phone.on("pageerror", (error) => thrown.push(String(error)));
    await phone.goto(`${platform.url}/join/${code}`);
    await phone.fill("input", "Ana");
    await phone.click("form button.btn");
    for (let bots = 0; bots < 3; bots += 1) await tv.click('button:has-text("Add a bot")');
    await tv.click("button.big");

    await phone.waitForSelector("[data-phase=write] #word");
    const letter = (await tv.textContent("[data-phase=write] h1"))?.trim() ?? "";
    await picture(tv, "guide-write");
    await phone.fill("#word", `${letter}rm`);
    await phone.click("form button.btn");
    // The last word in ends the phase; the second round the bots and the clock play alone.
    await tv.waitForSelector("[data-phase=show] li");
    await picture(tv, "guide-show");
    expect(await faults(tv)).toEqual([]);
    await tv.waitForSelector("[data-phase=game_over] li", { timeout: 120_000 });
    expect(await faults(phone)).toEqual([]);
    await picture(tv, "guide-over");
    expect(thrown).toEqual([]);
  },
);
