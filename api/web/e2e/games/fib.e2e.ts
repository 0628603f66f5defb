/** Whole games of Fib, from the lobby to the awards. */

import { describe, expect, test } from "vitest";
import { accessibilityFaults, download, PHONE, screenshot, TV } from "../support/browser";
import { expectServerState, fibRoom, NAMES, submitLies, textOf } from "../support/fib-room";
import { Room, submitGuess, submitLie } from "../support/room";
import { appears, phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

describe("a whole game", () => {
  test("runs from lobby to awards and restarts", async () => {
    // Long enough for a picture of each phase.
    const { room, tv, phones, first } = await fibRoom(suite, {
      question_ms: 2_500,
      reveal_step_ms: 2_000,
      scoreboard_ms: 2_500,
    });
    await tv.waitForSelector("text=4 players");
    for (const name of NAMES) await tv.waitForSelector(`text=${name}`);
    await screenshot(tv, "game/1-lobby-tv");
    await screenshot(first, "game/1-lobby-phone");
    expect(await accessibilityFaults(tv)).toEqual([]);
    expect(await accessibilityFaults(first)).toEqual([]);

    await tv.click("button.start-game");
    await phase(tv, "question");
    await screenshot(tv, "game/2-question-tv");
    await phase(first, "lie");
    await screenshot(first, "game/3-lie-phone");
    await submitLie(first, "the royal cheese slicer");
    await tv.waitForSelector(".tick");
    await tv.waitForSelector("text=/Waiting for Bo, Cecilie/");
    await screenshot(tv, "game/3-lie-tv");
    await submitLies(phones.slice(1));

    await phase(first, "guess");
    expect(await textOf(first, "button.own")).toContain("the royal cheese slicer");
    expect(await first.isDisabled("button.own")).toBe(true);
    const reaction = appears(tv, ".reaction");
    await first.click(".reactions button >> nth=0");
    await reaction;
    await screenshot(tv, "game/4-guess-tv");
    await screenshot(first, "game/4-guess-phone");
    const caption = appears(tv, ".caption.shown");
    const truth = appears(tv, ".stage.truth");
    for (const phone of phones) await submitGuess(phone);

    await phase(tv, "reveal");
    await caption;
    await truth;
    await screenshot(tv, "game/5-truth-tv");
    await screenshot(first, "game/5-truth-phone");
    await phase(first, "scoreboard");
    await screenshot(first, "game/6-scoreboard-phone");
    await phase(tv, "game_over");
    await tv.waitForSelector(".awards:not(.waiting) li");
    await screenshot(tv, "game/7-finale-tv");
    await phase(first, "game_over");
    await screenshot(first, "game/7-finale-phone");
    expect(await accessibilityFaults(first)).toEqual([]);
    await expectServerState(tv, room);
    await expectServerState(first, room);

    const table = await download(tv, "Download results");
    expect(table.name).toBe(`${room.code}.csv`);
    for (const name of NAMES) expect(table.content.toString()).toContain(`,${name},`);
    // A phone that opens after the ceremony shows its end.
    await first.reload();
    for (const page of [tv, first]) {
      const picture = await download(page, "Save a picture");
      expect(picture.content.subarray(0, 4).toString("latin1")).toBe("\x89PNG");
    }

    await tv.click("text=Play again, same people!");
    await Promise.all([tv, ...phones].map((page) => phase(page, "lie")));
    expect(await first.locator(".score").count(), "nobody has points").toBe(0);
  });

  test("runs with one player and three bots", async () => {
    // Bots take at most half of the time.
    const { room, tv, first } = await fibRoom(suite, { lie_ms: 24_000, guess_ms: 16_000 }, ["Ana"]);
    expect(await tv.isDisabled("button.start-game")).toBe(true);
    for (const players of [2, 3, 4]) {
      await tv.click("text=Add a bot");
      await tv.waitForSelector(`text=${players} players`);
    }
    await screenshot(tv, "game/bots-lobby-tv");
    expect(await accessibilityFaults(tv)).toEqual([]);
    await tv.click("button.start-game");
    await submitLie(first, "a soup for one");
    await submitGuess(first);
    await phase(tv, "game_over");
    await phase(first, "game_over");
    await expectServerState(tv, room);
    expect((await room.snapshot()).players.filter((player) => player.bot)).toHaveLength(3);
  });

  test("opens and closes from the UI", async () => {
    const tv = await suite.newPage({ viewport: TV, locale: "da-DK" });
    await tv.setViewportSize({ width: 1280, height: 720 });
    await tv.goto(`${suite.platform.url}/host`);
    await tv.waitForSelector(".poster button:focus");
    const box = await tv.locator(".poster button:focus").boundingBox();
    expect((box?.y ?? 720) + (box?.height ?? 0), "without scrolling").toBeLessThan(720);
    await tv.keyboard.press("ArrowRight");
    await tv.waitForSelector(".poster:nth-child(2) button:focus");
    await tv.click("text=Indstillinger");
    await tv.click("text=Kort, 4 spørgsmål");
    await tv.click("text=Åbn et rum");
    await tv.waitForSelector("h1.code");
    expect(tv.url()).toMatch(/\/host\/[A-Z]{6}$/);
    expect(await tv.innerHTML("main")).not.toContain("eyJ");
    await tv.click("text=Rummet");
    await tv.click("text=Luk rummet …");
    await tv.waitForSelector("text=bliver slettet fra serveren");
    await tv.click("text=Luk og slet");
    await tv.waitForSelector("text=Leg med dine venner.");
  });

  test("works by keyboard, in Danish", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    const tv = await room.tv();
    const bo = await room.phone("Bo");
    const page = await suite.newPage({ viewport: PHONE, locale: "da-DK" });
    await page.goto(`${suite.platform.url}/join/${room.code}`);
    await page.focus("#name");
    await page.keyboard.type("Åse");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Du er med!");
    await tv.waitForSelector("text=2 players");
    // The button that starts the game has the focus as soon as it can be pressed.
    await tv.waitForSelector("button.start-game:focus");
    await tv.keyboard.press("Enter");
    await submitLie(bo, "a very old herring");
    await page.waitForSelector("#lie");
    for (
      let i = 0;
      i < 12 && !(await page.evaluate(() => document.activeElement?.id === "lie"));
      i++
    ) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("en meget gammel sild");
    await page.keyboard.press("Enter");
    await submitGuess(bo);
    await phase(page, "guess");
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press("Tab");
      if (
        await page.evaluate(() => Boolean(document.activeElement?.closest("[data-phase=guess] ul")))
      )
        break;
    }
    await page.keyboard.press("Enter");
    await phase(page, "reveal");
  });
});
