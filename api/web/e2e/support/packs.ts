/** The editor of question packs. */

import type { Locator, Page } from "playwright-core";

/** Returns the field with this label. */
export const field = (page: Page, label: string): Locator =>
  page.getByLabel(label, { exact: true });

/** Returns the file field of the question that is being written. */
export const fileField = (page: Page): Locator =>
  page.locator("form:has(.question-fields) input[type=file]");

/** Creates a pack on the page of packs in English, and waits for its editor. Returns the pack's key. */
export async function createPack(page: Page, title: string): Promise<string> {
  await page.click("button:has-text('New pack')");
  await page.fill("#details-title", title);
  await page.click("button:has-text('Create pack')");
  await page.waitForSelector(`h1:has-text('${title}')`);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}
