/** Whole games of Quiz. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, screenshot, TV } from "../support/browser";
import { Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

const SHORT = {
  rounds: 1,
  questions_per_round: 2,
  question_ms: 1_500,
  answer_ms: 60_000,
  solution_ms: 2_500,
  scoreboard_ms: 2_500,
};

async function quizRoom(names: string[], config: object) {
  const { browser, platform } = suite;
  // All questions of this pack have options.
  const packs = ["starter-en"];
  const room = await Room.open(browser, platform.url, { ...SHORT, ...config }, "quiz", packs);
  const tv = await room.tv();
  return { room, tv, phones: await room.phones(...names) };
}

/** Picks the option at a position, and waits until it is accepted or the question has ended. */
async function answer(page: Page, place: number): Promise<void> {
  await phase(page, "answer");
  await page.click(`[data-phase=answer] ul li:nth-child(${place}) button`);
  await page.waitForSelector("button.mine[aria-pressed=true], [data-phase=solution]");
}

describe("Quiz", () => {
  test("runs with two phones and two bots", async () => {
    const { room, tv, phones } = await quizRoom(["Ana", "Bo"], { fastest_fingers: true });
    const [ana, bo] = phones as [Page, Page];
    for (const players of [3, 4]) {
      await tv.click("text=Add a bot");
      await tv.waitForSelector(`text=${players} players`);
    }
    await tv.click("button.start-game");
    await phase(tv, "question");
    await screenshot(tv, "quiz/1-question-tv");
    for (const n of [1, 2]) {
      await answer(ana, 1);
      if (n === 1) {
        await tv.waitForSelector(".tick");
        await screenshot(ana, "quiz/2-answered-phone");
        expect(await accessibilityFaults(ana)).toEqual([]);
        await ana.reload();
        await ana.waitForSelector("button.mine[aria-pressed=true], [data-phase=solution]");
      }
      await answer(bo, 2);
      await phase(tv, "solution");
      if (n === 1) {
        await screenshot(tv, "quiz/3-solution-tv");
        await screenshot(ana, "quiz/3-solution-phone");
      }
      await phase(ana, "scoreboard");
    }
    await phase(tv, "game_over");
    await phase(bo, "game_over");
    await screenshot(tv, "quiz/4-finale-tv");
    expect(await accessibilityFaults(tv)).toEqual([]);
    const { players, status } = await room.snapshot();
    expect(status).toBe("finished");
    expect(players.filter((player) => player.bot)).toHaveLength(2);
  });

  test("runs at the host's pace", async () => {
    const { tv, phones } = await quizRoom(["Ana", "Bo"], { pace: "host" });
    const [ana, bo] = phones as [Page, Page];
    await tv.click("button.start-game");
    await answer(ana, 1);
    await tv.click("button:has-text('Show the answer')");
    await phase(bo, "solution");
    await bo.waitForSelector("text=Time’s up.");
    await screenshot(tv, "quiz/host-solution-tv");
    // Only the host ends the solution.
    await tv.waitForTimeout(3_500);
    await phase(tv, "solution");
    await tv.click("button:has-text('Next')");
    await phase(tv, "scoreboard");
    await answer(ana, 1);
    await answer(bo, 1);
    await phase(tv, "solution");
    await tv.click("button:has-text('Next')");
    await phase(tv, "game_over");
    await phase(ana, "game_over");
  });

  test("runs with two teams that the players choose", async () => {
    const config = { questions_per_round: 1, teams: "chosen" };
    const { room, tv, phones } = await quizRoom(["Ana", "Bo", "Cy"], config);
    const [ana, bo, cy] = phones as [Page, Page, Page];
    const pick = async (phone: Page, team: string) => {
      await phone.click(`button:has-text("${team}")`);
      await phone.waitForSelector(`button[aria-pressed=true]:has-text("${team}")`);
    };
    await pick(ana, "Team Star");
    await pick(bo, "Team Star");
    await pick(cy, "Team Star");
    await pick(cy, "Team Moon");
    await tv.waitForSelector(".teams > li:has-text('Team Moon') li:has-text('Cy')");
    await screenshot(tv, "quiz/teams-lobby-tv");
    await screenshot(ana, "quiz/teams-lobby-phone");
    for (const page of [tv, ana]) expect(await accessibilityFaults(page)).toEqual([]);
    await tv.click("button.start-game");
    for (const [place, phone] of phones.entries()) await answer(phone, place + 1);
    await phase(tv, "game_over");
    await tv.waitForSelector(".podium:has-text('Team Star'):has-text('Ana, Bo')");
    await phase(cy, "game_over");
    await cy.waitForSelector("ol:has-text('Team Moon')");
    const { players, teams } = await room.snapshot();
    expect(teams?.count).toBe(2);
    expect(players.map(({ team }) => team)).toEqual([1, 1, 2]);
  });

  test("opens from the start page", async () => {
    const tv = await suite.newPage({ viewport: TV });
    await tv.goto(`${suite.platform.url}/host`);
    await tv.waitForSelector(".poster:has-text('Quiz')");
    await screenshot(tv, "quiz/start-tv");
    expect(await accessibilityFaults(tv)).toEqual([]);
    await tv.click(".poster:has-text('Quiz') button");
    await tv.waitForSelector("h1.code");
  });
});
