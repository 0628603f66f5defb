/** The chat during a game, its moderation by the host, and the Lounge. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "./support/browser";
import { Room } from "./support/room";
import { appears } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

async function post(page: Page, content: string): Promise<void> {
  await page.fill("#chat-draft", content);
  await page.press("#chat-draft", "Enter");
}
/** Waits until the page shows a message. */
const receives = (page: Page, content: string) => page.waitForSelector(`.log >> text=${content}`);
const openChat = (page: Page) => page.click("button.chat-button");

describe("the chat during a game", () => {
  test("counts unread messages once", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    const tv = await room.tv();
    const [ana, bo] = await room.phones("Ana", "Bo");
    await openChat(ana);
    await ana.waitForSelector("text=No messages yet");
    await post(ana, "Hello Bo!");
    await post(ana, "Are you there?");
    await receives(ana, "Are you there?");
    await bo.waitForSelector(".badge >> text=2");
    expect(await accessibilityFaults(bo)).toEqual([]);
    await screenshot(bo, "chat/unread-phone");

    await openChat(bo);
    await receives(bo, "Hello Bo!");
    const typing = appears(ana, ".typing", "Bo is typing");
    await bo.type("#chat-draft", "Yes");
    await typing;
    await screenshot(ana, "chat/typing-phone");
    expect(await accessibilityFaults(ana)).toEqual([]);
    await bo.press("#chat-draft", "Enter");
    await receives(ana, "Yes");
    await ana.waitForSelector("text=Bo is typing", { state: "detached" });
    await bo.click("dialog button:has-text('Close')");
    expect(await bo.$(".badge")).toBeNull();

    // The read position and the history survive a reload.
    await bo.reload();
    await bo.waitForSelector("button.chat-button");
    await post(ana, "Still there?");
    await bo.waitForSelector(".badge >> text=1");
    await openChat(bo);
    await receives(bo, "Hello Bo!");

    // The TV shows the chat only after the host has turned it on. The host can delete messages.
    expect(await tv.$(".ticker")).toBeNull();
    await tv.click("button:has-text('Room')");
    await tv.click("button:has-text('Show chat on this screen')");
    await tv.click("button:has-text('Open chat')");
    await receives(tv, "Still there?");
    await tv.click(".log li:has-text('Still there?') button:has-text('Delete')");
    await receives(ana, "Message deleted");
    await receives(bo, "Message deleted");
    expect(await accessibilityFaults(tv)).toEqual([]);
    await screenshot(tv, "chat/host-tv");
    await post(tv, "Let us begin!");
    await receives(ana, "Let us begin!");
    await tv.click("dialog button:has-text('Close')");
    await post(ana, "Go!");
    await tv.waitForSelector(".ticker >> text=Go!");
    await screenshot(tv, "chat/ticker-tv");
  });

  test("delivers messages after a reconnect", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    const [ana, bo] = await room.phones("Ana", "Bo");
    await openChat(ana);
    await openChat(bo);
    await post(ana, "one");
    await receives(bo, "one");
    await bo.context().setOffline(true);
    await bo.evaluate(() => dispatchEvent(new Event("offline")));
    await post(ana, "two");
    await receives(ana, "two");
    await post(bo, "three");
    await bo.waitForSelector("li.sending");
    await bo.context().setOffline(false);
    await bo.evaluate(() => dispatchEvent(new Event("online")));
    await receives(ana, "three");
    await receives(bo, "two");
    await bo.waitForSelector("li.sending", { state: "detached" });
    const texts = await bo.$$eval(".content", (all) => all.map((one) => one.textContent));
    expect(texts).toEqual(["one", "two", "three"]);
  });
});

describe("the Lounge", () => {
  test("has chat, statuses and toasts", async () => {
    const room = await Room.open(suite.browser, suite.platform.url, {}, "lounge");
    const tv = await room.tv();
    const [ana, bo] = await room.phones("Ana", "Bo");
    await room.host("play");
    await Promise.all([tv, ana, bo].map((page) => page.waitForSelector("[data-phase=lounge]")));
    expect((await room.snapshot()).phase?.deadline_at).toBeNull();

    await post(ana, "Good evening!");
    await receives(bo, "Good evening!");
    await tv.waitForSelector(".wall >> text=Good evening!");
    await bo.click("button:has-text('Set a status')");
    await bo.fill("#lounge-input", "in the kitchen");
    await bo.press("#lounge-input", "Enter");
    await tv.waitForSelector("text=in the kitchen");
    const reaction = appears(tv, ".reaction");
    await bo.click("button.emoji >> nth=0");
    await reaction;

    await ana.click("button:has-text('Raise a toast')");
    await ana.fill("#lounge-input", "To long evenings!");
    await ana.press("#lounge-input", "Enter");
    await bo.waitForSelector("text=To long evenings!");
    await tv.waitForSelector(".toast >> text=To long evenings!");
    for (const page of [tv, ana, bo]) expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(tv, "lounge/toast-tv");
    await screenshot(bo, "lounge/toast-phone");
    const cheers = appears(tv, ".toast", "Cheers, everyone!");
    await bo.click("button:has-text('Raise your glass')");
    await cheers;
    await screenshot(tv, "lounge/cheers-tv");

    await room.host("pause");
    await ana.waitForSelector("button.emoji:disabled");
    await post(ana, "The chat works during a pause");
    await receives(bo, "The chat works during a pause");
    await room.host("play");
    await ana.waitForSelector("button.emoji:not(:disabled)");
    await room.host("exit");
    await bo.waitForSelector("text=The room is closed");
  });
});
