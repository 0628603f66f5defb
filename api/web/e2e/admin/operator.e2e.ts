/** The operator's page: one-time link, rooms, log, backup, settings, log-out. */

import { expect, test } from "vitest";
import { accessibilityFaults, TV } from "../support/browser";
import { joinByApi, Room } from "../support/room";
import { useSuite } from "../support/suite";

const suite = useSuite();

test("an operator manages the server", async () => {
  const { platform, browser } = suite;
  const page = await suite.newPage({ viewport: TV });
  const link = await platform.wpp(["admin-link"]);
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Server" }).waitFor();
  expect(new URL(page.url()).hash, "the secret stays in the address").toBe("");
  await page.getByText("Nobody is playing right now.").waitFor();
  await page.getByRole("heading", { name: "Everything works" }).waitFor();

  // A room with one player.
  const { code } = await Room.open(browser, platform.url);
  const { session_token: token } = await joinByApi(platform.url, code, "Bo");
  await page.evaluate((path) => {
    const phone = new WebSocket(`ws://${location.host}${path}`);
    // Without a reference, the browser may close the socket.
    Object.assign(window, { phoneOfTest: phone });
  }, `/ws/game/${code}/?session_token=${token}`);
  await page.getByRole("button", { name: `Close room ${code}` }).click();
  await page.getByRole("dialog", { name: `Close room ${code}?` }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Close the room" }).click();
  await page.getByText(`Room ${code} is closed.`).waitFor();
  await page.getByText("Nobody is playing right now.").waitFor();
  await page.getByLabel("Close a room by its code").fill(code.toLowerCase());
  await page.getByLabel("Close a room by its code").press("Enter");
  await page.getByRole("button", { name: "Close the room" }).click();
  await page.getByText(`Room ${code} was closed already.`).waitFor();

  await page.getByText("room closed by an operator").waitFor();
  await page.getByRole("heading", { level: 3, name: "worker" }).waitFor();
  await page.getByRole("button", { name: "Start a backup" }).click();
  await page.getByText(/The backup started .* is complete\./).waitFor();
  await page.getByRole("button", { name: "Show settings" }).click();
  await page.getByText("TOKEN_SECRET", { exact: true }).waitFor();
  expect(await page.content()).not.toContain("a secret for these tests");
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("heading", { name: "Manage this server" }).waitFor();

  // A link that is pasted into the address of the open page.
  await page.goto(await platform.wpp(["admin-link"]));
  await page.getByRole("heading", { name: "Everything works" }).waitFor();
  expect(new URL(page.url()).hash, "the secret stays in the address").toBe("");
});
