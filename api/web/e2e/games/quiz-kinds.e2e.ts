/** A game of Quiz with a question of every kind, answered by touch and by keyboard. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "../support/browser";
import { Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";
import { dragByTouch } from "./touch";
import type { QuizView } from "$cartridges/quiz/web/types";

const suite = useSuite();

/** The host ends each solution. */
const CONFIG = {
  rounds: 1,
  pace: "host",
  question_ms: 500,
  scoreboard_ms: 500,
};
const SMALL_TV = { width: 1280, height: 720 };
const ORDER = ["A mouse", "A cat", "A horse", "A whale"];

interface Kind {
  question: { prompt: string; answer?: string; more_answers?: string[]; decoys?: string[] };
  /** Ana answers by keyboard, Bo by touch. */
  ana: (page: Page) => Promise<void>;
  bo: (page: Page) => Promise<void>;
  /** Who gets points, and whether for a right answer. */
  awarded: { ana?: "right" | "partly"; bo?: "right" | "partly" };
  /** Checks the solution on the TV. */
  shown: (tv: Page) => Promise<void>;
}

const button = (page: Page, text: string) =>
  page.locator("[data-phase=answer] ul button", { hasText: text });
const tap = (text: string) => (page: Page) => button(page, text).tap();
const press = (text: string) => (page: Page) => button(page, text).press("Enter");
const input = (page: Page) => page.locator("[data-phase=answer] form input[type=text]");
const send = (page: Page) => page.locator("[data-phase=answer] form .btn");
const showsText = (text: string) => async (tv: Page) => {
  await tv.locator("[data-phase=solution]", { hasText: text }).waitFor();
};

/** Types an answer and presses Enter. */
const type = (text: string) => async (page: Page) => {
  await input(page).focus();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
const fill = (text: string) => async (page: Page) => {
  await input(page).fill(text);
  await send(page).tap();
};
const listed = (page: Page) => page.locator("[data-phase=answer] ol bdi").allTextContents();
const item = (page: Page, text: string) =>
  page.locator("[data-phase=answer] ol li", { hasText: text });

/** Moves each item up to its place with the arrow key. The focus follows the item. */
async function sortByKeyboard(page: Page): Promise<void> {
  for (const [place, text] of ORDER.entries()) {
    const steps = (await listed(page)).indexOf(text) - place;
    if (steps > 0) await item(page, text).getByRole("button").first().focus();
    for (let n = 0; n < steps; n += 1) await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await listed(page))[place]).toBe(text);
  }
  await send(page).press("Enter");
}

/** Drags items by their handles to their places, and one of them down and up again. */
async function sortByTouch(page: Page): Promise<void> {
  const dragTo = async (text: string, place: number) => {
    const target = page.locator("[data-phase=answer] ol li").nth(place);
    await dragByTouch(page, item(page, text).locator(".handle"), target);
    await expect.poll(async () => (await listed(page))[place]).toBe(text);
  };
  for (const place of [0, ORDER.length - 1])
    if ((await listed(page))[place] !== "A mouse") await dragTo("A mouse", place);
  for (const [place, text] of ORDER.entries())
    if ((await listed(page))[place] !== text) await dragTo(text, place);
  // Chromium can take a tap right after a drag for a part of the same gesture.
  await send(page).click();
}

const KINDS: Record<string, Kind> = {
  choice: {
    question: {
      prompt: "Which of these birds cannot fly?",
      answer: "The emu",
      decoys: ["The swan", "The heron", "The gull"],
    },
    ana: press("The emu"),
    bo: tap("The swan"),
    awarded: { ana: "right" },
    shown: showsText("The emu"),
  },
  true_false: {
    question: { prompt: "A day on Venus is longer than its year.", answer: "true" },
    ana: press("True"),
    bo: tap("False"),
    awarded: { ana: "right" },
    shown: showsText("True"),
  },
  several: {
    question: {
      prompt: "Which of these are prime numbers?",
      answer: "Two",
      more_answers: ["Thirteen"],
      decoys: ["Nine", "Twenty-one"],
    },
    ana: async (page) => {
      for (const text of ["Two", "Thirteen"]) {
        await page.getByLabel(text, { exact: false }).focus();
        await page.keyboard.press("Space");
      }
      await page.keyboard.press("Enter");
    },
    bo: async (page) => {
      await page.locator("label", { hasText: "Thirteen" }).tap();
      await send(page).tap();
    },
    awarded: { ana: "right", bo: "partly" },
    shown: showsText("Thirteen"),
  },
  typed: {
    question: { prompt: "Which planet has the most moons?", answer: "Saturn" },
    // With a typing error.
    ana: type("satrun"),
    bo: fill("Jupiter"),
    awarded: { ana: "right" },
    shown: async (tv) => {
      await showsText("Saturn")(tv);
      await tv.locator(".written li.right", { hasText: "Ana" }).waitFor();
      await tv.locator(".written li:not(.right)", { hasText: "Jupiter" }).waitFor();
    },
  },
  number: {
    question: { prompt: "When was the Eiffel Tower opened?", answer: "1889" },
    ana: type("1900"),
    bo: async (page) => {
      await input(page).fill("long ago");
      await page.waitForSelector("text=Write a number in figures");
      expect(await send(page).isDisabled()).toBe(true);
      await fill("1905")(page);
    },
    awarded: { ana: "right", bo: "partly" },
    shown: showsText("1889"),
  },
  order: {
    question: {
      prompt: "Sort the animals by size, the smallest on top.",
      answer: "A mouse",
      more_answers: ORDER.slice(1),
    },
    ana: sortByKeyboard,
    bo: sortByTouch,
    awarded: { ana: "right", bo: "right" },
    shown: async (tv) => {
      const sorted = tv.locator("[data-phase=solution] ol .text");
      await expect.poll(() => sorted.allTextContents()).toEqual(ORDER);
    },
  },
  poll: {
    question: {
      prompt: "Where shall we go on holiday?",
      decoys: ["The sea", "The hills", "Nowhere"],
    },
    ana: press("The sea"),
    bo: tap("The hills"),
    awarded: {},
    shown: async (tv) => {
      for (const [text, name] of [
        ["The sea", "Ana"],
        ["The hills", "Bo"],
      ] as const)
        await tv
          .locator("[data-phase=solution] ol li", { hasText: text })
          .getByLabel(name)
          .waitFor();
    },
  },
  word_cloud: {
    question: { prompt: "What does summer smell of?" },
    ana: type("strawberries"),
    bo: fill("Strawberries"),
    awarded: {},
    // Two people, without their names.
    shown: async (tv) => {
      const word = tv.locator(".written .cloud li");
      await word.waitFor();
      expect(await word.innerText()).toMatch(/strawberries\s*×2/i);
    },
  },
};

