/** The checks that every page of an editor has to pass, at the size of the window. */

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityFaults, screenshot } from "./browser";

/** Takes a screenshot with this name, and checks accessibility and horizontal scrolling. */
export async function checkPage(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await accessibilityFaults(page), name).toEqual([]);
  const over = () => document.documentElement.scrollWidth - innerWidth;
  expect(await page.evaluate(over), `${name} scrolls horizontally`).toBeLessThanOrEqual(0);
}
