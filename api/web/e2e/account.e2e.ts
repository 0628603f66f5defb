/** The life of an account: registration, login, presets, export, password, deletion. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PASSWORD } from "./support/account";
import { accessibilityFaults, download, PHONE, screenshot, TV } from "./support/browser";
import { useSuite } from "./support/suite";

const suite = useSuite();

const NEW_PASSWORD = "nine newts knit warm hats";

test("registers, uses and deletes an account", async () => {
  const { platform } = suite;
  const page = await suite.newPage({ viewport: TV, acceptDownloads: true });
  const accountRequests: string[] = [];
  let presetListRequests = 0;
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/account")) accountRequests.push(pathname);
    if (pathname === "/api/presets" && request.method() === "GET") presetListRequests += 1;
  });

  // A guest's page sends no request about accounts.
  await page.goto(`${platform.url}/host`);
  await page.click("text=Options");
  await page.waitForSelector("text=Questions from");
  await screenshot(page, "account/0-guest-tv");
  expect(accountRequests).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.click("text=Log in");
  await page.waitForSelector("h1:has-text('Log in')");
  await screenshot(page, "account/1-log-in-tv");
  await page.setViewportSize(PHONE);
  await screenshot(page, "account/1-log-in-phone");
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(accountRequests).toEqual([]);

  await register(page);

  // Scripts can read no credential, and the login survives a reload.
  const readable = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage }));
  expect(readable).not.toMatch(/wpp_refresh|eyJ/);
  await page.reload();
  await page.waitForSelector("text=Hello, Ana.Søe!");
  const tabs = await Promise.all([1, 2, 3, 4].map(() => page.context().newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(`${platform.url}/account`)));
  await Promise.all(tabs.map((tab) => tab.waitForSelector("text=Hello, Ana.Søe!")));
  await Promise.all(tabs.map((tab) => tab.close()));

  // The account owns the rooms it opens.
  await page.setViewportSize(TV);
  await page.click("text=Open a room");
  await page.waitForSelector("a:has-text('Ana.Søe')");
  await screenshot(page, "account/4-start-tv");
  await page.click("text=Options");

  const code = await savePresets(page);
  expect(presetListRequests).toBe(1);
  await openWithDefaultPreset(page);
  await exportData(page, code);
  await changePassword(page);
  await deleteAccount(page, code);
});

/** Registers, after a rejected password. */
async function register(page: Page): Promise<void> {
  await page.click("text=Create an account instead");
  await page.fill("#name", "Ana.Søe");
  await page.fill("#password", "password123");
  await page.click("button.wide");
  await page.waitForSelector("text=too easy to guess");
  await screenshot(page, "account/2-refused-phone");
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("password");
  await page.fill("#password", PASSWORD);
  await page.click("button.wide");
  await page.waitForSelector("text=Hello, Ana.Søe!");
  await screenshot(page, "account/3-mine-phone");
  expect(await accessibilityFaults(page)).toEqual([]);
}

/** Saves presets on the start page and in a room. Returns the room's code. */
async function savePresets(page: Page): Promise<string> {
  // Presets: saved on the start page, used as default, and saved from the room's menu.
  await page.fill("#preset-name", "Sunday with the cousins");
  await page.click("button:has-text('Save as preset')");
  await page.waitForSelector("text=Saved.");
  await page.click("button:has-text('Use as default')");
  await page.waitForSelector("option:has-text('(default)')", { state: "attached" });
  await screenshot(page, "account/4-presets-tv");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize(PHONE);
  await screenshot(page, "account/4-presets-phone");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize(TV);
  await page.click("button:has-text('Open a room')");
  await page.waitForURL(/\/host\/[A-Z]{6}$/);
  const code = page.url().split("/").at(-1) ?? "";
  await page.click("button:has-text('Room')");
  await page.fill("#room-preset-name", "As we play tonight");
  await page.click("dialog button:has-text('Save as preset')");
  await page.waitForSelector("dialog >> text=Saved.");
  await screenshot(page, "account/4-room-menu-tv");
  expect(await accessibilityFaults(page)).toEqual([]);
  return code;
}

/** A poster's button opens a room with the account's default preset. */
async function openWithDefaultPreset(page: Page): Promise<void> {
  await page.goto(`${suite.platform.url}/host`);
  await page.waitForSelector("a:has-text('Ana.Søe')");
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === "POST" && sent.url().endsWith("/api/sessions")),
    page.click(".poster:has-text('Fib') button"),
  ]);
  const { config } = request.postDataJSON() as { config: Record<string, unknown> };
  // A preset has every setting; the page itself sends only what differs from the defaults.
  expect(config).toMatchObject({ lie_ms: 60_000 });
  await page.waitForSelector("h1.code");
  await page.click("button:has-text('Room')");
  await page.click("text=Close the room…");
  await page.click("text=Close and delete");
  await page.waitForSelector(".poster");
}

async function exportData(page: Page, code: string): Promise<void> {
  await page.goto(`${suite.platform.url}/account`);
  const { content } = await download(page, "Download");
  const kept = JSON.parse(content.toString("utf8")) as {
    sessions: { code: string }[];
    tables: { account: { name: string }[] };
  };
  expect(kept.sessions.map((session) => session.code)).toEqual([code]);
  expect(kept.tables.account[0]?.name).toBe("Ana.Søe");
}

async function changePassword(page: Page): Promise<void> {
  await page.click("text=Change password");
  await page.fill("#current-password", "not my password");
  await page.fill("#new-password", NEW_PASSWORD);
  await page.click("text=Set new password");
  await page.waitForSelector("text=Wrong password.");
  await page.fill("#current-password", PASSWORD);
  await page.click("text=Set new password");
  await page.waitForSelector("text=Your password has been changed.");
  await screenshot(page, "account/5-mine-tv");

  await page.click("button:has-text('Log out')");
  await page.waitForSelector("h1:has-text('Log in')");
  await page.reload();
  await page.waitForSelector("h1:has-text('Log in')");
  await page.fill("#name", "ana.søe");
  await page.fill("#password", PASSWORD);
  await page.click("button.wide");
  await page.waitForSelector("text=Wrong name or password.");
  await page.fill("#password", NEW_PASSWORD);
  await page.click("button.wide");
  await page.waitForSelector("text=Hello, Ana.Søe!");
}

/** Deletes the account, which deletes its sessions, too. */
async function deleteAccount(page: Page, code: string): Promise<void> {
  await page.setViewportSize(PHONE);
  await page.click("text=Delete account");
  await page.fill("#delete-password", NEW_PASSWORD);
  expect(await page.isDisabled("text=Delete for good")).toBe(true);
  await page.check("text=I want to delete everything");
  await screenshot(page, "account/6-delete-phone");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.click("text=Delete for good");
  await page.waitForSelector("text=Your account and all its data have been deleted.");
  expect((await fetch(`${suite.platform.url}/api/sessions/${code}`)).status).toBe(404);
  expect((await page.context().cookies()).map((cookie) => cookie.name)).toEqual([]);
}
