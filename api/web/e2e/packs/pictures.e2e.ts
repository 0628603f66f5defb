/** Pictures as items of a pack, and a picture as a setting: from the upload to the TV, and to its deletion. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PASSWORD, register, sendCredentials } from "../support/account";
import { PHONE, TV } from "../support/browser";
import { checkPage } from "../support/check-page";
import { png, tower } from "../support/media-files";
import { createPack, field, fileField } from "../support/packs";
import { joinByApi, post } from "../support/room";
import { useSuite } from "../support/suite";

const suite = useSuite();

const ALT = "A yellow tower in front of a blue sky";
const DESK = { width: 1280, height: 720 };
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
  await page.getByRole("button", { name: "Your files" }).focus();
  await page.keyboard.press("Enter");
  const own = page.getByRole("group", { name: "Your files" }).getByRole("button");
  await own.first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("[aria-pressed=true]");
  await checkPage(page, "settings/picture-own");
  await field(page, "What does the picture show?").fill(ALT);
  await playsWithPicture(page);

  // The preset goes on without a deleted file.
  await options(page);
  await page.getByLabel("Your presets").selectOption({ label: "Pub" });
  await page.click("button:has-text('Your files')");
  await page.click(`button:has-text('Delete: ${ALT}')`);
  await page.click("dialog button:has-text('Delete for good')");
  await page.waitForSelector(`text=“${ALT}” was deleted.`);
  await page.waitForSelector("fieldset:has(input[type=file]):not(:has(img))");
  await page.reload();
  await options(page);
  await page.getByLabel("Your presets").selectOption({ label: "Pub" });
  await page.click("button:has-text('Your files')");
  await page.waitForSelector("text=You have no files of this kind yet.");
  expect(await page.locator("form img").count()).toBe(0);
});

test("deletes a picture in Danish, unless a question uses it", async () => {
  const page = await suite.newPage({ viewport: DESK, locale: "da-DK" });
  const url = await prepareFiles("Cleo.Berg");
  await page.goto(`${suite.platform.url}/account`);
  await sendCredentials(page, "Cleo.Berg");
  await options(page, DANISH);
  const toggle = page.getByRole("button", { name: "Dine filer" });
  await toggle.click();
  const files = page.getByRole("group", { name: "Dine filer" });
  await files.locator("img").nth(1).waitFor();
  await checkSizes(page, "settings/files");

  await files.locator(`button:has-text('Slet: ${ALT}')`).click();
  await page.click("dialog button:has-text('Slet for altid')");
  await page.waitForSelector("dialog >> text=Der er spørgsmål, som bruger filen.");
  await checkSizes(page, "settings/file-in-use");
  await page.click("dialog button:has-text('Behold den')");

  // The keyboard alone chooses and deletes the other file.
  await files.getByRole("button", { name: /^Fil fra/ }).focus();
  await page.keyboard.press("Enter");
  await page.locator("fieldset img").waitFor();
  await files.locator("button:has-text('Slet: Fil fra')").focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog button:focus:has-text('Behold den')");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=status]:has-text('er slettet.')");
  await expect.poll(() => toggle.evaluate((it) => it === document.activeElement)).toBe(true);
  expect(await page.locator("fieldset img").count()).toBe(0);
  expect(await files.locator("img").count()).toBe(1);
  expect((await fetch(url)).status).toBe(404);
  await checkSizes(page, "settings/file-deleted");
});

/** Creates an account with a file that a question uses, and another one. Returns the address of the latter. */
async function prepareFiles(name: string): Promise<string> {
  const { url } = suite.platform;
  const account = { name, password: PASSWORD };
  const { access_token: token } = await post<{ access_token: string }>(
    `${url}/api/accounts`,
    account,
  );
  const uploaded = async (body: Buffer) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/media`, {
      method: "POST",
      headers,
      body: new Uint8Array(body),
    });
    return (await answer.json()) as { file: string; url: string };
  };
  const { file } = await uploaded(PICTURE.buffer);
  const pack = { title: "Tårne", language: "da" };
  const { pack_id } = await post<{ pack_id: string }>(`${url}/api/packs`, pack, token);
  const question = { kind: "picture", prompt: "", answer: "", media: { file, alt: ALT } };
  await post(`${url}/api/packs/${pack_id}/questions`, question, token);
  const logo = png(400, 300, (x, y) => (x > y ? [40, 160, 90] : [240, 240, 230]));
  return url + (await uploaded(logo)).url;
}

/** Checks the page at the size of a phone and of a small computer. */
async function checkSizes(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    await page.setViewportSize(viewport);
    await page.getByRole("group", { name: "Dine filer" }).scrollIntoViewIfNeeded();
    await checkPage(page, `${name}-${size}`);
  }
}

const ENGLISH = {
  options: "Options",
  more: "More settings",
  logo: "Picture on the TV, such as a logo",
};
const DANISH = {
  options: "Indstillinger",
  more: "Flere indstillinger",
  logo: "Billede på skærmen, for eksempel et logo",
};

/** Opens the settings of Quiz on the start page. */
async function options(page: Page, words = ENGLISH): Promise<void> {
  await page.goto(`${suite.platform.url}/host`);
  await page.click(`text=${words.options}`);
  await page.click("label.game:has-text('Quiz')");
  await page.click(`summary:has-text('${words.more}')`);
  await page.getByRole("group", { name: words.logo }).waitFor();
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
