/** Question packs: writing, import, sharing and playing. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { sendCredentials } from "../support/account";
import { download, PHONE, TV } from "../support/browser";
import { checkPage } from "../support/check-page";
import { field } from "../support/packs";
import { useSuite } from "../support/suite";

const suite = useSuite();

const DESK = { width: 1440, height: 900 };
const SMALL = { width: 360, height: 640 };

const TABLE = `prompt,answer,decoys,category,points
In our house the key hangs behind the ____.,clock,oven|dog|stairs,Home,1
What did Uncle Bo call his boat?,The Sinker,Titanic|Bodil,Home,2
Who?,Me,You,,3
What did we eat at the wedding?,Pizza,pizzas|Soup,,4
`;

test("writes, imports, shares, plays a pack", async () => {
  const { url } = suite.platform;
  const page = await suite.newPage({ viewport: DESK, acceptDownloads: true });

  // Guests see the public packs and a link to register.
  await page.goto(`${url}/packs`);
  await page.waitForSelector("article >> nth=1");
  await checkPage(page, "packs/1-guest-desk");
  await page.click("a:has-text('Create an account')");
  await sendCredentials(page, "Ana.Søe");
  await page.click("a:has-text('Question packs')");
  await page.waitForSelector("text=No packs yet");
  await page.setViewportSize(PHONE);
  await checkPage(page, "packs/2-none-phone");

  // Faults of a new pack appear at their field.
  await page.click("button:has-text('New pack')");
  await page.fill("#details-title", "T".repeat(61));
  await page.waitForSelector("text=Use up to 60 characters.");
  await page.fill("#details-title", "Our family");
  await page.fill("#details-description", "What only we know.");
  await checkPage(page, "packs/3-new-phone");
  await page.click("button:has-text('Create pack')");
  await page.waitForSelector("h1:has-text('Our family')");
  const key = new URL(page.url()).pathname.split("/")[2] ?? "";
  expect(key).toMatch(/^[A-Za-z0-9]{20}$/);
  await checkPage(page, "packs/4-empty-phone");

  await page.setViewportSize(DESK);
  await writeQuestion(page);
  await importInto(page);

  // Sharing takes effect at once and shows the link.
  await page.click("summary:has-text('Share')");
  await page.getByLabel("By link").check();
  const link = await page.inputValue("#share-link");
  expect(link).toBe(`${url}/packs/${key}`);
  await page.setViewportSize(SMALL);
  await checkPage(page, "packs/8-mine-small");
  await page.setViewportSize(TV);
  await checkPage(page, "packs/8-mine-tv");
  expect((await download(page, "Export as CSV")).name).toBe("Our family.csv");

  await playByLink(link);
  await manageLibrary(page);
});

/** Writes a question with faults, which appear while typing, then fixes and saves it. */
async function writeQuestion(page: Page): Promise<void> {
  await page.click("button:has-text('Write a question')");
  const prompt = field(page, "Sentence");
  // A missing gap is no fault while the prompt is being edited.
  await prompt.fill("Every summer we go to Lima");
  expect(await page.getByText("The blank is missing.").count()).toBe(0);
  await field(page, "Answer").fill("Lima");
  await page.waitForSelector("text=The blank is missing.");
  await page.click("button:has-text('Insert blank')");
  expect(await prompt.inputValue()).toBe("Every summer we go to Lima ____");
  // Faults that more text cannot fix appear at once.
  await page.waitForSelector("text=The sentence gives the answer away.");
  await field(page, "Decoy 1").fill("the limas!");
  await page.waitForSelector("text=This is the same as the answer.");
  await field(page, "Decoy 2").fill("Cuzco");
  await field(page, "Decoy 3").fill("Cusco town, Peru");
  await checkPage(page, "packs/5-mistakes-desk");
  await page.setViewportSize(PHONE);
  await checkPage(page, "packs/5-mistakes-phone");
  await page.setViewportSize(DESK);
  await page.keyboard.press("Escape");
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Fix 2 problems first.");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await prompt.fill("Every summer we go to ____, and it rains.");
  await field(page, "Decoy 1").fill("Skagen");
  expect(await page.locator("[aria-invalid]").count()).toBe(0);
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Added. Another one?");

  // The server's faults appear at their field, too. Here it is a duplicate question.
  await prompt.fill("Every summer we go to ____, and it rains.");
  await field(page, "Answer").fill("lima");
  await field(page, "Decoy 1").fill("Skagen");
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=The pack already has this question.");
  await page.click("form button:has-text('Close')");

  await page.click("ol button:has-text('Edit')");
  await page.click("label:has-text('Open question')");
  await field(page, "Question").fill("Where do we go every summer?");
  await page.click("form button:has-text('Save')");
  await page.waitForSelector(".question >> text=Where do we go every summer?");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Edit");
}

