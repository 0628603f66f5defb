/** Timers, pauses and deadlines. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "./support/browser";
import { fibRoom, secondsOf, textOf } from "./support/fib-room";
import { framesOf, Room } from "./support/room";
import { phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

type Flips = Record<string, number>;

/** Makes the page record when each second appears, in ms since 1970 by the correct clock. */
const recordFlips = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const flips: Record<string, number> = {};
    Object.assign(window, { flips });
    const shown = () => document.querySelector("[data-seconds-left]")?.textContent ?? "";
    let last = shown();
    const changes = new MutationObserver(() => {
      const now = shown();
      if (last && now !== last) flips[now] = performance.timeOrigin + performance.now();
      last = now;
    });
    changes.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
/** Returns the seconds that the page has recorded since `recordFlips`. */
const flipsOf = (page: Page): Promise<Flips> =>
  page.evaluate(() => (window as unknown as { flips: Record<string, number> }).flips);

/** Returns when the countdown of a page ends, in seconds since 1970. Pages that are read one after another can be compared. */
const endOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      Number(document.querySelector("[data-seconds-left]")?.textContent) +
      (performance.timeOrigin + performance.now()) / 1_000,
  );

describe("time", () => {
  test("pause stops all timers until resume", async () => {
    const { tv, phones, first } = await fibRoom(suite, {}, ["Ana", "Bo"]);
    await tv.click("button.start-game");
    await Promise.all([tv, ...phones].map((page) => phase(page, "lie")));
    await tv.click('footer button:has-text("Pause")');
    await Promise.all(phones.map((phone) => phone.waitForSelector(".paused")));
    await tv.waitForSelector("text=Paused");
    await screenshot(tv, "game/paused-tv");
    const before = await Promise.all([tv, ...phones].map(secondsOf));
    expect(new Set(before).size).toBe(1);
    await first.fill("#lie", "written in the pause");
    expect(await first.isDisabled("form button.btn")).toBe(true);
    await first.waitForTimeout(2_500);
    expect(await Promise.all([tv, ...phones].map(secondsOf))).toEqual(before);
    const resumed = performance.now();
    await tv.click("button:has-text('Resume')");
    await first.waitForSelector("form button.btn:not(:disabled)");
    const after = await secondsOf(first);
    // The pause does not count, and a busy machine may take seconds to resume.
    const running = (performance.now() - resumed) / 1000;
    expect(before[0]! - after).toBeLessThanOrEqual(running + 2);
  });

  test("a wrong phone clock changes no timer", async () => {
    const room = await Room.open(suite.browser, suite.platform.url);
    const [right, wrong] = [await room.phone("Ana"), await room.phone("Bo", { skewMs: 3_600_000 })];
    await Promise.all([right, wrong].map((page) => page.waitForSelector("text=You’re in!")));
    await room.host("play");
    await Promise.all([right, wrong].map((page) => phase(page, "lie")));
    await Promise.all([right, wrong].map(recordFlips));
    let common: { second: number; onRight: number; onWrong: number }[] = [];
    const look = async () => {
      const [a = {}, b = {}] = await Promise.all([right, wrong].map(flipsOf));
      common = Object.entries(a).flatMap(([second, onRight]) => {
        const onWrong = b[second];
        return onWrong ? [{ second: Number(second), onRight, onWrong }] : [];
      });
      return common.length;
    };
    await expect.poll(look, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
    const deadline = Date.parse((await room.snapshot()).phase?.deadline_at ?? "");
    const apart = common.map(({ onRight, onWrong }) => Math.abs(onRight - onWrong));
    const off = common.map(({ second, onWrong }) => Math.abs(deadline - second * 1000 - onWrong));
    console.log(
      "countdowns apart, ms:",
      apart.map(Math.round),
      "from the server, ms:",
      off.map(Math.round),
    );
    // The limit is far above the expected 50 ms, because the machine may be busy. The wrong clock is an hour off.
    for (const ms of [...apart, ...off]) expect(ms).toBeLessThan(20_000);
  });

  test("submits the draft at the deadline", async () => {
    const room = await Room.open(suite.browser, suite.platform.url, { lie_ms: 12_000 });
    const [ana, bo] = await room.phones("Ana", "Bo");
    await room.host("play");
    await phase(ana, "lie");
    await ana.fill("#lie", "too slow to press");
    await Promise.all([ana, bo].map((page) => phase(page, "guess")));
    expect(await textOf(ana, "button.own")).toContain("too slow to press");
    expect((await bo.$$("[data-phase=guess] ul button")).length).toBeGreaterThanOrEqual(2);
  });

  test("waits for a player with extra time, and nobody else learns of it", async () => {
    // Half as long again is the most that the host allows: long enough for a busy machine to look at three pages.
    const config = { lie_ms: 32_000, extra_time_percent: 50 };
    const { room, tv, phones } = await fibRoom(suite, config, ["Ana", "Bo"]);
    const [ana, bo] = phones as [Page, Page];
    await ana.click("button.player-button");
    const choice = ana.locator("dialog fieldset:has-text('Time to answer')");
    await choice.waitFor();
    expect(await choice.locator("label").allInnerTexts()).toEqual(["Standard", "+25%", "+50%"]);
    await choice.locator("label:has-text('+50%')").click();
    await choice.locator("input[value='50']:checked").waitFor({ state: "attached" });
    await screenshot(ana, "game/extra-time-phone");
    expect(await accessibilityFaults(ana)).toEqual([]);
    await ana.click("dialog button:has-text('Close')");

    await tv.click("button.start-game");
    await Promise.all([tv, ana, bo].map((page) => phase(page, "lie")));
    const [onTv, ofAna, ofBo] = await Promise.all([tv, ana, bo].map(endOf));
    // A page on a busy machine shows a second late.
    expect(Math.abs(ofAna! - ofBo! - 16)).toBeLessThanOrEqual(4);
    expect(Math.abs(onTv! - ofBo!)).toBeLessThanOrEqual(4);
    expect(await secondsOf(bo)).toBeLessThanOrEqual(32);

    await bo.waitForSelector("text=Time’s up! Just a moment.");
    await ana.fill("#lie", "a late pancake");
    expect(await secondsOf(ana)).toBeGreaterThan(0);
    expect(await Promise.all([tv, bo].map(secondsOf))).toEqual([0, 0]);
    await screenshot(tv, "game/extra-time-tv");
    await screenshot(bo, "game/extra-time-other-phone");
    const { phase: waiting } = await room.snapshot();
    expect(waiting?.name).toBe("lie");
    await ana.click("form button.btn");
    await Promise.all([tv, ana, bo].map((page) => phase(page, "guess")));
    expect(await textOf(ana, "button.own")).toContain("a late pancake");

    // Only the own part of a snapshot names extra time, and only the own one.
    const own = '"extra_time":{"most_percent":50,"percent":0}';
    for (const page of [tv, bo]) {
      const frames = (await framesOf(page)).map(({ text }) => text.replaceAll(own, "")).join();
      expect(frames).not.toContain('"extra_time"');
    }
    expect(JSON.stringify(await room.snapshot())).not.toContain('"extra_time"');
  });
});
