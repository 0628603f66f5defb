/** Approval of joins: the host and the VIP accept or decline each person. */

import { expect, test } from "vitest";
import { accessibilityFaults, screenshot } from "../support/browser";
import { fibRoom } from "../support/fib-room";
import { openVipControls } from "../support/room";
import { useSuite } from "../support/suite";

const suite = useSuite();

test("who joins waits for the host or the VIP", async () => {
  const { room, tv, first: ana } = await fibRoom(suite, {}, ["Ana"]);
  await openVipControls(ana);
  await ana.click("button:text-is('Approve who joins')");
  await ana.waitForSelector("button:text-is('Let everyone join')");

  const bo = await room.phone("Bo");
  await bo.waitForSelector("text=The host decides");
  expect(await accessibilityFaults(bo)).toEqual([]);
  await screenshot(bo, "game/waiting-phone");
  await tv.waitForSelector("text=Bo wants to join.");
  await ana.waitForSelector("text=Bo wants to join");
  expect(await accessibilityFaults(ana)).toEqual([]);
  await ana.click("li:has-text('Bo wants to join') >> text=Let in");
  await bo.waitForSelector("text=You’re in!");

  // A reload does not lose the place, and an answer reaches the phone at once.
  const cy = await room.phone("Cy");
  await cy.waitForSelector("text=The host decides");
  await cy.reload();
  await cy.waitForSelector("text=The host decides");
  await tv.click("button:text-is('Room')");
  expect(await accessibilityFaults(tv)).toEqual([]);
  await tv.click("dialog li:has-text('Cy wants to join') >> text=Turn away");
  await cy.waitForSelector("text=The host didn’t let you in.");
  await cy.click("text=Join another room");

  // The end of the approval lets everybody in who waits.
  const dan = await room.phone("Dan");
  await dan.waitForSelector("text=The host decides");
  await tv.click("dialog >> button:text-is('Let everyone join')");
  await dan.waitForSelector("text=You’re in!");
});
