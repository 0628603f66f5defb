/** Pictures as items of a pack, and a picture as a setting: from the upload to the TV. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { register } from "../support/account";
import { PHONE, TV } from "../support/browser";
import { checkPage } from "../support/check-page";
import { tower } from "../support/media-files";
import { createPack, field, fileField } from "../support/packs";
import { joinByApi } from "../support/room";
import { useSuite } from "../support/suite";

const suite = useSuite();

const ALT = "A yellow tower in front of a blue sky";
const PICTURE = { name: "tower.png", mimeType: "image/png", buffer: tower() };

test("writes pictures with and without a title", async () => {
  const page = await suite.newPage({ viewport: TV });
  await register(page, suite.platform.url, "Ana.Berg");
  await page.goto(`${suite.platform.url}/packs`);
  await createPack(page, "Towers");
  await page.setViewportSize(PHONE);
  await page.click("button:has-text('Write a question')");
  await page.locator("label").getByText("Picture", { exact: true }).click();

  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=The picture is missing.");
  await checkPage(page, "packs/19-picture-missing");
  await fileField(page).setInputFiles(PICTURE);
  await page.locator("figure img").waitFor();
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Describe the picture for people who can’t see it.");
  await field(page, "What does the picture show?").fill(ALT);
  await field(page, "Title").fill("The tower");
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Added. Another one?");
  await fileField(page).setInputFiles(PICTURE);
  await field(page, "What does the picture show?").fill(ALT);
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Added. Another one?");
  await page.click("form button:has-text('Close')");
  await page.waitForSelector("text=2 pictures");
  await page.locator(".question img").nth(1).waitFor();
  await checkPage(page, "packs/20-pictures");

  // A table has no place for pictures.
  await page.click("summary:has-text('Import and export')");
  await page.click("button:has-text('Export as CSV')");
  await page.waitForSelector("text=This pack has pictures, which a table can’t contain.");
});

test("shows the host's picture on the TV", async () => {
  const page = await suite.newPage({ viewport: TV });
  await register(page, suite.platform.url, "Bo.Berg");
  await options(page);
  await page.locator("input[type=file]").setInputFiles(PICTURE);
  const alt = field(page, "What does the picture show?");
  await alt.waitFor();
  // The form is not sent without the description.
  await page.click("form .buttons .btn");
  expect(await alt.evaluate((input: HTMLTextAreaElement) => input.validity.customError)).toBe(true);
  expect(new URL(page.url()).pathname).toBe("/host");
  await alt.fill(ALT);
  await checkPage(page, "settings/picture-tv");
  await page.setViewportSize(PHONE);
  await checkPage(page, "settings/picture-phone");
  await page.setViewportSize(TV);
  await page.fill("#preset-name", "Pub");
  await page.click("button:has-text('Save as preset')");
  await page.waitForSelector("text=Saved.");
  await playsWithPicture(page);

  // The account still has the file. The keyboard alone chooses it again.
  await options(page);
  await page.getByRole("button", { name: "Choose from your files" }).focus();
  await page.keyboard.press("Enter");
  const own = page.getByRole("group", { name: "Choose from your files" }).getByRole("button");
  await own.first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("[aria-pressed=true]");
  await checkPage(page, "settings/picture-own");
  await field(page, "What does the picture show?").fill(ALT);
  await playsWithPicture(page);
});

/** Opens the settings of Quiz on the start page. */
async function options(page: Page): Promise<void> {
  await page.goto(`${suite.platform.url}/host`);
  await page.click("text=Options");
  await page.click("label.game:has-text('Quiz')");
  await page.click("summary:has-text('More settings')");
  await page.getByRole("group", { name: "Picture on the TV, such as a logo" }).waitFor();
}

/** Opens the room, starts the game with two players, and expects the picture next to the round. */
async function playsWithPicture(tv: Page): Promise<void> {
  await tv.click("form .buttons .btn");
  await tv.waitForURL(/\/host\/[A-Z]{6}$/);
  for (const nickname of ["Ana", "Bo"])
    await joinByApi(suite.platform.url, tv.url().slice(-6), nickname);
  await tv.click("button.start-game");
  const picture = tv.locator("[data-phase] header img");
  await picture.waitFor();
  const shown = await picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const { width, height } = image.getBoundingClientRect();
    return { alt: image.alt, natural: [image.naturalWidth, image.naturalHeight], width, height };
  });
  expect(shown).toMatchObject({ alt: ALT, natural: [640, 400] });
  expect(Math.min(shown.width, shown.height)).toBeGreaterThan(20);
  await checkPage(tv, "settings/picture-in-game");
}
