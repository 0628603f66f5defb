/** Players keep their seat and draft through reloads, sleep, lost networks and API restarts. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { screenshot } from "./support/browser";
import { fibRoom, submitLies, textOf } from "./support/fib-room";
import { submitGuess, submitLie } from "./support/room";
import { appears, phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

const PLAYERS = ["Ana", "Bo"];

describe("a player keeps the seat", () => {
  test("after a reload in each phase", async () => {
    // Long enough for a busy machine to load pages within a phase.
    const config = {
      reveal_step_ms: 4_000,
      question_ms: 12_000,
      scores_ms: 10_000,
      scoreboard_ms: 10_000,
    };
    const { tv, phones, first } = await fibRoom(suite, config, PLAYERS);
    const times: Record<string, number> = {};
    const refresh = async (page: Page, name: string) => {
      const began = performance.now();
      await page.reload({ waitUntil: "commit" });
      await phase(page, name);
      times[name] = Math.max(times[name] ?? 0, Math.round(performance.now() - began));
    };
    await tv.click("button.start-game");
    await phase(first, "question");
    await refresh(first, "question");
    await refresh(tv, "question");
    await phase(first, "lie");
    await first.fill("#lie", "half a thou");
    await refresh(first, "lie");
    expect(await first.inputValue("#lie")).toBe("half a thou");
    await refresh(tv, "lie");
    await submitLie(first, "half a thought");
    await refresh(first, "lie");
    await first.waitForSelector(".submitted");
    await submitLies(phones.slice(1));
    await phase(first, "guess");
    await refresh(first, "guess");
    expect(await textOf(first, "button.own")).toContain("half a thought");
    await refresh(tv, "guess");
    for (const phone of phones) await submitGuess(phone);
    await phase(first, "reveal");
    await refresh(first, "reveal");
    await refresh(tv, "reveal");
    await phase(first, "scores");
    await refresh(first, "scores");
    await phase(first, "scoreboard");
    await refresh(first, "scoreboard");
    await phase(first, "game_over");
    await refresh(first, "game_over");
    await refresh(tv, "game_over");
    // Not checked, because the machine may be busy.
    console.log("back after a refresh, ms:", times);
  });

  test("after sleep during a phase change", async () => {
    const { tv, phones, first } = await fibRoom(suite, {}, PLAYERS);
    await tv.click("button.start-game");
    await phase(first, "lie");
    await first.fill("#lie", "asleep with a draft");
    const devtools = await first.context().newCDPSession(first);
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
    await submitLies(phones.slice(1));
    await devtools.send("Page.setWebLifecycleState", { state: "active" });
    await phase(first, "lie");
    await submitLie(first, "awake again");
    await phase(first, "guess");
  });

  test("after ten seconds without a network", async () => {
    const { tv, first } = await fibRoom(suite, {}, PLAYERS);
    await tv.click("button.start-game");
    await phase(first, "lie");
    await first.fill("#lie", "written in a tunnel");
    await first.context().setOffline(true);
    await first.waitForSelector("text=You’re offline.");
    await screenshot(first, "game/offline-phone");
    await tv.waitForSelector("text=Ana is reconnecting");
    await screenshot(tv, "game/reconnecting-tv");
    await first.waitForTimeout(10_000);
    expect(await first.inputValue("#lie")).toBe("written in a tunnel");
    const back = appears(first, "body", "You’re back!");
    await first.context().setOffline(false);
    await back;
    await first.click("form button.btn");
    await first.waitForSelector(".submitted");
  });

  test("after an API restart", async () => {
    const { tv, phones, first } = await fibRoom(suite, {}, PLAYERS);
    await tv.click("button.start-game");
    await phase(first, "lie");
    await first.fill("#lie", "older than this server");
    await suite.platform.restartApi(async () => {
      await first.waitForSelector("text=/restarting|Connection lost/");
      await first.click("form button.btn");
    });
    await first.waitForSelector(".submitted");
    await submitLies(phones.slice(1));
    await phase(tv, "guess");
  });
});
