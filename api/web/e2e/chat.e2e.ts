/** People talk: on phones in a game, in the lounge, and the host who takes something away. */

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { faults, launch, picture, type Browser } from "./browser";
import { Room, thrown } from "./room";
import { startPlatform, type Platform } from "./server";

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());
beforeEach(async () => {
  thrown.length = 0;
  browser = await launch();
});
afterEach(async () => {
  await browser.close();
  expect(thrown).toEqual([]);
});

async function say(page: Page, content: string): Promise<void> {
  await page.fill("#chat-draft", content);
  await page.press("#chat-draft", "Enter");
}
const hears = (page: Page, content: string) => page.waitForSelector(`.log >> text=${content}`);
const knock = (page: Page) => page.click("button.door");

describe("in any game", () => {
  test("who does not look sees how much is unread, and reads it once", async () => {
    const room = await Room.open(browser, platform.url);
    const [tv, ana, bo] = [await room.tv(), await room.phone("Ana"), await room.phone("Bo")];
    await Promise.all([ana, bo].map((phone) => phone.waitForSelector("text=You’re in!")));
    await knock(ana);
    await ana.waitForSelector("text=No messages yet");
    await say(ana, "Hello Bo!");
    await say(ana, "Are you there?");
    await hears(ana, "Are you there?");
    await bo.waitForSelector(".badge >> text=2");
    expect(await faults(bo)).toEqual([]);
    await picture(bo, "chat/unread-phone");

    await knock(bo);
    await hears(bo, "Hello Bo!");
    await bo.type("#chat-draft", "Yes");
    await ana.waitForSelector("text=Bo is typing");
    await picture(ana, "chat/typing-phone");
    expect(await faults(ana)).toEqual([]);
    await bo.press("#chat-draft", "Enter");
    await hears(ana, "Yes");
    await ana.waitForSelector("text=Bo is typing", { state: "detached" });
    await bo.click("dialog button:has-text('Close')");
    expect(await bo.$(".badge")).toBeNull();

    // What was read stays read, and what was said stays said, also after a refresh.
    await bo.reload();
    await bo.waitForSelector("button.door");
    await say(ana, "Still there?");
    await bo.waitForSelector(".badge >> text=1");
    await knock(bo);
    await hears(bo, "Hello Bo!");

    // The TV keeps out of it until the host wants it there; the host takes away what is too much.
    expect(await tv.$(".ticker")).toBeNull();
    await tv.click("button:has-text('Room')");
    await tv.click("button:has-text('Show chat on this screen')");
    await tv.click("button:has-text('Open chat')");
    await hears(tv, "Still there?");
    await tv.click(".log li:has-text('Still there?') button:has-text('Delete')");
    await hears(ana, "Message deleted");
    await hears(bo, "Message deleted");
    expect(await faults(tv)).toEqual([]);
    await picture(tv, "chat/host-tv");
    await say(tv, "Let us begin!");
    await hears(ana, "Let us begin!");
    await tv.click("dialog button:has-text('Close')");
    await say(ana, "Go!");
    await tv.waitForSelector(".ticker >> text=Go!");
    await picture(tv, "chat/ticker-tv");
  });

  test("who was away reads what was said meanwhile, and sends what could not be sent", async () => {
    const room = await Room.open(browser, platform.url);
    const [ana, bo] = [await room.phone("Ana"), await room.phone("Bo")];
    await knock(ana);
    await knock(bo);
    await say(ana, "one");
    await hears(bo, "one");
    await bo.context().setOffline(true);
    await bo.evaluate(() => dispatchEvent(new Event("offline")));
    await say(ana, "two");
    await hears(ana, "two");
    await say(bo, "three");
    await bo.waitForSelector("li.waiting");
    await bo.context().setOffline(false);
    await bo.evaluate(() => dispatchEvent(new Event("online")));
    await hears(ana, "three");
    await hears(bo, "two");
    await bo.waitForSelector("li.waiting", { state: "detached" });
    const said = await bo.$$eval(".words", (all) => all.map((one) => one.textContent));
    expect(said).toEqual(["one", "two", "three"]);
  });
});

describe("the lounge", () => {
  test("has no clock: people talk, say how they are, and raise their glasses", async () => {
    const room = await Room.open(browser, platform.url, {}, "lounge");
    const [tv, ana, bo] = [await room.tv(), await room.phone("Ana"), await room.phone("Bo")];
    await Promise.all([ana, bo].map((phone) => phone.waitForSelector("text=You’re in!")));
    await room.host("play");
    await Promise.all([tv, ana, bo].map((page) => page.waitForSelector("[data-phase=lounge]")));
    expect((await room.snapshot()).phase?.deadline_at).toBeNull();

    await say(ana, "Good evening!");
    await hears(bo, "Good evening!");
    await tv.waitForSelector(".talk >> text=Good evening!");
    await bo.click("button:has-text('Set a status')");
    await bo.fill("#lounge-words", "in the kitchen");
    await bo.press("#lounge-words", "Enter");
    await tv.waitForSelector("text=in the kitchen");
    await bo.click("button.emoji >> nth=0");
    await tv.waitForSelector(".reactions");

    await ana.click("button:has-text('Raise a toast')");
    await ana.fill("#lounge-words", "To long evenings!");
    await ana.press("#lounge-words", "Enter");
    await bo.waitForSelector("text=To long evenings!");
    await tv.waitForSelector(".toast >> text=To long evenings!");
    for (const page of [tv, ana, bo]) expect(await faults(page)).toEqual([]);
    await picture(tv, "lounge/toast-tv");
    await picture(bo, "lounge/toast-phone");
    await bo.click("button:has-text('Raise your glass')");
    await tv.waitForSelector(".toast >> text=Cheers, everyone!");
    await picture(tv, "lounge/cheers-tv");

    await room.host("pause");
    await ana.waitForSelector("button.emoji:disabled");
    await say(ana, "A pause stops no talk");
    await hears(bo, "A pause stops no talk");
    await room.host("play");
    await ana.waitForSelector("button.emoji:not(:disabled)");
    await room.host("exit");
    await bo.waitForSelector("text=The room is closed");
  });
});
