/** Pictures and sounds of questions: written in the editor, shown and played in a game. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "../support/browser";
import { Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

/** Returns a picture of a tower. */
async function picture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [300, 400];
    const paint = canvas.getContext("2d");
    for (const [colour, x, y, width, height] of [
      ["#8fc1d9", 0, 0, 300, 400],
      ["#b5543f", 90, 120, 120, 280],
    ] as const) {
      if (!paint) break;
      paint.fillStyle = colour;
      paint.fillRect(x, y, width, height);
    }
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(url.split(",")[1] ?? "", "base64");
}

/** Returns an MP3 with three silent seconds. */
function sound(): Buffer {
  const frame = Buffer.alloc(208);
  frame.set([0xff, 0xfb, 0x50, 0xc0]);
  return Buffer.concat(Array.from({ length: 115 }, () => frame));
}

/** Fills the form with a question and a file, and saves it. */
async function write(
  page: Page,
  question: { prompt: string; answer: string; alt: string; altLabel: string },
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.getByText("Open question", { exact: true }).click();
  await field(page, "Question").fill(question.prompt);
  await field(page, "Answer").fill(question.answer);
  await field(page, "Decoy 1").fill("something else");
  await page.setInputFiles("input[type=file][accept*=png]", file);
  await page.waitForSelector("text=Stored,");
  await field(page, question.altLabel).fill(question.alt);
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Added. Another one?");
}

/** Registers, and writes a pack with a picture and a sound. Returns the pack's key. */
async function writePack(): Promise<string> {
  const context = await suite.browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${suite.platform.url}/packs`);
  await page.click("a:has-text('Create an account')");
  await page.fill("#name", "Ana.Lund");
  await page.fill("#password", "seven owls juggle figs");
  await page.click("button.wide");
  await page.click("a:has-text('Question packs')");
  await page.click("button:has-text('New pack')");
  await page.fill("#details-title", "Towers and birds");
  await page.click("button:has-text('Create pack')");
  await page.waitForSelector("h1:has-text('Towers and birds')");
  await page.click("button:has-text('Write a question')");

  // A file that is no picture is refused with what to do; a picture without a description is not saved.
  const text = { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
  await page.setInputFiles("input[type=file][accept*=png]", text);
  await page.waitForSelector("text=neither a picture nor a sound");
  const tower = { name: "tower.png", mimeType: "image/png", buffer: await picture(page) };
  await page.setInputFiles("input[type=file][accept*=png]", tower);
  await page.waitForSelector("text=Stored,");
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Describe the picture for people who can’t see it.");
  const altLabel = "What does the picture show?";
  const first = { prompt: "Where does this tower stand?", answer: "Odense", alt: "A red tower" };
  await write(page, { ...first, altLabel }, tower);
  expect(await accessibilityFaults(page)).toEqual([]);
  const song = { name: "bird.mp3", mimeType: "audio/mpeg", buffer: sound() };
  const second = { prompt: "Which bird sings here?", answer: "An owl", alt: "A bird at night" };
  await write(page, { ...second, altLabel: "What does the sound play?" }, song);
  await screenshot(page, "packs/9-media-editor");

  await page.click("summary:has-text('Share')");
  await page.getByLabel("By link").check();
  await page.waitForSelector("#share-link");
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

test("a picture and a sound are written and played", async () => {
  const key = await writePack();
  const config = {
    rounds: 1,
    questions_per_round: 2,
    question_ms: 4_000,
    answer_ms: 60_000,
    solution_ms: 3_000,
    scoreboard_ms: 3_000,
  };
  const room = await Room.open(suite.browser, suite.platform.url, config, "quiz", [key]);
  const tv = await room.tv();
  const phones = [await room.phone("Ana"), await room.phone("Bo")];
  await Promise.all(phones.map((phone) => phone.waitForSelector("text=You’re in!")));
  await tv.click("button.start-game");
  for (const n of [1, 2]) {
    await Promise.all([tv, ...phones].map((page) => phase(page, "answer")));
    const kind = await tv.getAttribute("[data-phase=answer] [data-media]", "data-media");
    if (kind === "picture") {
      for (const page of [tv, ...phones]) {
        const img = page.locator("img[alt='A red tower']");
        await img.waitFor();
        expect(await img.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(300);
      }
      await screenshot(tv, "quiz/picture-tv");
      await screenshot(phones[0] as Page, "quiz/picture-phone");
    } else {
      await tv.waitForSelector("[data-sound=playing], [data-sound=played]");
      await tv.click("button:has-text('Play it again'), button:has-text('Stop')");
      await phones[0]?.waitForSelector("text=Listen to the big screen.");
      await screenshot(tv, "quiz/sound-tv");
    }
    expect(await accessibilityFaults(tv), `question ${n}`).toEqual([]);
    for (const phone of phones) await phone.click("[data-phase=answer] ul li:first-child button");
    await Promise.all([tv, ...phones].map((page) => phase(page, "scoreboard")));
  }
});
