/** A whole game of Sketch: drawing with a pointer and with the keyboard, and strokes on the TV while people draw. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "../support/browser";
import { Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** People end the phases in which they act. */
const CONFIG = {
  rounds: 1,
  draw_ms: 120_000,
  title_ms: 120_000,
  guess_ms: 120_000,
  reveal_step_ms: 1_200,
  scoreboard_ms: 2_500,
};

/** Draws a line over the paper, and holds the pointer down. */
async function startLine(page: Page, height: number): Promise<void> {
  const box = await page.locator(".pad").boundingBox();
  if (!box) throw new Error("there is no paper");
  const y = box.y + box.height * height;
  await page.mouse.move(box.x + box.width * 0.2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, y + 20, { steps: 12 });
}

const strokesOf = (tv: Page, name: string) =>
  tv.locator(`svg[aria-label="${name} is drawing"] > path`).count();

/** Writes a title or picks one, unless the person drew the shown drawing. */
async function play(page: Page, title: string): Promise<void> {
  await phase(page, "title");
  if (await page.locator("#answer").isVisible()) {
    await page.fill("#answer", title);
    await page.click("form button.btn");
  }
}
async function pick(page: Page): Promise<void> {
  await phase(page, "guess");
  const open = page.locator("[data-phase=guess] ul li button:enabled");
  if (await open.count()) await open.first().click();
}

describe("Sketch", () => {
  test("runs with fingers and keys", async () => {
    const room = await Room.open(suite.browser, suite.platform.url, CONFIG, "sketch");
    const tv = await room.tv();
    const phones = await room.phones("Ana", "Bo", "Cy");
    const [ana, bo, cy] = phones;
    await tv.click("button.start-game");
    await Promise.all([tv, ...phones].map((page) => phase(page, "draw")));

    // The stroke is on the TV before the finger leaves the paper.
    await startLine(ana, 0.3);
    await expect.poll(() => strokesOf(tv, "Ana")).toBe(1);
    await ana.mouse.up();
    const prompt = (await ana.locator(".draw h1 span").textContent()) ?? "";
    expect(prompt.length).toBeGreaterThan(5);
    expect(await tv.locator("body").textContent()).not.toContain(prompt);
    await ana.check("input[value='4']");
    await startLine(ana, 0.6);
    await ana.mouse.up();
    await expect.poll(() => strokesOf(tv, "Ana")).toBe(2);
    await ana.click("text=Undo");
    await expect.poll(() => strokesOf(tv, "Ana")).toBe(1);
    await screenshot(tv, "sketch/1-draw-tv");
    await screenshot(ana, "sketch/1-draw-phone");
    expect(await accessibilityFaults(ana)).toEqual([]);
    await ana.reload();
    await expect.poll(() => ana.locator(".pad svg > path").count()).toBe(1);
    await ana.click("text=I’m done");
    await ana.waitForSelector("text=Your drawing is in");

    await bo.focus("text=Square");
    await bo.keyboard.press("Enter");
    for (const key of ["ArrowLeft", "ArrowUp", "+", "r", "Enter"]) await bo.keyboard.press(key);
    await expect.poll(() => strokesOf(tv, "Bo")).toBe(1);
    await bo.click("text=I’m done");
    await startLine(cy, 0.5);
    await cy.mouse.up();
    await cy.click("text=I’m done");

    for (let drawing = 1; drawing <= phones.length; drawing += 1) {
      await phase(tv, "title");
      if (drawing === 1) await screenshot(tv, "sketch/2-title-tv");
      await play(ana, `Ana’s idea ${drawing}`);
      await play(bo, `Bo’s thought ${drawing}`);
      await play(cy, `Cy’s secret ${drawing}`);
      await phase(tv, "guess");
      if (drawing === 1) {
        await screenshot(tv, "sketch/3-guess-tv");
        await screenshot(ana, "sketch/3-guess-phone");
        expect(await accessibilityFaults(ana)).toEqual([]);
      }
      await pick(ana);
      await pick(bo);
      await pick(cy);
      await phase(tv, "reveal");
      if (drawing === 1) await screenshot(tv, "sketch/4-reveal-tv");
    }
    await phase(tv, "game_over");
    await phase(ana, "game_over");
    expect(await accessibilityFaults(tv)).toEqual([]);
    const { status, view } = await room.snapshot();
    expect(status).toBe("finished");
    expect((view as { ranking: unknown[] }).ranking).toHaveLength(3);
  });
});
