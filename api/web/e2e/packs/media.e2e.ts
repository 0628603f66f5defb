/** Pictures and sounds of questions: from the pack editor to the TV and the phones, and to another pack. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { register } from "../support/account";
import { accessibilityFaults, download, screenshot } from "../support/browser";
import { noise, silence, tower } from "../support/media-files";
import { createPack, field, fileField } from "../support/packs";
import { framesOf, Room } from "../support/room";
import { appears, phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

const ALT = "A yellow tower in front of a blue sky";
const SOUND_ALT = "Somebody who is silent";
const DESK = { width: 1440, height: 900 };

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const PICTURE: Upload = { name: "tower.png", mimeType: "image/png", buffer: tower() };
const SOUND: Upload = { name: "nothing.mp3", mimeType: "audio/mpeg", buffer: silence(2) };

test("shows pictures and plays sounds of a pack, and keeps them in a ZIP file", async () => {
  const page = await openPacks("Ana.Holm");
  const pack = await createPack(page, "Towers");
  await writeQuestions(page);
  await page.getByLabel("By link").check();
  await page.waitForSelector("#share-link");

  const urls = await playQuiz(pack);
  await importElsewhere(page, urls);
  await deletePack(page, "Towers");
  for (const url of urls)
    expect((await fetch(url)).status, `${url} is in the other pack`).toBe(200);
  await deletePack(page, "Copy");
  for (const url of urls) expect((await fetch(url)).status, url).toBe(404);
});

test("explains why a file cannot be used", async () => {
  const page = await openPacks("Bo.Holm");
  await createPack(page, "Faults");
  await page.click("button:has-text('Write a question')");
  await page.click("label:has-text('Multiple choice')");
  const refused = async (upload: Upload, sentence: string) => {
    await fileField(page).setInputFiles(upload);
    const alert = page.locator("fieldset:has(input[type=file]) [role=alert]");
    await alert.filter({ hasText: sentence }).waitFor();
    expect((await alert.textContent())?.trim()).toBe(sentence);
  };
  const text = Buffer.from("This is no picture.");
  const unknown =
    "This is neither a picture nor a sound we can use. Choose a JPEG, PNG or WebP picture, or an MP3 sound.";
  await refused({ ...PICTURE, buffer: text }, unknown);
  await screenshot(page, "packs/media-no-picture");
  const megabytes = (n: number) => Buffer.alloc(n * 1024 * 1024, "a");
  const large = "The file is larger than 2 MB. Make it smaller.";
  await refused({ ...SOUND, buffer: megabytes(3) }, large);
  await refused({ ...PICTURE, buffer: megabytes(3) }, large);
  const half = PICTURE.buffer.subarray(0, PICTURE.buffer.length / 2);
  await refused(
    { ...PICTURE, buffer: half },
    "The file is damaged. Save it again in another program.",
  );
  await screenshot(page, "packs/media-damaged");

  // The browser makes a large photo smaller before the upload.
  const photo = noise();
  expect(photo.length).toBeGreaterThan(3 * 1024 * 1024);
  await fileField(page).setInputFiles({ ...PICTURE, buffer: photo });
  await page.waitForSelector("text=/^Stored, \\d+ KB\\.$/");
  const kilobytes = Number(/\d+/.exec(await page.innerText("text=/^Stored, /"))?.[0]);
  expect(kilobytes).toBeLessThanOrEqual(200);
});

/** Opens the page of packs of a new account. */
async function openPacks(name: string): Promise<Page> {
  const page = await suite.newPage({ viewport: DESK, acceptDownloads: true });
  await register(page, suite.platform.url, name);
  await page.click("a:has-text('Question packs')");
  await page.waitForSelector("text=No packs yet");
  return page;
}

