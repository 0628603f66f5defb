/** An evening in one room, run from the phones alone after the TV has opened it. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, screenshot, TV } from "../support/browser";
import { fibRoom, submitLies } from "../support/fib-room";
import { openVipControls, submitGuess } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** The solution stays until the VIP goes on. */
const SHORT_QUIZ = {
  pace: "host",
  rounds: 1,
  questions_per_round: 1,
  question_ms: 1_000,
  answer_ms: 60_000,
  solution_ms: 1_000,
  scoreboard_ms: 1_000,
};

/** Returns the code that a phone shows. */
const shownCode = async (phone: Page) => (await phone.textContent("p.code"))?.trim() ?? "";

test("an evening from phones alone", async () => {
  const { room, tv, phones } = await fibRoom(suite, {}, ["Ana", "Bo"]);
  const [ana, bo] = phones as [Page, Page];
  await ana.waitForSelector("text=You’re the VIP");
  await ana.click("button:text-is('Start')");
  await submitLies(phones);
  await phase(bo, "guess");
  await ana.click("button:text-is('Pause')");
  await bo.waitForSelector("text=Ana paused the game.");
  await ana.click("button:text-is('Resume')");
  // Bo believes Ana's lie, so that the evening has points.
  await bo.click("[data-phase=guess] button:not(:disabled):has-text('abcabc soup')");
  await submitGuess(ana);
  for (const page of [tv, ...phones]) await phase(page, "game_over");

  // Another game, with the same people in the same room.
  await ana.route("**/next", (route) => {
    const body = route.request().postDataJSON() as { cartridge: string };
    // All questions of this pack have options.
    const next = { ...body, config: SHORT_QUIZ, pack_ids: ["starter-en"] };
    return route.continue({ postData: JSON.stringify(next) });
  });
  await ana.click("button:text-is('Pick another game')");
  await ana.waitForSelector("dialog .game");
  expect(await accessibilityFaults(ana)).toEqual([]);
  await screenshot(ana, "game/next-game-phone");
  await ana.click("dialog .game:has-text('Quiz')");
  for (const phone of phones) {
    await phone.waitForSelector("text=You’re in!");
    await phone.waitForSelector("text=Tonight so far");
  }
  await tv.waitForSelector("text=2 players. Ready when you are.");
  await screenshot(tv, "game/next-game-tv");
  expect(tv.url()).toContain(room.code);

  // The role changes hands, and the new VIP starts the second game.
  await openVipControls(ana);
  await ana.click("text=Make someone else the VIP");
  await ana.click("text=Make Bo the VIP");
  await bo.waitForSelector("text=You’re the VIP");
  await bo.click("button:text-is('Start')");
  for (const phone of phones) {
    await phase(phone, "answer");
    await phone.click("[data-phase=answer] ul li:nth-child(1) button");
  }
  await phase(bo, "solution");

  // The TV is gone. The phones show it, and the VIP continues the game that waits for the host.
  await tv.close();
  await ana.waitForSelector("text=The TV is gone. Bo can carry on or end the game.");
  await bo.waitForSelector("text=The TV is gone. You can carry on or end the game here.");
  expect(await accessibilityFaults(bo)).toEqual([]);
  await screenshot(bo, "game/host-gone-phone");
  await bo.click("button:text-is('Continue')");
  for (const phone of phones) await phase(phone, "game_over");

  // Another screen becomes the host with a code from the VIP's phone.
  await openVipControls(bo);
  await bo.click("text=Move the TV screen");
  await bo.waitForSelector("p.code");
  const screen = await suite.newPage({ viewport: TV });
  await screen.goto(`${suite.platform.url}/host/${room.code}`);
  await screen.click("text=Take over");
  await screen.fill("#host-code", (await shownCode(bo)).toLowerCase());
  expect(await accessibilityFaults(screen)).toEqual([]);
  await screen.click("dialog form button");
  await screen.waitForSelector("button:text-is('Play again, same people!')");
  await screen.waitForSelector("text=Tonight so far");
  for (const phone of phones)
    await phone.waitForSelector("text=The TV is gone.", { state: "detached" });

  // Ana moves to another phone, with a code from the old one.
  await ana.click("button.player-button");
  await ana.click("text=Move to another phone");
  await ana.waitForSelector("p.code");
  const moved = await room.phone("Ana");
  await moved.waitForSelector("#seat-code");
  await moved.fill("#seat-code", await shownCode(ana));
  await screenshot(moved, "game/take-seat-phone");
  expect(await accessibilityFaults(moved)).toEqual([]);
  await moved.click("text=That’s me");
  await phase(moved, "game_over");
  await ana.waitForSelector("text=You’ve lost your seat");

  // The VIP starts the next game, and ends the evening.
  await bo.click("button:text-is('Play again, same people!')");
  for (const page of [screen, moved]) await phase(page, "answer");
  await bo.click("button:text-is('Close the room…')");
  await bo.click("button:text-is('Close and delete')");
  for (const page of [screen, moved]) await page.waitForSelector("text=room is closed");
});
