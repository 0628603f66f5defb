/**
 * The loop of an author: `bin/dev` runs, and pages follow the changes of a game. `DEV_CHECKOUT` is a copy of the repository
 * with the game `snap` of docs/write-a-cartridge.md, whose programs are built, and whose sources this suite changes. Without
 * the variable the tests are skipped. bin/lib/guide.sh sets it.
 */

import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, type Browser } from "../support/browser";
import { Dev } from "./dev";
import { Room } from "../support/room";

const checkout = process.env.DEV_CHECKOUT;
const SCREEN = "shared/cartridges/snap/web/Screen.svelte";
const CONFIG = "shared/cartridges/snap/src/config.rs";
const RULES = "shared/cartridges/snap/src/views.rs";
const POINTS = "points: others * each";

let dev: Dev;
let browser: Browser;
let simulator: Page;
let room: Room;
let tv: Page;

const overlay = (page: Page) => page.locator("vite-error-overlay");
const simulatedTv = () => simulator.frameLocator("iframe[title=TV]");

beforeAll(async () => {
  if (!checkout) return;
  [dev, browser] = await Promise.all([Dev.start(checkout), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
});

test.runIf(checkout)("the simulator and a room show the game", async () => {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  simulator = await context.newPage();
  await simulator.goto(`${dev.url}/simulator`);
  await simulator.getByRole("combobox", { name: /^Game/ }).selectOption("snap");
  await simulator.getByRole("button", { name: "New game" }).click();
  await simulator.getByRole("button", { name: "Play to the end" }).click();
  await simulatedTv().locator("[data-phase=game_over] h1", { hasText: "The end" }).waitFor();

  // The phone writes nothing, so the phase ends by itself. The words stay on the screen.
  room = await Room.open(browser, dev.url, { write_ms: 5_000, show_ms: 600_000 }, "snap");
  tv = await room.tv();
  await room.phones("Ana");
  await tv.click('button:has-text("Add a bot")');
  await tv.waitForSelector("text=2 players");
});

test.runIf(checkout)("a changed screen appears in the open page", async () => {
  // A page that is loaded again loses the variable.
  await simulatedTv()
    .locator("body")
    .evaluate(() => Object.assign(window, { isSamePage: true }));
  dev.edit(SCREEN, '{text("over")}', "The very end");
  await simulatedTv().locator("h1", { hasText: "The very end" }).waitFor();
  expect(
    await simulatedTv()
      .locator("body")
      .evaluate(() => "isSamePage" in window),
  ).toBe(true);

  dev.edit(SCREEN, "The very end</h1>", "The very end</h2>");
  await overlay(simulator).waitFor({ state: "attached" });
  dev.edit(SCREEN, "The very end</h2>", "The end again</h1>");
  await simulatedTv().locator("h1", { hasText: "The end again" }).waitFor();
});

test.runIf(checkout)(
  "an error of the compiler is shown, and the program keeps running",
  async () => {
    dev.edit(RULES, POINTS, "points: others * each + ,");
    await dev.prints("error: expected expression");
    await dev.prints("The previous program keeps running.");
    await overlay(tv).getByText("expected expression", { exact: false }).first().waitFor();
    expect((await room.snapshot()).players).toHaveLength(2);
  },
);

test.runIf(checkout)("changed rules appear in the simulator and in the open room", async () => {
  const start = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await start.goto(`${dev.url}/host`);
  dev.edit(CONFIG, "/// Number of rounds.", "/// How many rounds.");
  dev.edit(RULES, "points: others * each + ,", "points: others * each + 700");
  await dev.prints(": built in");
  await dev.prints("types of the browser app updated");
  // The same inputs are played again.
  const score = { hasText: /^2,?10\d$/ };
  await simulatedTv().locator("[data-phase=game_over] strong", score).first().waitFor();
  await tv.click("button.start-game");
  await tv
    .locator("[data-phase=show] li", { hasText: /\+70\d/ })
    .first()
    .waitFor();
  expect(await overlay(tv).count()).toBe(0);
  // The form of the start page follows the settings.
  await start.click("text=Options");
  await start.click('label.game:has-text("Snap")');
  await start.getByLabel("How many rounds").waitFor();
});

test.runIf(checkout)("Ctrl-C stops everything", async () => {
  expect(await dev.stop()).toBe(0);
  await expect(fetch(dev.url)).rejects.toThrow();
  if (existsSync("/proc/self")) expect(dev.processes()).toEqual([]);
});
