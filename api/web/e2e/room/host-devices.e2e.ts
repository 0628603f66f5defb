/** The host's controls on another device: by the owner's account, and by the QR code in the room's menu. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityFaults, PHONE, screenshot, TV } from "../support/browser";
import { Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();
const PASSWORD = "seven owls juggle figs";

async function newPage(viewport = TV): Promise<Page> {
  const context = await suite.browser.newContext({ viewport, locale: "en-GB" });
  return context.newPage();
}

const post = (path: string, body: object, token?: string) =>
  fetch(`${suite.platform.url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

test("the owner takes a running room over on another screen", async () => {
  const name = "Ida.Vært";
  const account = await post("/api/accounts", { name, password: PASSWORD });
  expect(account.status).toBe(201);
  const { access_token } = (await account.json()) as { access_token: string };
  const opened = await post("/api/sessions", { cartridge: "lounge" }, access_token);
  const { code } = (await opened.json()) as { code: string };
  await post(`/api/sessions/${code}/players`, { nickname: "Bo" });
  await post(`/api/sessions/${code}/players`, { nickname: "Cy" });
  await post(`/api/sessions/${code}/play`, {}, access_token);

  const screen = await newPage();
  await screen.goto(`${suite.platform.url}/account`);
  await screen.fill("#name", name);
  await screen.fill("#password", PASSWORD);
  await screen.click("button.wide");
  await screen.waitForSelector(`text=Hello, ${name}!`);
  await screen.goto(`${suite.platform.url}/host/${code}`);
  await phase(screen, "lounge");
  expect(await screen.locator("button:text-is('Pause')").count()).toBe(0);
  await screen.click("text=Take over");
  await screen.click("text=Take over with your account");
  await screen.click("button:text-is('Pause')");
  await screen.waitForSelector("button:text-is('Resume')");
});

test("the QR code in the menu makes a phone the host's remote, once", async () => {
  const room = await Room.open(suite.browser, suite.platform.url, {}, "lounge");
  for (const name of ["Ana", "Bo"]) await room.playerWithoutBrowser(name);
  const tv = await room.tv();
  await tv.click("button:text-is('Room')");
  const created = tv.waitForResponse((response) => response.url().endsWith("/host-links"));
  await tv.click("dialog >> button:text-is('Host from another device')");
  const { url } = (await (await created).json()) as { url: string };
  await tv.waitForSelector("dialog >> text=Scan with the other device");

  const phone = await newPage(PHONE);
  await phone.goto(url);
  await phone.waitForSelector("text=You’re the host");
  expect(phone.url()).not.toContain("link=");
  expect(await accessibilityFaults(phone)).toEqual([]);
  await screenshot(phone, "game/remote-phone");
  await phone.click("button:text-is('Start')");
  await phase(tv, "lounge");

  const late = await newPage(PHONE);
  await late.goto(url);
  await late.waitForSelector("text=This link was used before or has expired.");
});
