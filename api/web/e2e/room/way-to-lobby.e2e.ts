/** How much a phone loads until it shows the lobby, counted where it arrives from the network. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { LAN_ADDRESS, PHONE } from "../support/browser";
import { Room } from "../support/room";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** With calls of the API and the socket. */
const MAX_REQUESTS = 12;
/** With the headers of the answers, and with the letters and the pictures. */
const MAX_BYTES = 60_000;

interface Request {
  url: string;
  /** Bytes of the answer with its headers; null until it has arrived. */
  bytes: number | null;
  encoding?: string | undefined;
}

/** Returns the requests of a page, which grow as the page sends them. */
async function recordRequests(page: Page): Promise<Map<string, Request>> {
  const requests = new Map<string, Request>();
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ requestId, request: { url } }) => {
    if (url.startsWith("http")) requests.set(requestId, { url, bytes: null });
  });
  network.on("Network.webSocketCreated", ({ requestId, url }) =>
    requests.set(requestId, { url, bytes: 0 }),
  );
  network.on("Network.responseReceived", ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request) request.encoding = response.headers["content-encoding"];
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  return requests;
}

/** The pause after which a lobby loads the game's files. */
const PAUSE_MS = 3_000;

/** Stops timers of that pause until the page's `startHeldTimers` runs, so that a slow machine changes nothing. */
function holdTimers(pauseMs: number): void {
  const start = window.setTimeout;
  const held: (() => void)[] = [];
  window.setTimeout = ((run: () => void, ms?: number, ...rest: []) =>
    ms === pauseMs ? held.push(run) : start(run, ms, ...rest)) as typeof setTimeout;
  Object.assign(window, { startHeldTimers: () => held.forEach((run) => run()) });
}

/** The encodings that browsers accept by the address: Brotli over HTTPS and from the same machine only. */
const NETWORKS = [
  ["br", "127.0.0.1"],
  ["gzip", LAN_ADDRESS],
] as const;

test.each(
  NETWORKS.flatMap((network) => ["en-GB", "da-DK"].map((locale) => [...network, locale] as const)),
)(
  "the first player's way to the lobby is short in %s from %s, in %s",
  async (encoding, address, locale) => {
    const room = await Room.open(suite.browser, suite.platform.url);
    const url = suite.platform.url.replace("127.0.0.1", address);
    const page = await suite.newPage({ viewport: PHONE, locale, isMobile: true });
    await page.addInitScript(holdTimers, PAUSE_MS);
    const requests = await recordRequests(page);
    await page.goto(`${url}/join/${room.code}`);
    await page.fill("#name", "Ana");
    await page.click("form button.btn");
    // The first player also gets the VIP's controls.
    await page.waitForSelector("#vip-title");
    await page.waitForSelector("button.me");
    const all = () => [...requests.values()];
    await expect.poll(() => all().filter(({ bytes }) => bytes === null)).toEqual([]);

    const list = all().map(({ url, bytes }) => `${bytes} ${new URL(url).pathname}`);
    const total = all().reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
    console.log(
      `the way to the lobby, ${encoding}, ${locale}: ${total} bytes, ${list.length} requests`,
    );
    expect(total, list.join("\n")).toBeLessThan(MAX_BYTES);
    expect(list.length, list.join("\n")).toBeLessThanOrEqual(MAX_REQUESTS);
    const scripts = all().filter(({ url }) => url.endsWith(".js"));
    expect(scripts.map((script) => script.encoding)).toEqual(scripts.map(() => encoding));

    // The game's own files follow while the lobby is idle, before anybody starts the game.
    const game = () => all().filter(({ url }) => /assets\/Phone-.*\.js$/.test(url));
    expect(game()).toEqual([]);
    await page.evaluate(() => (window as unknown as { startHeldTimers(): void }).startHeldTimers());
    await expect.poll(() => game().length, { timeout: 20_000 }).toBe(1);
  },
);
