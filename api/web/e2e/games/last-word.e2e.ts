/** A whole game of Last Word: private prompts, votes of players and of the audience, and the final round. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, download, screenshot } from "../support/browser";
import { Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";
import type { LastWordView } from "$cartridges/last_word/web/types";

const suite = useSuite();

/** People end the phases in which they act. The others last as long as a check of a page on a busy machine. */
const CONFIG = {
  rounds: 1,
  write_ms: 120_000,
  vote_ms: 120_000,
  result_ms: 6_000,
  scoreboard_ms: 6_000,
};
const SMALL_TV = { width: 1280, height: 720 };
const NAMES = ["Ana", "Bo", "Cecilie", "Dee"] as const;

/** Checks a phase on the TV and on a phone, and saves pictures of both. */
async function checkPhase(tv: Page, phone: Page, name: string): Promise<void> {
  const check = async (page: Page, device: string) => {
    await screenshot(page, `last-word/${name}-${device}`);
    expect(await accessibilityFaults(page), `${name} on the ${device}`).toEqual([]);
  };
  await Promise.all([check(tv, "tv"), check(phone, "phone")]);
}

const shownPrompt = async (phone: Page) => (await phone.textContent("[data-phase] h1")) ?? "";

/** Returns the buttons of the answers with their states. */
const ballotOf = (phone: Page) =>
  phone.locator("[data-phase=vote] ul li button").evaluateAll((buttons) =>
    buttons.map((button) => ({
      text: button.querySelector("bdi")?.textContent ?? "",
      enabled: !(button as HTMLButtonElement).disabled,
    })),
  );

/** Votes again for the answer with a vote, and waits until `votes` are counted. */
async function voteAgain(phone: Page, votes: number): Promise<void> {
  await phone.locator("[data-phase=vote] button.chosen").tap();
  await phone.waitForSelector(`[data-phase=vote] button.chosen:has-text('${"✓".repeat(votes)}')`);
}

/** Votes for the first answer that is offered, and waits until the vote is counted. */
async function vote(phone: Page): Promise<void> {
  const before = await phone.locator("[data-phase=vote] button.chosen").count();
  await phone.locator("[data-phase=vote] ul li button:enabled:not(.chosen)").first().tap();
  await phone.waitForFunction(
    (before) =>
      document.querySelectorAll("[data-phase=vote] button[aria-pressed=true]").length > before ||
      !document.querySelector("[data-phase=vote]"),
    before,
  );
}

