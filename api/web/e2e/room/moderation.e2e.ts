/** Moderation: nobody reads a text before the moderator approves it, and a removed text disappears at once. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "../support/browser";
import { fibRoom, submitLies } from "../support/fib-room";
import { framesOf, openVipControls } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** Whether any frame that a page received contains the text. */
const hasReceived = async (page: Page, text: string) =>
  (await framesOf(page)).some((frame) => frame.text.includes(text));

test("a moderator approves texts, and the host removes one", async () => {
  const { room, tv, phones } = await fibRoom(suite, {}, ["Ana", "Bo"]);
  const [ana, bo] = phones as [Page, Page];
  await openVipControls(ana);
  await ana.click("button:text-is('Check texts and drawings first')");
  await ana.waitForSelector("text=Nothing to check right now.");
  await room.host("play");

  // The phase waits for the moderator, who sees the texts without their authors.
  await phase(ana, "lie");
  await submitLies([bo]);
  await ana.waitForSelector("section[aria-labelledby=texts-title] >> text=abcabc soup");
  expect(await accessibilityFaults(ana)).toEqual([]);
  await screenshot(ana, "game/moderator-phone");
  await ana.fill("#lie", "a very rude word");
  await ana.click("form button.btn");
  await ana.click("li:has-text('a very rude word') >> text=Hide");
  await ana.click("li:has-text('abcabc soup') >> text=Show");
  for (const page of [tv, bo]) {
    await phase(page, "guess");
    await page.waitForSelector("text=(removed)");
    await page.waitForSelector("text=abcabc soup");
    expect(await hasReceived(page, "very rude word")).toBe(false);
  }

  // The host removes a shown text from every screen.
  await tv.click("button:text-is('Room')");
  await tv.click("dialog >> button:text-is('Remove a text or a drawing')");
  await tv.click("dialog li:has-text('abcabc soup') >> text=Remove");
  expect(await accessibilityFaults(tv)).toEqual([]);
  for (const page of [tv, ana, bo]) {
    await page.waitForFunction(
      () => !document.querySelector("[data-phase=guess]")?.textContent?.includes("abcabc soup"),
    );
  }
});
