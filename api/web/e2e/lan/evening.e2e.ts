/** An evening in a network without the internet: a game of an imported pack, with everything that pages load. */

import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PASSWORD } from "../support/account";
import { type Browser, download, LAN_ADDRESS } from "../support/browser";
import { Room, submitGuess, submitLie } from "../support/room";
import { appears, phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** The start of each prompt of the imported pack. */
const PROMPT = "Which street of our town is number";
const NAMES = ["Ana", "Bo", "Cecilie"] as const;

/** Requests that failed or had an error as their answer, and requests to other machines. */
let faults: string[] = [];
beforeEach(() => {
  faults = [];
});
afterEach(() => expect(faults).toEqual([]));

function report(url: string, fault: string): void {
  const { hostname, protocol } = new URL(url);
  // The TV tries the server's name, and shows only the address where nobody finds the name.
  if (hostname !== "party.local" && protocol !== "blob:") faults.push(`${url}: ${fault}`);
}

/** The suite's browser, which reports the faults of all requests. */
const browser: Browser = {
  newContext: async (options) => {
    const context = await suite.browser.newContext({ ...options, acceptDownloads: true });
    context.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && hostname !== LAN_ADDRESS)
        report(request.url(), "another machine");
    });
    context.on("requestfailed", (request) =>
      report(request.url(), request.failure()?.errorText ?? "failed"),
    );
    context.on("response", (response) => {
      if (response.status() >= 400) report(response.url(), String(response.status()));
    });
    return context;
  },
  close: () => suite.browser.close(),
};

/** Imports a pack that everybody with its key can play. Returns the key. */
async function importPack(url: string): Promise<string> {
  const post = async (path: string, body: string, headers: object) => {
    const answer = await fetch(url + path, { method: "POST", body, headers: { ...headers } });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as unknown;
  };
  const account = JSON.stringify({ name: "ana", password: PASSWORD });
  const { access_token } = (await post("/api/accounts", account, {
    "content-type": "application/json",
  })) as { access_token: string };
  const rows = [1, 2, 3].map((n) => `${PROMPT} ${n}?,street ${n},avenue ${n}|lane ${n}`);
  const query = "title=Our%20town&language=en&visibility=unlisted";
  const imported = await post(
    `/api/packs/import?${query}`,
    ["prompt,answer,decoys", ...rows].join("\n"),
    { authorization: `Bearer ${access_token}` },
  );
  return (imported as { pack: { pack_id: string } }).pack.pack_id;
}

/** Expects that the page has loaded its own font, and no font failed. */
async function expectFonts(page: Page, family: string): Promise<void> {
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].map(
      ({ family, status }) => `${family.replaceAll('"', "")}: ${status}`,
    );
  });
  expect(fonts).toContain(`${family}: loaded`);
  expect(fonts.filter((font) => font.endsWith("error"))).toEqual([]);
}

test("an evening needs no internet", async () => {
  await expect(fetch("http://192.0.2.1/"), "no route leads out").rejects.toThrow();
  const { port } = new URL(suite.platform.url);
  const url = `http://${LAN_ADDRESS}:${port}`;
  const room = await Room.open(browser, url, { reveal_step_ms: 2_000 }, "fib", [
    await importPack(url),
  ]);
  expect(room.created.join_url, "the server finds its address").toBe(`${url}/join/${room.code}`);
  const tv = await room.tv();
  const phones = await room.phones(...NAMES);
  await tv.waitForSelector("text=3 players");
  await expectFonts(tv, "Bricolage TV");
  for (const phone of phones) await expectFonts(phone, "Bricolage");

  await tv.click("button.start-game");
  await appears(tv, "[data-phase]", PROMPT);
  for (const [i, phone] of phones.entries()) await submitLie(phone, `${"abc".repeat(i + 2)} road`);
  await phase(tv, "guess");
  const caption = appears(tv, ".caption.shown > :last-child");
  for (const phone of phones) await submitGuess(phone);
  await caption;
  await Promise.all([tv, ...phones].map((page) => phase(page, "game_over")));

  const table = (await download(tv, "Download results")).content.toString();
  for (const name of NAMES) expect(table).toContain(`,${name},`);
  for (const page of [tv, phones[0]]) {
    const { content } = await download(page, "Save a picture");
    expect(content.subarray(0, 4).toString("latin1")).toBe("\x89PNG");
  }
});