/** Writes a question with a picture and one with a sound. The picture needs a description. */
async function writeQuestions(page: Page): Promise<void> {
  await page.click("button:has-text('Write a question')");
  await page.click("label:has-text('Multiple choice')");
  const write = async (prompt: string, answer: string) => {
    await field(page, "Question").fill(prompt);
    await field(page, "Answer").fill(answer);
    await field(page, "Decoy 1").fill("Nobody");
    await field(page, "Decoy 2").fill("Everybody");
  };
  await write("Who built this?", "Bodil");
  await fileField(page).setInputFiles(PICTURE);
  const preview = page.locator("form img");
  await preview.waitFor();
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Describe the picture for people who can’t see it.");
  await page.waitForSelector("text=Fix 1 problem first.");
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/media\.alt$/);
  await screenshot(page, "packs/media-alt-missing");
  expect(await accessibilityFaults(page)).toEqual([]);
  await field(page, "What does the picture show?").fill(ALT);
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Added. Another one?");

  await write("Who is this?", "Sigurd");
  await fileField(page).setInputFiles(SOUND);
  await field(page, "What does the sound play?").fill(SOUND_ALT);
  await page.waitForSelector("form audio");
  await screenshot(page, "packs/media-sound");
  await page.click("form button:has-text('Save')");
  await page.waitForSelector("text=Added. Another one?");
  await page.click("form button:has-text('Close')");
  await page.waitForSelector(".question:has-text('with a picture')");
  await page.waitForSelector(".question:has-text('with a sound')");
}

/** Plays both questions on a TV and a phone. Returns the addresses of the picture and the sound. */
async function playQuiz(pack: string): Promise<string[]> {
  const config = {
    // Shorter than a question with a picture or a sound lasts.
    ...{ rounds: 1, questions_per_round: 2, question_ms: 200, answer_ms: 60_000 },
    ...{ solution_ms: 1_000, scoreboard_ms: 1_000 },
  };
  const room = await Room.open(suite.browser, suite.platform.url, config, "quiz", [pack]);
  const tv = await room.tv({ before: recordPictures });
  const before = recordPictures;
  const [ana, bo] = [await room.phone("Ana", { before }), await room.phone("Bo", { before })];
  for (const phone of [ana, bo]) await phone.waitForSelector("text=You’re in!");
  const playing = appears(tv, ".player [role=status]", "Playing…");
  const played = appears(tv, ".player [role=status]", "That was the sound.");
  await tv.click("button.start-game");
  const kinds: string[] = [];
  for (let n = 0; n < 2; n++) {
    await Promise.all([tv, ana, bo].map((page) => phase(page, "answer")));
    const kind = (await tv.getAttribute("[data-media]", "data-media")) ?? "";
    kinds.push(kind);
    if (kind === "picture") {
      for (const page of [tv, ana]) await expectPainted(page);
      await screenshot(tv, "packs/media-picture-tv");
      await screenshot(ana, "packs/media-picture-phone");
    } else {
      await playing;
      await screenshot(tv, "packs/media-sound-tv");
      await played;
      await ana.waitForSelector("text=Listen to the big screen.");
      await ana.waitForSelector(`text=${SOUND_ALT}`);
      await screenshot(ana, "packs/media-sound-phone");
    }
    for (const page of [tv, ana]) expect(await accessibilityFaults(page)).toEqual([]);
    for (const phone of [ana, bo])
      await phone.click("[data-phase=answer] ul li:first-child button");
    await Promise.all([tv, ana, bo].map((page) => phase(page, "solution")));
  }
  expect(kinds.sort()).toEqual(["picture", "sound"]);
  await phase(tv, "game_over");
  for (const page of [tv, ana, bo]) expect(await picturesOf(page)).toEqual([true]);
  const loads = await expectLoadedBeforeAnswers(tv, 2);
  // Phones show the picture and play no sound.
  await expectLoadedBeforeAnswers(ana, 1);
  return loads;
}

/**
 * Runs in each page before its own scripts. Records whether a picture is complete at the moment at which the answers appear, and
 * switches sound on.
 */
function recordPictures(): void {
  localStorage.setItem("wpp.set.sound", "on");
  const complete: boolean[] = [];
  Object.assign(window, { completePictures: complete });
  let phase: string | undefined;
  new MutationObserver(() => {
    const shown = document.querySelector<HTMLElement>("[data-phase]")?.dataset.phase;
    if (shown === phase) return;
    phase = shown;
    const picture = document.querySelector<HTMLImageElement>("[data-media=picture] img");
    if (phase === "answer" && picture) complete.push(picture.complete && picture.naturalWidth > 0);
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-phase"] });
}

const picturesOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { completePictures: boolean[] }).completePictures);