/** Imports a table with invalid rows: first nothing, then the valid rows, then nothing new. */
async function importInto(page: Page): Promise<void> {
  await page.click("summary:has-text('Import and export')");
  const give = (name: string, text: Buffer) =>
    page.setInputFiles("input[type=file]", { name, mimeType: "text/csv", buffer: text });
  await give("old.csv", Buffer.from("prompt,answer\nHvor bor Åse?,Ærø", "latin1"));
  await page.waitForSelector("text=The file isn’t in UTF-8: it has the byte");
  await give("huge.csv", Buffer.alloc(20 * 1024 * 1024 + 1, "a"));
  await page.waitForSelector("text=The file is larger than 20 MB. Split it.");
  expect(await page.locator("form button:has-text('Import')").count()).toBe(0);

  await give("family.csv", Buffer.from(TABLE));
  await page.waitForSelector("text=2 questions to import, 2 rows with problems.");
  await page.waitForSelector(
    "li:has-text('Line 4') >> text=Question: This is too short. Use at least 5 characters.",
  );
  await page.waitForSelector(
    "li:has-text('Line 5') >> text=Decoy 1: This is the same as the answer.",
  );
  await page.waitForSelector("text=These columns aren’t used here and are skipped: points.");
  await checkPage(page, "packs/6-refused-desk");
  await page.click("button:has-text('Import only the 2 good questions')");
  await page.waitForSelector("text=2 questions added.");
  await page.waitForSelector(".question >> text=What did Uncle Bo call his boat?");
  await page.setViewportSize(PHONE);
  await page.locator("#report").scrollIntoViewIfNeeded();
  await checkPage(page, "packs/7-report-phone");
  await page.setViewportSize(DESK);
  await give("family.csv", Buffer.from(TABLE));
  await page.click("button:has-text('Import only the 2 good questions')");
  await page.waitForSelector("text=Nothing new. The pack already has all these questions.");
}

/** Opens the link as another person and starts a room. No response contains the questions. */
async function playByLink(link: string): Promise<void> {
  const page = await suite.newPage({ viewport: PHONE, locale: "da-DK", colorScheme: "dark" });
  const answers: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/api/packs")) answers.push(await response.text().catch(() => ""));
  });
  await page.goto(link);
  await page.waitForSelector("h1:has-text('Our family')");
  await page.waitForSelector("text=3 spørgsmål");
  await checkPage(page, "packs/9-link-phone-night");
  await page.setViewportSize(TV);
  await checkPage(page, "packs/9-link-tv-night");
  await page.click("a:has-text('Spil pakken')");
  await page.waitForSelector("label:has-text('Our family') input:checked");
  await page.waitForSelector("text=3 spørgsmål at trække fra.");
  await page.waitForSelector(".packs li >> nth=1");
  await checkPage(page, "packs/10-start-tv");
  await page.setViewportSize(PHONE);
  await checkPage(page, "packs/10-start-phone");
  await page.setViewportSize(SMALL);
  await checkPage(page, "packs/10-start-small");
  expect(answers.join()).not.toContain("Sinker");

  // Three questions are too few for a standard game. Another pack fixes that.
  await page.click("button:has-text('Åbn et rum')");
  await page.waitForSelector("text=Der er ikke spørgsmål nok");
  await page.fill("#pack-link", `${suite.platform.url}/packs/nowhere`);
  await page.press("#pack-link", "Enter");
  await page.waitForSelector("text=Der er ingen pakke på det link.");
  await page.fill("#pack-link", `${suite.platform.url}/packs/starter-da`);
  await page.press("#pack-link", "Enter");
  await page.waitForSelector("text=/[0-9]{3} spørgsmål at trække fra/");
  const [made] = await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/api/sessions") && answer.ok()),
    page.click("button:has-text('Åbn et rum')"),
  ]);
  const sent = made.request().postDataJSON() as { pack_ids: string[]; language?: string };
  expect(sent.pack_ids).toEqual([link.split("/").at(-1), "starter-da"]);
  await page.waitForURL(/\/host\/[A-Z]{6}$/);
}

/** Copies and deletes packs, reads a public one, and opens pages that fail. */
async function manageLibrary(page: Page): Promise<void> {
  await page.click("text=All packs");
  await page.waitForSelector("h3:has-text('Our family')");
  await checkPage(page, "packs/11-shelf-tv");
  await page.setViewportSize(PHONE);
  await checkPage(page, "packs/11-shelf-phone");
  await page.click("button:has-text('Copy: Our family')");
  await page.waitForSelector("text=Copied. This one is yours.");
  await page.click("text=All packs");
  await page.click("button:has-text('Delete: Our family') >> nth=0");
  await page.waitForSelector("dialog >> text=The pack and its 3 questions will be deleted");
  await checkPage(page, "packs/12-delete-phone");
  await page.click("dialog button:has-text('Delete for good')");
  await page.waitForSelector("text=“Our family” was deleted.");
  expect(await page.locator("h3:has-text('Our family')").count()).toBe(1);

  // Accounts can read and search public packs.
  await page.click("a:has-text('Strange but true')");
  await page.click("summary:has-text('Read the questions')");
  await page.waitForSelector("ol > li >> nth=49");
  await page.fill("#search", "australia");
  await page.press("#search", "Enter");
  await page.waitForSelector("text=/\\d+ questions? found/");
  expect(await page.locator("ol .question:not(:has-text('Australia'))").count()).toBe(0);
  await checkPage(page, "packs/13-read-phone");

  // An unknown pack, and an unreachable server.
  await page.goto(`${suite.platform.url}/packs/nowhere`);
  await page.waitForSelector("text=Pack not found");
  await checkPage(page, "packs/14-unknown-phone");
  await page.route("**/api/packs*", (route) => route.abort());
  await page.click("text=All packs");
  await page.waitForSelector("text=The packs couldn’t be loaded.");
  await checkPage(page, "packs/15-broken-phone");
  await page.unroute("**/api/packs*");
  await page.click("button:has-text('Try again') >> nth=0");
  await page.waitForSelector("h3:has-text('Our family')");
}
