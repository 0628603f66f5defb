/** The music is scheduled for the server's deadline, on screens with wrong clocks and a jittery connection. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults } from "./support/browser";
import { layoutFaults, TV_RULES } from "./support/layout";
import { allowSound, beatsOf, jitterAndRecordBeats } from "./support/music";
import { Room } from "./support/room";
import { phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

/** The phones' clocks are wrong by this much, in opposite directions. */
const SKEW_MS = 5_000;
/** Rounding of seconds of the audio clock. */
const ROUNDING_MS = 1;
/** Long enough for the last ten seconds to tighten. */
const LIE_MS = 13_000;

test("the last beat is scheduled for the deadline on every screen", async () => {
  const room = await Room.open(suite.browser, suite.platform.url, { lie_ms: LIE_MS });
  const before = jitterAndRecordBeats;
  const tv = await room.tv({ before });
  // Browsers allow sound only after a touch. One button asks for it.
  await tv.waitForSelector("text=Tap for sound");
  expect(await layoutFaults(tv, TV_RULES)).toEqual([]);
  await allowSound(tv);
  const screens = [
    tv,
    await room.phone("Ana", { before, skewMs: SKEW_MS }),
    await room.phone("Bo", { before, skewMs: -SKEW_MS }),
  ];
  for (const phone of screens.slice(1)) await phone.waitForSelector("text=You’re in!");
  await tv.waitForSelector("[data-mood=lobby]", { state: "attached" });
  await room.host("play");
  await Promise.all(screens.map((page) => phase(page, "lie")));
  const deadline = Date.parse((await room.snapshot()).phase?.deadline_at ?? "");
  const beatsBefore = async (page: Page) =>
    (await beatsOf(page)).filter((beat) => beat.deadline === deadline);
  const off: number[] = [];
  for (const page of screens) {
    await expect
      .poll(async () => (await beatsBefore(page)).at(-1)?.number, { timeout: 60_000 })
      .toBe(0);
    const beats = await beatsBefore(page);
    const last = beats.at(-1)!;
    expect(beats.filter(({ number }) => number === 0)).toEqual([last]);
    expect(Math.max(...beats.map(({ at }) => at)), "no beat after the last one").toBe(last.at);
    expect(Math.abs(last.audible - deadline)).toBeLessThanOrEqual(ROUNDING_MS);
    off.push(last.audibleHere - deadline);
  }
  console.log("last beat after the deadline, ms:", off.map((ms) => ms.toFixed(1)).join(", "));
  // How well the page knows the server's clock depends on the machine, but the device's own clock is far off.
  for (const ms of off) expect(Math.abs(ms)).toBeLessThan(SKEW_MS / 2);
});

test("volume, music and voice have settings", async () => {
  const room = await Room.open(suite.browser, suite.platform.url);
  const tv = await room.tv();
  await tv.click("button:has-text('Room')");
  await tv.getByLabel("Volume").fill("20");
  await tv.click("text=Turn off music");
  await tv.click("text=Quiet, house");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await tv.reload();
  await tv.click("button:has-text('Room')");
  expect(await tv.getByLabel("Volume").inputValue()).toBe("20");
  await tv.waitForSelector("text=Turn on music");
  await tv.waitForSelector("text=Let the house talk");
  await tv.click("button:has-text('Mute')");
  await tv.waitForSelector("button:has-text('Unmute')");
  expect(await tv.getByLabel("Volume").count()).toBe(0);
});
