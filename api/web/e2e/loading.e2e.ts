/** Loading the app: old browsers, parts that do not load, malformed addresses, and the TV's wake lock. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { PHONE, screenshot, TV } from "./support/browser";
import { removeNewerFeatures } from "./support/oldest-browser";
import { Room } from "./support/room";
import { phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

const open = (page: Page, path: string) => page.goto(`${suite.platform.url}${path}`);

describe("the oldest supported browsers", () => {
  test.each([
    ["/join", "#code"],
    ["/host", ".poster"],
    ["/account", "input"],
  ])("%s works", async (path, selector) => {
    const page = await suite.newPage();
    await page.addInitScript(removeNewerFeatures);
    await open(page, path);
    await page.waitForSelector(selector);
  });

  test("plays a game, with its dialogs", async () => {
    const room = await Room.open(suite.browser, suite.platform.url, {}, "lounge");
    const join = await room.playerWithoutBrowser("Bo");
    for (let n = 0; n < 13; n += 1) await room.playerWithoutBrowser(`Guest ${n}`);
    const tv = await room.tv({ before: removeNewerFeatures });
    const phone = await room.phone("Ana", { before: removeNewerFeatures });
    await phone.waitForSelector("text=You’re in!");
    await phone.click("button.player-button");
    await phone.click("dialog >> text=Close");
    await phone.waitForSelector("dialog", { state: "detached" });
    await tv.click("button.start-game");
    await phase(tv, "lounge");
    await phase(phone, "lounge");
    await join("reaction.send", { emoji: "👋" });
    await tv.waitForSelector("text=👋");
  });

  test("older browsers get a sentence", async () => {
    const page = await suite.newPage();
    await page.addInitScript(() => Reflect.deleteProperty(String.prototype, "replaceAll"));
    await open(page, "/join");
    await page.waitForSelector("text=This browser is too old for the game.");
    await screenshot(page, "game/old-browser");
    expect(await page.locator("input").count()).toBe(0);
  });
});

describe("parts that do not load", () => {
  /** Aborts the requests of a file while `failing` holds. */
  const abort = (page: Page, file: string, failing = () => true) =>
    page.route(`**/assets/${file}-*.js`, (route) => (failing() ? route.abort() : route.continue()));

  /** Counts how often a page is loaded. */
  function countLoads(page: Page): () => number {
    let loads = 0;
    page.on("domcontentloaded", () => (loads += 1));
    return () => loads;
  }

  test.each([
    ["/join", "PhonePage"],
    ["/host", "HostPage"],
    ["/join", "da"],
  ])("%s without %s shows a sentence", async (path, file) => {
    const page = await suite.newPage({ locale: file === "da" ? "da-DK" : "en-GB" });
    const loads = countLoads(page);
    await abort(page, file);
    await open(page, path);
    await page.waitForSelector("text=Part of the game didn’t load.");
    await page.waitForSelector("text=Noget af spillet blev ikke hentet.");
    await screenshot(page, `game/not-loaded-${file}`);
    expect(loads(), "the page is reloaded once").toBe(2);
    await page.unroute(`**/assets/${file}-*.js`);
    await page.click("text=Try again");
    await page.waitForSelector("h1");
  });

  test("a single failure goes unnoticed", async () => {
    const page = await suite.newPage();
    const loads = countLoads(page);
    let requests = 0;
    await abort(page, "da", () => (requests += 1) === 1);
    await open(page, "/join");
    await page.click("text=Dansk");
    await page.waitForSelector("text=Koden på skærmen");
    expect([requests, loads()]).toEqual([2, 1]);
  });

  test("a deploy in between reloads the page once", async () => {
    const page = await suite.newPage();
    const loads = countLoads(page);
    await abort(page, "PhonePage", () => loads() < 2);
    await open(page, "/join");
    await page.waitForSelector("#code");
    expect(loads()).toBe(2);
  });

  test("a game’s screen can be tried again", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    await room.playerWithoutBrowser("Ana");
    await room.playerWithoutBrowser("Bo");
    await room.host("play");
    const tv = await suite.newPage({ viewport: TV });
    await abort(tv, "Screen");
    await open(tv, `/host/${room.code}`);
    await tv.waitForSelector("text=This part of the game didn’t load.");
    await screenshot(tv, "game/not-loaded-screen");
    await tv.unroute("**/assets/Screen-*.js");
    await tv.click("text=Try again");
    await tv.waitForSelector("[data-phase]");
  });
});

describe("addresses", () => {
  test("the bare address leads to the games on a wide screen, and to the code on a phone", async () => {
    const tv = await suite.newPage({ viewport: TV });
    await open(tv, "/");
    await tv.waitForSelector(".poster");
    expect(new URL(tv.url()).pathname).toBe("/host");
    const phone = await suite.newPage({ viewport: PHONE });
    await open(phone, "/");
    await phone.waitForSelector("#code");
  });

  test("a malformed escape in a pack’s address names no pack", async () => {
    const page = await suite.newPage();
    // The API answers every address with the app's page. Vite's server of previews refuses this one.
    await page.route("**/packs/%E0%A4%A", async (route) =>
      route.request().resourceType() === "document"
        ? route.fulfill({ response: await route.fetch({ url: suite.platform.url }) })
        : route.continue(),
    );
    await open(page, "/packs/%E0%A4%A");
    await page.waitForSelector("text=Pack not found");
  });
});

test("the TV asks to stay awake, and again when it is visible", async () => {
  const room = await Room.open(suite.browser, suite.platform.url);
  const page = await suite.newPage({ viewport: TV });
  await page.addInitScript(() => {
    const requests: string[] = [];
    Object.assign(window, { wakeLockRequests: requests });
    const request = (type: string) => {
      requests.push(type);
      return Promise.resolve({ release: () => Promise.resolve() });
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
  });
  const requests = () =>
    page.evaluate(() => (window as unknown as { wakeLockRequests: string[] }).wakeLockRequests);
  await open(page, `/host/${room.code}`);
  await page.waitForSelector("main");
  expect(await requests()).toEqual(["screen"]);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  expect(await requests()).toEqual(["screen", "screen"]);
});