/** Checks a phase on the TV and both phones, and saves pictures of it. */
async function checkPhase(pages: Record<string, Page>, name: string): Promise<void> {
  const check = async ([device, page]: [string, Page]) => {
    await screenshot(page, `quiz-kinds/${name}-${device}`);
    expect(await accessibilityFaults(page), `${name} on the device: ${device}`).toEqual([]);
  };
  await Promise.all(Object.entries(pages).map(check));
}

/** Imports a public pack with a question of every kind. Returns its key. */
async function importPack(): Promise<string> {
  const questions = Object.entries(KINDS).map(([kind, { question }]) => ({ kind, ...question }));
  const folder = mkdtempSync(join(tmpdir(), "wpp-kinds-"));
  const file = join(folder, "kinds.json");
  writeFileSync(file, JSON.stringify({ questions }));
  const options = ["--title", "Kinds", "--language", "en", "--visibility", "public"];
  const output = await suite.platform.wpp(["packs", "import", file, ...options]);
  rmSync(folder, { recursive: true });
  const key = /^pack (\S+) .* 8 added/.exec(output)?.[1];
  if (!key) throw new Error(`the pack was not imported: ${output}`);
  return key;
}

test("plays every kind of question", async () => {
  const config = { ...CONFIG, questions_per_round: Object.keys(KINDS).length };
  const packs = [await importPack()];
  const room = await Room.open(suite.browser, suite.platform.url, config, "quiz", packs);
  const tv = await room.tv();
  await tv.setViewportSize(SMALL_TV);
  const [ana, bo] = [await room.phone("Ana"), await room.phone("Bo")];
  const pages = { tv, ana, bo };
  await Promise.all([ana, bo].map((phone) => phone.waitForSelector("text=You’re in!")));
  await tv.click("button.start-game");
  const played: string[] = [];
  for (const _ of Object.keys(KINDS)) {
    await Promise.all(Object.values(pages).map((page) => phase(page, "answer")));
    const { kind } = (await room.snapshot()).view as QuizView;
    const plays = KINDS[kind];
    if (!plays) throw new Error(`no question has the kind ${kind}`);
    played.push(kind);
    await checkPhase(pages, `${kind}-1-answer`);
    await plays.ana(ana);
    await ana.waitForSelector("text=Your answer is in");
    await plays.bo(bo);

    await Promise.all(Object.values(pages).map((page) => phase(page, "solution")));
    await plays.shown(tv);
    await checkPhase(pages, `${kind}-2-solution`);
    const { view, players } = await room.snapshot();
    const awards = (view as QuizView).solution?.awarded ?? [];
    const awarded = awards.map(({ player_id, right, points }) => {
      expect(points).toBeGreaterThan(0);
      const name = players.find((player) => player.player_id === player_id)?.nickname;
      return [name?.toLowerCase(), right ? "right" : "partly"];
    });
    expect(Object.fromEntries(awarded), kind).toEqual(plays.awarded);
    await tv.click("button:has-text('Next')");
  }
  expect(played.sort()).toEqual(Object.keys(KINDS).sort());
  await Promise.all(Object.values(pages).map((page) => phase(page, "game_over")));
  const { status, view } = await room.snapshot();
  expect(status).toBe("finished");
  expect((view as QuizView).ranking.map(({ nickname }) => nickname)).toEqual(["Ana", "Bo"]);
});
