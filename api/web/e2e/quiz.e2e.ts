/** Quiz in real browsers against the real processes, to its end. */

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { faults, launch, picture, type Browser } from "./browser";
import { phase, Room, thrown } from "./room";
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

const SHORT = {
  rounds: 1,
  questions_per_round: 2,
  question_ms: 1_500,
  answer_ms: 60_000,
  solution_ms: 2_500,
  scoreboard_ms: 2_500,
};

async function table(names: string[], config: object) {
  const room = await Room.open(browser, platform.url, { ...SHORT, ...config }, "quiz");
  const tv = await room.tv();
  const phones: Page[] = [];
  for (const name of names) phones.push(await room.phone(name));
  await Promise.all(phones.map((phone) => phone.waitForSelector("text=You’re in!")));
  return { room, tv, phones };
}

/** Picks the option at this place, and waits until it is in or the question is over. */
async function answer(page: Page, place: number): Promise<void> {
  await phase(page, "answer");
  await page.click(`[data-phase=answer] ul li:nth-child(${place}) button`);
  await page.waitForSelector("button.mine[aria-pressed=true], [data-phase=solution]");
}

describe("a quiz", () => {
  test("is played by two phones and two bots, from the lobby to the awards", async () => {
    const { room, tv, phones } = await table(["Ana", "Bo"], { fastest_fingers: true });
    const [ana, bo] = phones as [Page, Page];
    for (const players of [3, 4]) {
      await tv.click("text=Add a bot");
      await tv.waitForSelector(`text=${players} players`);
    }
    await tv.click("button.big");
    await phase(tv, "question");
    await picture(tv, "quiz/1-question-tv");
    for (const n of [1, 2]) {
      await answer(ana, 1);
      if (n === 1) {
        await tv.waitForSelector(".tick");
        await picture(ana, "quiz/2-answered-phone");
        expect(await faults(ana)).toEqual([]);
        await ana.reload();
        await ana.waitForSelector("button.mine[aria-pressed=true], [data-phase=solution]");
      }
      await answer(bo, 2);
      await phase(tv, "solution");
      if (n === 1) {
        await picture(tv, "quiz/3-solution-tv");
        await picture(ana, "quiz/3-solution-phone");
      }
      await phase(ana, "scoreboard");
    }
    await phase(tv, "game_over");
    await phase(bo, "game_over");
    await picture(tv, "quiz/4-finale-tv");
    expect(await faults(tv)).toEqual([]);
    const { players, status } = await room.snapshot();
    expect(status).toBe("finished");
    expect(players.filter((player) => player.bot)).toHaveLength(2);
  });

  test("goes at the host's pace, where the host wants to tell something in between", async () => {
    const { tv, phones } = await table(["Ana", "Bo"], { pace: "host" });
    const [ana, bo] = phones as [Page, Page];
    await tv.click("button.big");
    await answer(ana, 1);
    await tv.click("text=Show the answer");
    await phase(bo, "solution");
    await bo.waitForSelector("text=Time’s up.");
    await picture(tv, "quiz/host-solution-tv");
    // Nothing ends it but the host.
    await tv.waitForTimeout(3_500);
    await phase(tv, "solution");
    await tv.click("text=Next");
    await phase(tv, "scoreboard");
    await answer(ana, 1);
    await answer(bo, 1);
    await phase(tv, "solution");
    await tv.waitForTimeout(1_100);
    await tv.click("text=Next");
    await phase(tv, "game_over");
    await phase(ana, "game_over");
  });

  test("is opened from the start page", async () => {
    const context = await browser.open({
      viewport: { width: 1920, height: 1080 },
      locale: "en-GB",
    });
    const tv = await context.newPage();
    await tv.goto(`${platform.url}/host`);
    await tv.click(".game:has-text('Quiz')");
    await picture(tv, "quiz/start-tv");
    expect(await faults(tv)).toEqual([]);
    await tv.click("text=Open a room");
    await tv.waitForSelector("h1.code");
  });
});