/** Expects that the picture is loaded, on the screen, not covered, and described. */
async function expectPainted(page: Page): Promise<void> {
  const picture = page.locator("[data-media=picture] img");
  await picture.waitFor();
  const found = await picture.evaluate((image: HTMLImageElement) => {
    const { left, top, right, bottom } = image.getBoundingClientRect();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const paint = canvas.getContext("2d")!;
    paint.drawImage(image, 0, 0);
    return {
      alt: image.alt,
      size: [image.naturalWidth, image.naturalHeight],
      middle: [...paint.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data],
      isInside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
      shown: [right - left, bottom - top],
      isOnTop: document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === image,
    };
  });
  expect(found).toMatchObject({ alt: ALT, size: [640, 400], isInside: true, isOnTop: true });
  expect(found.middle).toEqual([250, 200, 40, 255]);
  for (const side of found.shown) expect(side).toBeGreaterThan(100);
}

/** Expects that the page loaded `count` media, each before the answers began. Returns their addresses. */
async function expectLoadedBeforeAnswers(page: Page, count: number): Promise<string[]> {
  const loads = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => new URL(name).pathname.startsWith("/media/"))
      .map((load) => ({
        url: load.name,
        at: performance.timeOrigin + (load as PerformanceResourceTiming).responseEnd,
      })),
  );
  expect(loads.length).toBe(count);
  const frames = await framesOf(page);
  const shown = (url: string) =>
    frames.findIndex(
      ({ text }) => text.includes('"phase.question_shown"') && text.includes(new URL(url).pathname),
    );
  for (const { url, at } of loads) {
    const announced = shown(url);
    expect(announced, `${url} is announced`).toBeGreaterThanOrEqual(0);
    const answers = frames
      .slice(announced)
      .find(({ text }) => text.includes('"phase.answer_started"'));
    const [, remaining] = /"remaining_ms":(\d+)/.exec(frames[announced]?.text ?? "") ?? [];
    expect(Number(remaining), `${url} has time to load`).toBeGreaterThan(1_000);
    expect(at, `${url} is loaded before the answers`).toBeLessThan(answers?.at ?? 0);
  }
  return loads.map(({ url }) => url);
}

/** Exports the pack, imports the file into another one, and looks at the picture there. */
async function importElsewhere(page: Page, urls: string[]): Promise<void> {
  await page.click("summary:has-text('Import and export')");
  const { name, content } = await download(page, "Export as ZIP");
  expect(name).toBe("Towers.zip");
  await page.click("text=All packs");
  await createPack(page, "Copy");
  await page.click("summary:has-text('Import and export')");
  const file = { name, mimeType: "application/zip", buffer: content };
  await page.locator("form:has-text('Import a file') input[type=file]").setInputFiles(file);
  await page.click("button:has-text('Import 2 questions')");
  await page.waitForSelector("text=2 questions added.");
  await page.click(".question:has-text('with a picture') button:has-text('Edit')");
  const picture = page.locator("form img");
  await picture.waitFor();
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>("form img")?.naturalWidth === 640,
  );
  expect(urls).toContain(await picture.evaluate((image: HTMLImageElement) => image.src));
  expect(await field(page, "What does the picture show?").inputValue()).toBe(ALT);
  await screenshot(page, "packs/media-imported");
  await page.click("form button:has-text('Close')");
  await page.click(".question:has-text('with a sound') button:has-text('Edit')");
  expect(urls).toContain(
    await page.locator("form audio").evaluate((audio: HTMLAudioElement) => audio.src),
  );
  expect(await field(page, "What does the sound play?").inputValue()).toBe(SOUND_ALT);
  await page.click("form button:has-text('Close')");
}

async function deletePack(page: Page, title: string): Promise<void> {
  await page.goto(`${suite.platform.url}/packs`);
  await page.click(`button:has-text('Delete: ${title}')`);
  await page.click("dialog button:has-text('Delete for good')");
  await page.waitForSelector(`text=“${title}” was deleted.`);
}