describe("Last Word", () => {
  test("runs to the end with an audience and a Danish phone", async () => {
    const room = await Room.open(suite.browser, suite.platform.url, CONFIG, "last_word");
    const tv = await room.tv();
    await tv.setViewportSize(SMALL_TV);
    const ana = await room.phone("Ana");
    const bo = await room.phone("Bo");
    const cecilie = await room.phone("Cecilie", { locale: "da-DK" });
    const dee = await room.phone("Dee");
    await Promise.all([ana, bo, dee].map((phone) => phone.waitForSelector("text=You’re in!")));
    await cecilie.waitForSelector("text=Du er med!");
    await tv.waitForSelector("text=4 players");
    await tv.click("button.start-game");
    const phones = [ana, bo, cecilie, dee];
    await Promise.all([tv, ...phones].map((page) => phase(page, "write")));
    const watcher = await room.phoneBeforeJoining("Mormor");
    await watcher.tap("button:has-text('Just watch')");
    await phase(watcher, "write");

    // Each player has two prompts of their own, which are on no other screen.
    const prompts: string[] = [];
    for (const phone of phones) prompts.push(await shownPrompt(phone));
    expect(new Set(prompts).size).toBeGreaterThan(1);
    for (const prompt of prompts) {
      expect(prompt.length).toBeGreaterThan(5);
      for (const page of [tv, watcher])
        expect(await page.textContent("body")).not.toContain(prompt);
    }
    await checkPhase(tv, ana, "1-write");
    await cecilie.waitForSelector("text=Oplæg 1 af 2");
    await screenshot(cecilie, "last-word/1-write-danish-phone");

    // By keyboard alone.
    await ana.focus("#answer");
    await ana.keyboard.type("Ana’s first word");
    await ana.keyboard.press("Enter");
    await ana.waitForSelector("text=Prompt 2 of 2");
    expect(await shownPrompt(ana)).not.toBe(prompts[0]);
    // A draft survives a reload.
    await ana.fill("#answer", "Ana’s second word");
    await ana.reload();
    await ana.waitForSelector("text=Prompt 2 of 2");
    expect(await ana.inputValue("#answer")).toBe("Ana’s second word");
    await ana.focus("form button.btn");
    await ana.keyboard.press("Enter");
    await ana.waitForSelector("text=Both answers are in.");
    await screenshot(ana, "last-word/1-written-phone");
    expect(await accessibilityFaults(ana)).toEqual([]);
    // By touch.
    for (const [phone, count, name] of [
      [bo, "Prompt 2 of 2", "Bo"],
      [cecilie, "Oplæg 2 af 2", "Cecilie"],
      [dee, "Prompt 2 of 2", "Dee"],
    ] as const) {
      await phone.fill("#answer", `${name}’s first word`);
      await phone.tap("form button.btn");
      await phone.waitForSelector(`text=${count}`);
      await phone.fill("#answer", `${name}’s second word`);
    }
    for (const page of [tv, watcher])
      expect(await page.textContent("body")).not.toContain("first word");
    for (const phone of [bo, cecilie, dee]) await phone.tap("form button.btn");

    // One prompt after the other. Authors have no vote.
    for (let prompt = 1; prompt <= NAMES.length; prompt += 1) {
      await Promise.all([tv, watcher, ...phones].map((page) => phase(page, "vote")));
      const voters: Page[] = [];
      for (const [i, phone] of phones.entries()) {
        const options = await ballotOf(phone);
        expect(options).toHaveLength(2);
        const isAuthor = options.some(({ text }) => text.startsWith(NAMES[i] ?? ""));
        expect(options.map(({ enabled }) => enabled)).toEqual(Array(2).fill(!isAuthor));
        if (!isAuthor) voters.push(phone);
      }
      expect(await tv.textContent("[data-phase] h1")).toBe(await shownPrompt(watcher));
      if (prompt === 1) {
        await vote(watcher);
        await tv.waitForSelector(".cheers:has-text('+1 from the audience')");
        await tv.waitForSelector(".crowd:has-text('1 voted')");
        await checkPhase(tv, voters[0] ?? ana, "2-vote");
        await screenshot(watcher, "last-word/2-vote-watcher");
        expect(await accessibilityFaults(watcher)).toEqual([]);
      }
      for (const voter of voters) await vote(voter);
      await Promise.all([tv, ...phones].map((page) => phase(page, "result")));
      if (prompt > 1) continue;
      await checkPhase(tv, ana, "3-result");
      const { view } = await room.snapshot();
      const { results } = view as LastWordView;
      expect(results.map(({ audience_votes }) => audience_votes).sort()).toEqual([0, 1]);
      expect(results.reduce((sum, { voters }) => sum + voters.length, 0)).toBe(2);
    }
    await Promise.all([tv, ...phones].map((page) => phase(page, "scoreboard")));
    await checkPhase(tv, bo, "4-scoreboard");

    // The final round: one prompt for everybody, and three votes each.
    await Promise.all([tv, ...phones].map((page) => phase(page, "write")));
    await tv.waitForSelector("text=The final round");
    await checkPhase(tv, bo, "5-final-write");
    expect(new Set(await Promise.all(phones.map(shownPrompt))).size).toBe(1);
    for (const [i, phone] of phones.entries()) {
      await phone.fill("#answer", `${NAMES[i]}’s last word`);
      await phone.tap("form button.btn");
    }
    await Promise.all([tv, watcher, ...phones].map((page) => phase(page, "vote")));
    for (const [i, phone] of phones.entries()) {
      const options = await ballotOf(phone);
      expect(options).toHaveLength(4);
      const offered = options.filter(({ enabled }) => enabled).map(({ text }) => text);
      expect(offered).toHaveLength(3);
      expect(offered).not.toContain(`${NAMES[i]}’s last word`);
    }
    await bo.waitForSelector("text=You have 3 votes left.");
    await cecilie.waitForSelector("text=Du har 3 stemmer tilbage.");
    await vote(watcher);
    await vote(bo);
    await bo.waitForSelector("text=You have 2 votes left.");
    await checkPhase(tv, bo, "6-final-vote");
    // One answer can have several votes of a player.
    await voteAgain(bo, 2);
    await bo.waitForSelector("text=You have 1 vote left.");
    await vote(bo);
    for (const phone of [ana, cecilie, dee]) for (let n = 3; n > 0; n -= 1) await vote(phone);
    await Promise.all([tv, ...phones].map((page) => phase(page, "result")));
    await checkPhase(tv, cecilie, "7-final-result");
    const last = (await room.snapshot()).view as LastWordView;
    const votes = last.results.map(({ voters }) => voters.length).sort();
    expect(votes).toEqual([2, 3, 3, 4]);

    await Promise.all([tv, watcher, ...phones].map((page) => phase(page, "game_over")));
    await tv.waitForSelector(".awards:not(.waiting) li");
    await ana.waitForSelector("h2:has-text('Awards')");
    await checkPhase(tv, ana, "8-game-over");
    await screenshot(cecilie, "last-word/8-game-over-danish-phone");
    for (const page of [tv, ana])
      expect((await download(page, "Save a picture")).name).toBe(`${room.code}.png`);
    const { status, view } = await room.snapshot();
    expect(status).toBe("finished");
    const { ranking, awards } = view as LastWordView;
    expect(ranking).toHaveLength(4);
    expect(awards.map(({ award }) => award)).toContain("audience_favourite");
  });
});
