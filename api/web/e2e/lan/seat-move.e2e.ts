/** Pages at an address of the local network: what needs HTTPS, and the move of a seat to it. */

import { once } from "node:events";
import { connect } from "node:tls";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, LAN_ADDRESS, PHONE, screenshot, TV } from "../support/browser";
import { Room, submitGuess, submitLie } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

/** Records the page's wake locks. Runs before the page's own scripts. */
function recordWakeLocks(): void {
  const locks: WakeLockSentinel[] = [];
  Object.assign(window, { wakeLocks: locks });
  if (!("wakeLock" in navigator)) return;
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type);
    locks.push(lock);
    return lock;
  };
}

/** Whether the page holds a wake lock now. */
const holdsWakeLock = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { wakeLocks: WakeLockSentinel[] }).wakeLocks.some(
      ({ released }) => !released,
    ),
  );

/** Records the videos that a page plays. */
function recordVideos(): void {
  const videos = new Set<HTMLVideoElement>();
  Object.assign(window, { playedVideos: videos });
  const play = HTMLVideoElement.prototype.play;
  HTMLVideoElement.prototype.play = function () {
    videos.add(this);
    return play.call(this);
  };
}

/** Whether the page plays a video with sound, which browsers take as a reason to keep the screen on. */
const isVideoPlaying = (page: Page) =>
  page.evaluate(() =>
    [...(window as unknown as { playedVideos: Set<HTMLVideoElement> }).playedVideos].some(
      ({ paused, muted, currentTime }) => !paused && !muted && currentTime > 0,
    ),
  );

/** Opens a phone that reaches the server by its address in the local network, and accepts the server's certificate. */
async function lanPhone(name: string, code: string): Promise<Page> {
  const page = await suite.newPage({
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
    ignoreHTTPSErrors: true,
  });
  await page.addInitScript(recordWakeLocks);
  await page.addInitScript(recordVideos);
  const { port } = new URL(suite.platform.url);
  const response = await page.goto(`http://${LAN_ADDRESS}:${port}/join/${code}`);
  expect((await response?.serverAddr())?.ipAddress).toBe(LAN_ADDRESS);
  await page.fill("#name", name);
  await page.click("form button.btn");
  return page;
}

/** Returns the names in the certificate of a server. */
async function namesOfCertificate(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const names = socket.getPeerCertificate().subjectaltname ?? "";
  socket.destroy();
  return names;
}

test("phones hold a wake lock after the move to HTTPS", async () => {
  const room = await Room.open(suite.browser, suite.platform.url);
  const tv = await room.tv();
  const names = ["Ana", "Søren & Bo", "Cecilie", "Dorthe"];
  const phones: Page[] = [];
  for (const name of names) phones.push(await lanPhone(name, room.code));
  for (const phone of phones) {
    await phone.waitForSelector("text=You’re in!");
    expect(await holdsWakeLock(phone)).toBe(false);
  }
  const before = (await room.snapshot()).players;

  for (const phone of phones) {
    await phone.click("text=Keep my screen on");
    await phone.waitForSelector("text=show a warning once");
    expect(await accessibilityFaults(phone)).toEqual([]);
    await screenshot(phone, "game/keep-screen-on-phone");
    await phone.click("button:text-is('Go on')");
    await phone.waitForURL(
      ({ protocol, hostname, hash }) =>
        protocol === "https:" && hostname === LAN_ADDRESS && hash === "",
    );
    await phone.waitForSelector("text=You’re in!");
    expect(await phone.$("text=Keep my screen on")).toBeNull();
  }
  expect(await namesOfCertificate(phones[0]!.url())).toContain(`IP Address:${LAN_ADDRESS}`);
  const ids = (players: typeof before) => players.map(({ player_id }) => player_id);
  expect(ids((await room.snapshot()).players)).toEqual(ids(before));

  await tv.click("button.start-game");
  for (const [i, phone] of phones.entries()) {
    await phase(phone, "lie");
    await expect.poll(() => holdsWakeLock(phone)).toBe(true);
    await submitLie(phone, `${"abc".repeat(i + 2)} soup`);
  }
  for (const phone of phones) await submitGuess(phone);
  const held = await Promise.all(phones.map(holdsWakeLock));
  expect(held, "all phones in play").toEqual(names.map(() => true));
  // The seat's new token is kept, so a reload finds the seat.
  await phones[0]!.reload();
  await phase(phones[0]!, "reveal");
});

test("a silent video keeps screens on without HTTPS", async () => {
  const room = await Room.open(suite.browser, suite.platform.url);
  const tv = await suite.newPage({ viewport: TV });
  await tv.addInitScript(recordVideos);
  const { port } = new URL(suite.platform.url);
  await tv.goto(`http://${LAN_ADDRESS}:${port}/host/${room.code}`);
  await tv.waitForSelector("main");
  const phone = await lanPhone("Ana", room.code);
  await phone.waitForSelector("text=You’re in!");
  // Browsers allow sound after a tap or a key. The phone's player has tapped before.
  await tv.keyboard.press("ArrowDown");
  const isPlaying = (page: Page) => expect.poll(() => isVideoPlaying(page), { timeout: 30_000 });
  for (const page of [phone, tv]) await isPlaying(page).toBe(true);
});

test("a wrong code leads back to the room", async () => {
  const room = await Room.open(suite.browser, suite.platform.url);
  const phone = await lanPhone("Ana", room.code);
  await phone.waitForSelector("text=You’re in!");
  const page = await suite.newPage({ viewport: PHONE });
  await page.goto(`${suite.platform.url}/join/${room.code}#seat=BCDFGH&name=Ana`);
  await page.waitForSelector("text=Your seat didn’t come along");
  expect(new URL(page.url()).hash).toBe("");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.click("text=Back to the room");
  await page.waitForSelector("#name");
});
