/** Files of other programs: preview, change of the format, faults in the reader's language, and a table back. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { register } from "../support/account";
import { download, PHONE } from "../support/browser";
import { checkPage } from "../support/check-page";
import { useSuite } from "../support/suite";

/** A table whose second question has no answer. */
const ONE_FAULT =
  "prompt,answer,decoys\nWhat is the capital of Peru?,Lima,Cusco\nWhat is 2 + 2?,,3\n";

const suite = useSuite();
const DESK = { width: 1280, height: 720 };
const CASES = new URL("../../../../shared/library/tests/cases/", import.meta.url);
const CARDS = "Hvad hedder vores hund?\tTrofast\nHvor er sommerhuset?\tSkagen\n";

/** Takes a screenshot at both sizes, and checks accessibility and horizontal scrolling. */
async function checkSizes(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    await page.setViewportSize(viewport);
    await page.locator("form input[type=file]").evaluate((input) => input.scrollIntoView());
    await checkPage(page, `import/${name}-${size}`);
  }
}

const give = (page: Page, name: string, buffer: Buffer) =>
  page.setInputFiles("form input[type=file]", { name, mimeType: "", buffer });

test("previews a file, then imports and exports it", async () => {
  const page = await suite.newPage({ viewport: DESK, acceptDownloads: true });
  const posted: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posted.push(new URL(request.url()).pathname);
  });
  await register(page, suite.platform.url, "Ana");
  await page.click("a:has-text('Question packs')");
  await page.waitForSelector("text=No packs yet");

  // A file is recognised and shown before anything is written.
  posted.length = 0;
  await page.click("button:has-text('Import a file')");
  await checkSizes(page, "1-start");
  await give(page, "one fault.csv", Buffer.from(ONE_FAULT));
  await page.waitForSelector("text=1 question to import, 1 row with a problem.");
  await page.waitForSelector("li:has-text('Line 3')");
  await page.waitForSelector("button:has-text('Import only the good question')");
  await give(page, "quiz night.xlsx", readFileSync(new URL("kahoot.xlsx", CASES)));
  await page.waitForSelector("text=Recognised: Kahoot template");
  await page.waitForSelector("text=4 questions to import.");
  expect(await page.getByLabel("Read the file as").count()).toBe(0);
  await checkSizes(page, "2-kahoot");
  expect(posted).toEqual(["/api/packs/preview", "/api/packs/preview"]);
  await page.click("button:has-text('Import 4 questions')");
  await page.waitForSelector("text=4 questions added.");
  await checkSizes(page, "3-report");
  await page.click("button:has-text('Open the pack')");
  await page.waitForSelector("h1:has-text('quiz night')");

  await changeFormatInDanish(page);
  await exportWithSemicolons(page);
});

/** Reads cards in the wrong formats, whose faults are in Danish, then in the right one. */
async function changeFormatInDanish(page: Page): Promise<void> {
  await page.click("button:has-text('Dansk')");
  await page.click("summary:has-text('Import og eksport')");
  await give(page, "kort.txt", Buffer.from(CARDS));
  await page.waitForSelector("text=Genkendt: Kort fra Quizlet");
  const format = page.getByLabel("Læs filen som");
  await format.selectOption("gift");
  await page.waitForSelector("text=Læst som: GIFT (Moodle)");
  await page.waitForSelector("li:has-text('Linje 1') >> text=Svarene i tuborgklammer { } mangler.");
  await page.waitForSelector("text=Ingen af rækkerne kan importeres.");
  await checkSizes(page, "4-rows-danish");
  await format.selectOption("csv");
  const fault = page.locator("form [role=alert]", {
    hasText: "Linje 1: Den første række skal være",
  });
  await fault.waitFor();
  expect(await fault.textContent()).toContain("Der mangler: Spørgsmål, Svar.");
  await checkSizes(page, "5-file-danish");
  // The keyboard reaches the choice, and the format can be recognised again.
  await format.press("Home");
  await page.waitForSelector("text=Genkendt: Kort fra Quizlet");
  await page.click("button:has-text('Importér 2 spørgsmål')");
  await page.waitForSelector("text=2 spørgsmål tilføjet.");
}

/** Exports a table for a Danish Excel. It is imported unchanged. */
async function exportWithSemicolons(page: Page): Promise<void> {
  const { content } = await download(page, "Eksportér som CSV med semikolon");
  const table = content.toString("utf8");
  expect(table.startsWith("\ufeffkey;kind;category;prompt;answer;")).toBe(true);
  expect(table.trimEnd().split("\n")).toHaveLength(7);
  await give(page, "fra excel.csv", content);
  await page.waitForSelector("text=Genkendt: Tabel (CSV)");
  await page.click("button:has-text('Importér 6 spørgsmål')");
  await page.waitForSelector("text=Intet nyt. Pakken har allerede alle spørgsmålene.");
}
