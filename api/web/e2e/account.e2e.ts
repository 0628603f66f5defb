/** An account in a real browser: made, used, left and deleted. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { faults, launch, PHONE, picture, TV, type Browser } from "./browser";
import { startPlatform, type Platform } from "./server";

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const PASSWORD = "seven owls juggle figs";
const NEW = "nine newts knit warm hats";

test("from a guest's start page to an account that is gone", async () => {
  const context = await browser.open({ viewport: TV, locale: "en-GB", acceptDownloads: true });
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(String(error)));
  const asked: string[] = [];
  let listed = 0;
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/account")) asked.push(pathname);
    if (pathname === "/api/presets" && request.method() === "GET") listed += 1;
  });

  // A guest opens a page, and nothing is asked about accounts.
  await page.goto(`${platform.url}/host`);
  await page.waitForSelector("text=Questions from");
  await picture(page, "account/0-guest-tv");
  expect(asked).toEqual([]);
  expect(await faults(page)).toEqual([]);
  await page.click("text=Log in");
  await page.waitForSelector("h1:has-text('Log in')");
  await picture(page, "account/1-log-in-tv");
  await page.setViewportSize(PHONE);
  await picture(page, "account/1-log-in-phone");
  expect(await faults(page)).toEqual([]);
  expect(asked).toEqual([]);

  await page.click("text=Create an account instead");
  await page.fill("#name", "Ana.Søe");
  await page.fill("#password", "password123");
  await page.click("button.wide");
  await page.waitForSelector("text=too easy to guess");
  await picture(page, "account/2-refused-phone");
  expect(await faults(page)).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("password");
  await page.fill("#password", PASSWORD);
  await page.click("button.wide");
  await page.waitForSelector("text=Hello, Ana.Søe!");
  await picture(page, "account/3-mine-phone");
  expect(await faults(page)).toEqual([]);

  // Nothing that a script can read outlasts the page, and yet it knows her again.
  const readable = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }));
  expect(readable).not.toMatch(/wpp_refresh|eyJ/);
  await page.reload();
  await page.waitForSelector("text=Hello, Ana.Søe!");
  const tabs = await Promise.all([1, 2, 3, 4].map(() => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(`${platform.url}/account`)));
  await Promise.all(tabs.map((tab) => tab.waitForSelector("text=Hello, Ana.Søe!")));
  await Promise.all(tabs.map((tab) => tab.close()));

  // Her room is hers.
  await page.setViewportSize(TV);
  await page.click("text=Open a room");
  await page.waitForSelector("a:has-text('Ana.Søe')");
  await picture(page, "account/4-start-tv");

  // So are her settings: kept under a name, begun with, and kept again from the room.
  await page.fill("#preset-name", "Sunday with the cousins");
  await page.click("button:has-text('Save as preset')");
  await page.waitForSelector("text=Saved.");
  await page.click("button:has-text('Use as default')");
  await page.waitForSelector("option:has-text('(default)')", { state: "attached" });
  await picture(page, "account/4-presets-tv");
  expect(await faults(page)).toEqual([]);
  await page.setViewportSize(PHONE);
  await picture(page, "account/4-presets-phone");
  expect(await faults(page)).toEqual([]);
  await page.setViewportSize(TV);
  await page.click("button:has-text('Open a room')");
  await page.waitForURL(/\/host\/[A-Z]{5}$/);
  const code = page.url().split("/").at(-1) ?? "";
  await page.click("button:has-text('Room')");
  await page.fill("#keep-name", "As we play tonight");
  await page.click("dialog button:has-text('Save as preset')");
  await page.waitForSelector("dialog >> text=Saved.");
  expect(listed).toBe(1);
  await picture(page, "account/4-room-menu-tv");
  expect(await faults(page)).toEqual([]);

  await page.goto(`${platform.url}/account`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click("button:has-text('Download')"),
  ]);
  const bytes = await (await download.createReadStream()).toArray();
  const kept = JSON.parse(Buffer.concat(bytes as Buffer[]).toString("utf8")) as {
    sessions: { code: string }[];
    tables: { account: { name: string }[] };
  };
  expect(kept.sessions.map((session) => session.code)).toEqual([code]);
  expect(kept.tables.account[0]?.name).toBe("Ana.Søe");

  await page.click("text=Change password");
  await page.fill("#current", "not my password");
  await page.fill("#wanted", NEW);
  await page.click("text=Set new password");
  await page.waitForSelector("text=Wrong password.");
  await page.fill("#current", PASSWORD);
  await page.click("text=Set new password");
  await page.waitForSelector("text=Your password has been changed.");
  await picture(page, "account/5-mine-tv");

  await page.click("button:has-text('Log out')");
  await page.waitForSelector("h1:has-text('Log in')");
  await page.reload();
  await page.waitForSelector("h1:has-text('Log in')");
  await page.fill("#name", "ana.søe");
  await page.fill("#password", PASSWORD);
  await page.click("button.wide");
  await page.waitForSelector("text=Wrong name or password.");
  await page.fill("#password", NEW);
  await page.click("button.wide");
  await page.waitForSelector("text=Hello, Ana.Søe!");

  await page.setViewportSize(PHONE);
  await page.click("text=Delete account");
  await page.fill("#farewell", NEW);
  expect(await page.isDisabled("text=Delete for good")).toBe(true);
  await page.check("text=I want to delete everything");
  await picture(page, "account/6-delete-phone");
  expect(await faults(page)).toEqual([]);
  await page.click("text=Delete for good");
  await page.waitForSelector("text=Your account and all its data have been deleted.");
  expect((await fetch(`${platform.url}/api/sessions/${code}`)).status).toBe(404);
  expect((await context.cookies()).map((cookie) => cookie.name)).toEqual([]);
  expect(thrown).toEqual([]);
  await context.close();
});
