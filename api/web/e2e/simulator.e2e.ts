/** The simulator: a recorded game on a TV and on phones, forwards and backwards. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "./support/browser";
import { openGallery, type Gallery } from "./support/gallery";
import { useSuite } from "./support/suite";

const suite = useSuite();
let gallery: Gallery;
beforeAll(async () => (gallery = await openGallery(suite.platform.url)));
afterAll(() => gallery?.close());

describe("the simulator", () => {
  test("plays a game, goes back in it, and takes actions", async () => {
    const page = await gallery.newPage({ viewport: { width: 1600, height: 1000 } });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${gallery.url}simulator`);
    await page.getByRole("combobox", { name: /^Game/ }).selectOption("fib");
    await page.getByRole("button", { name: "New game" }).click();
    const tv = page.frameLocator("iframe[title=TV]");
    const ana = page.frameLocator("iframe[title=Ana]");
    await ana.locator(".player-button", { hasText: "Ana" }).waitFor();
    await expect.poll(() => page.locator("iframe").count()).toBe(5);

    await page.getByRole("button", { name: "Play to the end" }).click();
    await tv.locator("[data-phase=game_over]").waitFor();
    await ana.locator("[data-phase=game_over]").waitFor();

    // Back to the lobby, and forward to the first lies.
    await page.getByRole("slider").press("Home");
    await page.getByText("The lobby, before the first input").waitFor();
    const step = page.locator(".step");
    for (let n = 0; n < 10 && !(await step.textContent())?.includes("phase lie"); n += 1) {
      const before = await step.textContent();
      await page.getByRole("button", { name: "Forward" }).click();
      await page.waitForFunction(
        (text) => document.querySelector(".step")?.textContent !== text,
        before,
      );
    }
    await tv.locator("[data-phase=lie]").waitFor();
    await ana.locator("textarea").fill("a lie by hand");
    await ana.locator("form button.btn").click();
    await step.getByText("Ana: lie.submit → progress").waitFor();
    await ana.locator("textarea").waitFor({ state: "detached" });

    const inspected = page.locator("pre");
    await page
      .getByRole("combobox", { name: /^Inspect/ })
      .selectOption({ label: "State of the game" });
    await expect.poll(() => inspected.textContent()).toContain("a lie by hand");
    await page
      .getByRole("combobox", { name: /^Inspect/ })
      .selectOption({ label: "View of everybody" });
    await expect.poll(() => inspected.textContent()).not.toContain("a lie by hand");
    await page.getByRole("combobox", { name: /^Inspect/ }).selectOption({ label: "You: Ana" });
    await expect.poll(() => inspected.textContent()).toContain("a lie by hand");

    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, "simulator");
    expect(errors).toEqual([]);
  });
});
