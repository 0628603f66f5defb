/** The host's controls on another device: by the owner's account, and by the QR code in the room's menu. */

import { expect, test } from "vitest";
import type { Created } from "$app/contract/types";
import { PASSWORD, sendCredentials } from "../support/account";
import { accessibilityFaults, PHONE, screenshot, TV } from "../support/browser";
import { joinByApi, post, Room } from "../support/room";
import { phase } from "../support/sights";
import { useSuite } from "../support/suite";

const suite = useSuite();

test("the owner takes a running room over on another screen", async () => {
  const name = "Ida.Vært";
  const { url } = suite.platform;
  const account = { name, password: PASSWORD };
  const { access_token } = await post<{ access_token: string }>(`${url}/api/accounts`, account);
  const room = { cartridge: "lounge" };
  const { code } = await post<Created>(`${url}/api/sessions`, room, access_token);
  for (const nickname of ["Bo", "Cy"]) await joinByApi(url, code, nickname);
  await post(`${url}/api/sessions/${code}/play`, {}, access_token);

  const screen = await suite.newPage({ viewport: TV });
  await screen.goto(`${url}/account`);
  await sendCredentials(screen, name);
  await screen.waitForSelector(`text=Hello, ${name}!`);
  await screen.goto(`${url}/host/${code}`);
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

  const phone = await suite.newPage({ viewport: PHONE });
  await phone.goto(url);
  await phone.waitForSelector("text=You’re the host");
  expect(phone.url()).not.toContain("link=");
  expect(await accessibilityFaults(phone)).toEqual([]);
  await screenshot(phone, "game/remote-phone");
  await phone.click("button:text-is('Start')");
  await phase(tv, "lounge");

  const late = await suite.newPage({ viewport: PHONE });
  await late.goto(url);
  await late.waitForSelector("text=This link was used before or has expired.");
});
